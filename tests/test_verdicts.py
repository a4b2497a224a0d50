"""What findings and tallies make of a requirement."""

from datetime import date, timedelta

import pytest

from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import SiteKind
from auditbot.model.text import Text
from auditbot.score import SOON, Conclusion, due, verdict, with_severity
from tests.scoring import DAY, finding, judged, requirement


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
