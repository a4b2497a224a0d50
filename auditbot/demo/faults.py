"""What is planted in the town and what only looks like a fault: one table, from which the town is built.

A target or key that begins with ``@`` is the key of an article or column (``@home`` the homepage);
``resolved`` puts its address there. The builders ask ``planted`` what to do to a thing, so that table and
town cannot differ.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault of the town, as an audit must report it."""

    check: str
    message: str
    target: str
    """As the product names it: full address, host, zone, or name of a required column. Where two pages belong
    together (interpretation and policy), the page that must be mended."""
    class_: str = ""
    outcome: str = "failed"
    key: str = ""
    """Tells findings of one target apart: the part of a guide, the level of links, the other page …"""
    pages: int | None = None
    """How many pages of the portal carry it, for links."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Something healthy that must not be reported by the check."""

    check: str
    target: str
    why: str


@dataclass(frozen=True, slots=True)
class Required:
    """A column that a notice could demand of the town, and how it fares."""

    name: str
    aliases: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    inside: str = ""
    """The column that it must stand in; empty: anywhere."""
    on_home: bool = False
    targets: tuple[str, ...] = ()
    """Hosts that it must lead to."""


REQUIRED = (
    Required("政府信息公开指南", ("信息公开指南", "公开指南", "指南")),
    Required("政府信息公开制度", ("制度",)),
    Required("法定主动公开内容"),
    Required("政府信息公开年报", ("年报",)),
    Required("依申请公开"),
    Required("政策解读"),
    Required("意见征集", ("征求意见",)),
    Required("双随机、一公开", ("双随机一公开",)),
    Required("基层政务公开"),
    Required("政府公报", near=("公报",)),
    Required("政策咨询问答库", ("政策问答库",), near=("常见问题", "政策咨询")),
    Required("行政规范性文件", ("规范性文件",), inside="政府信息公开"),
    Required("就业创业", on_home=True),
    Required("回应关切"),
    Required("减税降费", on_home=True, targets=("tax.xishan.example",)),
    Required("政务服务网", on_home=True, targets=("qinghe.xszwfw.example",)),
    Required("纳税服务", on_home=True, targets=("tax.xishan.example",)),
)
"""The columns that the planted faults of ``required-columns`` speak of, and some that are in order."""

_V6 = (
    Planted("ipv6-dns", "no-aaaa", "sjkf.qinghe.example", why="只有 A 记录"),
    Planted("ipv6-dns", "not-global", "rx.qinghe.example", key="fd12:3456:789a::10", why="AAAA 是内网地址"),
    Planted("ipv6-dns", "ns-few", "zwfw.qinghe.example", why="另行委托的子域，两台域名服务器只有一台有 AAAA"),
    Planted("ipv6-dns", "ns-silent", "qinghe.example", key="ns2.qinghe.example", why="经 IPv6 不应答"),
    Planted(
        "ipv6-dns", "dns-failed", "dag.qinghe.example", outcome="untested", why="查询 AAAA 返回 SERVFAIL"
    ),
    Planted("ipv6-reachable", "unreachable", "dt.qinghe.example", why="IPv6 地址上没有服务"),
    Planted("ipv6-reachable", "port-missing", "xf.qinghe.example", why="443 端口只在 IPv4 上开放"),
    Planted("ipv6-reachable", "http-failed", "sp.qinghe.example", why="IPv6 连接建立后即断开"),
    Planted("ipv6-consistent", "text-differs", "@home", why="IPv6 首页是一张旧的引导页"),
    Planted("ipv6-links", "level-share", "@home", key="level-2", why="首页链接的几个子站经 IPv6 打不开"),
    Planted("ipv6-links", "level-share", "@home", key="level-3", why="这些子站的内页经 IPv6 打不开"),
    Planted("ipv6-links", "skylight", "img.qinghe.example", why="图片所在主机没有 AAAA"),
)

_COLUMNS = (
    Planted("required-columns", "missing", "政府公报"),
    Planted("required-columns", "near", "政策咨询问答库", outcome="cantTell", why="只有“常见问题”"),
    Planted("required-columns", "misplaced", "行政规范性文件", why="在“政策”下，不在“政府信息公开”下"),
    Planted("required-columns", "dead", "就业创业", why="首页链接的栏目不存在"),
    Planted("required-columns", "empty", "回应关切"),
    Planted("required-columns", "wrong-target", "减税降费", why="链接到报社的专题，不是税务局"),
    Planted("required-columns", "redirected-away", "政务服务网", why="域名到期后转到停放页"),
    Planted("empty-columns", "empty", "@spxw"),
    Planted("empty-columns", "empty", "@hygq"),
    Planted("empty-columns", "placeholder", "@sjml", why="栏目正在建设中"),
    Planted("empty-columns", "placeholder", "@lxcw", why="暂无内容"),
    Planted("stale-columns", "stale", "@bmdt"),
    Planted("stale-columns", "stale", "@lxgg"),
    Planted("stale-columns", "stale", "@yshj"),
    Planted("stale-columns", "undated", "@wsdc", outcome="cantTell", why="列表和正文都没有日期"),
    Planted("stale-columns", "event-driven", "@rsxx", outcome="cantTell"),
    Planted("homepage-stale", "stale", "@home", why="首页三周没有重新发布"),
)

_DISCLOSURE = (
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

_INTERPRETATION = (
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

PLANTED = (*_V6, *_COLUMNS, *_DISCLOSURE, *_INTERPRETATION)
"""All faults but those of links, which ``links.CARRIED`` holds."""

LOOK_ALIKES = (
    LookAlike("ipv6-dns", "qinghe.example", "第三台域名服务器没有 AAAA，另两台有"),
    LookAlike("ipv6-reachable", "jy.qinghe.example", "经 IPv6 慢一些，但能打开"),
    LookAlike("ipv6-links", "static.qinghe.example", "另一台主机，有 AAAA"),
    LookAlike(
        "broken-links", "http://www.qinghe.example/art/2019/5/6/art_1229300_1.html", "死链接写在注释里"
    ),
    LookAlike("broken-links", "http://www.qinghe.example/2016/old.html", "只有站点地图提到，没有页面链接它"),
    LookAlike("broken-links", "{{url}}", "脚本模板里的占位符"),
    LookAlike("homepage-stale", "@home", "脚本写出的当天日期不算更新"),
    LookAlike("empty-columns", "@zjqh", "栏目地址转到第一个子栏目"),
    LookAlike("empty-columns", "@qhgk", "只有一篇正文的栏目"),
    LookAlike("empty-columns", "@qhyw", "列表由脚本写出"),
    LookAlike("empty-columns", "@qzxx", "列表在 CDATA 记录里"),
    LookAlike("empty-columns", "@bjgs", "列表由 fetch() 取得：没有浏览器时 untested"),
    LookAlike("empty-columns", "@qmyd", "只有一条信息"),
    LookAlike("empty-columns", "@zc", "栏目的栏目"),
    LookAlike("stale-columns", "@fxkh", "已归档的专题"),
    LookAlike("stale-columns", "@yhqs", "登记的截止日期已过"),
    LookAlike("stale-columns", "@zjdt", "日期没有年份，跨过新年"),
    LookAlike("stale-columns", "@tzgg", "置顶的旧公告在最前"),
    LookAlike("stale-columns", "@tjxx", "GBK 页面声明为 utf-8，列表仍然可读"),
    LookAlike("stale-columns", "@ldzc", "列表没有日期，正文有"),
    LookAlike("stale-columns", "@jgzn", "列表没有日期，正文有"),
    LookAlike("required-columns", "政府信息公开年报", "最新的是上年度的报告"),
    LookAlike("required-columns", "纳税服务", "链接到税务局"),
    LookAlike("required-columns", "政府公报", "“统计公报”不是政府公报，不得作为相近栏目"),
    LookAlike("disclosure-guide", "@gd-jyj", "完整的指南"),
    LookAlike("disclosure-phone", "@lxwm", "联系页面的电话不是公开工作机构的"),
    LookAlike("disclosure-phone", "@gd-jyj", "部门指南写本部门登记的电话；页脚的是网站维护电话"),
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
"""Healthy things beside the faults, but for those of links."""


def planted(check: str, key: str) -> frozenset[str]:
    """The messages that a check must give about an article or column."""
    return frozenset(row.message for row in PLANTED if row.check == check and row.target == f"@{key}")


def resolved(row: Planted, address: Callable[[str], str]) -> Planted:
    """The row with addresses in the place of keys."""

    def known(text: str) -> str:
        return address(text[1:]) if text.startswith("@") else text

    return replace(row, target=known(row.target), key=known(row.key))
