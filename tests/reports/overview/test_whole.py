"""Figures, tables, trends and ranks of a fleet."""

from dataclasses import replace

import pytest

from auditbot.model.audit import Grade
from auditbot.model.framework import Wording
from auditbot.model.outcome import Outcome
from auditbot.overview.figures import Figure, FigureName
from auditbot.overview.rates import Rate
from auditbot.overview.site import Brief, Mending, Owed, Standing
from auditbot.overview.whole import Fleet, Overview, overview
from tests.reports.overview.fleet import made

NAMES = made(1).names
ONE = next(iter(NAMES.requirements))
TWO = list(NAMES.requirements)[1]
BASE = made(2).sites[1]


def brief(
    grade: Grade = Grade.QUALIFIED,
    faults: int = 0,
    *,
    complete: bool = True,
    share: float | None = None,
    vetoes: tuple[Wording, ...] = (),
    outcomes: dict[str, Outcome] | None = None,
) -> Brief:
    return replace(
        BASE.now,
        grade=grade,
        complete=complete,
        share=share if share is not None else 1.0 if complete else 0.5,
        vetoes=vetoes,
        outcomes=outcomes or {ONE: Outcome.FAILED if faults else Outcome.PASSED, TWO: Outcome.PASSED},
        findings={Outcome.FAILED: faults},
    )


def site(
    name: str,
    now: Brief,
    before: Brief | None = None,
    *,
    mending: Mending | None = None,
    faults: dict[str, int] | None = None,
    units: dict[str, Owed] | None = None,
) -> Standing:
    known = replace(BASE, id=name, name=name, now=now, before=before)
    return replace(known, mending=mending, faults=faults or {}, units=units or {})


def whole(*sites: Standing, **more: int) -> Overview:
    return overview(Fleet(sites, NAMES, registered=more.get("registered")))


def figure(seen: Overview, name: FigureName) -> Figure:
    return next(one for one in seen.figures if one.name is name)


def test_nothing_at_all_has_no_figures_and_breaks_nothing() -> None:
    empty = whole()
    assert {one.rate.share for one in empty.figures} == {None}
    assert (empty.first, empty.worst, empty.improved) == (None, (), ())


def test_coverage_counts_sites_with_a_result_of_those_registered() -> None:
    assert figure(whole(site("a", brief()), registered=4), FigureName.COVERAGE).rate == Rate(1, 4)


def test_a_site_that_could_not_be_opened_is_not_inspected_and_shows_no_trend() -> None:
    bad = brief(Grade.UNQUALIFIED, 5, vetoes=(NAMES.clauses["state", "1"],))
    nothing = brief(Grade.UNDETERMINED, share=0.0, complete=False)
    seen = whole(site("a", nothing, bad), site("b", bad))
    assert figure(seen, FigureName.COVERAGE).rate == Rate(1, 2)
    assert figure(seen, FigureName.VETOED) == Figure(FigureName.VETOED, Rate(1, 1))
    assert (seen.compared, seen.faults, seen.unsure) == (0, (0, 0), 1)
    assert {row.compared for row in seen.checks} == {0}


def test_a_verdict_counts_even_where_nothing_could_be_opened() -> None:
    shut = brief(Grade.UNQUALIFIED, share=0.0, complete=False)
    assert figure(whole(site("a", shut)), FigureName.COVERAGE).rate == Rate(1, 1)


def test_there_are_never_fewer_sites_than_are_known() -> None:
    assert (
        figure(whole(site("a", brief()), site("b", brief()), registered=1), FigureName.COVERAGE).rate.share
        == 1
    )


def test_the_undecided_are_not_in_the_share_of_the_qualified() -> None:
    seen = whole(*(site(grade, brief(grade)) for grade in Grade))
    assert figure(seen, FigureName.QUALIFIED).rate == Rate(1, 2)
    assert seen.grades[Grade.UNDETERMINED] == 1


def test_a_site_that_was_not_seen_whole_is_not_without_faults() -> None:
    seen = whole(site("a", brief()), site("b", brief(complete=False)), site("c", brief(faults=1)))
    assert figure(seen, FigureName.FAULTLESS).rate == Rate(1, 3)


def test_the_trend_is_that_of_the_same_sites() -> None:
    good, bad = brief(), brief(Grade.UNQUALIFIED)
    seen = whole(site("a", good, bad), site("b", good, good), site("new", bad))
    one = figure(seen, FigureName.QUALIFIED)
    assert (one.rate, one.same, one.before) == (Rate(2, 3), Rate(2, 2), Rate(1, 2))
    assert one.change == pytest.approx(50)
    assert (seen.compared, seen.faults) == (2, (0, 0))


def test_without_an_audit_before_there_is_no_trend() -> None:
    assert figure(whole(site("a", brief())), FigureName.QUALIFIED).change is None


def test_mending_and_the_recheck_have_their_own_wholes() -> None:
    seen = whole(
        site("a", brief(), brief(), mending=Mending(proved=3, still=1, unproved=2)),
        site("b", brief(), brief(), mending=Mending(proved=1)),
    )
    assert figure(seen, FigureName.MENDED).rate == Rate(4, 7)
    assert figure(seen, FigureName.RECHECKED).rate == Rate(4, 5)


def test_the_worst_has_most_vetoes_then_requirements_then_findings() -> None:
    veto = made(500).names.clauses[("state", "1")]
    few, many = brief(faults=1), brief(faults=9)
    vetoed = brief(Grade.UNQUALIFIED, 1, vetoes=(veto,))
    two = brief(faults=1, outcomes={ONE: Outcome.FAILED, TWO: Outcome.FAILED})
    seen = whole(site("a", few), site("b", many), site("c", vetoed), site("d", two), site("e", brief()))
    assert [one.id for one in seen.worst] == ["c", "d", "b", "a"]


def test_only_a_site_that_was_seen_whole_can_have_improved() -> None:
    bad = brief(faults=3)
    seen = whole(site("a", brief(), bad), site("b", brief(complete=False), bad), site("c", bad, brief()))
    assert [(one.site.id, one.gained, one.lost) for one in seen.improved] == [("a", 1, 0)]
    assert seen.unsure == 1


def test_what_was_not_tested_before_is_no_improvement() -> None:
    unknown = brief(outcomes={ONE: Outcome.UNTESTED, TWO: Outcome.PASSED})
    assert whole(site("a", brief(), unknown)).improved == ()


def test_a_check_counts_sites_and_compares_those_that_both_periods_decided() -> None:
    check = NAMES.requirements[ONE].check
    bad, unknown = brief(faults=2), brief(outcomes={ONE: Outcome.UNTESTED, TWO: Outcome.PASSED})
    seen = whole(
        site("a", bad, brief(), faults={check: 2}),
        site("b", bad, unknown, faults={check: 5}),
        site("c", brief(), bad),
    )
    row = next(one for one in seen.checks if one.id == check)
    assert (row.failed, row.findings, [one.id for one in row.failing]) == (2, 7, ["b", "a"])
    assert (row.compared, row.before, row.same) == (2, 1, 1)


def test_units_are_summed_over_sites_and_the_unnamed_come_last() -> None:
    seen = whole(
        site("a", brief(), units={"甲": Owed(failed=1), "": Owed(failed=9)}),
        site("b", brief(), units={"甲": Owed(failed=2, overdue=1)}),
    )
    assert [(row.name, row.owed.failed, len(row.sites)) for row in seen.units] == [("甲", 3, 2), ("", 9, 1)]


def test_every_clause_stands_in_its_framework() -> None:
    rows = [(one.id, row.id) for one in whole(BASE).frameworks for row in one.rows]
    assert (
        len(rows)
        == len(set(rows))
        == len({(one.framework, one.clause) for one in NAMES.requirements.values()})
    )


def test_little_that_was_seen_is_told() -> None:
    seen = whole(site("a", brief()), site("b", brief(complete=False)))
    assert [one.id for one in seen.little] == ["b"]
