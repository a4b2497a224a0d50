"""Sixty findings of every outcome about a made-up district."""

from collections.abc import Iterator

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from tests.reports.making import COLUMNS, FINANCE, OFFICE, REFORM, SITE, TITLES, UNITS, age, day, make


def findings() -> tuple[Finding, ...]:
    """All of them, in no order."""
    return (*_links(), *_columns(), *_interpretations(), *_disclosure(), *_network())


def _links() -> Iterator[Finding]:
    expected = ("链接能打开所指的内容", "the link leads to what it says")
    mend = ("改正或删除这个链接。", "Correct or remove the link.")
    for n in range(19):
        dead = f"{SITE}/zwgk/zcwj/20{10 + n}/t20{10 + n}0801_{4000 + n}.html"
        outcome = Outcome.UNTESTED if n in (17, 18) else Outcome.CANT_TELL if n == 16 else Outcome.FAILED
        everywhere = n == 0
        yield make(
            "broken-links",
            "blocked" if outcome is Outcome.UNTESTED else "broken",
            dead,
            (
                f"《{TITLES[n % 8]}》的链接打不开：服务器答复 404。",
                f"The link to 《{TITLES[n % 8]}》 is dead: 404.",
            ),
            expected,
            ("两次访问（GET，间隔 2 秒）都是 HTTP 404", "HTTP 404 on two visits (GET, 2 s apart)"),
            mend,
            outcome=outcome,
            severity=Severity.MAJOR if n < 3 else Severity.MINOR,
            requirements=("state/links",),
            unit="" if everywhere else UNITS[n % 5],
            path=("首页", "政务公开", "政策文件", TITLES[n % 8]),
            page=f"{SITE}/zwgk/zcwj/index_{n}.html",
            excerpt=f"相关文件：{TITLES[n % 8]}（点击查看）",
            mark=TITLES[n % 8],
            spread=612 if everywhere else 1 + n % 3,
            class_="not-found",
        )


def _columns() -> Iterator[Finding]:
    for n, (name, period) in enumerate(COLUMNS):
        asks = period is None
        yield make(
            "stale-columns",
            "event-driven" if asks else "stale",
            f"{SITE}/zwgk/l{n}/",
            (f"“{name}”栏目已有 {age(n)} 天没有更新。", f"“{name}” has had no news for {age(n)} days."),
            (f"{period or 365} 天内至少更新一次", f"an update every {period or 365} days"),
            (f"最新一条是 {day(n)} 的《{TITLES[n % 8]}》", f"newest: 《{TITLES[n % 8]}》, {day(n)}"),
            (f"发布“{name}”应有的新内容，或调整栏目。", f"Publish what belongs into “{name}”, or close it."),
            outcome=Outcome.CANT_TELL if asks else Outcome.FAILED,
            severity=Severity.VETO,
            requirements=("state/columns", "qinghe-2026/columns"),
            unit=UNITS[n % 4],
            path=("首页", "政务公开", name),
            page=f"{SITE}/zwgk/l{n}/",
        )
    for n, name in enumerate(("意见征集", "新闻发布会", "价格收费")):
        yield make(
            "empty-columns",
            "placeholder" if n else "empty",
            f"{SITE}/hdjl/e{n}/",
            (f"“{name}”栏目没有任何信息。", f"“{name}” holds nothing."),
            ("栏目里有信息", "a column holds items"),
            ("页面只写着“暂无内容”", "the page says 暂无内容 only"),
            ("发布内容，或撤下栏目。", "Publish something, or take the column down."),
            severity=Severity.MAJOR,
            requirements=("state/columns",),
            unit=REFORM,
            path=("首页", "互动交流", name),
            page=f"{SITE}/hdjl/e{n}/",
        )


def _interpretations() -> Iterator[Finding]:
    for n, title in enumerate(TITLES):
        page = f"{SITE}/zwgk/zcjd/t20260{1 + n}05_{700 + n}.html"
        yield make(
            "interpretation-linked",
            "policy-unknown" if n > 5 else "no-back",
            page,
            (f"《{title}》一文没有链接到它的解读。", f"《{title}》 does not link to its interpretation."),
            ("文件页与解读页相互链接", "policy and interpretation link to each other"),
            ("文件页 41 个链接中没有解读页", "none of 41 links leads to the interpretation"),
            (f"在文件页“相关解读”处加上：{page}", f"Add under 相关解读: {page}"),
            outcome=Outcome.CANT_TELL if n > 5 else Outcome.FAILED,
            severity=Severity.MAJOR,
            requirements=("qinghe-2026/interpretation",),
            unit=REFORM if n % 2 else "",
            path=("首页", "政务公开", "政策解读", f"{title}解读"),
            page=page,
            excerpt=f"为贯彻落实《{title}》，现解读如下",
            mark=f"《{title}》",
        )
    for n in range(4):
        yield make(
            "interpretation-timing",
            "late",
            f"{SITE}/zwgk/zcjd/late{n}.html",
            (
                f"《{TITLES[n]}》的解读晚了 {4 + n} 个工作日。",
                f"The interpretation of 《{TITLES[n]}》 was {4 + n} days late.",
            ),
            ("发布后 3 个工作日内", "within 3 working days"),
            severity=Severity.MINOR,
            outcome=Outcome.INAPPLICABLE if n == 3 else Outcome.FAILED,
            requirements=("qinghe-2026/interpretation",),
            unit=FINANCE,
            path=("首页", "政务公开", "政策解读"),
            page=f"{SITE}/zwgk/zcjd/late{n}.html",
        )


def _disclosure() -> Iterator[Finding]:
    guide = f"{SITE}/zwgk/zfxxgkzn/"
    parts = ("办公时间", "传真", "互联网联系方式", "邮政编码", "投诉方式")
    for n, part in enumerate(parts):
        yield make(
            "disclosure-guide",
            "extra-missing" if n > 2 else "part-missing",
            f"{guide}#{n}",
            (f"政府信息公开指南没有写{part}。", f"The disclosure guide does not give {part}."),
            ("写明机构的名称、地址、办公时间、电话、传真和互联网联系方式", "the six facts about the office"),
            severity=Severity.NOTICE if n > 2 else Severity.MAJOR,
            requirements=("state/guide",),
            path=("首页", "政务公开", "政府信息公开指南"),
            page=guide,
        )
    for n, place in enumerate(("联系我们", "年度报告", "页脚")):
        yield make(
            "disclosure-phone",
            "differs-page",
            f"{guide}phone{n}",
            (f"公开指南的电话与“{place}”的不一致。", f"The guide's phone differs from the one in “{place}”."),
            ("同一机构的电话处处一致", "one office, one number"),
            ("指南：0551-65550123；另一处：0551-65550132", "guide: 0551-65550123; other: 0551-65550132"),
            outcome=Outcome.CANT_TELL if n == 2 else Outcome.FAILED,
            severity=Severity.MAJOR,
            requirements=("state/guide",),
            unit=OFFICE,
            path=("首页", "政务公开", "政府信息公开指南"),
            page=guide,
        )


def _network() -> Iterator[Finding]:
    rows = (
        (
            "ipv6-dns",
            "no-aaaa",
            "img.qinghe.example",
            "没有 IPv6 地址（AAAA）",
            "has no AAAA record",
            Outcome.FAILED,
        ),
        (
            "ipv6-dns",
            "ns-few",
            "qinghe.example",
            "支持 IPv6 的域名服务器不足两台",
            "has too few",
            Outcome.FAILED,
        ),
        (
            "ipv6-reachable",
            "no-line",
            "www.qinghe.example",
            "未检测：本机没有 IPv6",
            "not tested",
            Outcome.UNTESTED,
        ),
        (
            "ipv6-consistent",
            "same",
            "www.qinghe.example",
            "两种线路的首页一致",
            "is the same",
            Outcome.PASSED,
        ),
        ("required-columns", "missing", "减税降费", "首页没有“减税降费”栏目", "is not there", Outcome.FAILED),
        (
            "required-columns",
            "near",
            "义务教育",
            "找到相近的“教育信息”栏目",
            "is nearly there",
            Outcome.CANT_TELL,
        ),
    )
    for check, message, target, zh, en, outcome in rows:
        yield make(
            check,
            message,
            target,
            (f"{target}：{zh}。", f"{target} {en}."),
            outcome=outcome,
            severity=Severity.MAJOR,
            requirements=(f"qinghe-2026/{check}",),
        )
    for n in range(3):
        yield make(
            "homepage-stale",
            f"undated-{n}",
            f"{SITE}/?{n}",
            ("首页有条目没有日期。", "An item has no date."),
            outcome=Outcome.CANT_TELL,
            severity=Severity.NOTICE,
            requirements=("state/home",),
            unit=OFFICE,
        )
