"""The national rules as they are shipped: what they ask for, when they bite, and what they leave open."""

import re
from datetime import date

import pytest

from auditbot.check import Context
from auditbot.frameworks import assign, read, requirements
from auditbot.model.framework import Framework, IndicatorKind, RequirementSpec, See, Trust
from auditbot.model.outcome import Severity
from auditbot.model.site import Site
from auditbot.registry import load
from auditbot.testing import HOME
from checks.disclosure_section import DisclosureSection
from checks.required_columns import RequiredColumns
from checks.stale_columns import StaleColumns


@pytest.fixture(scope="module")
def state() -> Framework:
    return read("state")


@pytest.fixture(scope="module")
def asked(state: Framework) -> dict[str, RequirementSpec]:
    return {spec.id: spec for clause in state.clauses for spec in clause.requirements}


# What only a notice asks for, or what says nothing of a site without options of its own.
NOTICES_ONLY = {
    "annual-document",
    "catalogue-matches-columns",
    "column-register",
    "consultation-before-policy",
    "contact-phones",
    "document-formats",
    "document-validity",
    "guide-basis-linked",
    "interpretation-content",
    "interpretation-count",
    "interpretation-source",
    "outdated-content",
    "policy-library-link",
    "release-marker",
    "tls-certificate",
    "topic-coverage",
}


def test_every_other_check_serves_it(asked: dict[str, RequirementSpec]) -> None:
    own = {identity for identity, one in load().checks.items() if one.origin == "auditbot"}
    assert {spec.check for spec in asked.values()} == own - NOTICES_ONLY


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
    assert all(veto.any for veto in vetoes)


def test_only_availability_and_updates_are_a_veto_without_a_person(state: Framework) -> None:
    vetoes = {clause.id: clause.see for clause in state.clauses if clause.id.startswith("VETO")}
    assert [name for name, see in vetoes.items() if see is See.AUTOMATIC] == ["VETO-2", "VETO-3", "VETO-4"]
    assert set(vetoes.values()) == {See.AUTOMATIC, See.ASSISTED}


@pytest.mark.parametrize(
    ("clause", "checks"),
    [
        ("VETO-1", {"sensitive-terms", "foreign-content", "hidden-links", "fake-dates"}),
        ("VETO-5", {"required-columns", "reply-deadline"}),
        ("VETO-6", {"required-columns", "guide-elements"}),
    ],
)
def test_what_gathers_evidence_of_a_veto(clause: str, checks: set[str], state: Framework) -> None:
    [found] = [one for one in state.clauses if one.id == clause]
    assert {spec.check for spec in found.requirements} == checks


def test_areas_of_deductions_and_a_bonus(state: Framework) -> None:
    named = {
        kind: [indicator.title.zh for indicator in state.indicators if indicator.kind is kind]
        for kind in (IndicatorKind.DEDUCT, IndicatorKind.BONUS)
    }
    assert named[IndicatorKind.DEDUCT] == ["发布解读", "办事服务", "互动交流", "功能设计"]
    assert named[IndicatorKind.BONUS] == ["加分"]


@pytest.mark.parametrize(
    ("clause", "document", "trust"),
    [
        ("VETO-1", "国办秘函〔2019〕19号", Trust.VERIFIED),
        ("DED-FUNCTION", "国办秘函〔2019〕19号", Trust.UNVERIFIED),
        ("DED-5", "国办秘函〔2019〕19号", Trust.SECONDARY),
        ("META-1", "国办发〔2017〕47号", Trust.SECONDARY),
        ("FOOT-1", "国办发〔2017〕47号", Trust.VERIFIED),
        ("LINK-3", "国办发〔2017〕47号", Trust.UNVERIFIED),
        ("YEAR-1", "国办函〔2018〕12号", Trust.VERIFIED),
        ("REG-12", "第711号）第十二条", Trust.VERIFIED),
        ("REG-20", "第十九、二十条", Trust.VERIFIED),
        ("REG-21", "第二十一条", Trust.VERIFIED),
        ("REG-24", "第二十四条", Trust.VERIFIED),
        ("REG-26", "第二十六条", Trust.VERIFIED),
        ("REG-49", "第四十九、五十条", Trust.VERIFIED),
        ("PLAT-2", "国办公开办函〔2019〕61号", Trust.UNVERIFIED),
        ("V6-1", "IPv6", Trust.VERIFIED),
    ],
)
def test_where_the_rules_come_from(clause: str, document: str, trust: Trust, state: Framework) -> None:
    [found] = [one for one in state.clauses if one.id == clause]
    assert document in found.source.document
    assert found.source.trust is trust


def test_rules_without_a_known_source_weigh_little(state: Framework) -> None:
    unverified = (clause for clause in state.clauses if clause.source.trust is Trust.UNVERIFIED)
    weights = {spec.severity for clause in unverified for spec in clause.requirements}
    assert weights <= {Severity.MINOR, Severity.NOTICE}


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


def test_the_disclosure_section_is_judged_once(state: Framework, asked: dict[str, RequirementSpec]) -> None:
    assert asked["disclosure-columns"].check == "disclosure-section"
    sections = [one for one in asked.values() if one.check == "disclosure-section"]
    options = DisclosureSection.Options.model_validate(sections[0].options)
    assert (len(sections), len(options.parts), options.named) == (1, 5, False)


@pytest.mark.parametrize("name", ["consultation-channel", "services", "statutory-content", "local-content"])
def test_columns_that_no_rule_names_by_name_are_only_asked_about(
    name: str, asked: dict[str, RequirementSpec]
) -> None:
    assert asked[name].options["named"] is False


def test_a_channel_for_petitions_is_none_for_questions(asked: dict[str, RequirementSpec]) -> None:
    options = RequiredColumns.Options.model_validate(asked["consultation-channel"].options)
    names = [name for wanted in options.columns for name in (wanted.name, *wanted.aliases, *wanted.near)]
    assert not [name for name in names if "信访" in name or "举报" in name]


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("青禾区人民政府政府网站工作年度报表（2025年度）", True),
        ("政府网站年度工作报表", True),
        ("青禾区人民政府网站2025年度工作报表", True),
        ("政府网站年报（2025年度）", True),
        ("青禾区政府信息公开年报", False),
        ("政府信息公开工作年度报告", False),
        ("2025年政府网站工作总结", False),
    ],
)
def test_the_yearly_table(title: str, taken: bool, asked: dict[str, RequirementSpec]) -> None:
    [wanted] = asked["yearly-table"].options["documents"]
    assert any(re.search(pattern, title) for pattern in wanted["patterns"]) is taken
    assert wanted["by"] == "01-31"


def test_policies_and_interpretations(asked: dict[str, RequirementSpec]) -> None:
    assert asked["linked"].options == {"direction": "both"}
    assert asked["timely"].options == {"workdays": 3}


def test_the_share_of_links_over_ipv6(asked: dict[str, RequirementSpec]) -> None:
    assert asked["ipv6-links"].options == {"percent": 90}
