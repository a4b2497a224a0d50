"""Interpretations by what they tell, consultations, and letters."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

_PLANTED = (
    Planted("interpretation-forms", "uncovered", "@zc-yingshang", why="只有新闻发布会和文字"),
    Planted("interpretation-forms", "uncovered", "@zc-gongdi"),
    Planted("interpretation-forms", "uncovered", "@zc-gushu"),
    Planted("interpretation-excerpt", "copied", "@jd-gongdi", outcome="cantTell"),
    Planted("interpretation-excerpt", "headings", "@jd-gengxin", outcome="cantTell"),
    Planted("interpretation-content", "missing", "@jd-huiqi", outcome="cantTell"),
    Planted("interpretation-source", "other-unit", "@jd-jineng", why="融媒体中心写的解读"),
    Planted("interpretation-count", "heads", "@home", outcome="cantTell", why="只是数字"),
    Planted("consultation-complete", "no-draft", "@yjzj-0"),
    Planted("consultation-complete", "still-open", "@yjzj-1", why="四天前已截止"),
    Planted("consultation-complete", "no-explanation", "@yjzj-2"),
    Planted("consultation-complete", "thin-outcome", "@yjzj-3", outcome="cantTell", why="没有说未采纳的理由"),
    Planted("consultation-complete", "no-outcome", "@yjzj-4"),
    Planted("consultation-before-policy", "none", "@zc-diandong"),
    Planted("consultation-before-policy", "none", "@zc-tuoguan", outcome="cantTell", why="部门网站未看"),
    Planted("reply-deadline", "unanswered", "@qzxx-0"),
    Planted("reply-deadline", "late", "@qzxx-2"),
    Planted("reply-deadline", "months-late", "@qzxx-4"),
)

_LOOK_ALIKES = (
    LookAlike("interpretation-forms", "@zc-shuiwang", "有一图读懂"),
    LookAlike("interpretation-forms", "@rs-1", "任免通知无须图解"),
    LookAlike("interpretation-excerpt", "@jd-minying", "大段引用原文，都在引号中"),
    LookAlike("interpretation-excerpt", "@tj-shuiwang", "只有图片"),
    LookAlike("interpretation-content", "@jd-dapeng", "用问答说明背景和目标"),
    LookAlike("interpretation-source", "@jd-jiuzhu", "联合发文，由第一个单位解读"),
    LookAlike("interpretation-source", "@fb-shuiwang", "新闻发布会由办公室组织"),
    LookAlike("interpretation-count", "@jd-jineng", "解读人没有写明是主要负责人"),
    LookAlike("consultation-complete", "@yjzj-zhucan", "采纳情况写在原页面，全部采纳无须说明理由"),
    LookAlike("consultation-before-policy", "@zc-dapeng", "征求意见的标题没有“关于”"),
    LookAlike("consultation-before-policy", "@zc-gongzufang", "早于网站最早的征求意见"),
    LookAlike("consultation-before-policy", "@rs-1", "任免通知无须征求意见"),
    LookAlike("consultation-before-policy", "@sj-sj1", "转载的市政府文件"),
    LookAlike("reply-deadline", "@qzxx-1", "六天答复，中间有周末"),
    LookAlike("reply-deadline", "@zxft-0", "在线访谈不计"),
)

_DEMANDS = (
    RequirementSpec(
        id="exchange-graphics",
        check="interpretation-forms",
        severity=Severity.MINOR,
        options={"forms": ["graphic"], "percent": 100, "issuers": ["government"]},
    ),
    RequirementSpec(id="exchange-excerpt", check="interpretation-excerpt", severity=Severity.MINOR),
    RequirementSpec(
        id="exchange-content",
        check="interpretation-content",
        severity=Severity.MINOR,
        options={"elements": ["background", "aims"]},
    ),
    RequirementSpec(id="exchange-source", check="interpretation-source", severity=Severity.MINOR),
    RequirementSpec(
        id="exchange-heads",
        check="interpretation-count",
        severity=Severity.MINOR,
        options={"by": "heads", "asked": 3},
    ),
    RequirementSpec(id="exchange-consulted", check="consultation-complete", severity=Severity.MAJOR),
    RequirementSpec(id="exchange-before", check="consultation-before-policy", severity=Severity.MINOR),
    RequirementSpec(id="exchange-replies", check="reply-deadline", severity=Severity.MAJOR),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)
