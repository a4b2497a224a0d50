"""A duty that one process has at a time: taken for a lease, renewed, and fenced by its term."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auditbot.errors import AuditbotError
from auditbot.model.text import Text
from auditbot.store.schema_clock import WatchRow

_NOBODY = ""


class WatchLost(AuditbotError):
    """Another process has the duty now: whoever had it before must write no more."""


@dataclass(frozen=True, slots=True)
class Held:
    """Who has a duty."""

    holder: str
    term: int
    since: datetime
    until: datetime


def held(session: Session, duty: str) -> Held | None:
    """Who has the duty, or had it last without giving it back; a lease that is over is told, too."""
    row = session.get(WatchRow, duty)
    if row is None or row.holder == _NOBODY:
        return None
    return Held(row.holder, row.term, row.since, row.until)


def take(
    session: Session, duty: str, holder: str, now: datetime, lease: timedelta, dead: Held | None = None
) -> int | None:
    """Take a duty that nobody has; gives the new term, or ``None`` where somebody has it.

    ``dead``: a holder that was seen not to renew for a whole lease: it is gone, whatever the clocks say.
    """
    row = session.get(WatchRow, duty, with_for_update=True)
    if row is None:
        return _first(session, WatchRow(duty=duty, holder=holder, term=1, since=now, until=now + lease))
    is_dead = dead is not None and (row.term, row.until) == (dead.term, dead.until)
    if row.holder != _NOBODY and row.until > now and not is_dead:
        return None
    row.holder, row.term, row.since, row.until = holder, row.term + 1, now, now + lease
    return row.term


def _first(session: Session, row: WatchRow) -> int | None:
    """Two may try at once."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return None
    return row.term


def renew(session: Session, duty: str, term: int, now: datetime, lease: timedelta) -> bool:
    """Have the duty for another lease; false where another term has begun."""
    row = session.get(WatchRow, duty, with_for_update=True)
    if not _is_held(row, term):
        return False
    assert row
    row.until = now + lease
    return True


def require(session: Session, duty: str, term: int) -> None:
    """Refuse to write in the name of a term that is over; no other begins before the transaction ends.

    Raises WatchLost.
    """
    row = session.get(WatchRow, duty, with_for_update={"read": True})
    if not _is_held(row, term):
        raise WatchLost(
            Text(
                f"值守已由其他进程接管（{row.holder if row else ''}）",
                f"another process is on duty now ({row.holder if row else ''})",
            )
        )


def release(session: Session, duty: str, term: int, now: datetime) -> None:
    """Give a duty back, if it is still one's own."""
    row = session.get(WatchRow, duty, with_for_update=True)
    if row and _is_held(row, term):
        row.holder, row.until = _NOBODY, now


def _is_held(row: WatchRow | None, term: int) -> bool:
    return row is not None and row.term == term and row.holder != _NOBODY
