"""Rules: what may be written, what is refused, and what of a window is left."""

import json

import pytest
from pydantic import ValidationError

from auditbot.clock.rule import DEFAULTS, Every, Rule, Weekday, Window, changed_rule, stored_rule
from auditbot.clock.rule_words import KINDS, RUN_STATES, worded_rule
from auditbot.errors import ConfigError, StoreError
from auditbot.store.schema_clock import RunKind, RunState


def rule(window: str = "20:00-06:00", /, **more: object) -> Rule:
    return Rule.model_validate({"every": "day", "window": window, **more})


def test_there_is_a_default_for_every_kind() -> None:
    assert set(DEFAULTS) == set(RunKind) == set(KINDS)
    assert set(RUN_STATES) == set(RunState)
    assert DEFAULTS[RunKind.SAMPLE].times == 24
    assert DEFAULTS[RunKind.AUDIT].every is Every.WEEK


@pytest.mark.parametrize("kind", RunKind)
def test_stored_and_read_again(kind: RunKind) -> None:
    stored = json.loads(json.dumps(DEFAULTS[kind].model_dump(mode="json")))
    assert stored_rule(kind, stored) == stored_rule(kind, {}) == DEFAULTS[kind]


def test_a_rule_that_was_spoiled_is_told() -> None:
    with pytest.raises(StoreError) as caught:
        stored_rule(RunKind.AUDIT, {"every": "year"})
    assert "audit" in caught.value.message.zh


@pytest.mark.parametrize(
    ("written", "begin", "end"),
    [
        ("20:00-06:00", "20:00", "06:00"),
        ("8:00–18:30", "08:00", "18:30"),
        (" 8：00 至 24:00 ", "08:00", "24:00"),
        ("20:00~00:00", "20:00", "00:00"),
    ],
)
def test_windows_as_people_write_them(written: str, begin: str, end: str) -> None:
    assert Window.model_validate(written) == Window(begin=begin, end=end)


@pytest.mark.parametrize(
    "written",
    [
        *("", "20:00", "20:00-", "20:00-25:00", "20:60-21:00", "24:30-06:00", "24:00-06:00", "20:00-20:00"),
        *("00:00-00:00", "20:00-22:00-23:00", "２０:00-06:00", "20:00-06:00\0", "a-b"),
    ],
)
def test_windows_that_are_none(written: str) -> None:
    with pytest.raises(ValidationError):
        Window.model_validate(written)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("20:00-06:00", (1200, 1800)),
        ("00:00-24:00", (0, 1440)),
        ("20:00-24:00", (1200, 1440)),
        ("20:00-00:00", (1200, 1440)),
        ("06:00-05:59", (360, 1799)),
    ],
)
def test_a_window_that_passes_midnight_belongs_to_the_day_it_begins_on(
    written: str, span: tuple[int, int]
) -> None:
    assert Window.model_validate(written).span == span


@pytest.mark.parametrize(
    ("window", "quiet", "left"),
    [
        ("20:00-06:00", [], [(1200, 1800)]),
        ("20:00-06:00", ["22:00-23:00"], [(1200, 1320), (1380, 1800)]),
        ("20:00-06:00", ["00:00-06:00"], [(1200, 1440)]),
        ("20:00-06:00", ["23:00-01:00", "04:00-21:00"], [(1260, 1380), (1500, 1680)]),
        ("00:00-24:00", ["22:00-06:00"], [(360, 1320)]),
        ("00:00-06:00", ["22:00-05:00"], [(300, 360)]),
        ("12:00-11:00", ["08:00-18:00"], [(1080, 1920)]),
        ("08:00-09:00", ["10:00-11:00", "06:00-08:00"], [(480, 540)]),
    ],
)
def test_the_window_without_the_quiet_hours(
    window: str, quiet: list[str], left: list[tuple[int, int]]
) -> None:
    assert list(rule(window, quiet=quiet).spans) == left


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": 0},
        {"times": -1},
        {"times": 289},
        {"times": 1.5},
        {"window": "20:00-20:10", "times": 11},
        {"quiet": ["19:00-07:00"]},
        {"quiet": ["19:00-23:00", "23:00-06:00"]},
        {"quiet": ["00:00-24:00"]},
        {"quiet": ["20:00-21:00"] * 21},
        {"weekdays": ["周八"]},
        {"weekdays": [""]},
        {"weekdays": [3]},
        {"weekdays": "sat"},
        {"every": "month"},
        {"zone": "Europe/Berlin"},
    ],
)
def test_what_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as caught:
        changed_rule(DEFAULTS[RunKind.LIGHT], {"window": "20:00-06:00", **wrong})
    assert caught.value.message.zh
    with pytest.raises(ValidationError):
        rule(**wrong)


@pytest.mark.parametrize(
    ("given", "days"),
    [
        (["周六", "周日"], (Weekday.SAT, Weekday.SUN)),
        (["sun", "SAT"], (Weekday.SAT, Weekday.SUN)),
        (["星期天", "周天", "礼拜日", " Sunday "], (Weekday.SUN,)),
        (["周一", "星期二", "wed", "Thursday", "周五"], tuple(Weekday)[:5]),
        ([], ()),
    ],
)
def test_weekdays_in_both_languages(given: list[str], days: tuple[Weekday, ...]) -> None:
    assert rule(weekdays=given).weekdays == days


def test_a_change_leaves_the_rest() -> None:
    before = rule(quiet=["22:00-23:00"], weekdays=["sat"])
    after = changed_rule(before, {"times": "3"})
    assert (after.times, after.quiet, after.weekdays) == (3, before.quiet, before.weekdays)


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        (rule(), "每天一次，20:00–06:00", "daily, 20:00–06:00"),
        (rule("00:00-24:00", times=24), "每天 24 次，全天", "24 times a day, all day"),
        (rule(weekdays=["sat"]), "周六一次，20:00–06:00", "Sat once, 20:00–06:00"),
        (
            rule(every="week", weekdays=["sun", "sat"], quiet=["22:00-23:00"]),
            "每周一次（周六、周日），20:00–06:00，避开 22:00–23:00",
            "weekly (Sat, Sun), 20:00–06:00, not 22:00–23:00",
        ),
        (
            rule(every="week", times=2),
            "每周一天，当天 2 次，20:00–06:00",
            "one day a week, 2 times, 20:00–06:00",
        ),
    ],
)
def test_rules_in_words(said: Rule, zh: str, en: str) -> None:
    assert worded_rule(said) == (zh, en)
