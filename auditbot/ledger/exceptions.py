"""Exceptions: findings not pursued for a time. They stay in sight, and come back by themselves. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product

from auditbot.model.finding import Finding
from auditbot.store.schema import FindingRow
from auditbot.store.schema_ledger import ExceptionRow, ExceptionScope


def holds(exception: ExceptionRow, day: date) -> bool:
    """Whether an exception is in force on a day; the day it expires is its last."""
    return exception.withdrawn is None and (exception.expires is None or day <= exception.expires)


def reaches(exception: ExceptionRow, finding: FindingRow, pages: Callable[[], frozenset[str]]) -> bool:
    """Whether a finding lies within an exception's scope. ``pages``: those that carry it.

    What stands on other pages too is not excepted with one of them.
    """
    if exception.scope is not ExceptionScope.ALL_SITES and exception.site_id != finding.site_id:
        return False
    if exception.check and exception.check != finding.check:
        return False
    match exception.scope:
        case ExceptionScope.TARGET:
            return exception.target == finding.target
        case ExceptionScope.PAGE:
            return exception.page == finding.target or pages() == {exception.page}
        case _:
            return True


def pages_of(finding: Finding) -> frozenset[str]:
    """The pages that carry a finding; empty where not all of them are known."""
    if finding.found_on_total > len(finding.found_on):
        return frozenset()
    seen = finding.found_on or tuple(one.url for one in finding.evidence if one.url)
    return frozenset(seen or (finding.target,))


def page_of(finding: Finding) -> str:
    """The page that a finding is seen on; its target where no page is named."""
    seen = next((one.url for one in finding.evidence if one.url), None)
    return (finding.found_on[0] if finding.found_on else seen) or finding.target


def by_place(exceptions: Iterable[ExceptionRow]) -> Callable[[FindingRow], Sequence[ExceptionRow]]:
    """Tells those of a finding's site and check: a store has thousands, of which few can reach it."""
    places: dict[tuple[str | None, str], list[ExceptionRow]] = defaultdict(list)
    for one in exceptions:
        site = None if one.scope is ExceptionScope.ALL_SITES else one.site_id
        places[site, one.check].append(one)

    def near(finding: FindingRow) -> list[ExceptionRow]:
        sites, checks = (finding.site_id, None), (finding.check, "")
        return [one for place in product(sites, checks) for one in places.get(place, ())]

    return near


def covering(
    exceptions: Sequence[ExceptionRow], finding: FindingRow, pages: Callable[[], frozenset[str]]
) -> tuple[ExceptionRow, ...]:
    """Those that a finding lies within, in force or not, the one that holds longest first."""
    found = [one for one in exceptions if reaches(one, finding, pages)]
    return tuple(sorted(found, key=_end, reverse=True))


def _end(exception: ExceptionRow) -> tuple[bool, date]:
    return exception.withdrawn is None, exception.expires or date.max
