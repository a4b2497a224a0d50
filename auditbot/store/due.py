"""What the clock has to look at before it begins something: due schedules, claims, audits nearby."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from auditbot.store.runs import UNFINISHED
from auditbot.store.schema import SiteRow
from auditbot.store.schema_clock import RunKind, RunRow, RunState, ScheduleRow
from auditbot.store.schema_ledger import LedgerRow, LedgerState

_CLAIMED = (LedgerState.REPORTED, LedgerState.RECHECK)
_IN_SERVICE = select(SiteRow.id).where(SiteRow.removed.is_(None))


def due_schedules(session: Session, now: datetime, limit: int) -> tuple[ScheduleRow, ...]:
    """The schedules of sites in service that are due, the longest due first."""
    rows = select(ScheduleRow).where(
        ScheduleRow.enabled, ScheduleRow.next_due <= now, ScheduleRow.site_id.in_(_IN_SERVICE)
    )
    return tuple(session.scalars(rows.order_by(ScheduleRow.next_due, ScheduleRow.key).limit(limit)))


def scheduled(session: Session) -> tuple[ScheduleRow, ...]:
    """The schedules in force of sites in service."""
    rows = select(ScheduleRow).where(
        ScheduleRow.enabled, ScheduleRow.next_due.is_not(None), ScheduleRow.site_id.in_(_IN_SERVICE)
    )
    return tuple(session.scalars(rows.order_by(ScheduleRow.key)))


def first_due(session: Session) -> datetime | None:
    """When the next schedule is due."""
    wanted = (ScheduleRow.enabled, ScheduleRow.next_due.is_not(None), ScheduleRow.site_id.in_(_IN_SERVICE))
    return session.scalar(select(func.min(ScheduleRow.next_due)).where(*wanted))


def unscheduled(session: Session, kinds: int, limit: int) -> tuple[str, ...]:
    """The ids of sites in service without a schedule of each of the kinds, or without a due time."""
    own = select(func.count()).where(ScheduleRow.site_id == SiteRow.id).scalar_subquery()
    common = aliased(ScheduleRow)
    off = select(common.kind).where(common.site_id.is_(None), common.enabled.is_(False))
    idle = exists().where(
        ScheduleRow.site_id == SiteRow.id,
        ScheduleRow.enabled,
        ScheduleRow.next_due.is_(None),
        ScheduleRow.kind.not_in(off),
    )
    rows = select(SiteRow.id).where(SiteRow.removed.is_(None), or_(own < kinds, idle))
    return tuple(session.scalars(rows.order_by(SiteRow.id).limit(limit)))


def withdrawn(session: Session) -> tuple[int, ...]:
    """The keys of schedules that still have a due time although their site is out of service."""
    rows = select(ScheduleRow.key).join(SiteRow, SiteRow.id == ScheduleRow.site_id)
    return tuple(session.scalars(rows.where(SiteRow.removed.is_not(None), ScheduleRow.next_due.is_not(None))))


def withdraw(session: Session, schedules: Iterable[int]) -> None:
    """Take their due times from schedules: what passes until the site is back is not missed."""
    for key in schedules:
        row = session.get(ScheduleRow, key)
        if row:
            row.next_due = None


def put_forward(session: Session, changes: Mapping[int, tuple[datetime, datetime]]) -> None:
    """Give schedules other due times, where they have those that were seen: key → seen, other."""
    for key, (seen, other) in changes.items():
        row = session.get(ScheduleRow, key)
        if row and row.next_due == seen:
            row.next_due = other


def claims_mended(session: Session, site_id: str) -> bool:
    """Whether something of the site is claimed to be mended and was not proved since."""
    open_ = (
        LedgerRow.site_id == site_id,
        LedgerRow.state.in_(_CLAIMED),
        or_(LedgerRow.proved.is_(None), LedgerRow.proved < LedgerRow.claimed),
    )
    return bool(session.scalar(select(exists().where(*open_))))


def audit_near(session: Session, site_id: str, begin: datetime, end: datetime) -> bool:
    """Whether an audit of the site is due until ``end``, goes on, or was done, due since ``begin``."""
    coming = exists().where(
        ScheduleRow.site_id == site_id,
        ScheduleRow.kind == RunKind.AUDIT,
        ScheduleRow.enabled,
        ScheduleRow.next_due <= end,
    )
    there = exists().where(
        RunRow.site_id == site_id,
        RunRow.kind == RunKind.AUDIT,
        or_(
            RunRow.state.in_(UNFINISHED),
            (RunRow.state == RunState.DONE) & (RunRow.due >= begin),
        ),
    )
    return bool(session.scalar(select(or_(coming, there))))
