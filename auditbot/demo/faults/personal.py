"""Numbers of persons that the township shows, and numbers that only look like them."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

GRANTS = "/upload/files/bt.xlsx"
"""A workbook that keeps its source on a hidden sheet."""
MEMBERS = "/upload/files/hmc.xlsx"
"""A workbook in which every number is masked."""
_PORTAL = "http://www.qinghe.example"

_PLANTED = (
    Planted("personal-data", "page", "@lxgg-db", key="id-card", why="低保名单带身份证号"),
    Planted("personal-data", "page", "@lxgg-bt", key="mobile", why="补贴名单带手机号"),
    Planted("personal-data", "file", f"{_PORTAL}{GRANTS}", key="id-card", why="隐藏的工作表"),
    Planted("personal-data", "file", f"{_PORTAL}{GRANTS}", key="bank-card", why="隐藏的工作表"),
    Planted("personal-data", "page-unsure", "@lxgg-jx", outcome="cantTell", key="mobile"),
)

_LOOK_ALIKES = (
    LookAlike("personal-data", "@lxgg-zb", "各村联系人的电话是公开的"),
    LookAlike("personal-data", "@lxgg-xy", "统一社会信用代码不是身份证号"),
    LookAlike("personal-data", "@lxgg-bzj", "单位账户和投标编号"),
    LookAlike("personal-data", f"{_PORTAL}{MEMBERS}", "身份证号已遮盖"),
)

_DEMANDS = (RequirementSpec(id="personal-shown", check="personal-data", severity=Severity.MAJOR),)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)
