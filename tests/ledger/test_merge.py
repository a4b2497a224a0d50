"""A cell that came back."""

import pytest

from auditbot.ledger.merge import Side, side, values_at


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "counts"),
    [
        ("a", "a", "a", Side.OURS),
        ("a", "a", "b", Side.THEIRS),
        ("a", "b", "a", Side.OURS),
        ("a", "b", "b", Side.OURS),
        ("a", "b", "c", Side.CONFLICT),
        ("a", "a", "", Side.OURS),
        ("a", "b", "", Side.OURS),
        ("", "", "b", Side.THEIRS),
        ("", "a", "b", Side.CONFLICT),
    ],
)
def test_which_side_counts(base: str, ours: str, theirs: str, counts: Side) -> None:
    assert side(base, ours, theirs) is counts


def test_what_an_entry_was() -> None:
    events = (
        {"version": 1},
        {"version": 2, "changed": {"unit": ["甲", "乙"]}},
        {"field": "note"},
        {"version": 3, "changed": {"unit": ["乙", "丙"], "note": ["", "x"]}},
    )
    now = {"unit": "丙", "note": "x", "person": "p"}
    assert values_at(now, events, 3) == now
    assert values_at(now, events, 2) == {"unit": "乙", "note": "", "person": "p"}
    assert values_at(now, events, 1) == {"unit": "甲", "note": "", "person": "p"}
