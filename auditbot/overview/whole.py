"""The overview of a fleet, put together from how each site stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from auditbot.model.audit import Grade
from auditbot.model.outcome import Outcome
from auditbot.model.text import Text
from auditbot.overview.figures import Figure, figures, total
from auditbot.overview.ledger import Ledger
from auditbot.overview.names import Names
from auditbot.overview.site import ENOUGH, Brief, Mending, Standing
from auditbot.overview.tables import FrameworkRows, Row, UnitRow, checks, clauses, units


@dataclass(frozen=True, slots=True)
class Trouble:
    """A stored audit that could not be read: ``path`` relative to the folder, and why."""

    path: str
    why: Text


@dataclass(frozen=True, slots=True)
class Fleet:
    """What is known of all sites. ``absent``: sites without a verdict in this period."""

    sites: tuple[Standing, ...]
    names: Names
    absent: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    since: date | None = None
    """The first day of this period; without one the newest audits count, whenever they were."""
    registered: int | None = None
    """Sites that are to be inspected; without it those that are known."""
    ledger: Ledger | None = None
    """What the office store's ledger comes to, where one is in use."""


@dataclass(frozen=True, slots=True)
class Improved:
    """A site of which more is kept than before: requirements that failed and passed, and the other way."""

    site: Standing
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that is told of a fleet. Trends are those of the sites that can be compared."""

    fleet: Fleet
    registered: int
    first: datetime | None
    """When the earliest of the newest audits ended."""
    last: datetime | None
    compared: int
    """Sites of which this audit and the one before saw enough to be compared."""
    grades: Mapping[Grade, int]
    same: Mapping[Grade, int]
    """Of the compared sites, now."""
    before: Mapping[Grade, int]
    """Of the compared sites, in the audit before."""
    faults: tuple[int, int]
    """Findings that failed on the compared sites: before, and now."""
    mending: Mending
    figures: tuple[Figure, ...]
    checks: tuple[Row, ...]
    frameworks: tuple[FrameworkRows, ...]
    units: tuple[UnitRow, ...]
    worst: tuple[Standing, ...]
    """All sites with something to mend, the worst first."""
    improved: tuple[Improved, ...]
    """The most improved first."""
    unsure: int
    """Sites with an audit before that were not seen whole, and so cannot be said to have improved."""
    little: tuple[Standing, ...]
    """Sites of which too little was seen, the least first."""


def overview(fleet: Fleet) -> Overview:
    """Count, compare and rank."""
    sites = fleet.sites
    both = [(site.now, site.earlier) for site in sites if site.earlier]
    times = sorted(site.now.finished for site in sites)
    registered = max(fleet.registered or 0, len(sites) + len(fleet.absent))
    return Overview(
        fleet=fleet,
        registered=registered,
        first=times[0] if times else None,
        last=times[-1] if times else None,
        compared=len(both),
        grades=Counter(site.now.grade for site in sites),
        same=Counter(now.grade for now, _ in both),
        before=Counter(before.grade for _, before in both),
        faults=(sum(before.faults for _, before in both), sum(now.faults for now, _ in both)),
        mending=total(site.mending for site in sites if site.mending),
        figures=figures(sites, registered),
        checks=checks(sites, fleet.names),
        frameworks=clauses(sites, fleet.names),
        units=units(sites),
        worst=worst(sites),
        improved=improved(sites),
        unsure=sum(bool(site.before) and not site.now.complete for site in sites),
        little=tuple(
            sorted((one for one in sites if one.now.share < ENOUGH), key=lambda one: (one.now.share, one.id))
        ),
    )


def worst(sites: Sequence[Standing]) -> tuple[Standing, ...]:
    """Sites on which something failed: by vetoes, then requirements, then findings that failed."""
    faulty = [site for site in sites if site.now.count(Outcome.FAILED) or site.now.faults]
    return tuple(sorted(faulty, key=_badness))


def _badness(site: Standing) -> tuple[int, int, int, str]:
    now = site.now
    return (-len(now.vetoes), -now.count(Outcome.FAILED), -now.faults, site.id)


def improved(sites: Sequence[Standing]) -> tuple[Improved, ...]:
    """Sites of which more requirements went from failed to passed than the other way.

    Only sites that were seen whole: elsewhere a fault that was not met is no fault mended.
    """
    found = []
    for site in sites:
        if site.before and site.now.complete:
            gained = _turned(site.before, site.now, Outcome.FAILED, Outcome.PASSED)
            lost = _turned(site.before, site.now, Outcome.PASSED, Outcome.FAILED)
            if gained > lost:
                found.append(Improved(site, gained, lost))
    return tuple(sorted(found, key=lambda one: (one.lost - one.gained, one.site.id)))


def _turned(before: Brief, now: Brief, old: Outcome, new: Outcome) -> int:
    return sum(
        outcome is old and now.outcomes.get(requirement) is new
        for requirement, outcome in before.outcomes.items()
    )
