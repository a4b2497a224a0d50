"""Audits that are so old that not all they left on disk has to stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import Session

from auditbot.store.schema import AuditRow


@dataclass(frozen=True, slots=True)
class Aged:
    """An old audit, or glance, and where its files lie."""

    key: int
    site: str
    folder: Path
    glance: bool


def aged(session: Session, before: datetime) -> tuple[Aged, ...]:
    """The audits that finished before a time, the oldest first.

    Never the last of a site: the last that saw the whole, the last that did not, and the last glance.
    """
    sort = (AuditRow.site_id, AuditRow.glance, AuditRow.whole)
    last = select(*sort, func.max(AuditRow.finished).label("finished")).group_by(*sort).subquery()
    same = (last.c.site_id == AuditRow.site_id, last.c.glance == AuditRow.glance)
    rows = (
        select(AuditRow.key, AuditRow.site_id, AuditRow.folder, AuditRow.glance)
        .join(last, and_(*same, last.c.whole == AuditRow.whole))
        .where(AuditRow.folder != "", AuditRow.finished < before, AuditRow.finished < last.c.finished)
        .order_by(AuditRow.finished, AuditRow.key)
    )
    return tuple(Aged(key, site, Path(folder), glance) for key, site, folder, glance in session.execute(rows))


def left_nothing(session: Session, audits: Sequence[int]) -> None:
    """Note that these have no files any more."""
    session.execute(update(AuditRow).where(AuditRow.key.in_(audits)).values(folder=""))
