"""What a crawl came to, counted in its archive."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from auditbot.crawl.archive import Archive
from auditbot.crawl.scope import Task
from auditbot.crawl.shapes import basename, folder, path_shape, shape
from auditbot.model.audit import Coverage, CrawlRecord, Gap, HostRecord, LimitHit, StopReason, Trap
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.model.page import PageKind
from auditbot.settings import Limits
from auditbot.url import Url

_SAMPLES = 3
_UNLOOKED = frozenset(
    {
        FailureKind.ROBOTS,
        FailureKind.ROBOTS_UNREACHABLE,
        FailureKind.BUDGET,
        FailureKind.BLOCKED,
        FailureKind.TIMEOUT,
        FailureKind.TOO_SLOW,
        FailureKind.TOO_LARGE,
        FailureKind.CONNECT_TIMEOUT,
        FailureKind.NO_ROUTE,
        FailureKind.DNS_TIMEOUT,
        FailureKind.SERVFAIL,
        FailureKind.RESET,
        FailureKind.REFUSED,
        FailureKind.TRUNCATED,
        FailureKind.MALFORMED,
        FailureKind.BAD_CODING,
        FailureKind.LOCAL,
    }
)
"""Pages of the site that fail so were wanted and not seen, as are those at which the server erred (5xx).

A 404 was seen: there is nothing.
"""


class Session(NamedTuple):
    """The times and the end of the work on an archive."""

    started: datetime
    finished: datetime
    seconds: float
    sessions: int
    stopped: StopReason
    detail: str
    glance: bool = False


def outcomes(archive: Archive, stopped: StopReason) -> tuple[Counter[PageOutcome], Counter[str]]:
    """Addresses by outcome and by kind of failure. What a spent budget left over was skipped on purpose."""
    counted: Counter[PageOutcome] = Counter()
    failures: Counter[str] = Counter()
    rows = archive.rows("SELECT outcome, failure, count(*) FROM url GROUP BY 1, 2 ORDER BY 1, 2")
    for outcome, failure, count in rows:
        became, why = final(outcome, failure, stopped)
        counted[became] += count
        if why:
            failures[why] += count
    return counted, failures


def final(outcome: str, failure: str, stopped: StopReason) -> tuple[PageOutcome, str]:
    """What an address came to in the end, now that it is known why the walk stopped."""
    if outcome == PageOutcome.PENDING and stopped is StopReason.BUDGET:
        return PageOutcome.SKIPPED_TRAP, FailureKind.BUDGET
    return PageOutcome(outcome), failure


def record(archive: Archive, session: Session, limits: Limits, hosts: Iterable[HostRecord]) -> CrawlRecord:
    """Count an archive. ``found`` is the sum of the outcomes, whatever happened."""
    counted, failures = outcomes(archive, session.stopped)
    one = _numbers(archive)
    return CrawlRecord(
        started=session.started,
        finished=session.finished,
        seconds=round(session.seconds, 3),
        sessions=session.sessions,
        glance=session.glance,
        stopped=session.stopped,
        stop_detail=session.detail,
        found=sum(counted.values()),
        outcomes=dict(sorted(counted.items())),
        failures=dict(sorted(failures.items())),
        kinds={
            PageKind(kind): count
            for kind, count in _rows(archive, "SELECT kind, count(*) FROM page GROUP BY 1")
        },
        pages=one["pages"],
        links=one["links"],
        targets_verified=one["verified"],
        targets_unverified=one["unverified"],
        rendered=one["rendered"],
        unseen=one["unseen"],
        bytes=one["bytes"],
        limits=_limits(archive, limits),
        traps=_traps(archive),
        hosts=tuple(hosts),
    )


_NUMBERS = {
    "pages": "SELECT count(*) FROM page",
    "links": "SELECT coalesce(sum(links_found), 0) FROM page",
    "verified": f"SELECT count(*) FROM url WHERE task = {Task.TARGET:d} AND fetch IS NOT NULL",
    "unverified": f"SELECT count(*) FROM url WHERE task = {Task.TARGET:d} AND fetch IS NULL",
    "rendered": "SELECT count(*) FROM page WHERE rendered IS NOT NULL",
    "unseen": "SELECT count(*) FROM page WHERE unseen",
    "bytes": "SELECT coalesce(sum(bytes), 0) FROM url",
}


def _numbers(archive: Archive) -> dict[str, int]:
    return {name: next(archive.rows(sql))[0] for name, sql in _NUMBERS.items()}


def _rows(archive: Archive, sql: str) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in archive.rows(sql)]


def _limits(archive: Archive, limits: Limits) -> tuple[LimitHit, ...]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, sample in archive.rows("SELECT name, sample FROM limit_hit ORDER BY name, sample"):
        found[name].append(sample)
    return tuple(
        LimitHit(
            limit=name,
            value=f"{getattr(limits, name, '')}",
            count=len(samples),
            samples=tuple(samples[:_SAMPLES]),
        )
        for name, samples in found.items()
    )


def _traps(archive: Archive) -> tuple[Trap, ...]:
    known = [
        (kind, pattern) for kind, pattern in archive.rows("SELECT kind, pattern FROM trap ORDER BY 1, 2")
    ]
    if not known:
        return ()
    skipped: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = archive.rows("SELECT url FROM url WHERE failure = ? ORDER BY url", (FailureKind.TRAP,))
    for (url,) in rows:
        for trap in _patterns(Url(url)):
            skipped[trap].append(url)
    fetched: Counter[tuple[str, str]] = Counter()
    for (url,) in archive.rows("SELECT url FROM page"):
        fetched.update(trap for trap in _patterns(Url(url)) if trap in skipped)
    return tuple(
        Trap(
            kind=kind,
            pattern=pattern,
            fetched=fetched[kind, pattern],
            skipped=len(skipped[kind, pattern]),
            samples=tuple(skipped[kind, pattern][:_SAMPLES]),
        )
        for kind, pattern in known
    )


def _patterns(url: Url) -> set[tuple[str, str]]:
    """Every trap that an address could have been skipped for."""
    place = folder(url)
    return {
        ("shape", shape(url)),
        ("shape", path_shape(url)),
        ("same-content", place),
        ("same-content", path_shape(url)),
        ("failing-name", basename(url)),
        ("repeated-segment", place),
        ("too-many-segments", place),
        ("too-long", place),
        ("too-deep", path_shape(url)),
    }


def coverage(archive: Archive, record: CrawlRecord, columns: Iterable[FoundColumn]) -> Coverage:
    """How much of the site was seen, of what should have been."""
    wanted = read = 0
    unread: Counter[str] = Counter()
    sql = (
        "SELECT outcome, failure, coalesce(json_extract(fetch, '$.failure.status'), 0) >= 500, count(*)"
        " FROM url WHERE task = ? GROUP BY 1, 2, 3"
    )
    for outcome, failure, erred, count in archive.rows(sql, (Task.PAGE,)):
        unlooked = outcome == PageOutcome.PENDING or failure in _UNLOOKED or erred
        aside = outcome in (PageOutcome.SKIPPED_TRAP, PageOutcome.SKIPPED_SCOPE) and not unlooked
        if not aside:
            wanted += count
            read += 0 if unlooked else count
            if unlooked:
                unread[failure or outcome] += count
    if record.stopped is StopReason.UNREACHABLE:
        read = 0  # whatever the homepage answered, nothing of the site was seen
    every = [column for column in columns if not column.passed_by]
    blind = (ColumnState.UNSEEN, ColumnState.NOT_FETCHED)
    seen = sum(column.state not in blind for column in every)
    share = read / wanted if wanted else 0.0
    reasons = tuple(_reasons(record, share, len(every) - seen))
    return Coverage(
        share=round(share, 4),
        wanted=wanted,
        read=read,
        columns_found=len(every),
        columns_seen=seen,
        complete=not reasons,
        reasons=reasons,
        unread=dict(unread),
    )


def _reasons(record: CrawlRecord, share: float, unseen_columns: int) -> Iterable[StopReason | Gap]:
    if not record.exhausted:
        yield record.stopped
    if share < 1:
        yield Gap.PAGES
    if unseen_columns:
        yield Gap.COLUMNS
    if record.traps:
        yield Gap.TRAPS
    if record.glance:
        yield Gap.GLANCE


def hosts_of(archive: Archive, states: Mapping[str, HostRecord]) -> tuple[HostRecord, ...]:
    """How each host was visited: counted in the archive, with this session's manners."""
    rows = archive.rows(
        "SELECT host, sum(tries), sum(done AND failure != '' AND tries > 0) FROM url"
        " WHERE task < 2 AND host != ''"
        " GROUP BY host ORDER BY 2 DESC, 1"
    )
    counted = []
    for host, requests, failures in rows:
        known = states.get(host)
        manners = (known.robots, known.delay, known.slowed) if known else ("", 0.0, 0)
        robots, delay, slowed = manners
        counted.append(
            HostRecord(
                host=host, requests=requests, failures=failures, robots=robots, delay=delay, slowed=slowed
            )
        )
    return tuple(counted)
