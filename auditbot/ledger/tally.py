"""The ledger of all sites counted, with as many queries for ten sites as for a thousand."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, defer

from auditbot.ledger.deadline import days_over
from auditbot.ledger.exceptions import by_place, covering, holds, pages_of
from auditbot.ledger.moves import OPEN, OWING
from auditbot.ledger.proof import local_day
from auditbot.model.audit import Grade
from auditbot.model.course import ExceptionScope, LedgerState
from auditbot.model.zone import CHINA
from auditbot.overview.ledger import COUNTING, Happening, Ledger, Period, Tally, flows, periods
from auditbot.overview.rates import Rate
from auditbot.store.findings import document_of
from auditbot.store.schema import AuditRow, FindingRow, SiteRow
from auditbot.store.schema_ledger import ExceptionRow, LedgerEventRow, LedgerRow

Columns = TypeVarTuple("Columns")
_Count = tuple[str, str, LedgerState, int]
"""Site, unit, state, number of entries."""
_Late = tuple[str, str, int]
"""Site, unit, days overdue."""


def tallied(session: Session, since: date | None, today: date) -> Ledger:
    """The ledger of the sites in service. ``since``: the first day of this period."""
    told = periods(since, today)
    begin = _start(told[-1].first)
    aside = _excepted(session, today)
    states, late = _states(session), tuple(_late(session, today, aside))
    closed = _closed(session, told[0])
    counts: Counter[LedgerState] = Counter()
    for _, _, state, number in states:
        counts[state] += number
    units = _grouped(
        ((unit, state, number) for _, unit, state, number in states), ((unit, days) for _, unit, days in late)
    )
    return Ledger(
        day=today,
        flows=flows(_happenings(session, begin), told, _inspected(session, told, begin)),
        states=counts,
        total=_tally(counts, [days for _, _, days in late]),
        excepted=len(aside),
        sites=_grouped(
            ((site, state, number) for site, _, state, number in states),
            ((site, days) for site, _, days in late),
        ),
        units={unit: replace(one, closed=closed.get(unit, 0)) for unit, one in units.items()},
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def registered(session: Session) -> int:
    """Sites in service."""
    return session.scalar(select(func.count()).select_from(SiteRow).where(SiteRow.removed.is_(None))) or 0


def _happenings(session: Session, begin: datetime) -> Iterator[Happening]:
    event = LedgerEventRow
    rows = (
        select(event.ledger_key, event.at, event.kind, event.person == "")
        .join(LedgerRow, LedgerRow.key == event.ledger_key)
        .where(event.at >= begin, event.kind.in_(COUNTING))
        .order_by(event.key)
    )
    day = cache(local_day)  # what one audit brings has one time
    for entry, at, kind, by_audit in session.execute(_in_service(rows)):
        yield Happening(entry, day(at), kind, by_audit)


def _inspected(session: Session, told: Sequence[Period], begin: datetime) -> Mapping[Period, Rate]:
    """Sites with an audit of which something was seen, of those in service at the end of each period."""
    service = [
        (name, local_day(added), local_day(removed) if removed else None)
        for name, added, removed in session.execute(select(SiteRow.id, SiteRow.added, SiteRow.removed))
    ]
    rows = select(AuditRow.site_id, AuditRow.finished).where(
        AuditRow.finished >= begin,
        ~AuditRow.glance,
        or_(AuditRow.pages > 0, AuditRow.grade != Grade.UNDETERMINED),
    )
    audits = [(name, local_day(at)) for name, at in session.execute(rows)]
    found = {}
    for period in told:
        there = {name for name, added, removed in service if _served(added, removed, period)}
        seen = {name for name, day in audits if period.has(day)}
        found[period] = Rate(len(seen & there), len(there))
    return found


def _served(added: date, removed: date | None, period: Period) -> bool:
    return added <= period.last and (removed is None or removed > period.last)


def _states(session: Session) -> list[_Count]:
    unit = _unit()
    rows = select(LedgerRow.site_id, unit, LedgerRow.state, func.count()).select_from(LedgerRow)
    rows = rows.group_by(LedgerRow.site_id, unit, LedgerRow.state)
    return [(site, who, state, number) for site, who, state, number in session.execute(_in_service(rows))]


def _unit() -> ColumnElement[str]:
    """Who answers for an entry, else whoever runs the site."""
    return func.coalesce(func.nullif(LedgerRow.unit, ""), SiteRow.unit)


def _in_service(rows: "Select[*Columns]") -> "Select[*Columns]":
    """Only of sites that are audited."""
    return rows.join(SiteRow, SiteRow.id == LedgerRow.site_id).where(SiteRow.removed.is_(None))


def _excepted(session: Session, today: date) -> frozenset[int]:
    """The findings with an open entry that an exception in force covers."""
    exceptions = [one for one in session.scalars(select(ExceptionRow)) if holds(one, today)]
    if not exceptions:
        return frozenset()
    rows = (
        select(FindingRow)
        .join(LedgerRow, LedgerRow.finding_key == FindingRow.key)
        .where(LedgerRow.state.in_(OPEN), _may_reach(exceptions))
    )
    if all(one.scope is not ExceptionScope.PAGE for one in exceptions):
        rows = rows.options(defer(FindingRow.document))
    near = by_place(exceptions)
    found = session.scalars(_in_service(rows))
    return frozenset(one.key for one in found if covering(near(one), one, _pages(one)))


def _may_reach(exceptions: Sequence[ExceptionRow]) -> ColumnElement[bool]:
    """As much of the scopes as the database is asked: a condition for each would be more than it takes."""
    everywhere = [one for one in exceptions if one.scope is ExceptionScope.ALL_SITES]
    local = [one for one in exceptions if one.scope is not ExceptionScope.ALL_SITES]
    sites = FindingRow.site_id.in_({one.site_id for one in local})
    return or_(_of_checks(everywhere), and_(sites, _of_checks(local)))


def _of_checks(exceptions: Sequence[ExceptionRow]) -> ColumnElement[bool]:
    checks = {one.check for one in exceptions}
    return true() if "" in checks else FindingRow.check.in_(checks)


def _pages(finding: FindingRow) -> Callable[[], frozenset[str]]:
    return lambda: pages_of(document_of(finding))


def _late(session: Session, today: date, aside: Collection[int]) -> Iterator[_Late]:
    rows = (
        select(LedgerRow.site_id, _unit(), LedgerRow.state, LedgerRow.due, LedgerRow.finding_key)
        .select_from(LedgerRow)
        .where(LedgerRow.state.in_(OWING), LedgerRow.due < today)
    )
    for site, unit, state, due, finding in session.execute(_in_service(rows)):
        if days := days_over(state, due, today, excepted=finding in aside):
            yield site, unit, days


def _grouped(
    states: Iterable[tuple[str, LedgerState, int]], late: Iterable[tuple[str, int]]
) -> dict[str, Tally]:
    """Entries counted by a place: a site, or a unit."""
    counts: dict[str, Counter[LedgerState]] = defaultdict(Counter)
    days: dict[str, list[int]] = defaultdict(list)
    for place, state, number in states:
        counts[place][state] += number
    for place, over in late:
        days[place].append(over)
    return {place: _tally(count, days[place]) for place, count in counts.items()}


def _closed(session: Session, period: Period) -> dict[str, int]:
    """Entries that were closed in a period and are closed still, by unit."""
    unit = _unit()
    rows = (
        select(unit, func.count())
        .select_from(LedgerRow)
        .where(LedgerRow.state == LedgerState.CLOSED, LedgerRow.closed >= _start(period.first))
    )
    return dict(session.execute(_in_service(rows).group_by(unit)).all())


def _tally(counts: Mapping[LedgerState, int], days: Sequence[int]) -> Tally:
    return Tally(
        open=sum(number for state, number in counts.items() if state in OPEN),
        overdue=len(days),
        longest=max(days, default=0),
        claimed=counts.get(LedgerState.REPORTED, 0) + counts.get(LedgerState.RECHECK, 0),
        closed=counts.get(LedgerState.CLOSED, 0),
    )
