"""The marks of the site, its tags, its search and its encryption."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.demo.hosts import HOSTS, Https
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

_TAGS = (
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnDescription",
    "ColumnKeywords",
    "ColumnType",
    "ArticleTitle",
    "PubDate",
    "ContentSource",
)

_PLANTED = (
    Planted("site-identity", "code-empty", "@home", why="柳溪镇首页的标识码没有填写"),
    Planted("site-identity", "missing-inside", "@home", why="一套模板的党政机关标识写在注释里"),
    Planted(
        "site-identity", "nothing-inside", "@home", outcome="cantTell", why="几个专题和办事结果页面没有页脚"
    ),
    Planted("find-error-entry", "wrong-code", "@home", why="部门动态的找错代码是邻县的"),
    *(Planted("page-metadata", "missing", tag, why="一套模板没有网页标签") for tag in _TAGS),
    Planted("page-metadata", "differs", "PubDate", why="迁移平台时改写了发布日期"),
    Planted("accessibility-basics", "no-language", "@home", why="两套模板没有 lang"),
    Planted("external-leave-notice", "some", "@home", why="一个外部链接没有离站提示"),
    Planted("site-search", "dead", "@home", why="搜索地址不存在"),
    *(
        Planted("tls-certificate", "no-https", host.name, why="443 端口没有开放")
        for host in HOSTS
        if host.own and host.https is Https.CLOSED
    ),
    *(
        Planted("tls-certificate", "no-tls", host.name, why="443 端口上不是加密服务")
        for host in HOSTS
        if host.own and host.https is not Https.CLOSED
    ),
)

_LOOK_ALIKES = (
    LookAlike("site-identity", "@qhyw", "党政机关标识由脚本写出，百分号转义"),
    LookAlike("site-identity", "@qhgk", "标识码前没有冒号"),
    LookAlike("find-error-entry", "@qzxx", "找错入口是脚本，标识码写在属性里"),
    LookAlike("page-metadata", "@qzxx", "标签名是小写"),
    LookAlike("site-availability", "@home", "每次访问都打开"),
    LookAlike("tls-certificate", "static.qinghe.example", "不属于本站的主机，443 端口也没有开放"),
    LookAlike(
        "site-search", "http://www.qinghe.example/search/", "脚本里的另一个搜索地址，robots.txt 不让抓取"
    ),
    LookAlike("accessibility-basics", "@qfbwj", "写明了语言和标题"),
    LookAlike("external-leave-notice", "http://www.xishan.example/", "上级政府网站不需要提示"),
    LookAlike("external-leave-notice", "http://www.qhrb.example/jsjf/", "链接自带离站提示"),
)

_INSIDE = ("*.qinghe.example", "*.xishan.example", "*.guojia.example", "*.xszwfw.example")


def _demand(check: str, severity: Severity = Severity.MINOR, **options: object) -> RequirementSpec:
    return RequirementSpec(id=f"identity-{check}", check=check, severity=severity, options=options)


_DEMANDS = (
    _demand("site-identity"),
    _demand("find-error-entry"),
    _demand("page-metadata"),
    _demand("accessibility-basics", Severity.NOTICE),
    _demand("site-availability", Severity.MAJOR),
    _demand("tls-certificate"),
    _demand("external-leave-notice", inside=_INSIDE),
    _demand("site-search"),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)
