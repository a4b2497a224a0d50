import random

import pytest

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from reports import order
from reports.order import numbered
from tests.reports.sample_findings import findings


def test_numbers_count_from_one_without_gaps() -> None:
    assert [item.number for item in numbered(findings())] == list(range(1, 61))


def test_numbers_do_not_depend_on_the_order_given() -> None:
    shuffled = list(findings())
    random.Random(7).shuffle(shuffled)
    assert numbered(shuffled) == numbered(findings())


def test_checks_stand_together_the_gravest_first() -> None:
    checks = [item.finding.check for item in numbered(findings())]
    runs = [check for place, check in enumerate(checks) if place == 0 or checks[place - 1] != check]
    assert len(runs) == len(set(runs))
    assert runs[0] == "stale-columns"
    assert runs.index("broken-links") < runs.index("interpretation-timing")


def test_within_a_check_what_failed_comes_first_and_what_most_pages_carry() -> None:
    links = [item.finding for item in numbered(findings()) if item.finding.check == "broken-links"]
    assert links[0].found_on_total == 612
    outcomes = [finding.outcome for finding in links]
    assert outcomes == sorted(outcomes, key=order.OUTCOMES.index)
    assert outcomes[-1] is Outcome.UNTESTED


def test_beyond_the_limit_the_gravest_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "LISTED", 20)
    items = numbered(findings())
    assert [item.listed for item in items] == [True] * 20 + [False] * 40
    assert [item.number for item in items] == list(range(1, 61))
    worst_left_out = min(order.gravity(item.finding) for item in items if not item.listed)
    assert all(order.gravity(item.finding) < worst_left_out for item in items if item.listed)


def test_long_words_leave_room_for_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "LISTED_BYTES", 3000)
    listed = [item for item in numbered(findings()) if item.listed]
    assert 0 < len(listed) < 30


def test_no_findings_have_no_numbers() -> None:
    nothing: tuple[Finding, ...] = ()
    assert numbered(nothing) == ()
