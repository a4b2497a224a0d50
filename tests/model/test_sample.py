from datetime import UTC, date, datetime, timedelta

import pytest

from auditbot.model.sample import SAMPLES, Sample, Spread, by_day, counting, day_of, figures

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def look(minutes: float = 0, failure: str = "", seconds: float = 0.5, *, ours: bool = False) -> Sample:
    at = NOON + timedelta(minutes=minutes)
    return Sample(at, "http://www.a.example/", not failure, seconds, None, failure, ours)


def test_days_are_those_of_china() -> None:
    assert day_of(look(12 * 60 - 1)) == date(2026, 11, 20)
    assert day_of(look(12 * 60)) == date(2026, 11, 21)


def test_every_day_is_there_and_the_last_one_is_over() -> None:
    days = by_day([look(), look(-2 * 24 * 60)], date(2026, 11, 21), 3)
    assert {day.day: len(looks) for day, looks in days.items()} == {18: 1, 19: 0, 20: 1}
    assert sum(map(len, by_day([look()], date(2026, 11, 20), 7).values())) == 0


def test_what_counts() -> None:
    assert counting([look(2), look(1), look(1), look(3, "refused", ours=True)]) == (look(1), look(2))


def test_of_one_second_the_better_look_counts() -> None:
    bad, slow, good = look(0, "refused"), look(0, seconds=9), look(0.01)
    assert counting([bad, slow, good]) == counting([good, slow, bad]) == (good,)


def test_figures() -> None:
    seen = figures(
        [look(1), look(2, "refused"), look(3, "timeout", 15), look(4, "refused"), look(5, seconds=15)]
    )
    assert seen is not None
    assert (seen.made, seen.failed, seen.longest) == (5, 4, 15)
    assert seen.kinds == {("refused", None): 2, ("timeout", None): 2}
    assert seen.worst == look(5, seconds=15)


@pytest.mark.parametrize("samples", [[], [look(1, "refused", ours=True)]])
def test_no_figures_where_nothing_counts(samples: list[Sample]) -> None:
    assert figures(samples) is None


@pytest.mark.parametrize(
    ("made", "failed", "reached"), [(140, 7, True), (141, 7, False), (20, 1, True), (1, 0, False)]
)
def test_a_share_is_reached_inclusively(made: int, failed: int, reached: bool) -> None:
    seen = figures([look(number, "refused" if number < failed else "") for number in range(made)])
    assert seen is not None
    assert seen.reaches(5) is reached


def test_a_day_is_filled_by_looks_that_are_spread_over_it() -> None:
    hourly = [look(60 * hour) for hour in range(20)]
    assert Spread().fills(hourly)
    assert not Spread().fills(hourly[:19])
    assert not Spread().fills([])
    assert not Spread().fills([look(36 * turn) for turn in range(20)]), "less than twelve hours"
    gone = [one for hour, one in enumerate([*hourly, *map(look, range(1141, 1150))]) if not 5 <= hour < 9]
    assert not Spread().fills(gone), "nothing for five hours"


def test_looks_are_kept_as_they_are() -> None:
    samples = (look(1), look(2, "refused"))
    assert SAMPLES.validate_json(SAMPLES.dump_json(samples)) == samples
