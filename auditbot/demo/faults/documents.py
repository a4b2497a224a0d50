"""Policy documents: tables, numbers, dates, notes, validity, files, and the policy library."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

_PLANTED = (
    Planted("document-metadata", "empty", "@zc-zhucan", why="有效性为空"),
    Planted("document-metadata", "missing", "@zc-wucan", why="没有主题分类"),
    Planted("document-metadata", "no-number", "@pf-1", outcome="cantTell"),
    Planted("document-metadata", "differs", "@zc-jineng", why="成文日期比落款早一天"),
    Planted("document-number", "malformed", "@zc-yinshui", why="年份用圆括号"),
    Planted("document-number", "differs", "@zc-gouche", why="正文的序号多一号"),
    Planted("document-number", "quoted-broken", "@zc-minying"),
    Planted("document-number", "quoted-brackets", "@zc-yingshang"),
    Planted("document-validity", "expired", "@gf-wenwu"),
    Planted("document-validity", "abolished", "@gf-jinyang"),
    Planted(
        "document-validity", "void-listed", "@gf-yanhua", outcome="cantTell", why="没有存放失效文件的栏目"
    ),
    Planted("document-formats", "missing", "@zc-fengxian", why="没有 PDF"),
    Planted("document-formats", "other-title", "@zc-jianzao", outcome="cantTell", why="PDF 是另一份文件"),
    Planted("release-marker", "missing", "@zc-touzi"),
    Planted("release-marker", "otherwise", "@zc-laji", why="此件依申请公开"),
    Planted("disclosure-deadline", "late", "@zc-gongdi", why="成文六十天后发布"),
    Planted("disclosure-deadline", "before", "@zc-diandong", why="成文日期晚于发布"),
    Planted("policy-library-link", "no-link", "@zc-gushu", outcome="cantTell"),
    Planted("policy-library-link", "front-page", "@zc-fengxian"),
)

_LOOK_ALIKES = (
    LookAlike("document-metadata", "@sj-gw1", "转载的国务院文件"),
    LookAlike("document-metadata", "@zc-jiuzhu", "没有发布日期一项，标题下方有"),
    LookAlike("document-number", "@rs-1", "区政府任免文件，文号规范"),
    LookAlike("document-validity", "@gf-hedao", "已过有效期，另有文件延长"),
    LookAlike("document-validity", "@gf-buju", "废止了别的文件，自身有效"),
    LookAlike("document-formats", "@zc-zhucan", "不是规范性文件"),
    LookAlike("release-marker", "@sj-gw2", "转载的国务院文件"),
    LookAlike("disclosure-deadline", "@sj-sj1", "转载的市政府文件"),
    LookAlike("policy-library-link", "@gf-yanhua", "已失效的文件无须链接"),
)

_DEMANDS = (
    RequirementSpec(id="documents-fields", check="document-metadata", severity=Severity.MINOR),
    RequirementSpec(id="documents-number", check="document-number", severity=Severity.MINOR),
    RequirementSpec(id="documents-validity", check="document-validity", severity=Severity.MAJOR),
    RequirementSpec(id="documents-formats", check="document-formats", severity=Severity.MINOR),
    RequirementSpec(id="documents-release", check="release-marker", severity=Severity.MINOR),
    RequirementSpec(id="documents-deadline", check="disclosure-deadline", severity=Severity.MAJOR),
    RequirementSpec(
        id="documents-library",
        check="policy-library-link",
        severity=Severity.MINOR,
        options={"hosts": ["wjk.xishan.example"]},
    ),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)
