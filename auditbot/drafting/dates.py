"""Days by which something must be done, as notices write them."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from auditbot.drafting.notice import Due

_BEFORE = r"(?:之前|以前|前|内|完成)"
_DAY = re.compile(
    rf"(?:(?P<year>20\d\d)\s?年?)?\s?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?日\s?{_BEFORE}"
)
_MONTH = re.compile(
    rf"(?:(?P<year>20\d\d)\s?年?)?\s?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?:底|末|份?底)\s?{_BEFORE}"
)
_YEAR = re.compile(r"(?:(?P<year>20\d\d)\s?年|今年|年)(?:年?底|年?末)\s?前")
_AFTER = re.compile(
    r"(?:印发|发布|公布|下发)(?:之日)?(?:起|后)\s?(?P<days>\d{1,3})\s?(?:个)?(?:自然)?(?:日|天)(?:内|之内)"
)
_EVERY_YEAR = re.compile(r"每年\s?$")


def dues(text: str, year: int | None, issued: date | None) -> tuple[Due, ...]:
    """The days in their order, each once. ``year``: that of the notice, for days without one."""
    found = sorted(_found(text, year, issued), key=lambda due: due.day)
    return tuple({due.day: due for due in found}.values())


def _found(text: str, year: int | None, issued: date | None) -> Iterator[Due]:
    for pattern in (_DAY, _MONTH, _YEAR):
        for match in pattern.finditer(text):
            if _EVERY_YEAR.search(text[max(0, match.start() - 4) : match.start()]):
                continue
            named = match.groupdict()
            of_year = int(named["year"] or year or 0)
            day = _day(of_year, named.get("month"), named.get("day")) if of_year else None
            if day:
                yield Due(day, " ".join(match[0].split()))
    for match in _AFTER.finditer(text):
        if issued:
            yield Due(issued + timedelta(int(match["days"])), " ".join(match[0].split()))


def _day(year: int, month: str | None, day: str | None) -> date | None:
    """A day, the last of a month, or the last of a year."""
    try:
        number = int(month or 12)
        return date(year, number, int(day) if day else monthrange(year, number)[1])
    except ValueError:
        return None
