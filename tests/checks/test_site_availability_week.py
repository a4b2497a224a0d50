"""The State's rule on sites that do not open (VETO-2), over looks of the clock."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.sample import Sample
from auditbot.score import Conclusion
from auditbot.testing import HOME, Answered, MemorySite
from checks.site_availability import SiteAvailability, Visit
from tests.checks.sites import home

MIDNIGHT = datetime(2026, 11, 12, 16, tzinfo=UTC)
"""The beginning in China of the first of the seven days before ``DAY``."""
OPENED = Visit(url=HOME, first_byte=0.1, total=0.2)
FAILED = Visit(url=HOME, first_byte=None, total=0.2, failure="refused")


def look(at: datetime, failure: str = "", seconds: float = 0.4, *, ours: bool = False) -> Sample:
    return Sample(at, HOME, not failure, seconds, None if failure else 200, failure, ours)


def times(days: int = 7, a_day: int = 20, apart: timedelta = timedelta(minutes=72)) -> list[datetime]:
    """Moments spread over days, the last of them the day before the audit."""
    first = MIDNIGHT + timedelta(days=7 - days, minutes=5)
    return [first + timedelta(days=day) + apart * turn for day in range(days) for turn in range(a_day)]


def looks(moments: list[datetime], failed: int = 0, failure: str = "refused") -> list[Sample]:
    """Of these moments so many failed, spread over all of them."""
    lost = set(moments[:: len(moments) // failed][:failed]) if failed else set()
    return [look(at, failure if at in lost else "") for at in moments]


def judged(samples: Iterable[Sample], *visits: Visit, **options: object) -> Conclusion:
    site = MemorySite({"/": home()}, samples=samples)
    return site.conclusion(SiteAvailability, visits or (OPENED,) * 3, **options)


def outcomes(concluded: Conclusion) -> dict[str, Outcome]:
    return {one.message_id: one.outcome for one in concluded.findings}


def veto(concluded: Conclusion) -> Finding:
    (one,) = (one for one in concluded.findings if one.outcome is Outcome.FAILED)
    return one


UNDECIDED = {"times": Outcome.PASSED, "so-far": Outcome.UNTESTED}


def test_seven_of_a_hundred_and_forty_are_a_veto() -> None:
    found = veto(judged(looks(times(), 7)))
    told = found.parameters
    assert (found.message_id, found.target, found.weight) == ("down", HOME, None)
    assert (told["count"], told["bad"], told["share"]) == (140, 7, "5.00")
    assert (told["first"], told["last"]) == ("2026-11-13", "2026-11-19")
    assert found.evidence[0].seen_at is not None


def test_a_little_less_is_none() -> None:
    found = judged(looks(times(a_day=24, apart=timedelta(hours=1)), 8))
    assert outcomes(found) == {"week": Outcome.PASSED, "times": Outcome.PASSED}
    assert [one.weight for one in found.findings] == [Severity.NOTICE] * 2
    assert found.findings[0].parameters["share"] == "4.76"
    assert found.tally == {Outcome.PASSED: 168}


def test_4_9_percent_is_no_veto() -> None:
    moments = times(a_day=41, apart=timedelta(minutes=30))
    assert "down" not in outcomes(judged(looks(moments, 14)))
    assert "down" in outcomes(judged(looks(moments, 15)))


def test_six_days_are_not_enough_whatever_they_show() -> None:
    found = judged(looks(times(days=6), 60))
    assert outcomes(found) == UNDECIDED
    assert found.tally == {Outcome.PASSED: 3, Outcome.UNTESTED: 1}
    told = found.findings[0].parameters
    assert (told["days"], told["full"], told["count"], told["bad"]) == (7, 6, 120, 60)
    assert found.remark is not None
    assert "6" in found.remark.zh


def test_nineteen_looks_on_one_day_are_not_enough() -> None:
    assert outcomes(judged(looks(times()[1:], 30))) == UNDECIDED


def test_without_a_clock_nothing_is_decided() -> None:
    found = judged([])
    assert outcomes(found) == {"times": Outcome.PASSED}
    assert found.tally == {Outcome.PASSED: 3, Outcome.UNTESTED: 1}


def test_what_our_own_line_spoilt_does_not_count() -> None:
    extra = times(a_day=23, apart=timedelta(minutes=60))
    ours = [look(at + timedelta(minutes=7), "connect-timeout", ours=True) for at in extra]
    found = judged([*looks(times(), 6), *ours])
    assert outcomes(found)["week"] is Outcome.PASSED
    by_message = {one.message_id: one.parameters["count"] for one in found.findings}
    assert (by_message["week"], by_message["spoilt"]) == (140, 161)


def test_a_day_that_our_own_line_spoilt_is_not_watched() -> None:
    samples = [replace(one, ours=True) if index < 3 else one for index, one in enumerate(looks(times(), 20))]
    assert outcomes(judged(samples)) == {**UNDECIDED, "spoilt": Outcome.UNTESTED}


def test_where_no_look_counts_it_is_said_why() -> None:
    """Such as a wall that lets no program in."""
    walled = [replace(one, reached=False, failure="blocked", ours=True) for one in looks(times())]
    found = judged(walled)
    assert outcomes(found) == {"spoilt": Outcome.UNTESTED, "times": Outcome.PASSED}
    assert found.tally == {Outcome.PASSED: 3, Outcome.UNTESTED: 1}


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param(lambda turn: timedelta(minutes=3 * turn), id="all-within-one-hour"),
        pytest.param(lambda turn: timedelta(minutes=30 * turn), id="ten-hours"),
        pytest.param(lambda turn: timedelta(minutes=5 * turn, hours=9 * (turn > 9)), id="a-long-pause"),
    ],
)
def test_looks_that_are_not_spread_are_no_day(moved: Callable[[int], timedelta]) -> None:
    moments = [MIDNIGHT + timedelta(days=day) + moved(turn) for day in range(7) for turn in range(20)]
    assert outcomes(judged(looks(moments, 70))) == UNDECIDED


def test_watching_in_working_hours_is_enough() -> None:
    eight = [at + timedelta(hours=8) for at in times(a_day=24, apart=timedelta(minutes=32))]
    assert "down" in outcomes(judged(looks(eight, 20)))


def test_the_same_second_twice_counts_once() -> None:
    moments = times()
    twice = [*looks(moments, 4), *looks([at + timedelta(milliseconds=300) for at in moments], 4)]
    found = judged(twice)
    assert outcomes(found)["week"] is Outcome.PASSED
    assert (found.findings[0].parameters["count"], found.findings[0].parameters["bad"]) == (140, 4)


def test_of_two_looks_in_one_second_the_better_counts() -> None:
    moments = times()
    assert outcomes(judged([*looks(moments), *looks(moments, 70)]))["week"] is Outcome.PASSED
    assert outcomes(judged([*looks(moments, 70), *looks(moments)]))["week"] is Outcome.PASSED


def test_the_order_of_looks_makes_no_difference() -> None:
    """A clock that was set back, or a store that was restored."""
    samples = looks(times(), 7)
    assert veto(judged(reversed(samples))) == veto(judged(samples))


def test_looks_of_the_day_itself_and_of_the_future_are_not_among_them() -> None:
    later = [look(MIDNIGHT + timedelta(days=7, minutes=30 * turn), "refused") for turn in range(200)]
    assert outcomes(judged([*looks(times(), 6), *later]))["week"] is Outcome.PASSED


def test_what_took_fifteen_seconds_did_not_open() -> None:
    moments = times()
    slow = [
        replace(one, seconds=15.0) if at in moments[:7] else one
        for at, one in zip(moments, looks(moments), strict=True)
    ]
    assert veto(judged(slow)).parameters["longest"] == "15.0"
    almost = [replace(one, seconds=min(one.seconds, 14.9)) for one in slow]
    assert outcomes(judged(almost))["week"] is Outcome.PASSED


def test_the_kinds_of_failure_are_told_with_their_counts() -> None:
    moments = times()
    samples = looks(moments)
    samples[3:8] = [look(at, "connect-timeout", 15.0) for at in moments[3:8]]
    samples[50:53] = [replace(look(at, "status"), status=503) for at in moments[50:53]]
    said = veto(judged(samples)).parameters["failures"]["zh"]
    assert "（5 次）" in said
    assert "503（3 次）" in said


def test_visits_of_the_audit_decide_nothing_where_there_is_a_week() -> None:
    found = judged(looks(times(), 2), FAILED, FAILED)
    assert outcomes(found) == {"week": Outcome.PASSED, "never": Outcome.CANT_TELL}
    assert all(one.weight is Severity.NOTICE for one in found.findings)
    assert found.tally == {Outcome.PASSED: 140}


def test_visits_are_never_a_veto() -> None:
    (one,) = judged([], FAILED, OPENED).findings
    assert (one.message_id, one.outcome, one.weight) == ("partly", Outcome.CANT_TELL, Severity.MAJOR)


def test_the_terms_are_options() -> None:
    assert "down" in outcomes(judged(looks(times(days=3), 60), days=3))
    assert "down" in outcomes(judged(looks(times(a_day=10, apart=timedelta(hours=2)), 7), looks=10))
    assert "week" in outcomes(judged(looks(times(), 13), percent=10))
    hourly = times(a_day=20, apart=timedelta(minutes=20))
    assert "down" in outcomes(judged(looks(hourly, 70), span_hours=6))
    assert "so-far" in outcomes(judged(looks(times(), 7), gap_hours=1))


def test_a_week_is_judged_where_the_homepage_does_not_open_at_all() -> None:
    """Without any visit, for the audit ended at its first request."""
    site = MemorySite({"/": Answered("", 503)}, samples=looks(times(), 140))
    assert outcomes(site.conclusion(SiteAvailability)) == {"down": Outcome.FAILED}
