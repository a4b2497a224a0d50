"""One site judged by one notice on three days: not yet due, due soon, overdue, and over."""

from typing import Any

import pytest

from tests.audit.loopback import audit_json, latest, run, scanning, served, town

LIBRARY = "33"
"""政策咨询问答库, by the end of 2022."""
EPIDEMIC = "14"
"""疫情防控, until routine control ended in January 2023."""
STANDING = "40"
"""No personal data, without a day."""


def verdicts(audit: dict[str, Any], clause: str) -> list[tuple[str, str]]:
    return [(one["outcome"], one["due_state"]) for one in audit["verdicts"] if one["clause"] == clause]


def severities(audit: dict[str, Any], clause: str) -> set[str]:
    mine = {one["id"] for one in audit["verdicts"] if one["clause"] == clause}
    return {one["severity"] for one in audit["findings"] if mine & set(one["requirements"])}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    audits = {}
    with served(town(2, 6)) as site:
        for day in ("2022-09-01", "2022-12-15", "2023-02-01"):
            out = tmp_path_factory.mktemp(day)
            more = ("--framework", "yongchuan-2022", "--as-of", day, "--external", "skip", "--format", "json")
            assert run(scanning(site, out, *more)).returncode in (0, 1)
            audits[day] = audit_json(latest(out))
    return audits


@pytest.mark.parametrize(
    ("day", "state", "severity"),
    [
        ("2022-09-01", "not-due", "notice"),
        ("2022-12-15", "due-soon", "notice"),
        ("2023-02-01", "overdue", "major"),
    ],
)
def test_a_missing_column_warns_before_its_day_and_fails_after_it(
    judged: dict[str, dict[str, Any]], day: str, state: str, severity: str
) -> None:
    assert verdicts(judged[day], LIBRARY) == [("failed", state)]
    assert severities(judged[day], LIBRARY) == {severity}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-09-01", ("failed", "standing")),
        ("2022-12-15", ("failed", "standing")),
        ("2023-02-01", ("inapplicable", "lapsed")),
    ],
)
def test_what_was_ordered_for_a_time_ends_with_it(
    judged: dict[str, dict[str, Any]], day: str, expected: tuple[str, str]
) -> None:
    assert verdicts(judged[day], EPIDEMIC) == [expected]


def test_a_standing_duty_stands_on_every_day(judged: dict[str, dict[str, Any]]) -> None:
    states = [verdicts(audit, STANDING) for audit in judged.values()]
    assert states[0] == states[1] == states[2]
    assert {state for rows in states for _, state in rows} == {"standing"}


def test_every_clause_of_the_notice_stands_in_the_audit(judged: dict[str, dict[str, Any]]) -> None:
    for audit in judged.values():
        (framework,) = audit["frameworks"]
        decided = {
            clause["id"] for clause in framework["clauses"] if clause["see"] in ("automatic", "assisted")
        }
        assert {one["clause"] for one in audit["verdicts"]} == decided
        assert len(framework["clauses"]) == 75


def test_a_later_program_renders_an_audit_by_the_framework_it_was_made_with(
    judged: dict[str, dict[str, Any]],
) -> None:
    """The audit holds the clauses themselves; nothing is looked up when it is rendered."""
    for audit in judged.values():
        (framework,) = audit["frameworks"]
        assert framework["digest"]
        assert all(clause["says"]["zh"] for clause in framework["clauses"])
