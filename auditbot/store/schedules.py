"""The schedules of a store: by which rule something is done for a site, and when next.

A rule is kept as plain names and numbers, ``{}`` for what holds where nobody said otherwise. A row without a
site holds for all sites that have no rule of their own. ``next_due`` of a site's row is None where nothing is
to be done: the kind is switched off, for the site or for all.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auditbot.store.runs import parked
from auditbot.store.schema_clock import RunKind, ScheduleRow

Plain = dict[str, Any]
NextDue = Callable[[str, RunKind], datetime]
"""When something is due for a site by its rule."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What holds for a site and a kind, or for all sites."""

    site_id: str | None
    kind: RunKind
    rule: Plain
    own: bool
    """The rule is not that of all sites (of all sites: not the built-in one)."""
    enabled: bool
    """By itself."""
    enabled_for_all: bool
    next_due: datetime | None
    parked: bool = False
    """A run of it was cut off again and again; none begins until it is set free."""

    @property
    def in_force(self) -> bool:
        """Something is to be done."""
        return self.enabled and self.enabled_for_all


def default_rules(session: Session) -> dict[RunKind, Plain]:
    """The rules for all sites, of every kind."""
    rows = _rows(session, None)
    return {kind: rows[kind].rule if kind in rows else {} for kind in RunKind}


def rule_of(session: Session, site_id: str | None, kind: RunKind) -> Plain:
    """The rule that holds for a site; without a site, for all."""
    own = {} if site_id is None else _rule(_row(session, site_id, kind))
    return own or _rule(_row(session, None, kind))


def rules(session: Session) -> Callable[[str, RunKind], Plain]:
    """The rule that holds for each site, for all with one question; as they stand now."""
    rows = select(ScheduleRow.site_id, ScheduleRow.kind, ScheduleRow.rule)
    told = {(site, kind): rule for site, kind, rule in session.execute(rows)}

    def holds(site_id: str, kind: RunKind) -> Plain:
        return told.get((site_id, kind)) or told.get((None, kind)) or {}

    return holds


def schedules_of(session: Session, sites: Iterable[str]) -> tuple[Schedule, ...]:
    """What holds for all sites, then for each of these, of every kind; also where no row is there yet."""
    common = _rows(session, None)
    rows = {(row.site_id, row.kind): row for row in session.scalars(select(ScheduleRow))}
    stands = {(run.site_id, run.kind) for run in parked(session)}
    return tuple(
        replace(
            _schedule(site, kind, rows.get((site, kind)), common.get(kind)), parked=(site, kind) in stands
        )
        for site in (None, *sites)
        for kind in RunKind
    )


def _schedule(
    site_id: str | None, kind: RunKind, row: ScheduleRow | None, common: ScheduleRow | None
) -> Schedule:
    row = common if site_id is None else row
    return Schedule(
        site_id=site_id,
        kind=kind,
        rule=_rule(row) or _rule(common),
        own=bool(_rule(row)),
        enabled=row.enabled if row else True,
        enabled_for_all=common.enabled if common else True,
        next_due=row.next_due if row else None,
    )


def set_rule(session: Session, site_id: str | None, kind: RunKind, rule: Plain, now: datetime) -> None:
    """Give a site, or all, a rule. ``due_anew`` belongs to it."""
    row = _made(session, site_id, kind, now)
    row.rule, row.changed = rule, now


def clear_rule(session: Session, site_id: str | None, kind: RunKind, now: datetime) -> None:
    """Let the rule of all sites hold for a site again; without a site, the built-in one for all."""
    row = _row(session, site_id, kind)
    if row:
        row.rule, row.changed = {}, now


def enable(session: Session, site_id: str | None, kind: RunKind, now: datetime, *, on: bool) -> None:
    """Switch a kind on or off for a site, or for all; what is off for all is off for each."""
    row = _made(session, site_id, kind, now)
    row.enabled, row.changed = on, now


def due_anew(
    session: Session, sites: Collection[str], kind: RunKind, now: datetime, next_due: NextDue
) -> None:
    """Work out anew when these sites are due, after their rule or the switch was changed.

    What is overdue stays so: whoever sees to it does it, and tells what was missed.
    """
    common = _row(session, None, kind)
    for row in session.scalars(select(ScheduleRow).where(ScheduleRow.kind == kind)):
        if row.site_id is None or row.site_id not in sites:
            continue
        if not _in_force(row, common):
            row.next_due = None
        elif row.next_due is None or row.next_due > now:
            row.next_due = next_due(row.site_id, kind)


def due_now(session: Session, site_id: str, kind: RunKind, now: datetime) -> None:
    """Have something done as soon as it can be, out of its turn, where it is in force."""
    row = _row(session, site_id, kind)
    if row and row.next_due is not None:
        row.next_due = min(row.next_due, now)


def seen_to(
    session: Session, sites: Iterable[str], kinds: Collection[RunKind], now: datetime, next_due: NextDue
) -> None:
    """Give each site a row of each kind, and a due time to each row in force that has none."""
    common = _rows(session, None)
    rows = {(row.site_id, row.kind): row for row in session.scalars(select(ScheduleRow))}
    for site_id in sites:
        for kind in kinds:
            row = rows.get((site_id, kind)) or _added(session, site_id, kind, now)
            if row.next_due is None and _in_force(row, common.get(kind)):
                row.next_due = next_due(site_id, kind)


def _in_force(row: ScheduleRow, common: ScheduleRow | None) -> bool:
    return row.enabled and (common is None or common.enabled)


def _rule(row: ScheduleRow | None) -> Plain:
    return row.rule if row else {}


def _made(session: Session, site_id: str | None, kind: RunKind, now: datetime) -> ScheduleRow:
    """The row, also where another process makes it at the same time."""
    row = _row(session, site_id, kind)
    if row:
        return row
    try:
        with session.begin_nested():
            return _added(session, site_id, kind, now)
    except IntegrityError:
        row = _row(session, site_id, kind)
        if row is None:
            raise
        return row


def _added(session: Session, site_id: str | None, kind: RunKind, now: datetime) -> ScheduleRow:
    row = ScheduleRow(site_id=site_id, kind=kind, rule={}, enabled=True, next_due=None, changed=now)
    session.add(row)
    return row


def _row(session: Session, site_id: str | None, kind: RunKind) -> ScheduleRow | None:
    return _rows(session, site_id, kind).get(kind)


def _rows(session: Session, site_id: str | None, *kinds: RunKind) -> dict[RunKind, ScheduleRow]:
    """The rows of a site, or of all."""
    wanted = select(ScheduleRow).where(ScheduleRow.site_id == site_id)
    if kinds:
        wanted = wanted.where(ScheduleRow.kind.in_(kinds))
    return {row.kind: row for row in session.scalars(wanted)}
