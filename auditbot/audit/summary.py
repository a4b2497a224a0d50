"""What a report shows beside the verdicts: columns, pairs, pages, warnings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from auditbot.audit.plan import Plan
from auditbot.crawl.archive import Archive
from auditbot.crawl.collected import Collected
from auditbot.crawl.fault import READING
from auditbot.crawl.view import CrawlView
from auditbot.model.audit import ColumnBrief, PageBrief, PairBrief
from auditbot.model.column import FoundColumn
from auditbot.model.finding import Finding
from auditbot.model.framework import Wording
from auditbot.model.policy import PolicyGraph
from auditbot.url import Url, readable, split

_PAGES = 500


def site_shown(collected: Collected) -> dict[str, str]:
    """What the site says of itself: name, code, host."""
    home = collected.home()
    if home is None:
        return {}
    facts = home.facts
    shown = {
        "name": facts.tag("SiteName") or facts.title,
        "code": facts.tag("SiteIDCode"),
        "host": split(facts.url).host,
        "home": readable(facts.url),
    }
    return {key: value for key, value in shown.items() if value}


def columns_brief(columns: Iterable[FoundColumn]) -> tuple[ColumnBrief, ...]:
    """The columns for the picture of ages."""
    return tuple(
        ColumnBrief(
            name=column.name,
            url=column.url,
            path=column.path,
            items=column.items,
            newest=column.newest.date.value if column.newest and column.newest.date else None,
            newest_title=column.newest.title if column.newest else "",
            period=column.registered.period if column.registered else None,
            state=column.state,
            partly=column.partly,
            unit=column.registered.unit if column.registered else "",
        )
        for column in columns
        if not column.passed_by
    )


def pairs_brief(graph: PolicyGraph) -> tuple[PairBrief, ...]:
    """Policies and interpretations for the graph."""
    return tuple(
        PairBrief(
            policy=pair.policy.title if pair.policy else pair.named,
            policy_url=pair.policy.url if pair.policy else None,
            interpretation=pair.interpretation.title,
            interpretation_url=pair.interpretation.url,
            forward=pair.forward is not None,
            back=pair.back is not None,
        )
        for pair in graph.pairs
    )


def pages_brief(findings: Sequence[Finding], view: CrawlView) -> tuple[PageBrief, ...]:
    """The pages that findings name, those with most first."""
    named: dict[Url, list[str]] = defaultdict(list)
    title: dict[Url, str] = {}
    for finding in findings:
        for evidence in finding.evidence[:1]:
            if evidence.url:
                named[evidence.url].append(finding.id)
                title.setdefault(evidence.url, evidence.title)
    order = sorted(named, key=lambda url: (-len(named[url]), url))[:_PAGES]
    return tuple(
        PageBrief(
            url=url,
            also_at=view.also_at(url),
            title=title[url],
            path=view.path(url),
            findings=tuple(named[url]),
        )
        for url in order
    )


_UNREAD = "SELECT count(*), min(what) FROM fault WHERE assignment = ?"
_BROKEN = "SELECT DISTINCT what FROM fault WHERE assignment != ? ORDER BY what LIMIT 20"
_HINDERED = "SELECT count(*), max(json_extract(fetch, '$.failure.detail')) FROM url WHERE failure = 'local'"


def warnings(plan: Plan, archive: Archive) -> tuple[Wording, ...]:
    """What the reader must know before anything else."""
    said = []
    if plan.settings.politeness.ignore_robots:
        said.append(
            Wording(
                zh="按操作者的设置，未遵守 robots.txt", en="robots.txt was ignored by the operator's setting"
            )
        )
    said += [
        Wording(zh=f"扩展检查包未能载入：{fault}", en=f"a package of checks could not be loaded: {fault}")
        for fault in plan.faults
    ]
    count, detail = next(archive.rows(_HINDERED))
    if count:
        said.append(
            Wording(
                zh=f"本机的故障使 {count} 个地址没有打开，请排除后重新检查：{detail}",
                en=f"a fault of this machine hindered {count} requests; mend it and audit again: {detail}",
            )
        )
    unread, example = next(archive.rows(_UNREAD, (READING,)))
    if unread:
        said.append(
            Wording(
                zh=f"本程序读取 {unread} 个页面时出错，这些页面没有检查，请把这句话告诉开发者：{example}",
                en=f"this program failed on {unread} pages, which were not checked; please report: {example}",
            )
        )
    broken = archive.rows(_BROKEN, (READING,))
    said += [Wording(zh=f"检查项出错：{text}", en=f"a check failed: {text}") for (text,) in broken]
    return tuple(said)
