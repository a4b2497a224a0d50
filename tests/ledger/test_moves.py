"""The table of moves."""

import pytest

from auditbot.ledger.moves import OPEN, OWING, RULES, By, Move, move_to, refusal
from auditbot.ledger.words import KINDS, STATES
from auditbot.store.schema_ledger import LedgerState as State

ALLOWED = {
    State.WAITING: {State.ASSIGNED, State.FALSE_ALARM},
    State.ASSIGNED: {
        *(State.ASSIGNED, State.MENDING, State.REPORTED, State.APPEALED, State.FALSE_ALARM),
    },
    State.MENDING: {State.ASSIGNED, State.REPORTED, State.APPEALED, State.FALSE_ALARM},
    State.REPORTED: {State.RECHECK, State.RETURNED, State.FALSE_ALARM},
    State.RECHECK: {State.RETURNED, State.FALSE_ALARM},
    State.RETURNED: {
        *(State.ASSIGNED, State.MENDING, State.REPORTED, State.APPEALED, State.FALSE_ALARM),
    },
    State.APPEALED: {State.ASSIGNED, State.RETURNED, State.FALSE_ALARM},
    State.FALSE_ALARM: {State.WAITING},
    State.CLOSED: set(),
}


@pytest.mark.parametrize("before", State)
def test_what_a_person_may_do(before: State) -> None:
    assert {after for after in State if refusal(after, before, "理由") is None} == ALLOWED[before]


def test_every_state_and_move_has_its_words() -> None:
    assert set(STATES) == set(State)
    assert set(RULES) == set(Move)
    assert {move.value for move in Move} <= set(KINDS)


def test_each_state_is_reached_by_one_move_of_a_person() -> None:
    targets = [rule.after for rule in RULES.values() if rule.by is not By.PROGRAM]
    assert len(targets) == len(set(targets))
    assert {after for after in State if move_to(after) is None} == {State.CLOSED}


@pytest.mark.parametrize("before", State)
def test_no_person_closes_an_entry(before: State) -> None:
    assert refusal(State.CLOSED, before, "已改好") is not None


def test_only_the_program_opens_again() -> None:
    assert RULES[Move.REOPEN].by is By.PROGRAM
    assert refusal(State.WAITING, State.CLOSED, "") is not None


@pytest.mark.parametrize(
    ("after", "before"),
    [
        (State.FALSE_ALARM, State.WAITING),
        (State.APPEALED, State.ASSIGNED),
        (State.RETURNED, State.REPORTED),
    ],
)
def test_some_moves_need_a_reason(after: State, before: State) -> None:
    assert refusal(after, before, " ") is not None
    assert refusal(after, before, "原因") is None


def test_what_is_owed_is_open() -> None:
    assert OWING < OPEN
    assert frozenset(State) - OPEN == {State.CLOSED, State.FALSE_ALARM}
