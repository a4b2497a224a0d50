"""Working days of the Chinese calendar: public holidays, and weekends made up for (调休)."""

from calendar import monthrange
from datetime import date, timedelta

import chinese_calendar


class YearUnknown(Exception):
    """The holidays of a year are not known to this version."""


def is_workday(day: date) -> bool:
    """Whether people work on that day. Raises YearUnknown outside the calendar's years."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise YearUnknown(str(day.year)) from None


def workdays_after(start: date, end: date) -> int:
    """Working days after ``start`` up to and with ``end``: the next working day is day 1.

    Negative when ``end`` is before ``start``. Raises YearUnknown.
    """
    if end < start:
        return -workdays_after(end, start)
    days = (start + timedelta(offset) for offset in range(1, (end - start).days + 1))
    return sum(is_workday(day) for day in days)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
