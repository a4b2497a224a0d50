"""What was done by the clock, what is under way, what was missed and what was left out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from auditbot.store.schema import AuditRow
from auditbot.store.schema_clock import RunKind, RunRow, RunState

UNFINISHED = (RunState.WAITING, RunState.RUNNING)


def begun(
    session: Session,
    site_id: str,
    kind: RunKind,
    due: datetime,
    holder: str,
    now: datetime,
    *,
    state: RunState = RunState.RUNNING,
    schedule_key: int | None = None,
) -> int | None:
    """A run begins, or begins to wait for its turn; gives its key. ``None``: that run is there already."""
    if is_there(session, site_id, kind, due):
        return None
    row = RunRow(site_id=site_id, kind=kind, due=due, schedule_key=schedule_key, state=state)
    row.started = now if state is RunState.RUNNING else None
    row.holder, row.reason, row.folder = holder, "", ""
    session.add(row)
    session.flush()
    return row.key


def goes_on(session: Session, key: int, holder: str, now: datetime) -> None:
    """A run that waited is under way; when it first began stays."""
    row = _run(session, key)
    row.state, row.holder, row.started = RunState.RUNNING, holder, row.started or now


def lies_in(session: Session, key: int, folder: str) -> None:
    """Where the files of a run are."""
    _run(session, key).folder = folder


def waits(session: Session, key: int, reason: str, folder: str) -> None:
    """A run was stopped before its end and is to be gone on with; without a folder, to be begun again."""
    row = _run(session, key)
    row.state, row.reason, row.folder = RunState.WAITING, reason, folder
    row.started = row.started if folder else None


def stops(session: Session, key: int, reason: str) -> None:
    """A run was told to end and will be gone on with; what it has left of its time is no try any more."""
    row = _run(session, key)
    row.state, row.reason = RunState.WAITING, reason


def cut_off(session: Session, key: int, reason: str, folder: str) -> int:
    """A run that seemed to go on had nobody at it, and waits; gives how often that was so."""
    waits(session, key, reason, folder)
    row = _run(session, key)
    row.cut_off += 1
    return row.cut_off


def park(session: Session, key: int, now: datetime, reason: str) -> None:
    """A run is not gone on with, and none of its kind begins for its site until it is set free."""
    ended(session, key, RunState.PARKED, now, reason)


def set_free(session: Session, key: int) -> None:
    """A run is parked no more: it has failed, and the next of its kind may begin."""
    _run(session, key).state = RunState.FAILED


def parked(session: Session) -> tuple[RunRow, ...]:
    """What is parked, in the order in which it was due."""
    rows = select(RunRow).where(RunRow.state == RunState.PARKED)
    return tuple(session.scalars(rows.order_by(RunRow.due, RunRow.key)))


def ended(
    session: Session,
    key: int,
    state: RunState,
    now: datetime,
    reason: str = "",
    folder: str = "",
    audit_key: int | None = None,
) -> None:
    """A run has ended."""
    row = _run(session, key)
    row.state, row.finished, row.reason, row.audit_key = state, now, reason, audit_key
    row.folder = folder or row.folder


def missed(
    session: Session,
    site_id: str,
    kind: RunKind,
    first: datetime,
    last: datetime,
    times: int,
    now: datetime,
    reason: str = "",
) -> None:
    """Due times that passed while nobody was there, one row for all of them."""
    if is_there(session, site_id, kind, first):
        return
    row = RunRow(site_id=site_id, kind=kind, due=first, times=times, state=RunState.MISSED)
    row.last_due = last if times > 1 else None
    row.finished, row.reason, row.holder, row.folder = now, reason, "", ""
    session.add(row)
    session.flush()


def skipped(
    session: Session, site_id: str, kind: RunKind, due: datetime, now: datetime, reason: str = ""
) -> None:
    """A due time at which nothing was begun."""
    if is_there(session, site_id, kind, due):
        return
    row = RunRow(site_id=site_id, kind=kind, due=due, state=RunState.SKIPPED)
    row.finished, row.reason, row.holder, row.folder = now, reason, "", ""
    session.add(row)
    session.flush()


def unfinished(session: Session) -> tuple[RunRow, ...]:
    """The runs that wait or are under way: the begun ones first, each by due time."""
    rows = select(RunRow).where(RunRow.state.in_(UNFINISHED))
    return tuple(session.scalars(rows.order_by(RunRow.started.is_(None), RunRow.due, RunRow.key)))


def is_under_way(session: Session, site_id: str, kind: RunKind) -> bool:
    """Whether a run of that kind waits or runs for the site."""
    return _is_any(session, site_id, kind, UNFINISHED)


def is_parked(session: Session, site_id: str, kind: RunKind) -> bool:
    """Whether a run of that kind is parked for the site."""
    return _is_any(session, site_id, kind, (RunState.PARKED,))


def _is_any(session: Session, site_id: str, kind: RunKind, states: Sequence[RunState]) -> bool:
    wanted = (RunRow.site_id == site_id, RunRow.kind == kind, RunRow.state.in_(states))
    return session.scalar(select(RunRow.key).where(*wanted).limit(1)) is not None


def runs_of(
    session: Session,
    site_id: str | None = None,
    kinds: Sequence[RunKind] = (),
    states: Sequence[RunState] = (),
    since: datetime | None = None,
    limit: int = 200,
) -> tuple[RunRow, ...]:
    """Runs by what is given, that due last first."""
    wanted: list[ColumnElement[bool]] = []
    if site_id is not None:
        wanted.append(RunRow.site_id == site_id)
    if kinds:
        wanted.append(RunRow.kind.in_(kinds))
    if states:
        wanted.append(RunRow.state.in_(states))
    if since is not None:
        wanted.append(RunRow.due >= since)
    rows = select(RunRow).where(*wanted).order_by(RunRow.due.desc(), RunRow.key.desc())
    return tuple(session.scalars(rows.limit(limit)))


def forget_runs(session: Session, kind: RunKind, before: datetime) -> int:
    """Remove the ended runs of a kind that were due before a time; gives how many."""
    kept = (*UNFINISHED, RunState.PARKED)
    old = delete(RunRow).where(RunRow.kind == kind, RunRow.due < before, RunRow.state.not_in(kept))
    return len(session.execute(old.returning(RunRow.key)).all())


def audit_in(session: Session, site_id: str, folder: str) -> AuditRow | None:
    """The audit of a site that lies in a folder, if it was recorded."""
    rows = select(AuditRow).where(AuditRow.site_id == site_id, AuditRow.folder == folder)
    return session.scalar(rows.order_by(AuditRow.key.desc()).limit(1))


def is_there(session: Session, site_id: str, kind: RunKind, due: datetime) -> bool:
    """Whether there is a row for that due time, whatever became of it."""
    wanted = (RunRow.site_id == site_id, RunRow.kind == kind, RunRow.due == due)
    return session.scalar(select(RunRow.key).where(*wanted)) is not None


def _run(session: Session, key: int) -> RunRow:
    """Runs that are under way are not forgotten."""
    row = session.get(RunRow, key)
    assert row, "it was begun"
    return row
