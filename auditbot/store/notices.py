"""Notices that arrived, and changes that no audit meets any more, are dropped in the end."""

from datetime import datetime

from sqlalchemy import delete, exists, or_
from sqlalchemy.orm import Session

from auditbot.store.schema_notices import DeliveryRow, DeliveryState, NoticeRow, ToldRow

_FORGOTTEN = "forgotten until"
"""No name of a change: the row whose time says what was dropped."""
_PLAIN = {"synchronize_session": False}


def forget_sent(session: Session, before: datetime) -> int:
    """Drop the notices that arrived everywhere before a time; gives how many. What was given up stays."""
    still = exists().where(
        DeliveryRow.notice_key == NoticeRow.key,
        or_(DeliveryRow.state != DeliveryState.SENT, DeliveryRow.changed >= before),
    )
    old = delete(NoticeRow).where(NoticeRow.made < before, ~still).returning(NoticeRow.key)
    return len(session.execute(old, execution_options=_PLAIN).all())


def forget_told(session: Session, before: datetime) -> int:
    """Drop the changes that were met last before a time, and note that; gives how many."""
    last = forgotten(session)
    if last and last >= before:
        return 0
    old = delete(ToldRow).where(ToldRow.made < before, ToldRow.change != _FORGOTTEN)
    dropped = session.execute(old.returning(ToldRow.change), execution_options=_PLAIN).all()
    if dropped:
        session.merge(ToldRow(change=_FORGOTTEN, made=before))
    return len(dropped)


def forgotten(session: Session) -> datetime | None:
    """What audits that finished before this time changed may have been told and dropped since."""
    row = session.get(ToldRow, _FORGOTTEN)
    return row.made if row else None
