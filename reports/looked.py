"""What was looked at, and what was not: the part of a report that keeps a clean verdict honest."""

from dataclasses import dataclass

from auditbot.model.audit import Audit, Coverage, CrawlRecord, Gap, StopReason
from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.model.text import Text
from reports.chart import Segment, bar
from reports.crawl_terms import FAILURES, GAPS, LIMITS, PAGE_OUTCOMES, STOPS, TRAPS, UNREAD
from reports.display import shown
from reports.terms import term

ENOUGH = 0.9
"""A smaller share of the site is told as loudly as the verdict."""
_DETAIL = 120
"""Characters of what the network said."""
_LEFT_OUT = (PageOutcome.SKIPPED_TRAP, PageOutcome.SKIPPED_SCOPE, PageOutcome.BLOCKED_PRIVATE)
_GROUPS = (
    ("read", Text("已读取", "read"), (PageOutcome.OK, PageOutcome.BAD_ENCODING_OK)),
    (
        "unread",
        Text("访问了但读不到", "asked for, not read"),
        tuple(
            outcome
            for outcome in PageOutcome
            if not outcome.usable and outcome not in (*_LEFT_OUT, PageOutcome.PENDING)
        ),
    ),
    ("left", Text("按规则不访问", "left out on purpose"), _LEFT_OUT),
    ("pending", Text("尚未访问", "not yet visited"), (PageOutcome.PENDING,)),
)


def ending(crawl: CrawlRecord) -> Text:
    """Why the walk ended; with what stood in its way, where that is known."""
    words = term(STOPS, crawl.stopped)
    told = obstacle(crawl.stop_detail)
    return Text(f"{words.zh}（{told.zh}）", f"{words.en} ({told.en})") if told else words


def obstacle(detail: str) -> Text | None:
    """A failure or limit by its name, with what else was recorded of it; nothing for other details."""
    kind, _, rest = detail.partition(" ")
    what = FAILURES.get(kind) or LIMITS.get(kind)
    more = shown(rest, _DETAIL) if kind != FailureKind.ROBOTS else ""
    if what is None or not more:
        return what
    return Text(f"{what.zh}：{more}", f"{what.en}: {more}")


@dataclass(frozen=True, slots=True)
class Count:
    """So many of something."""

    words: Text
    count: int


@dataclass(frozen=True, slots=True)
class Looked:
    """The extent of an audit.

    ``nothing``: no page at all was read. ``little``: too small a share of the site was read. ``loud``: the
    verdict must not speak alone.
    """

    nothing: bool
    little: bool
    loud: bool
    stopped: Text
    segments: tuple[Segment, ...]
    sum: tuple[Count, ...]
    """Every outcome that occurred, and what is pending; they add up to what was found."""
    reasons: tuple[Count, ...]
    """Why addresses were not read, the most frequent first."""
    gaps: tuple[Text, ...]


def looked(audit: Audit) -> Looked:
    """Count what became of the addresses that were found."""
    crawl = audit.crawl
    outcomes = [(outcome, crawl.outcomes.get(outcome, 0)) for outcome in PageOutcome]
    little = audit.coverage.share < ENOUGH
    return Looked(
        nothing=not audit.coverage.read and not crawl.outcomes.get(PageOutcome.OK),
        little=little,
        loud=little or not crawl.exhausted,
        stopped=ending(crawl),
        segments=bar(
            (words, sum(crawl.outcomes.get(outcome, 0) for outcome in members), style)
            for style, words, members in _GROUPS
        ),
        sum=tuple(
            Count(term(PAGE_OUTCOMES, outcome), count)
            for outcome, count in outcomes
            if count or outcome is PageOutcome.PENDING
        ),
        reasons=tuple(
            Count(term(FAILURES, kind), count)
            for kind, count in sorted(crawl.failures.items(), key=lambda item: (-item[1], item[0]))
            if count
        ),
        gaps=gaps(audit),
    )


def gaps(audit: Audit) -> tuple[Text, ...]:
    """Why not all of the site was seen: of what was missed how much, and why."""
    return tuple(_gap(audit, reason) for reason in audit.coverage.reasons)


def _gap(audit: Audit, reason: StopReason | Gap) -> Text:
    seen, traps = audit.coverage, audit.crawl.traps
    match reason:
        case Gap.PAGES if seen.wanted > seen.read:
            return _pages(seen)
        case Gap.COLUMNS if seen.columns_found > seen.columns_seen:
            count = seen.columns_found - seen.columns_seen
            return Text(f"{count} 个栏目的列表没有看到", f"the lists of {count} columns were not seen")
        case Gap.TRAPS if traps:
            left, kinds = sum(trap.skipped for trap in traps), dict.fromkeys(trap.kind for trap in traps)
            why = [term(TRAPS, kind) for kind in kinds]
            return Text(
                f"{len(traps)} 处没有看完（{'、'.join(one.zh for one in why)}），{left} 个网址没有访问",
                f"{len(traps)} parts were cut short ({', '.join(one.en for one in why)}),"
                f" {left} addresses left out",
            )
    return term(GAPS, reason)


def _pages(seen: Coverage) -> Text:
    """How many pages were not read, and why as far as that was recorded."""
    count = seen.wanted - seen.read
    why = [
        (UNREAD.get(kind) or term(FAILURES, kind), number)
        for kind, number in sorted(seen.unread.items(), key=lambda item: (-item[1], item[0]))
    ]
    if sum(number for _, number in why) != count:
        return Text(f"{count} 个页面没有看到", f"{count} pages were not seen")
    return Text(
        f"{count} 个页面没有看到：{'、'.join(f'{words.zh} {number}' for words, number in why)}",
        f"{count} pages were not seen: {', '.join(f'{words.en} {number}' for words, number in why)}",
    )
