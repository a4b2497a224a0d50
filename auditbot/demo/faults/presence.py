"""Annual reports, documents, phones and topics: what is there, what is not, and what only looks so."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

_DECISIONS = {
    "name": "重大行政决策事项目录",
    "patterns": ("(重大)?(行政)?决策(事项)?(年度)?(目录|清单)",),
}
_CERTIFICATES = {
    "name": "证明事项清单",
    "patterns": ("证明(事项|材料).{0,4}(清单|目录)",),
    "excludes": ("取消|不再",),
}
_PROJECTS = {
    "name": "重大建设项目清单",
    "patterns": ("重[大点](建设)?项目.{0,6}(名单|清单|计划|一览表)",),
}
_STANDARD = {"name": "基层政务公开标准目录", "patterns": ("(政务公开)(事项|基本)?标准目录",)}
_HOTLINE = {"name": "政务服务热线", "number": "12345"}
_SUPERVISION = {"name": "监督举报电话", "words": ("监督举报",)}
_ADVICE = {"name": "惠农政策咨询电话", "words": ("惠农政策",)}
_WORDS = ({"name": "政务公开工作要点", "words": ("工作要点", "任务分工")},)
_RULES = (
    {"name": "审查"},
    {"name": "属性认定", "words": ("属性",)},
    {"name": "社会评议", "words": ("评议",)},
)

_PLANTED = (
    Planted("annual-report", "late", "@nb-mzj", why="2 月 5 日才公布"),
    Planted("annual-report", "part-missing", "@nb-mzj", key="reviews", why="没有复议诉讼情况"),
    Planted("annual-report", "word-missing", "@nb-mzj"),
    Planted("annual-report", "in-file", "@nb-slj", outcome="cantTell", why="全文是一张图片"),
    Planted("annual-document", "other-year", "2019年重大建设项目清单", why="只有后来年度的"),
    Planted("annual-document", "part", "@zdxm-0", outcome="cantTell", why="没有写征收补偿"),
    Planted("required-documents", "near", "重大行政决策事项目录", outcome="cantTell", why="只有申报的通知"),
    Planted("required-documents", "missing", "权力清单"),
    Planted("disclosure-section", "rules-missing", "@zd", outcome="cantTell", why="没有社会评议制度"),
    Planted("contact-phones", "missing", "惠农政策咨询电话"),
    Planted("contact-phones", "invalid", "@lxwm", why="监督举报电话少一位数字"),
    Planted("topic-coverage", "found", "养老", outcome="cantTell"),
    Planted("topic-coverage", "none", "低空经济", outcome="cantTell"),
)

_LOOK_ALIKES = (
    LookAlike("annual-report", "@nb-jyj", "按期公布，内容齐全"),
    LookAlike("annual-report", "@nb-tz", "编制年报的通知不是年报"),
    LookAlike("annual-document", "@jczwgk-0", "编制说明不是目录"),
    LookAlike("required-documents", "证明事项清单", "清单是网页的附件"),
    LookAlike("required-documents", "基层政务公开标准目录", "另有编制说明"),
    LookAlike("disclosure-section", "@ysqgk", "有在线申请表"),
    LookAlike("contact-phones", "政务服务热线", "写在联系我们页面"),
    LookAlike("topic-coverage", "听证会", "不一定有的事项"),
)

_DEMANDS = (
    RequirementSpec(
        id="presence-report", check="annual-report", severity=Severity.MAJOR, options={"words": _WORDS}
    ),
    RequirementSpec(
        id="presence-projects",
        check="annual-document",
        severity=Severity.MAJOR,
        options={
            "document": _PROJECTS,
            "parts": ({"name": "责任单位"}, {"name": "征收补偿", "words": ("征收", "补偿")}),
        },
    ),
    RequirementSpec(
        id="presence-old-projects",
        check="annual-document",
        severity=Severity.MAJOR,
        options={"document": _PROJECTS | {"year": 2019}},
    ),
    RequirementSpec(
        id="presence-documents",
        check="required-documents",
        severity=Severity.MAJOR,
        options={"documents": (_DECISIONS, _CERTIFICATES, _STANDARD, {"name": "权力清单"})},
    ),
    RequirementSpec(
        id="presence-section",
        check="disclosure-section",
        severity=Severity.MINOR,
        options={"form": True, "rules": _RULES},
    ),
    RequirementSpec(
        id="presence-phones",
        check="contact-phones",
        severity=Severity.MINOR,
        options={"phones": (_HOTLINE, _SUPERVISION, _ADVICE)},
    ),
    RequirementSpec(
        id="presence-topics",
        check="topic-coverage",
        severity=Severity.NOTICE,
        options={"topics": ({"name": "养老"}, {"name": "低空经济", "words": ("低空", "无人机")})},
    ),
    RequirementSpec(
        id="presence-hearings",
        check="topic-coverage",
        severity=Severity.NOTICE,
        options={"topics": ({"name": "听证会", "words": ("听证",)},), "needed": False},
    ),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)
