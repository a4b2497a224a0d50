"""What audits make of findings: only proof makes one gone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Unpack

import pytest

from auditbot.model.course import Change
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site
from auditbot.store.extent import covers, extent_of
from auditbot.store.history import History, Look, Sighting, decided
from auditbot.store.schema import FindingState
from tests.store.audits import Unproven, audit, finding, verdict

DAY = timedelta(days=1)


def look(number: int, **more: Unpack[Unproven]) -> Look:
    made = Look(
        key=number,
        finished=datetime(2026, 11, 1, tzinfo=UTC) + number * DAY,
        as_of=date(2026, 11, 1) + number * DAY,
        whole=True,
        extent=("t1.example/",),
        decided=frozenset({"r", "s"}),
    )
    return replace(made, **more)


def met(outcome: Outcome = Outcome.FAILED, *requirements: str) -> dict[int, Sighting]:
    return {7: Sighting(outcome, requirements or ("r",))}


def after(*steps: tuple[Look, dict[int, Sighting]]) -> tuple[History, list[str]]:
    """The history after some audits, and what each brought for the only finding."""
    history, said = History(), []
    for one, sightings in steps:
        changes = history.add(one, sightings)
        said.append(next((change.value for change, keys in changes.items() if keys), ""))
    return history, said


def test_new_still_gone_and_back() -> None:
    history, said = after(
        (look(1), met()), (look(2), met()), (look(3), {}), (look(4), {}), (look(5), met()), (look(6), met())
    )
    assert said == ["new", "still", "gone", "", "back", "still"]
    track = history.tracks[7]
    assert (track.state, track.state_since, track.times_seen) == (FindingState.BACK, look(5).finished, 4)
    assert (track.first_seen, track.last_seen) == (look(1).finished, look(6).finished)


@pytest.mark.parametrize(
    "unproven",
    [
        {"whole": False},
        {"decided": frozenset()},
        {"decided": frozenset({"s"})},
        {"extent": ("t1.example/part/",)},
        {"extent": ("other.example/",)},
        {"as_of": date(2026, 11, 1)},
    ],
    ids=["partial", "nothing decided", "another decided", "part of the site", "another site", "as of before"],
)
def test_an_audit_that_proves_nothing_makes_nothing_gone(unproven: Unproven) -> None:
    history, said = after((look(1), met()), (look(2, **unproven), {}))
    assert said == ["new", ""]
    assert history.tracks[7].state is FindingState.PRESENT


def test_all_requirements_of_a_finding_must_be_decided() -> None:
    assert after((look(1), met(Outcome.FAILED, "r", "x")), (look(2), {}))[1] == ["new", ""]
    assert after((look(1), met(Outcome.FAILED, "r", "s")), (look(2), {}))[1] == ["new", "gone"]


@pytest.mark.parametrize("outcome", [Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE])
def test_what_appears_with_any_outcome_is_not_gone(outcome: Outcome) -> None:
    history, said = after((look(1), met()), (look(2), met(outcome)), (look(3), met()))
    assert said == ["new", "", "still"]
    assert history.tracks[7].times_seen == 2


def test_what_was_only_untested_is_new_when_it_is_told() -> None:
    history, said = after((look(1), met(Outcome.UNTESTED)), (look(2), {}), (look(3), met(Outcome.CANT_TELL)))
    assert said == ["", "", "new"]
    assert history.tracks[7].first_seen == look(3).finished


def test_what_is_gone_stays_gone_while_it_cannot_be_tested() -> None:
    history, said = after((look(1), met()), (look(2), {}), (look(3), met(Outcome.UNTESTED)), (look(4), met()))
    assert said == ["new", "gone", "", "back"]
    assert history.tracks[7].times_seen == 2


@pytest.mark.parametrize(
    ("now", "before", "covered"),
    [
        (("a.example/",), ("a.example/",), True),
        (("a.example/",), ("a.example/x/",), True),
        (("a.example/x/",), ("a.example/",), False),
        (("a.example/", "b.example/"), ("b.example/y/",), True),
        (("a.example/",), ("a.example/", "*browser*"), False),
        (("a.example/", "*browser*"), ("a.example/",), True),
        (("a.example/",), ("a.example.org/",), False),
    ],
)
def test_what_an_audit_covers(now: tuple[str, ...], before: tuple[str, ...], covered: bool) -> None:
    assert covers(now, before) is covered


def test_the_extent_of_a_site() -> None:
    def places(**more: object) -> set[str]:
        return {
            p
            for p in extent_of(audit(0, site=Site(id="s", home="https://www.s.example/", **more)))
            if p[0] != "*"
        }

    assert places() == {"s.example/"}
    assert places(hosts=("WWW.s.example", "zw.s.example")) == {"s.example/", "zw.s.example/"}
    assert places(prefixes=("http://s.example/a/",)) == {"s.example/a/"}
    assert "*external links*" in extent_of(audit(0))
    assert "*external links*" not in extent_of(audit(0, settings={"links": {"external": "skip"}}))


def test_a_verdict_is_decided_when_all_that_is_unsure_has_a_name() -> None:
    named = {
        "u": finding("u", Outcome.UNTESTED),
        "n": finding("n", Outcome.UNTESTED, weight=Severity.NOTICE),
        "f": finding("f"),
    }

    def sure(outcome: Outcome = Outcome.FAILED, **more: object) -> bool:
        return decided(verdict("r", outcome, **more), named)

    assert sure(Outcome.PASSED, tally={Outcome.PASSED: 9})
    assert sure(tally={Outcome.FAILED: 1, Outcome.UNTESTED: 1}, findings=("f", "u"))
    assert not sure(tally={Outcome.FAILED: 1, Outcome.UNTESTED: 2}, findings=("f", "u"))
    assert not sure(tally={Outcome.FAILED: 1, Outcome.UNTESTED: 1}, findings=("f", "n"))
    assert not sure(tally={Outcome.CANT_TELL: 1})
    assert not sure(Outcome.UNTESTED)
    assert not sure(Outcome.INAPPLICABLE, due_state="lapsed")
    assert sure(Outcome.INAPPLICABLE)


def test_changes_name_every_kind() -> None:
    assert set(History().add(look(1), {})) == set(Change)
