"""An audit taken into the store, and given back with what the store knows of its findings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auditbot.ledger.courses import courses
from auditbot.ledger.proof import local_day
from auditbot.ledger.update import follow
from auditbot.model.audit import Audit
from auditbot.model.course import Change, Course
from auditbot.model.finding import Finding
from auditbot.model.remembered import Remembered
from auditbot.store.audits import record
from auditbot.store.findings import document_of
from auditbot.store.schema import AuditRow, FindingRow
from auditbot.store.sightings import changes_of

_GONE = 200
"""Findings that are gone which are told in full."""


def remember(session: Session, audit: Audit, folder: Path | None, now: datetime, wanted: int) -> Audit:
    """Record an audit and bring the ledger up to date with it, both or neither; see ``recalled``.

    Raises StoreError where the store does not have the site.
    """
    done = record(session, audit, folder, now)
    session.flush()
    session.expire_all()  # rows were changed in bulk, which objects read before do not know
    follow(session, audit.site.id, now, wanted)
    row = session.get_one(AuditRow, done.key)
    return _with(session, audit, row, done.changes if done.fresh else _named(session, row), now, wanted)


def recalled(session: Session, audit: Audit, now: datetime, wanted: int) -> Audit | None:
    """An audit with what the store knows of its findings now; nothing where it was never recorded."""
    recorded = select(AuditRow).where(AuditRow.site_id == audit.site.id, AuditRow.id == audit.id)
    row = session.scalar(recorded)
    return None if row is None else _with(session, audit, row, _named(session, row), now, wanted)


def known(session: Session, audit: Audit, now: datetime, wanted: int) -> Audit:
    """An audit with what the store knows of its findings now, whether it was recorded or not."""
    found = courses(session, audit.site.id, local_day(now), wanted)
    findings = tuple(_known(one, found.get(one.id)) for one in audit.findings)
    return audit.model_copy(update={"findings": findings})


def _named(session: Session, row: AuditRow) -> dict[Change, tuple[str, ...]]:
    """What an audit changed, by the ids of findings."""
    changes = changes_of(session, row)
    rows = select(FindingRow.key, FindingRow.id).where(FindingRow.site_id == row.site_id)
    ids = dict(session.execute(rows).all())
    return {change: tuple(sorted(ids[key] for key in keys)) for change, keys in changes.items()}


def _with(
    session: Session,
    audit: Audit,
    row: AuditRow,
    changes: Mapping[Change, Sequence[str]],
    now: datetime,
    wanted: int,
) -> Audit:
    by_id = {name: change for change, names in changes.items() for name in names}
    told = courses(session, audit.site.id, local_day(now), wanted, by_id)
    count = {change: len(changes.get(change, ())) for change in Change}
    said = Remembered(
        at=now,
        audits=_audits_until(session, row),
        new=count[Change.NEW],
        still=count[Change.STILL],
        gone=count[Change.GONE],
        back=count[Change.BACK],
        gone_findings=_gone(session, row.site_id, changes.get(Change.GONE, ())[:_GONE], told),
    )
    findings = tuple(_known(one, told.get(one.id)) for one in audit.findings)
    since = audit.since and audit.since.model_copy(
        update={"gone": tuple(_known(one, told.get(one.id)) for one in audit.since.gone)}
    )
    return audit.model_copy(update={"findings": findings, "since": since, "remembered": said})


def _known(finding: Finding, course: Course | None) -> Finding:
    """A finding with its course, first seen when the store first saw it, where that is earlier."""
    if course is None:
        return finding.model_copy(update={"course": None})
    first = min(finding.first_seen or course.first_seen, course.first_seen)
    return finding.model_copy(update={"course": course, "first_seen": first})


def _audits_until(session: Session, row: AuditRow) -> int:
    rows = select(func.count()).where(AuditRow.site_id == row.site_id, AuditRow.finished <= row.finished)
    return session.scalar(rows.where(~AuditRow.glance)) or 0


def _gone(
    session: Session, site_id: str, names: Sequence[str], known: Mapping[str, Course]
) -> tuple[Finding, ...]:
    """What was last said of the findings with these ids."""
    rows = select(FindingRow).where(FindingRow.site_id == site_id, FindingRow.id.in_(names))
    found = session.scalars(rows.order_by(FindingRow.key))
    return tuple(_known(document_of(one), known.get(one.id)) for one in found)
