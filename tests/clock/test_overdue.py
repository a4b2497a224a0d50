"""What is due after a pause, and after the clock was set."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from auditbot.clock.overdue import Missed, Turn, after_setback, once_more, turn
from auditbot.clock.rule import DEFAULTS
from auditbot.clock.timetable import Timetable
from auditbot.store.schema_clock import RunKind

GRACE = timedelta(minutes=10)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
BEGIN = datetime(2026, 11, 20, tzinfo=UTC)
MADE_UP = [kind for kind in RunKind if kind is not RunKind.SAMPLE]


def table(kind: RunKind) -> Timetable:
    return Timetable(DEFAULTS[kind], kind, "a", ZoneInfo("Asia/Shanghai"))


def dues(kind: RunKind, many: int = 80) -> list[datetime]:
    found = [table(kind).after(BEGIN)]
    while len(found) < many:
        found.append(table(kind).after(found[-1]))
    return found


@pytest.mark.parametrize("kind", RunKind)
def test_in_time(kind: RunKind) -> None:
    first, second, *_ = dues(kind)
    assert turn(table(kind), first, first - SECOND, GRACE) is None
    assert turn(table(kind), first, first, GRACE) == Turn(first, None, second)
    assert turn(table(kind), first, first + 9 * SECOND, GRACE) == Turn(first, None, second)


@pytest.mark.parametrize("kind", MADE_UP)
@pytest.mark.parametrize("passed", [1, 2, 5, 40])
def test_one_run_is_made_up_however_many_were_missed(kind: RunKind, passed: int) -> None:
    found = dues(kind)
    last, again = found[passed - 1], found[passed]
    gap = Missed(found[0], found[passed - 2], passed - 1) if passed > 1 else None
    for now in (last, again - SECOND):
        assert turn(table(kind), found[0], now, GRACE) == Turn(last, gap, again)


@pytest.mark.parametrize("passed", [1, 2, 24, 72])
def test_a_sample_is_not_made_up(passed: int) -> None:
    found = dues(RunKind.SAMPLE)
    last, again = found[passed - 1], found[passed]
    before = Missed(found[0], found[passed - 2], passed - 1) if passed > 1 else None
    made = table(RunKind.SAMPLE)
    assert turn(made, found[0], last + GRACE, GRACE) == Turn(last, before, again)
    late = turn(made, found[0], last + GRACE + SECOND, GRACE)
    assert late == Turn(None, Missed(found[0], last, passed), again)


def test_a_grace_longer_than_the_period_lets_one_sample_pass() -> None:
    found = dues(RunKind.SAMPLE)
    assert turn(table(RunKind.SAMPLE), found[0], found[2], DAY) == Turn(
        found[2], Missed(found[0], found[1], 2), found[3]
    )


def test_what_was_due_by_another_rule_counts() -> None:
    found = dues(RunKind.LIGHT)
    other = found[0] - 3 * HOUR
    assert turn(table(RunKind.LIGHT), other, other + HOUR, GRACE) == Turn(other, None, found[0])
    assert turn(table(RunKind.LIGHT), other, found[0], GRACE) == Turn(
        found[0], Missed(other, other, 1), found[1]
    )


@pytest.mark.parametrize("kind", RunKind)
def test_a_clock_that_goes_forward_or_back_a_little_leaves_what_is_due(kind: RunKind) -> None:
    found = dues(kind)
    for now in (found[2], found[3] - SECOND, found[2] - SECOND, found[1]):
        assert after_setback(table(kind), found[3], now) == found[3]


@pytest.mark.parametrize("kind", RunKind)
def test_a_clock_that_was_set_back_far_is_followed(kind: RunKind) -> None:
    found = dues(kind)
    for passed in (2, 10, 70):
        assert after_setback(table(kind), found[passed], found[0] - SECOND) == found[0]


def test_another_run_at_the_same_time_is_put_down_a_second_later() -> None:
    taken = {BEGIN, BEGIN + SECOND, BEGIN + 3 * SECOND}
    assert once_more(BEGIN, taken.__contains__) == BEGIN + 2 * SECOND
    assert once_more(BEGIN - SECOND, taken.__contains__) == BEGIN - SECOND
