"""Guides to disclosure and their telephone numbers."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted

_PLANTED = (
    Planted("disclosure-guide", "part-missing", "@zn", key="office-fax"),
    Planted("disclosure-guide", "part-unfilled", "@zn", key="office-hours", why="“办公时间”后面是空的"),
    Planted("disclosure-guide", "extra-missing", "@zn", key="postcode"),
    Planted("disclosure-guide", "old", "@zn", outcome="cantTell", why="八年没有更新"),
    Planted("disclosure-guide", "old-regulation", "@zn"),
    Planted("disclosure-guide", "part-missing", "@gd-lxz", key="office-phone"),
    Planted("disclosure-guide", "part-missing", "@gd-dtj", key="office-phone"),
    Planted("disclosure-guide", "in-attachment", "@lxzn", outcome="cantTell"),
    Planted("disclosure-phone", "differs-registered", "@zn"),
    Planted("disclosure-phone", "differs-page", "@nb-0", key="@zn", why="年报与指南的号码不同"),
    Planted("disclosure-phone", "tel-differs", "@gd-mzj"),
    Planted("disclosure-phone", "placeholder", "@gd-wjj"),
    Planted("disclosure-phone", "invalid", "@gd-czj", why="少一位数字"),
    Planted("disclosure-phone", "no-phone", "@gd-lxz"),
    Planted("disclosure-phone", "not-attributed", "@gd-dtj", outcome="cantTell"),
)

_LOOK_ALIKES = (
    LookAlike("disclosure-guide", "@gd-jyj", "完整的指南"),
    LookAlike("disclosure-phone", "@lxwm", "联系页面的电话不是公开工作机构的"),
    LookAlike("disclosure-phone", "@gd-jyj", "部门指南写本部门登记的电话；页脚的是网站维护电话"),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES)
