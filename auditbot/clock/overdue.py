"""What has become due, also after a time in which nobody saw to it, or in which the clock was wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from auditbot.clock.timetable import Timetable
from auditbot.store.schema_clock import RunKind

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Missed:
    """Due times, one after the other, at which nothing was begun."""

    first: datetime
    last: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be done now, for which due time; what was missed before; and when it is due again."""

    due: datetime | None
    """None: too late for all that was due."""
    missed: Missed | None
    next_due: datetime


def turn(timetable: Timetable, next_due: datetime, now: datetime, grace: timedelta) -> Turn | None:
    """What to do where something was due at ``next_due``; None: it is not due yet.

    Of several due times the last one is made up for, once, however late it is. A sample is not: it says what
    was at its own time, so one that is older than ``grace`` is missed.
    """
    if next_due > now:
        return None
    before, last, earlier = next_due, next_due, 0
    for due in timetable.between(next_due, now):
        before, last, earlier = last, due, earlier + 1
    again = timetable.after(now)
    if timetable.kind is RunKind.SAMPLE and now - last > grace:
        return Turn(None, Missed(next_due, last, earlier + 1), again)
    return Turn(last, Missed(next_due, before, earlier) if earlier else None, again)


def after_setback(timetable: Timetable, next_due: datetime, now: datetime) -> datetime:
    """The next due time where the clock may have been set back since ``next_due`` was worked out.

    With a clock that only goes forward it is the first due time after ``now``. Where it is the second, the
    clock was set back over one due time, which had its run: it does not run again, and the pause is longer by
    less than one period. Where it is later still, nothing would be done for all that time, so it is the first
    one again.
    """
    first = timetable.after(now)
    return next_due if next_due <= timetable.after(first) else first


def once_more(due: datetime, is_taken: Callable[[datetime], bool]) -> datetime:
    """A due time under which a run may go on record: itself, or the first second after it that no run has.

    A clock that was set back far passes due times once more that had their run. What is done now is another
    run: otherwise nobody would look at the site until the clock has caught up.
    """
    while is_taken(due):
        due += _SECOND
    return due
