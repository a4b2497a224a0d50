"""The national rules as they are shipped: what they ask for, when they bite, and what they leave open."""

from datetime import date

import pytest

from auditbot.check import Context
from auditbot.frameworks import assign, read, requirements
from auditbot.model.framework import Framework, IndicatorKind, RequirementSpec, See, Trust
from auditbot.model.outcome import Severity
from auditbot.model.site import Site
from auditbot.registry import load
from auditbot.testing import HOME
from checks.required_columns import RequiredColumns
from checks.stale_columns import StaleColumns


@pytest.fixture(scope="module")
def state() -> Framework:
    return read("state")


@pytest.fixture(scope="module")
def asked(state: Framework) -> dict[str, RequirementSpec]:
    return {spec.id: spec for clause in state.clauses for spec in clause.requirements}


def test_every_check_serves_it(asked: dict[str, RequirementSpec]) -> None:
    own = {identity for identity, one in load().checks.items() if one.origin == "auditbot"}
    assert {spec.check for spec in asked.values()} == own


def test_all_options_are_valid(state: Framework, asked: dict[str, RequirementSpec]) -> None:
    context = Context(Site(id="site", home=HOME), date(2026, 11, 20))
    made = assign(requirements((state,)), load(), context)
    assert sum(len(one.requirements) for one in made) == len(asked)


def test_what_cannot_be_decided_says_why(state: Framework) -> None:
    for clause in state.clauses:
        decided = clause.see in (See.AUTOMATIC, See.ASSISTED)
        assert bool(clause.requirements) == decided, clause.id
        assert decided or clause.why_not, clause.id


def test_every_clause_speaks_both_languages_and_names_its_source(state: Framework) -> None:
    for clause in state.clauses:
        assert all((clause.title.zh, clause.title.en, clause.says.zh, clause.says.en)), clause.id
        assert clause.source.document, clause.id
        assert clause.source.address or clause.source.note or clause.source.trust is Trust.UNVERIFIED, (
            clause.id
        )


def test_no_points_are_invented(state: Framework) -> None:
    assert {indicator.points for indicator in state.indicators} == {None}


def test_standing_duties_have_no_dates(state: Framework) -> None:
    assert {(clause.due, clause.until) for clause in state.clauses} == {(None, None)}


def test_the_six_vetoes(state: Framework) -> None:
    vetoes = [indicator for indicator in state.indicators if indicator.kind is IndicatorKind.VETO]
    assert [veto.clause for veto in vetoes] == [f"VETO-{number}" for number in range(1, 7)]
    assert [veto.clause for veto in vetoes if veto.any] == ["VETO-3", "VETO-4"]


def test_when_columns_are_a_veto(state: Framework) -> None:
    veto = next(indicator for indicator in state.indicators if indicator.clause == "VETO-4")
    assert {(frozenset(one.requirements), one.count) for one in veto.any} == {
        (frozenset({"news-columns", "notice-columns"}), 5),
        (frozenset({"news-columns", "notice-columns", "registered-columns"}), 10),
        (frozenset({"empty-columns"}), 5),
    }


def test_the_homepage_is_a_veto_after_two_weeks(asked: dict[str, RequirementSpec]) -> None:
    assert (asked["homepage"].severity, asked["homepage"].options) == (Severity.VETO, {"days": 14})


@pytest.mark.parametrize(
    ("name", "types", "days", "months", "first_level"),
    [
        ("news-columns", ("news",), 14, None, False),
        ("notice-columns", ("notices", "policies"), None, 6, True),
        ("registered-columns", (), None, None, False),
        ("basic-columns", ("basic",), None, 12, False),
    ],
)
def test_periods_of_columns(
    name: str,
    types: tuple[str, ...],
    days: int | None,
    months: int | None,
    first_level: bool,
    asked: dict[str, RequirementSpec],
) -> None:
    options = StaleColumns.Options.model_validate(asked[name].options)
    assert (options.types, options.days, options.months, options.first_level) == (
        types,
        days,
        months,
        first_level,
    )


def test_links_of_the_homepage_weigh_more(asked: dict[str, RequirementSpec]) -> None:
    assert asked["home-links"].options == {"home_only": True}
    assert asked["other-links"].options == {"exclude_home": True}
    assert asked["home-links"].severity.rank < asked["other-links"].severity.rank


def test_columns_of_the_disclosure_section(asked: dict[str, RequirementSpec]) -> None:
    options = RequiredColumns.Options.model_validate(asked["disclosure-columns"].options)
    assert [wanted.name for wanted in options.columns] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    ]
    assert not options.named
    assert all(not set(wanted.near) & {wanted.name, *wanted.aliases} for wanted in options.columns)
    annual = next(wanted for wanted in options.columns if wanted.name.endswith("年报"))
    assert "政府网站工作年度报表" in annual.near


def test_policies_and_interpretations(asked: dict[str, RequirementSpec]) -> None:
    assert asked["linked"].options == {"direction": "both"}
    assert asked["timely"].options == {"workdays": 3}


def test_the_share_of_links_over_ipv6(asked: dict[str, RequirementSpec]) -> None:
    assert asked["ipv6-links"].options == {"percent": 90}
