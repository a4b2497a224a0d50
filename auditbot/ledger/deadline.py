"""Deadlines in working days. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from auditbot.ledger.moves import OWING
from auditbot.model.text import Text
from auditbot.store.schema_ledger import LedgerState
from auditbot.workdays import YearUnknown, is_workday

WORKDAYS = 10
"""What an entry is given where nobody says otherwise."""
MOST_DAYS = 1000


@dataclass(frozen=True, slots=True)
class Due:
    """The last day for something; ``remark`` says what is doubtful about it."""

    day: date
    remark: Text | None = None


def due_after(start: date, days: int) -> Due:
    """The day that many working days after ``start``; the next working day is day 1.

    Where the holidays of a year on the way are not known, all days count.
    """
    try:
        return Due(_workday_after(start, days))
    except YearUnknown as unknown:
        remark = Text(
            f"{unknown} 年的节假日未知，按自然日计算",
            f"the holidays of {unknown} are not known: calendar days are counted",
        )
        return Due(start + timedelta(days=days), remark)


def _workday_after(start: date, days: int) -> date:
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_workday(day)
    return day


def days_over(state: LedgerState, due: date | None, today: date, *, excepted: bool) -> int:
    """Calendar days by which an entry is overdue (超期); 0 where it is not, or nothing is owed."""
    if due is None or excepted or state not in OWING:
        return 0
    return max((today - due).days, 0)
