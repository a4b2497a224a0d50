"""What careless hands and intruders left in texts, and honest texts beside it."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

LISTED = "不宜外传"
"""A term of the town's own list."""

_PLANTED = (
    Planted("text-quality", "placeholder", "@lxgg-cs", why="标题是“测试”"),
    Planted("text-quality", "marks", "@lxgg-bd", why="两个逗号"),
    Planted("text-quality", "date", "@lxgg-bd", why="13月"),
    Planted("text-quality", "wrong-name", "@lxgg-gm", why="国名写错"),
    Planted("sensitive-terms", "found", "@lxgg-nb", outcome="cantTell", why="词表中的词"),
    Planted("outdated-content", "ended", "@lxgg-bm", why="早已截止，仍写报名中"),
    Planted("fake-dates", "later-than-address", "@home", outcome="cantTell", why="网址中的日期早两年"),
    Planted("fake-dates", "burst", "@lxgg", outcome="cantTell", why="停更四个月后一天补了七条"),
    Planted("hidden-links", "hidden", "www.yule.example", why="移出屏幕的外链"),
    Planted("foreign-content", "trade", "http://www.duchang.example/", outcome="cantTell", why="链接文字"),
    Planted(
        "foreign-content",
        "for-sale",
        "http://qinghe.xszwfw.example/",
        outcome="cantTell",
        why="转到域名出售页",
    ),
)

_LOOK_ALIKES = (
    LookAlike("text-quality", "@lxgg-jc", "标题里有“测试”，2月29日和2035年12月都存在，。。。是省略号"),
    LookAlike("outdated-content", "@lxgg-bj", "已结束的如实写着已结束，报名中的尚未截止"),
    LookAlike("sensitive-terms", "@lxgg-jc", "“宜外传”只是词表中一个词的一部分"),
    LookAlike("fake-dates", "@tzgg", "置顶的旧公告在最前，不是停更"),
    LookAlike("foreign-content", "http://www.xishan.example/", "正常的外链"),
    LookAlike("hidden-links", "www.xishan.example", "正常显示的外链"),
)

_DEMANDS = (
    RequirementSpec(id="content-text", check="text-quality", severity=Severity.MINOR),
    RequirementSpec(
        id="content-terms", check="sensitive-terms", severity=Severity.MAJOR, options={"terms": [LISTED]}
    ),
    RequirementSpec(id="content-outdated", check="outdated-content", severity=Severity.MINOR),
    RequirementSpec(id="content-dates", check="fake-dates", severity=Severity.MAJOR),
    RequirementSpec(id="content-hidden", check="hidden-links", severity=Severity.MAJOR),
    RequirementSpec(id="content-foreign", check="foreign-content", severity=Severity.MAJOR),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)
