"""Which failures are told only after they were seen twice, and when they are looked at again."""

from time import time

from auditbot.crawl.frontier import Entry
from auditbot.model.fetch import UNCONNECTED, Failure, FailureKind, Fetch
from auditbot.settings import Links

_TWICE = frozenset(
    {
        FailureKind.STATUS,
        FailureKind.REFUSED,
        FailureKind.CONNECT_TIMEOUT,
        FailureKind.RESET,
        FailureKind.TIMEOUT,
        FailureKind.TOO_SLOW,
        FailureKind.TRUNCATED,
        FailureKind.MALFORMED,
        FailureKind.BAD_CODING,
        FailureKind.SERVFAIL,
        FailureKind.DNS_TIMEOUT,
        FailureKind.NO_ROUTE,
        FailureKind.LOCAL,
    }
)
_FINAL = UNCONNECTED | {
    FailureKind.PRIVATE,
    FailureKind.SCHEME,
    FailureKind.ROBOTS,
    FailureKind.ROBOTS_UNREACHABLE,
}


def method_matters(failure: Failure) -> bool:
    """Whether GET may well get another answer than HEAD did."""
    return failure.kind not in _FINAL


def second_look(entry: Entry, fetch: Fetch, links: Links) -> Entry | None:
    """The entry to be asked again after a pause, or ``None`` if the answer stands."""
    failure = fetch.failure
    if failure is None or entry.tries:
        return None
    if failure.kind is FailureKind.BLOCKED and not failure.transient:
        return None
    if failure.kind is not FailureKind.BLOCKED and failure.kind not in _TWICE:
        return None
    pause = links.confirm_pause_transient if failure.transient else links.confirm_pause
    return entry._replace(tries=1, not_before=time() + pause)
