"""What an audit found, in ten lines."""

from collections import Counter
from pathlib import Path

from auditbot.model.audit import Audit, Line, StopReason
from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.model.text import Lang, Text
from reports.duty import duties
from reports.entry import entries, first_things
from reports.figures import between
from reports.looked import ending
from reports.moment import percent
from reports.terms import GRADES, OUTCOMES
from reports.wording import wordings

_WIDTH = 100


def summary(audit: Audit, written: dict[str, Path], lang: Lang) -> str:
    """Ten lines: site, verdict, three worst, what was seen, requirements, line, report."""
    worst = first_things(entries(audit, duties(audit)))
    lines = [
        _site(audit, lang),
        _grade(audit, lang),
        *(f"  [{entry.number}] {wordings(entry.finding, lang).says}" for entry in worst),
        _seen(audit, lang),
        _coverage(audit, lang),
        *_inner(audit, lang),
        _requirements(audit, lang),
        _vantage(audit, lang),
        _report(written, lang),
    ]
    return "\n".join(_clean(line) for line in lines)


def _site(audit: Audit, lang: Lang) -> str:
    site = f"{audit.site.name or audit.site_shown.get('name', '')} {audit.site.home}".lstrip()
    return Text(f"网站：{site}", f"site: {site}").of(lang)


def _grade(audit: Audit, lang: Lang) -> str:
    if audit.crawl.glance:
        return Text("每日巡查：只看首页、栏目和已知问题，不作结论", "daily glance: no verdict").of(lang)
    reasons = [one.en or one.zh if lang is Lang.EN else one.zh for one in audit.score.reasons]
    why = ("；" if lang is Lang.ZH else "; ").join(reasons)
    colon = ("：" if lang is Lang.ZH else ": ") if why else ""
    said = f"{GRADES[audit.score.grade].of(lang)}{colon}{why}{_points(audit, lang)}"
    return Text(f"结论：{said}", f"verdict: {said}").of(lang)


def _points(audit: Audit, lang: Lang) -> str:
    sheet = audit.score.sheet
    if sheet is None or sheet.low is None:
        return ""
    ends = between(sheet.low, sheet.high)
    title = sheet.title
    return Text(f"；{title.zh} {ends} 分", f"; {title.en or title.zh}: {ends} points").of(lang)


def _seen(audit: Audit, lang: Lang) -> str:
    outcomes = audit.crawl.outcomes
    skipped = sum(count for name, count in outcomes.items() if name.skipped)
    pending = outcomes.get(PageOutcome.PENDING, 0)
    done = sum(count for name, count in outcomes.items() if name.usable)
    failed = audit.crawl.found - done - skipped - pending
    words = Text("正常 失败 未访问 待处理", "done failed skipped pending").of(lang).split()
    parts = zip(words, (done, failed, skipped, pending), strict=True)
    total = " + ".join(f"{word} {count}" for word, count in parts)
    found = audit.crawl.found
    return Text(f"看了多少：发现 {found} 个地址 = {total}", f"seen: found {found} = {total}").of(lang)


def _coverage(audit: Audit, lang: Lang) -> str:
    one = audit.coverage
    why = ending(audit.crawl)
    early = Text(f"，提前结束：{why.zh}", f"; ended early: {why.en}").of(lang)
    pages, seen = percent(one.share), f"{one.columns_seen}/{one.columns_found}"
    said = Text(
        f"应看页面 {one.wanted} 个，看到 {pages}；看清栏目 {seen}",
        f"pages wanted {one.wanted}, seen {pages}; columns {seen}",
    )
    return said.of(lang) + ("" if audit.crawl.exhausted else early)


def _inner(audit: Audit, lang: Lang) -> tuple[str, ...]:
    """How an inner network is let in, where the homepage stands in one."""
    crawl = audit.crawl
    if crawl.stopped is not StopReason.UNREACHABLE or not crawl.stop_detail.startswith(FailureKind.PRIVATE):
        return ()
    said = Text(
        "网站在内部网络的，请加 --allow-network 写明该网段，如 --allow-network 10.1.0.0/16",
        "a site in an inner network is let in by --allow-network, such as --allow-network 10.1.0.0/16",
    )
    return (said.of(lang),)


def _requirements(audit: Audit, lang: Lang) -> str:
    counted = Counter(one.outcome.value for one in audit.verdicts)
    said = " · ".join(
        f"{words.of(lang)} {counted[name]}" for name, words in OUTCOMES.items() if counted[name]
    )
    return Text(f"要求 {len(audit.verdicts)} 项：{said}", f"requirements {len(audit.verdicts)}: {said}").of(
        lang
    )


def _vantage(audit: Audit, lang: Lang) -> str:
    one = audit.vantage
    yes, no = Text("有", "yes").of(lang), Text("无", "no").of(lang)
    ipv6 = {Line.WORKS: yes, Line.NO_ROUTE: no, Line.UNPROVEN: Text("未证实", "unproven").of(lang)}[one.ipv6]
    browser = yes if one.browser else no
    return Text(
        f"本机：IPv6 {ipv6}，浏览器 {browser}；用时 {audit.crawl.seconds:.0f} 秒",
        f"this machine: IPv6 {ipv6}, browser {browser}; {audit.crawl.seconds:.0f} s",
    ).of(lang)


def _report(written: dict[str, Path], lang: Lang) -> str:
    path = written.get("html") or next(iter(written.values()))
    return Text(f"报告：{path}", f"report: {path}").of(lang)


def _clean(line: str) -> str:
    """One printable line of bearable length: everything in it may come from a hostile page."""
    shown = "".join(letter for letter in line if letter.isprintable())
    return shown if len(shown) <= 2 * _WIDTH else f"{shown[: 2 * _WIDTH]}…"
