"""The arithmetic of a score sheet."""

from typing import Any

import pytest

from auditbot.model.audit import Grade, Verdict
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.sheet import Reckoning, ScoreSheet
from auditbot.reckon import reckon
from auditbot.score import Conclusion, score, verdict
from tests.scoring import DAY, PART, WHOLE, framework, requirement
from tests.scoring import finding as ungraded


def finding(name: str, outcome: Outcome = Outcome.FAILED, severity: Severity = Severity.MAJOR) -> Finding:
    return ungraded(name, outcome, severity=severity)


def sheet(*lines: dict[str, Any], **more: Any) -> ScoreSheet:
    given = [{"title": {"zh": line["id"]}, "checks": ["a-check"], **line} for line in lines]
    return ScoreSheet.model_validate({"id": "s", "title": {"zh": "表"}, "lines": given, **more})


def found(*findings: Finding, name: str = "r", check: str = "a-check", **tally: int) -> Verdict:
    demand = requirement(name, check=check)
    counted = {Outcome(key): count for key, count in tally.items()}
    return verdict(demand, Conclusion(findings, counted), DAY, None)


def reckoned(
    made: ScoreSheet, *findings: Finding, verdicts: tuple[Verdict, ...] = (), **more: Any
) -> Reckoning:
    return reckon(
        made, verdicts or (found(*findings, passed=5),), findings, more.pop("coverage", WHOLE), **more
    )


def ends(made: Reckoning) -> tuple[float | None, float | None]:
    return made.low, made.high


WHOLE_SHEET = sheet({"id": "a", "points": 60, "each": 10}, {"id": "b", "points": 40, "checks": ["other"]})


def test_every_finding_costs_and_an_indicator_is_capped() -> None:
    other = found(name="o", check="other", passed=1)
    two = (finding("1"), finding("2"))
    assert ends(reckoned(WHOLE_SHEET, *two, verdicts=(found(*two), other))) == (80, 80)
    many = tuple(finding(str(number)) for number in range(9))
    assert ends(reckoned(WHOLE_SHEET, *many, verdicts=(found(*many), other))) == (40, 40)


def test_without_a_price_the_first_finding_costs_all() -> None:
    one = finding("1")
    assert ends(reckoned(sheet({"id": "a", "points": 100}), one)) == (0, 0)


@pytest.mark.parametrize("outcome", [Outcome.CANT_TELL, Outcome.UNTESTED])
def test_what_nobody_decided_makes_the_ends_differ(outcome: Outcome) -> None:
    doubtful = (finding("1"), finding("2", outcome))
    assert ends(reckoned(sheet({"id": "a", "points": 100, "each": 10}), *doubtful)) == (80, 90)


def test_things_tallied_without_a_finding_count_as_doubtful_once() -> None:
    doubtful = finding("1", Outcome.CANT_TELL)
    tallied = found(doubtful, cantTell=2)
    assert ends(reckoned(sheet({"id": "a", "points": 100, "each": 10}), doubtful, verdicts=(tallied,))) == (
        70,
        100,
    )


def test_a_requirement_that_was_not_tested_may_cost_everything() -> None:
    made = reckoned(sheet({"id": "a", "points": 100, "each": 1}), verdicts=(found(untested=1),))
    assert (ends(made), made.lines[0].blind) == ((0, 100), True)


def test_a_line_that_no_requirement_serves_is_not_taken_for_clean() -> None:
    assert ends(reckoned(WHOLE_SHEET, verdicts=(found(passed=1),))) == (60, 100)


def test_what_was_not_seen_lowers_the_low_end_only() -> None:
    half = WHOLE.model_copy(update={"share": 0.6, "complete": False})
    one = (finding("1"), finding("2"), finding("3"))
    made = sheet({"id": "a", "points": 100, "each": 10})
    assert ends(reckoned(made, *one, coverage=half)) == (50, 70)
    assert ends(reckoned(made, *one, coverage=PART)) == (0, 70)


def test_a_finding_counts_under_the_first_line_alone() -> None:
    twice = sheet({"id": "a", "points": 50, "each": 50}, {"id": "b", "points": 50, "each": 50})
    assert ends(reckoned(twice, finding("1"))) == (50, 50)


def test_a_notice_costs_nothing() -> None:
    mild = finding("1", severity=Severity.NOTICE)
    assert ends(reckoned(sheet({"id": "a", "points": 100}), mild)) == (100, 100)


def test_requirements_are_named_by_pattern() -> None:
    made = sheet({"id": "a", "points": 100, "checks": [], "requirements": ["f/home-*"]})
    named, other = finding("1"), finding("2")
    verdicts = (found(named, name="home-links"), found(other, name="other-links"))
    assert reckoned(made, named, other, verdicts=verdicts).lines[0].failed == 1


def test_without_all_points_there_is_no_number() -> None:
    made = reckoned(sheet({"id": "a", "points": 60, "each": 10}, {"id": "b"}), finding("1"))
    assert (ends(made), made.lines[0].most, made.lines[1].most) == ((None, None), 10, None)


def test_bodies_without_services_are_scaled_up() -> None:
    made = sheet(
        {"id": "a", "points": 75, "each": 15}, {"id": "b", "points": 25, "checks": ["x"], "services": True}
    )
    scaled = reckoned(made, finding("1"), services=False)
    assert (ends(scaled), scaled.lines[1].dropped, scaled.full) == ((80, 80), True, 75)


@pytest.mark.parametrize(
    ("failed", "bonus", "ends_at"),
    [(0, {"passed": 1}, (110, 110)), (1, {"passed": 1}, (100, 100)), (2, {"passed": 1}, (80, 80))],
)
def test_the_bonus_is_looked_at_above_eighty(
    failed: int, bonus: dict[str, int], ends_at: tuple[float, float]
) -> None:
    made = sheet(
        {"id": "a", "points": 100, "each": 10},
        {"id": "b", "points": 10, "kind": "bonus", "checks": ["other"]},
    )
    findings = tuple(finding(str(number)) for number in range(failed))
    verdicts = (found(*findings, passed=1), found(name="o", check="other", **bonus))
    assert ends(reckoned(made, *findings, verdicts=verdicts)) == ends_at


def test_a_bonus_is_earned_by_passing_and_only_perhaps_by_doubt() -> None:
    made = sheet(
        {"id": "a", "points": 100},
        {"id": "b", "points": 40, "kind": "bonus", "checks": ["other"]},
        bonus_total=30,
    )
    for tally, ends_at in (
        ({"passed": 1}, (130, 130)),
        ({"cantTell": 1}, (100, 130)),
        ({"failed": 1}, (100, 100)),
    ):
        verdicts = (found(passed=1), found(name="o", check="other", **tally))
        assert ends(reckoned(made, verdicts=verdicts)) == ends_at


@pytest.mark.parametrize(
    ("ours", "failed", "grade"),
    [(False, 5, Grade.UNQUALIFIED), (False, 1, Grade.QUALIFIED), (True, 5, Grade.QUALIFIED)],
)
def test_only_the_sheet_of_an_office_decides(ours: bool, failed: int, grade: Grade) -> None:
    made = sheet({"id": "a", "points": 100, "each": 10}, ours=ours)
    findings = tuple(finding(str(number)) for number in range(failed))
    reckoning = reckoned(made, *findings)
    on = framework(
        {
            "id": "v",
            "title": {"zh": "v"},
            "clause": "c",
            "kind": "veto",
            "any": [{"requirements": ["r"], "count": 99}],
        }
    )
    judged = score([on], (found(*findings, passed=1),), findings, WHOLE, reckoning)
    assert (judged.grade, judged.low) == (grade, reckoning.low)


def test_a_score_about_the_limit_leaves_the_verdict_open() -> None:
    made = sheet({"id": "a", "points": 100, "each": 30})
    doubtful = (finding("1"), finding("2", Outcome.CANT_TELL))
    on = framework(
        {
            "id": "v",
            "title": {"zh": "v"},
            "clause": "c",
            "kind": "veto",
            "any": [{"requirements": ["r"], "count": 99}],
        }
    )
    judged = score([on], (found(*doubtful),), doubtful, WHOLE, reckoned(made, *doubtful))
    assert judged.grade is Grade.UNDETERMINED
