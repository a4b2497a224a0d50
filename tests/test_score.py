"""Verdicts, indicators and the grade, from what checks saw."""

from datetime import date, timedelta

import pytest

from auditbot.model.audit import Coverage, Grade, IndicatorState, Score, Verdict
from auditbot.model.finding import Finding
from auditbot.model.framework import Framework, Requirement
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import SiteKind
from auditbot.model.text import Text
from auditbot.score import SOON, Conclusion, due, score, verdict, with_severity

DAY = date(2026, 11, 20)
WHOLE = Coverage(share=1, wanted=9, read=9, columns_found=1, columns_seen=1, complete=True)
PART = WHOLE.model_copy(update={"share": 0.12, "complete": False, "reasons": ("budget",)})


def requirement(name: str = "r", **more: object) -> Requirement:
    given = {
        "id": f"f/{name}",
        "framework": "f",
        "clause": "c",
        "check": "a-check",
        "title": None,
        "options": {},
        "severity": "major",
        "kinds": (),
        "see": "automatic",
        "lead": "",
        "responsible": (),
        "due": None,
        "until": None,
        "trust": "V",
    }
    return Requirement.model_validate({**given, **more})


def finding(name: str, outcome: Outcome = Outcome.FAILED, **more: object) -> Finding:
    return Finding(
        id=name,
        check="a-check",
        outcome=outcome,
        target=f"http://x.example/{name}",
        message_id="m",
        message="",
        texts={},
        **more,
    )


def judged(*findings: Finding, demand: Requirement | None = None, kind: SiteKind | None = None) -> Verdict:
    return verdict(demand or requirement(), Conclusion(findings), DAY, kind)


def framework(*indicators: dict[str, object], names: tuple[str, ...] = ("r",)) -> Framework:
    clause = {
        "id": "c",
        "title": {"zh": "条"},
        "says": {"zh": "条"},
        "see": "automatic",
        "source": {"document": "文", "trust": "V"},
        "requirements": [{"id": name, "check": "a-check", "severity": "veto"} for name in names],
    }
    given = {
        "id": "f",
        "title": {"zh": "系"},
        "about": {"zh": "系"},
        "clauses": [clause],
        "indicators": indicators,
    }
    return Framework.model_validate(given)


def indicator(
    name: str, count: int = 1, *, kind: str = "veto", of: tuple[str, ...] = ("r",), **more: object
) -> dict[str, object]:
    thresholds = [{"requirements": of, "count": count}] if count else []
    return {"id": name, "title": {"zh": name}, "clause": "c", "kind": kind, "any": thresholds, **more}


def scored(
    *findings: Finding, on: Framework, coverage: Coverage = WHOLE, verdicts: tuple[Verdict, ...] = ()
) -> Score:
    given = verdicts or (
        judged(*findings)
        if findings
        else verdict(requirement(), Conclusion(tally={Outcome.PASSED: 9}), DAY, None),
    )
    return score([on], given, findings, coverage)


@pytest.mark.parametrize(
    ("day", "state", "days"),
    [
        (None, "standing", None),
        (DAY - timedelta(1), "overdue", 1),
        (DAY, "due-soon", 0),
        (DAY + timedelta(SOON), "due-soon", SOON),
        (DAY + timedelta(SOON + 1), "not-due", SOON + 1),
    ],
)
def test_where_a_requirement_stands_in_time(day: date | None, state: str, days: int | None) -> None:
    stands = due(requirement(due=day), DAY)
    assert (stands.state, stands.days) == (state, days)


def test_a_clause_whose_time_is_over_is_inapplicable_and_keeps_no_findings() -> None:
    over = judged(finding("a"), demand=requirement(until=DAY - timedelta(1)))
    assert (over.outcome, over.due_state, over.findings, over.tally) == (
        Outcome.INAPPLICABLE,
        "lapsed",
        (),
        {},
    )
    assert judged(finding("a"), demand=requirement(until=DAY)).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (SiteKind.TOWNSHIP, Outcome.INAPPLICABLE),
        (SiteKind.PORTAL, Outcome.FAILED),
        (None, Outcome.FAILED),
    ],
)
def test_requirements_for_some_kinds_of_site(kind: SiteKind | None, outcome: Outcome) -> None:
    assert judged(finding("a"), demand=requirement(kinds=("portal",)), kind=kind).outcome is outcome


@pytest.mark.parametrize(
    ("outcomes", "rolled"),
    [
        ([Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL], Outcome.FAILED),
        ([Outcome.PASSED, Outcome.CANT_TELL, Outcome.UNTESTED], Outcome.CANT_TELL),
        ([Outcome.PASSED, Outcome.UNTESTED, Outcome.INAPPLICABLE], Outcome.UNTESTED),
        ([Outcome.PASSED, Outcome.INAPPLICABLE], Outcome.PASSED),
        ([Outcome.INAPPLICABLE], Outcome.INAPPLICABLE),
    ],
)
def test_the_heaviest_outcome_decides(outcomes: list[Outcome], rolled: Outcome) -> None:
    tally = dict.fromkeys(outcomes, 1)
    assert verdict(requirement(), Conclusion(tally=tally), DAY, None).outcome is rolled


def test_a_check_that_said_nothing_is_untested_with_a_reason() -> None:
    silent = judged()
    assert silent.outcome is Outcome.UNTESTED
    assert silent.reason


def test_the_reason_of_a_check_that_could_not_run() -> None:
    given = verdict(requirement(), Conclusion(reason=Text("没有", "none")), DAY, None)
    assert (given.outcome, given.reason and given.reason.en) == (Outcome.UNTESTED, "none")


def test_a_remark_explains_what_no_finding_explains() -> None:
    remark = Text("没有这样的东西", "there is none")
    none = verdict(requirement(), Conclusion(tally={Outcome.INAPPLICABLE: 1}, remark=remark), DAY, None)
    good = verdict(requirement(), Conclusion(tally={Outcome.PASSED: 1}, remark=remark), DAY, None)
    assert none.reason
    assert none.reason.en == "there is none"
    assert good.reason is None


def test_where_a_website_only_gives_evidence_a_person_decides() -> None:
    assisted = requirement(see="assisted")
    assert verdict(assisted, Conclusion(tally={Outcome.PASSED: 1}), DAY, None).outcome is Outcome.CANT_TELL
    told = judged(finding("a"), demand=assisted)
    assert (told.outcome, told.findings) == (Outcome.CANT_TELL, ("a",))


def test_a_notice_decides_nothing_but_is_kept() -> None:
    only = judged(finding("a", weight=Severity.NOTICE))
    assert (only.outcome, only.findings, only.tally) == (Outcome.PASSED, ("a",), {})
    both = judged(finding("a", weight=Severity.NOTICE), finding("b", weight=Severity.MINOR))
    assert (both.outcome, both.tally) == (Outcome.FAILED, {Outcome.FAILED: 1})


def test_findings_and_tally_are_counted_together() -> None:
    conclusion = Conclusion(
        (finding("a"), finding("b", Outcome.CANT_TELL)), {Outcome.PASSED: 7, Outcome.FAILED: 2}
    )
    assert verdict(requirement(), conclusion, DAY, None).tally == {
        Outcome.PASSED: 7,
        Outcome.FAILED: 3,
        Outcome.CANT_TELL: 1,
    }


def test_a_finding_has_the_gravest_severity_of_its_requirements() -> None:
    demands = [requirement("r", severity="minor"), requirement("s", severity="veto")]
    verdicts = [judged(finding("a"), demand=demand) for demand in demands]
    [graded] = with_severity([finding("a")], {"a": ("f/r", "f/s")}, verdicts)
    assert (graded.severity, graded.requirements) == (Severity.VETO, ("f/r", "f/s"))


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"due": DAY + timedelta(90)}, Severity.NOTICE),
        ({"due": DAY + timedelta(3)}, Severity.NOTICE),
        ({"due": DAY - timedelta(3)}, Severity.VETO),
        ({}, Severity.VETO),
        ({"see": "assisted"}, Severity.MAJOR),
    ],
)
def test_before_its_day_a_requirement_warns_and_what_a_person_decides_is_no_veto_yet(
    more: dict[str, object], severity: Severity
) -> None:
    one = judged(finding("a"), demand=requirement(severity="veto", **more))
    assert with_severity([finding("a")], {"a": ("f/r",)}, [one])[0].severity is severity


def test_a_finding_weighs_no_more_than_it_says_itself() -> None:
    light = finding("a", weight=Severity.MINOR)
    grave = finding("b", weight=Severity.VETO)
    verdicts = [judged(light, grave)]
    graded = with_severity([light, grave], {"a": ("f/r",), "b": ("f/r",)}, verdicts)
    assert {one.id: one.severity for one in graded} == {"a": Severity.MINOR, "b": Severity.MAJOR}


def test_findings_of_requirements_that_do_not_apply_are_dropped() -> None:
    off = judged(finding("a"), demand=requirement(kinds=("portal",)), kind=SiteKind.SECTION)
    assert with_severity([finding("a")], {"a": ("f/r",)}, [off]) == []


def test_findings_are_sorted_by_gravity() -> None:
    rows = [
        finding("d", Outcome.UNTESTED),
        finding("b", weight=Severity.MINOR),
        finding("c", Outcome.CANT_TELL),
        finding("a"),
    ]
    graded = with_severity(rows, {one.id: ("f/r",) for one in rows}, [judged(*rows)])
    assert [one.id for one in graded] == ["a", "b", "c", "d"]


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
