"""Ten thousand days in a moment: nothing is lost and nothing done twice, whatever becomes of the clock."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from auditbot.clock.overdue import after_setback, once_more, turn
from auditbot.clock.rule import DEFAULTS
from auditbot.clock.timetable import Timetable
from auditbot.store.schema_clock import RunKind

ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]
BEGIN = datetime(2005, 1, 2, 16, tzinfo=UTC)
DAYS = 10_000
SECOND, MINUTE, HOUR, DAY = (timedelta(**{f"{unit}s": 1}) for unit in ("second", "minute", "hour", "day"))
GRACE = 10 * MINUTE
PERIOD = {RunKind.AUDIT: 7 * DAY, RunKind.LIGHT: DAY, RunKind.SAMPLE: HOUR, RunKind.RECHECK: DAY}
LEFT_OUT = date(2011, 12, 30)
"""In Apia."""

every_zone = pytest.mark.parametrize("zone", ZONES)
every_kind = pytest.mark.parametrize("kind", RunKind)


def table(kind: RunKind, zone: str) -> Timetable:
    return Timetable(DEFAULTS[kind], kind, f"{zone} {kind}", ZoneInfo(zone))


def span_of(kind: RunKind) -> timedelta:
    """Samples are as many in some months as others are in the whole time."""
    return 200 * DAY if kind is RunKind.SAMPLE else DAYS * DAY


def whole_days(zone: str) -> list[date]:
    """The days that a zone had, without the first and the last."""
    first = BEGIN.astimezone(ZoneInfo(zone)).date() + 2 * DAY
    days = (first + number * DAY for number in range(DAYS - 5))
    return [day for day in days if (zone, day) != ("Pacific/Apia", LEFT_OUT)]


def begun_on(kind: RunKind, zone: str) -> Counter[date]:
    """How often it is due in the windows that begin on each day."""
    passes_midnight = kind in (RunKind.AUDIT, RunKind.RECHECK)
    back = 6 * HOUR if passes_midnight else 0 * HOUR
    dues = table(kind, zone).between(BEGIN, BEGIN + DAYS * DAY)
    return Counter((due.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - back).date() for due in dues)


@every_zone
def test_one_light_check_a_day_and_one_audit_a_week(zone: str) -> None:
    days = whole_days(zone)
    light = begun_on(RunKind.LIGHT, zone)
    assert [light[day] for day in days] == [1] * len(days)
    weeks = {(day.isocalendar()[:2]) for day in days[7:-7]}
    audits = Counter(day.isocalendar()[:2] for day in begun_on(RunKind.AUDIT, zone).elements())
    assert {week: audits[week] for week in weeks} == dict.fromkeys(weeks, 1)


@every_zone
def test_one_recheck_a_night(zone: str) -> None:
    dues = list(table(RunKind.RECHECK, zone).between(BEGIN, BEGIN + DAYS * DAY))
    nights = begun_on(RunKind.RECHECK, zone)
    assert len(dues) - DAYS in ((-1, 0, 1) if zone != "Pacific/Apia" else (-1, 0))
    assert [night for night, times in nights.items() if times != 1] == []


@every_zone
def test_twenty_four_samples_a_day(zone: str) -> None:
    begin = datetime(2011, 3, 1, tzinfo=UTC)
    dues = list(table(RunKind.SAMPLE, zone).between(begin, begin + 800 * DAY))
    days = Counter(due.astimezone(ZoneInfo(zone)).date() for due in dues)
    assert {days[day] for day in sorted(days)[1:-1]} == {24}
    gaps = [later - due for due, later in pairwise(dues)]
    assert sum(gap < 20 * MINUTE for gap in gaps) <= 6
    assert 10 * MINUTE <= min(gaps) <= max(gaps) <= 160 * MINUTE


class Office:
    """What a daemon keeps of one schedule, and does with it."""

    def __init__(self, timetable: Timetable, now: datetime) -> None:
        self.timetable = timetable
        self.next_due = timetable.after(now)
        self.runs: dict[datetime, datetime] = {}
        """Due time → when it was begun."""
        self.begun = 0
        self.made_up = 0
        self.missed = 0

    def wake(self, now: datetime) -> bool:
        """Do what is due; whether something was begun."""
        found = turn(self.timetable, self.next_due, now, GRACE)
        if found is None:
            return False
        self.next_due = found.next_due
        if found.missed:
            self.missed += found.missed.times
        if found.due is None:
            return False
        due = once_more(found.due, self.runs.__contains__)
        self.runs[due] = now
        self.begun += 1
        self.made_up += found.due < now
        return True

    def works(self, now: datetime, until: datetime) -> datetime:
        """Somebody is there from now on; gives when that ends."""
        self.wake(now)
        while self.next_due <= until:
            assert self.wake(self.next_due)
        return until


@every_zone
@every_kind
def test_pauses_from_a_minute_to_a_month(kind: RunKind, zone: str) -> None:
    chance = random.Random(f"{kind} {zone}")
    timetable = table(kind, zone)
    office, now = Office(timetable, BEGIN), BEGIN
    while now < BEGIN + span_of(kind):
        now = office.works(now, now + chance.random() * 20 * DAY)
        end = now + chance.choice((MINUTE, HOUR, DAY, 30 * DAY)) * chance.uniform(1, 2)
        passed = list(timetable.between(now, end))
        done, made_up, missed = len(office.runs), office.made_up, office.missed
        office.wake(end)
        in_time = passed and (kind is not RunKind.SAMPLE or end - passed[-1] <= GRACE)
        assert len(office.runs) - done == (1 if in_time else 0)
        assert office.made_up - made_up == (1 if in_time else 0)
        assert office.missed - missed == len(passed) - (1 if in_time else 0)
        if in_time:
            assert office.runs[passed[-1]] == end
        now = end
    assert len(office.runs) + office.missed == timetable.count(BEGIN, now)
    assert set(office.runs) <= set(timetable.between(BEGIN, now))


def jumps(chance: random.Random, most: timedelta) -> Iterator[timedelta]:
    """By how much the clock is set, forward and back."""
    while True:
        size = SECOND * (most / SECOND) ** chance.random()
        yield (size if chance.random() < 0.5 else -size) // SECOND * SECOND


def lives(
    office: Office, kind: RunKind, jumped: Iterator[timedelta], chance: random.Random
) -> Iterator[tuple[datetime, datetime, int]]:
    """A daemon that goes on while its clock is set: the clock before and after, and the runs begun then."""
    clock, left = BEGIN, span_of(kind)
    while left > 0 * DAY:
        awake = chance.uniform(2.2, 6) * PERIOD[kind] // SECOND * SECOND
        left -= awake
        before = office.works(clock, clock + awake)
        clock = before + next(jumped)
        if clock < before:
            office.next_due = after_setback(office.timetable, office.next_due, clock)
        yield before, clock, office.wake(clock)


@every_zone
@every_kind
def test_a_clock_that_is_set_by_less_than_a_period(kind: RunKind, zone: str) -> None:
    """Each due time has its run, or was passed over and counted, exactly once."""
    chance = random.Random(f"{kind} {zone} small")
    office = Office(table(kind, zone), BEGIN)
    farthest = BEGIN
    for before, clock, _ in lives(office, kind, jumps(chance, PERIOD[kind] * 0.3), chance):
        farthest = max(farthest, before, clock)
    known = set(office.timetable.between(BEGIN, farthest))
    assert set(office.runs) <= known
    assert len(office.runs) + office.missed == len(known)
    if kind is not RunKind.SAMPLE:
        assert office.missed == 0


@every_zone
@every_kind
def test_a_clock_that_is_set_by_up_to_forty_days(kind: RunKind, zone: str) -> None:
    """One run at most at once; no pause of more than two periods; none done twice."""
    chance = random.Random(f"{kind} {zone} large")
    office = Office(table(kind, zone), BEGIN)
    longest = 2 * PERIOD[kind] + 3 * HOUR
    times = 0
    for before, clock, begun in lives(office, kind, jumps(chance, 40 * DAY), chance):
        times += 1
        assert clock < office.next_due <= clock + longest
        passed = office.timetable.count(before, clock) if clock > before else 0
        assert not begun or passed
        assert begun or not passed or kind is RunKind.SAMPLE
    assert times > 100
    assert office.begun == len(office.runs)


@every_kind
def test_a_clock_that_ran_ahead_for_a_while_costs_one_run(kind: RunKind) -> None:
    """It was forty days ahead for an hour: one run is made up, and afterwards all goes on as before."""
    office = Office(table(kind, "Asia/Shanghai"), BEGIN)
    now = office.works(BEGIN, BEGIN + 100 * DAY)
    before = len(office.runs)
    office.works(now + 40 * DAY, now + 40 * DAY + HOUR)
    ahead = len(office.runs) - before
    assert ahead <= (1 if kind is not RunKind.SAMPLE else 2)
    office.next_due = after_setback(office.timetable, office.next_due, now)
    assert office.next_due == office.timetable.after(now)
    office.works(now, now + 100 * DAY)
    assert len(office.runs) - before - ahead == office.timetable.count(now, now + 100 * DAY)


@every_kind
def test_a_clock_that_relives_forty_days_goes_on_looking(kind: RunKind) -> None:
    office = Office(table(kind, "Europe/Berlin"), BEGIN)
    now = office.works(BEGIN, BEGIN + 100 * DAY)
    before = len(office.runs)
    office.next_due = after_setback(office.timetable, office.next_due, now - 40 * DAY)
    office.works(now - 40 * DAY, now)
    assert len(office.runs) - before == office.timetable.count(now - 40 * DAY, now)
