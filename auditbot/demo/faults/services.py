"""Service guides: what they lack, and the documents they rest on."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

_PLANTED = (
    Planted("guide-elements", "missing", "@bszn-1", why="没有办理流程"),
    Planted("guide-elements", "empty", "@bszn-4", why="咨询方式后面是空的"),
    Planted("guide-basis-linked", "not-linked", "@bszn-5", why="本网站有该文件，没有链接"),
    Planted("guide-basis-linked", "wrong-document", "@bszn-3", why="链接到另一份文件"),
    Planted("guide-basis-linked", "not-held", "@home", why="法律没有链接，只作提示"),
)

_LOOK_ALIKES = (
    LookAlike("guide-elements", "@bszn-0", "收费写“不收费”，中介服务写“无”"),
    LookAlike("guide-basis-linked", "@bszn-2", "依据链接正确"),
)

_DEMANDS = (
    RequirementSpec(
        id="services-elements",
        check="guide-elements",
        severity=Severity.MAJOR,
        options={
            "elements": [
                "basis",
                "conditions",
                "flow",
                "materials",
                "unit",
                "contact",
                "legal-time",
                "promised-time",
                "fees",
                "intermediary",
            ]
        },
    ),
    RequirementSpec(id="services-basis", check="guide-basis-linked", severity=Severity.MINOR),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)
