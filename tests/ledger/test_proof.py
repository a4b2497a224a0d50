"""Proof closes an entry, and nothing else does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Unpack

import pytest

from auditbot.ledger.moves import OPEN, Move
from auditbot.ledger.proof import Seen, days_of_proof, local_day, next_move
from auditbot.store.history import Look, Track
from auditbot.store.schema import FindingState
from auditbot.store.schema_ledger import LedgerState as State
from tests.store.audits import Unproven

START = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def look(number: int, hours: float, **more: Unpack[Unproven]) -> Look:
    finished = START + hours * HOUR
    made = Look(number, finished, local_day(finished), True, ("t1.example/",), frozenset({"r"}))
    return replace(made, **more)


MET = look(1, 0)
TRACK = Track(FindingState.PRESENT, START, START, START, 1, MET, ("r",))


def keys(*looks: Look) -> list[int]:
    return [key for _, key in days_of_proof(TRACK, (look(0, -24), MET, *looks))]


def test_only_audits_after_the_last_that_met_it_count() -> None:
    assert keys() == []
    assert keys(look(2, 24), look(3, 48)) == [2, 3]


def test_two_audits_of_one_day_are_one_proof() -> None:
    assert keys(look(2, 24), look(3, 25), look(4, 48)) == [2, 4]


def test_days_are_those_of_china() -> None:
    assert local_day(datetime(2026, 11, 1, 15, 59, tzinfo=UTC)) == date(2026, 11, 1)
    assert local_day(datetime(2026, 11, 1, 16, 0, tzinfo=UTC)) == date(2026, 11, 2)
    assert keys(look(2, 13.5), look(3, 14.5)) == [2, 3]


@pytest.mark.parametrize(
    "unproven",
    [
        {"whole": False},
        {"decided": frozenset()},
        {"extent": ("t1.example/part/",)},
        {"as_of": date(2026, 1, 1)},
    ],
    ids=["incomplete", "not decided", "part of the site", "as of before"],
)
def test_what_did_not_look_proves_nothing(unproven: Unproven) -> None:
    assert keys(look(2, 24, **unproven), look(3, 48)) == [3]


def seen(proofs: int, *, present: bool = False, failed: datetime | None = None) -> Seen:
    return Seen(present, failed, proofs)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_enough_proofs_close_whatever_was_claimed(state: State) -> None:
    assert next_move(state, None, seen(2)) is Move.CLOSE
    assert next_move(state, START, seen(2)) is Move.CLOSE
    assert next_move(state, START, seen(2), wanted=3) is not Move.CLOSE
    assert next_move(state, START, seen(1)) is not Move.CLOSE
    assert next_move(state, START, seen(0), wanted=0) is not Move.CLOSE


@pytest.mark.parametrize("state", [State.CLOSED, State.FALSE_ALARM])
def test_what_is_not_pursued_is_not_closed(state: State) -> None:
    assert next_move(state, None, seen(2)) is None


def test_what_is_back_opens_again() -> None:
    assert next_move(State.CLOSED, None, seen(0, present=True)) is Move.REOPEN
    assert next_move(State.FALSE_ALARM, None, seen(0, present=True)) is None


def test_a_claim_is_taken_up_by_the_first_proof() -> None:
    assert next_move(State.REPORTED, START, seen(1)) is Move.RECHECK
    assert next_move(State.RECHECK, START, seen(1)) is None
    assert next_move(State.MENDING, None, seen(1)) is None


@pytest.mark.parametrize("state", [State.REPORTED, State.RECHECK])
def test_a_claim_is_refuted_by_an_audit_that_began_after_it(state: State) -> None:
    def after(failed: datetime | None) -> Move | None:
        return next_move(state, START, seen(0, present=True, failed=failed))

    assert after(START + HOUR) is Move.RETURN
    assert after(START - HOUR) is None
    assert after(None) is None
