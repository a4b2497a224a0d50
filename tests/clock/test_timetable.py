"""Due times: evenly spread, always the same, right where clocks are changed."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.clock.rule import DEFAULTS, Rule
from auditbot.clock.timetable import Timetable, first_shown
from auditbot.store.schema_clock import RunKind
from tests.properties.settings import FEW, MANY

CHINA, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
HOWE, APIA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")
MONDAY = datetime(2026, 11, 22, 16, tzinfo=UTC)
"""Midnight in China."""
DAY = timedelta(days=1)
FIRST = [
    "2026-11-29T12:43:13+00:00",
    "2026-11-22T23:22:17+00:00",
    "2026-11-22T16:46:42+00:00",
    "2026-11-22T18:16:57+00:00",
]
"""A program that draws other places would shift what is planned."""


def table(
    kind: RunKind = RunKind.LIGHT, site: str = "a", zone: ZoneInfo = CHINA, **rule: object
) -> Timetable:
    base = DEFAULTS[kind].model_dump(mode="json")
    return Timetable(Rule.model_validate({**base, **rule}), kind, site, zone)


def local(moments: list[datetime], zone: ZoneInfo) -> list[datetime]:
    return [moment.astimezone(zone).replace(tzinfo=None) for moment in moments]


def test_the_places_stay_what_they_are() -> None:
    first = [table(kind, "example").after(MONDAY).isoformat() for kind in RunKind]
    assert first == FIRST


def test_five_hundred_audits_are_spread_over_week_and_window() -> None:
    dues = local([table(RunKind.AUDIT, f"site-{n}").after(MONDAY) for n in range(500)], CHINA)
    days = Counter((due - timedelta(hours=6)).weekday() for due in dues)
    hours = Counter((due - timedelta(hours=20)).hour for due in dues)
    assert len(days) == 7
    assert 45 < min(days.values()) <= max(days.values()) < 100
    assert len(hours) == 10
    assert 30 < min(hours.values()) <= max(hours.values()) < 75
    assert max(Counter(dues).values()) <= 2


def test_five_hundred_light_checks_are_spread_over_two_hours() -> None:
    dues = local([table(site=f"site-{n}").after(MONDAY) for n in range(500)], CHINA)
    quarters = Counter((due.hour, due.minute // 15) for due in dues)
    assert sorted(quarters) == [(hour, quarter) for hour in (6, 7) for quarter in range(4)]
    assert 40 < min(quarters.values()) <= max(quarters.values()) < 90


def test_an_audit_falls_on_the_weekdays_it_may() -> None:
    dues = [table(RunKind.AUDIT, f"site-{n}", weekdays=["sat", "sun"]).after(MONDAY) for n in range(100)]
    days = Counter((due - timedelta(hours=6)).weekday() for due in local(dues, CHINA))
    assert sorted(days) == [5, 6]
    assert min(days.values()) > 35


def test_a_daily_rule_on_some_days() -> None:
    dues = list(table(weekdays=["周一", "周三"]).between(MONDAY, MONDAY + 28 * DAY))
    assert [due.weekday() for due in local(dues, CHINA)] == [0, 2] * 4


def test_a_site_keeps_its_place() -> None:
    for kind in (RunKind.AUDIT, RunKind.LIGHT, RunKind.RECHECK):
        dues = local(list(table(kind).between(MONDAY, MONDAY + 70 * DAY)), CHINA)
        assert len({due.time() for due in dues}) == 1
    assert len({table(kind).after(MONDAY).time() for kind in RunKind}) == len(RunKind)


def test_samples_lie_in_their_parts_of_the_day_and_move_about() -> None:
    dues = local(list(table(RunKind.SAMPLE).between(MONDAY, MONDAY + 100 * DAY)), CHINA)
    assert Counter(due.date() for due in dues) == {date(2026, 11, 23) + n * DAY: 24 for n in range(100)}
    assert [due.hour for due in dues] == list(range(24)) * 100
    assert min(later - due for due, later in pairwise(dues)) >= timedelta(minutes=20)
    assert len({(due.minute, due.second) for due in dues}) > 1000


def test_quiet_hours_are_left_free() -> None:
    quiet = table(RunKind.SAMPLE, quiet=["08:00-18:00", "23:00-01:00"])
    dues = local(list(quiet.between(MONDAY, MONDAY + 50 * DAY)), CHINA)
    assert len(dues) == 24 * 50
    assert {due.hour for due in dues} == {*range(1, 8), *range(18, 23)}
    assert min(later - due for due, later in pairwise(dues)) >= timedelta(minutes=10)


WINDOWS = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda ends: ends[0] != ends[1] % 1440)
MOMENTS = st.integers(1_230_000_000, 1_930_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
ZONES = st.sampled_from(
    [CHINA, BERLIN, HOWE, APIA, *map(ZoneInfo, ("America/New_York", "Africa/Casablanca", "Antarctica/Troll"))]
)


def written(window: tuple[int, int]) -> str:
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in window)


@MANY
@given(ZONES, st.sampled_from(RunKind), WINDOWS, st.integers(1, 40), MOMENTS, st.text(max_size=9))
def test_each_time_is_later_and_they_are_counted(
    zone: ZoneInfo, kind: RunKind, window: tuple[int, int], times: int, begin: datetime, site: str
) -> None:
    length = (window[1] - window[0]) % 1440 or 1440
    made = table(kind, site, zone, window=written(window), times=min(times, length))
    dues, moment = [], begin
    for _ in range(50):
        due = made.after(moment)
        assert due > moment
        assert (due.tzinfo, due.microsecond) == (UTC, 0)
        assert made.after(due - timedelta(seconds=1)) == due
        moment = due
        dues.append(due)
    assert list(made.between(begin, dues[-1])) == dues
    assert made.count(begin, dues[-1]) == 50
    assert made.count(begin, dues[-1] - timedelta(microseconds=1)) == 49
    assert made.count(dues[0], dues[-1]) == 49


@MANY
@given(WINDOWS, st.integers(1, 60), MOMENTS)
def test_all_lie_in_the_window_evenly(window: tuple[int, int], times: int, begin: datetime) -> None:
    length = (window[1] - window[0]) % 1440 or 1440
    times = min(times, length)
    made = table(RunKind.SAMPLE, window=written(window), times=times)
    minutes = [
        ((due.hour * 60 + due.minute - window[0]) % 1440)
        for due in local(list(made.between(begin, begin + 5 * DAY)), CHINA)
    ]
    assert len(minutes) in range(5 * times - times, 5 * times + times + 1)
    assert max(minutes) < length


@FEW
@given(ZONES, MOMENTS)
def test_the_first_instant_that_shows_a_time_or_a_later_one(zone: ZoneInfo, moment: datetime) -> None:
    wanted = moment.replace(tzinfo=None)
    at = first_shown(moment.replace(tzinfo=zone))
    assert local([at], zone)[0] >= wanted
    for seconds in (1, 60, 1800, 3600, 7200):
        assert local([at - timedelta(seconds=seconds)], zone)[0] < wanted


@pytest.mark.parametrize(
    ("zone", "wanted", "at"),
    [
        (BERLIN, "2026-03-29T01:59:59", "2026-03-29T00:59:59+00:00"),
        (BERLIN, "2026-03-29T02:00:00", "2026-03-29T01:00:00+00:00"),
        (BERLIN, "2026-03-29T02:30:00", "2026-03-29T01:00:00+00:00"),
        (BERLIN, "2026-03-29T03:00:00", "2026-03-29T01:00:00+00:00"),
        (BERLIN, "2026-10-25T02:30:00", "2026-10-25T00:30:00+00:00"),
        (BERLIN, "2026-10-25T03:00:00", "2026-10-25T02:00:00+00:00"),
        (HOWE, "2026-10-04T02:15:00", "2026-10-03T15:30:00+00:00"),
        (HOWE, "2026-04-05T01:45:00", "2026-04-04T14:45:00+00:00"),
        (APIA, "2011-12-30T12:00:00", "2011-12-30T10:00:00+00:00"),
        (APIA, "2011-12-31T00:00:00", "2011-12-30T10:00:00+00:00"),
    ],
)
def test_times_that_are_left_out_or_come_twice(zone: ZoneInfo, wanted: str, at: str) -> None:
    assert first_shown(datetime.fromisoformat(wanted).replace(tzinfo=zone)) == datetime.fromisoformat(at)


def test_a_day_that_was_left_out_has_nothing_daily() -> None:
    begin = datetime(2011, 12, 27, 12, tzinfo=UTC)
    for kind in (RunKind.LIGHT, RunKind.RECHECK):
        dues = list(table(kind, zone=APIA).between(begin, begin + 5 * DAY))
        assert len(dues) == 5
        assert min(later - due for due, later in pairwise(dues)) > timedelta(hours=14)


def test_a_week_of_which_a_day_was_left_out_has_its_audit() -> None:
    made = table(RunKind.AUDIT, zone=APIA, weekdays=["fri"], window="08:00-20:00")
    dues = list(made.between(datetime(2011, 12, 20, tzinfo=UTC), datetime(2012, 1, 10, tzinfo=UTC)))
    assert [due.day for due in local(dues, APIA)] == [23, 31, 6]


def test_two_that_fall_together_are_one() -> None:
    made = table(RunKind.SAMPLE, zone=BERLIN, times=96)
    begin = datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert made.count(begin, begin + timedelta(hours=23)) == 93


def test_a_time_of_any_zone_but_not_of_none() -> None:
    made = table()
    other = MONDAY.astimezone(timezone(timedelta(hours=-9, minutes=-30)))
    assert made.after(other) == made.after(MONDAY)
    with pytest.raises(ValueError, match="zone"):
        made.after(datetime(2026, 1, 1))  # noqa: DTZ001
