from datetime import date

import pytest

from auditbot.workdays import YearUnknown, is_workday, months_before, workdays_after


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 9), True),  # the eve was no holiday in that year
        (date(2024, 2, 10), False),  # Spring Festival
        (date(2024, 2, 18), True),  # a Sunday that was worked (调休)
        (date(2024, 9, 29), True),  # likewise, before the National Day
        (date(2024, 10, 1), False),
        (date(2024, 11, 16), False),  # an ordinary Saturday
        (date(2024, 11, 18), True),
    ],
)
def test_days_of_the_official_calendar(day: date, works: bool) -> None:
    assert is_workday(day) is works


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2024, 11, 18), date(2024, 11, 18), 0),
        (date(2024, 11, 15), date(2024, 11, 18), 1),  # Friday to Monday
        (date(2024, 11, 15), date(2024, 11, 17), 0),
        (date(2024, 9, 30), date(2024, 10, 8), 1),  # over the National Day
        (date(2024, 11, 18), date(2024, 11, 22), 4),
        (date(2024, 11, 18), date(2024, 11, 15), -1),
    ],
)
def test_the_next_working_day_is_day_one(start: date, end: date, days: int) -> None:
    assert workdays_after(start, end) == days


@pytest.mark.parametrize("year", [1999, 2099])
def test_years_without_a_calendar_are_not_guessed(year: int) -> None:
    with pytest.raises(YearUnknown, match=str(year)):
        is_workday(date(year, 6, 1))
    with pytest.raises(YearUnknown):
        workdays_after(date(year, 6, 1), date(year, 6, 3))
    assert workdays_after(date(year, 6, 1), date(year, 6, 1)) == 0


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 20), 3, date(2026, 8, 20)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before
