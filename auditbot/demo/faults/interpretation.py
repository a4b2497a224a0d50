"""Policies and interpretations."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

_PLANTED = (
    Planted("interpretation-linked", "no-link", "@jd-diandong"),
    Planted("interpretation-linked", "no-forward", "@jd-laji"),
    Planted("interpretation-linked", "no-back", "@zc-touzi"),
    Planted("interpretation-linked", "dead-link", "@jd-yinshui"),
    Planted("interpretation-linked", "wrong-document", "@jd-tuoguan", why="链接到午餐配送办法"),
    Planted("interpretation-linked", "policy-unknown", "@jd-huiqi", outcome="cantTell"),
    Planted("interpretation-linked", "alone", "@zc-jianzao"),
    Planted("interpretation-linked", "alone", "@zc-yunzhuan"),
    Planted("interpretation-timing", "late", "@jd-gengxin", why="晚了二十五天"),
    Planted("interpretation-timing", "early", "@jd-fengxian", why="早了十二天"),
    Planted("interpretation-timing", "undated", "@jd-gushu", outcome="cantTell"),
)

_LOOK_ALIKES = (
    LookAlike("interpretation-linked", "@jd-sj-gw1", "国务院文件的解读无须回链"),
    LookAlike("interpretation-linked", "@jd-sj-sj1", "市政府文件的解读无须回链"),
    LookAlike("interpretation-linked", "@jd-zulin", "与公租房管理办法标题相近，链接正确"),
    LookAlike("interpretation-linked", "@jd-ruxue", "两年的招生通知标题几乎一样，链接正确"),
    LookAlike("interpretation-linked", "@jd-jiuzhu", "只在正文里链接文件"),
    LookAlike("interpretation-linked", "@zd-2", "《政策解读工作规定》不是解读"),
    LookAlike("interpretation-linked", "@rs-1", "任免通知无须解读"),
    LookAlike("interpretation-linked", "@pf-1", "批复无须解读"),
    LookAlike("interpretation-linked", "@pf-2", "通报表扬无须解读"),
    LookAlike("interpretation-linked", "@sj-gw2", "转载的国务院文件无须解读"),
    LookAlike("interpretation-linked", "@jd-yjzj-1", "征求意见稿的解读，链接的是征求意见公告"),
    LookAlike("interpretation-timing", "@fb-shuiwang", "吹风会在文件发布之前"),
    LookAlike("interpretation-timing", "@jd-yjzj-1", "征求意见稿的解读"),
    LookAlike("interpretation-timing", "@jd-dapeng", "周五发文，周一解读"),
    LookAlike("interpretation-timing", "@jd-ruxue-old", "迁移平台改写了 PubDate，可见日期相同"),
)

_DEMANDS = (RequirementSpec(id="timely", check="interpretation-timing", severity=Severity.MINOR),)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)
