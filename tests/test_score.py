"""Indicators and the grade, from verdicts."""

import pytest

from auditbot.model.audit import Grade, IndicatorState
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.text import Text
from auditbot.score import Conclusion, score, verdict
from tests.scoring import DAY, PART, WHOLE, finding, framework, indicator, judged, requirement, scored


def test_a_veto_that_is_met_disqualifies_and_is_named() -> None:
    given = scored(finding("a"), on=framework(indicator("站点无法访问")), coverage=PART)
    assert given.grade is Grade.UNQUALIFIED
    assert [reason.zh for reason in given.reasons] == ["站点无法访问"]


@pytest.mark.parametrize(
    ("failed", "state"), [(2, IndicatorState.NOT_MET), (3, IndicatorState.MET), (4, IndicatorState.MET)]
)
def test_a_threshold_counts_failed_targets(failed: int, state: IndicatorState) -> None:
    rows = tuple(finding(f"n{number}") for number in range(failed))
    [one] = scored(*rows, on=framework(indicator("i", 3))).indicators
    assert (one.state, one.counts) == (state, ((failed, 0, 3),))


def test_what_a_person_must_look_at_leaves_a_veto_open_not_met() -> None:
    rows = (finding("a"), finding("b", Outcome.CANT_TELL))
    given = scored(*rows, on=framework(indicator("i", 2)))
    assert given.indicators[0].state is IndicatorState.OPEN
    assert given.indicators[0].counts == ((1, 1, 2),)
    assert given.grade is Grade.UNDETERMINED


def test_a_requirement_that_was_not_tested_leaves_a_veto_open() -> None:
    blind = verdict(requirement(), Conclusion(reason=Text("无", "none")), DAY, None)
    given = scored(on=framework(indicator("i")), verdicts=(blind,))
    assert given.indicators[0].state is IndicatorState.OPEN
    assert given.grade is Grade.UNDETERMINED


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.CANT_TELL])
def test_a_notice_decides_no_indicator(outcome: Outcome) -> None:
    told = finding("a", outcome, weight=Severity.NOTICE)
    [one] = scored(told, on=framework(indicator("i"))).indicators
    assert (one.state, one.counts) == (IndicatorState.NOT_MET, ((0, 0, 1),))


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED])
def test_evidence_for_a_person_never_decides_a_veto(outcome: Outcome) -> None:
    shown = finding("a", outcome)
    given = scored(
        shown, on=framework(indicator("i")), verdicts=(judged(shown, demand=requirement(see="assisted")),)
    )
    assert given.indicators[0].state is IndicatorState.OPEN
    assert given.grade is Grade.UNDETERMINED


def test_one_threshold_of_several_is_enough() -> None:
    row = {
        **indicator("i", 0),
        "any": [{"requirements": ["r"], "count": 9}, {"requirements": ["r"], "count": 1}],
    }
    assert scored(finding("a"), on=framework(row)).indicators[0].state is IndicatorState.MET


def test_one_target_counts_once_for_several_requirements() -> None:
    demands = (requirement("r"), requirement("s"))
    verdicts = tuple(judged(finding("a"), demand=demand) for demand in demands)
    on = framework(indicator("i", 2, of=("r", "s")), names=("r", "s"))
    [one] = score([on], verdicts, [finding("a")], WHOLE).indicators
    assert one.counts == ((1, 0, 2),)


def test_an_indicator_that_nothing_decides_is_not_checked_and_holds_up_the_grade() -> None:
    given = scored(on=framework(indicator("i"), indicator("评议", 0)))
    assert [one.state for one in given.indicators] == [IndicatorState.NOT_MET, IndicatorState.NOT_CHECKED]
    assert given.grade is Grade.UNDETERMINED
    assert "评议" in given.reasons[0].zh


def test_all_well_on_the_whole_site_is_qualified() -> None:
    given = scored(on=framework(indicator("i")))
    assert (given.grade, given.reasons) == (Grade.QUALIFIED, ())


def test_all_well_on_a_part_of_the_site_does_not_look_clean() -> None:
    given = scored(on=framework(indicator("i")), coverage=PART)
    assert given.grade is Grade.UNDETERMINED
    assert "12%" in given.reasons[0].zh


def test_columns_that_were_not_seen_are_no_missing_pages() -> None:
    blind = WHOLE.model_copy(update={"share": 1.0, "complete": False, "reasons": ("columns-not-seen",)})
    given = scored(on=framework(indicator("i")), coverage=blind)
    assert given.grade is Grade.UNDETERMINED
    assert "100%" not in given.reasons[0].zh


def test_without_any_veto_nothing_is_qualified() -> None:
    assert scored(on=framework()).grade is Grade.UNDETERMINED
    assert scored(on=framework(indicator("i", kind="deduct"))).grade is Grade.UNDETERMINED


def test_a_deduction_never_disqualifies() -> None:
    given = scored(finding("a"), on=framework(indicator("v", 5), indicator("d", 1, kind="deduct", points=3)))
    assert [one.state for one in given.indicators] == [IndicatorState.NOT_MET, IndicatorState.MET]
    assert given.grade is Grade.QUALIFIED


def test_points_are_never_invented() -> None:
    given = scored(finding("a"), on=framework(indicator("v"), indicator("d", kind="deduct")))
    assert (given.low, given.high) == (None, None)
    assert [one.points for one in given.indicators] == [None, None]


def test_the_points_of_a_source_are_passed_on() -> None:
    given = scored(finding("a"), on=framework(indicator("d", kind="deduct", points=2.5)))
    assert given.indicators[0].points == 2.5
