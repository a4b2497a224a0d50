"""What the national rules alone find in the town; no notice of the town asks for it."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted

_PLANTED = (
    Planted("required-documents", "missing", "政府网站工作年度报表", why="没有公布年度报表"),
    Planted("column-topics", "unsure", "@fdzdgk", outcome="cantTell", why="法定各类信息有的在别处公开"),
)

_LOOK_ALIKES = (LookAlike("required-documents", "@nb-0", "政府信息公开年报不是政府网站工作年度报表"),)

GROUP = Group(_PLANTED, _LOOK_ALIKES)
