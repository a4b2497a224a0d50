"""Deadlines in working days."""

from datetime import date

import pytest

from auditbot.ledger.deadline import days_over, due_after
from auditbot.store.schema_ledger import LedgerState as State


@pytest.mark.parametrize(
    ("start", "days", "day"),
    [
        (date(2025, 11, 17), 5, date(2025, 11, 24)),
        (date(2025, 11, 21), 1, date(2025, 11, 24)),
        (date(2025, 9, 26), 1, date(2025, 9, 28)),  # a Sunday made up for
        (date(2025, 9, 30), 1, date(2025, 10, 9)),  # the holidays of October
        (date(2025, 11, 22), 0, date(2025, 11, 22)),
    ],
)
def test_working_days(start: date, days: int, day: date) -> None:
    due = due_after(start, days)
    assert (due.day, due.remark) == (day, None)


def test_a_year_whose_holidays_are_unknown() -> None:
    due = due_after(date(2199, 12, 30), 10)
    assert due.day == date(2200, 1, 9)
    assert due.remark is not None


@pytest.mark.parametrize("state", [State.ASSIGNED, State.MENDING, State.RETURNED])
def test_what_is_owed_is_overdue_the_day_after(state: State) -> None:
    due = date(2026, 11, 20)
    assert [days_over(state, due, date(2026, 11, day), excepted=False) for day in (19, 20, 21)] == [0, 0, 1]
    assert days_over(state, due, date(2026, 12, 1), excepted=True) == 0
    assert days_over(state, None, date(2026, 12, 1), excepted=False) == 0


@pytest.mark.parametrize("state", sorted(set(State) - {State.ASSIGNED, State.MENDING, State.RETURNED}))
def test_nothing_else_is_overdue(state: State) -> None:
    assert days_over(state, date(2026, 1, 1), date(2026, 12, 1), excepted=False) == 0
