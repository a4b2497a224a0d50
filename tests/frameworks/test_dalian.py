"""Dalian 2023: every clause with its class, units and date, and the telling options."""

from collections import Counter
from datetime import date

import pytest

from auditbot.frameworks import read
from auditbot.model.framework import Clause, Framework, RequirementSpec, See, Trust
from auditbot.model.outcome import Severity
from auditbot.model.site import SiteKind

IDS = "1 2a 2b 2c 3 4 5 6a 6b 7 8 9 10 11 12a 12b 12c 13 14 15a 15b 16 17 文末".split()
EVERYONE = ("各区市县政府、先导区管委会", "市政府各部门")
PLACES = ("各区市县政府、先导区管委会",)


@pytest.fixture(scope="module")
def notice() -> Framework:
    return read("dalian-2023")


def test_every_clause_is_there(notice: Framework) -> None:
    assert [clause.id for clause in notice.clauses] == IDS


def test_how_far_a_website_shows_them(notice: Framework) -> None:
    assert Counter(clause.see for clause in notice.clauses) == {
        See.AUTOMATIC: 17,
        See.ASSISTED: 1,
        See.OFFLINE: 6,
    }


def test_the_notice_is_named(notice: Framework) -> None:
    assert (notice.number, notice.issued) == ("大政公开办〔2023〕2号", date(2023, 7, 17))
    assert {(clause.source.trust, notice.number in clause.source.document) for clause in notice.clauses} == {
        (Trust.NOTICE, True)
    }


@pytest.mark.parametrize(
    ("clause", "lead", "responsible", "due"),
    [
        ("1", "市政府办公室、市司法局", EVERYONE, date(2023, 10, 31)),
        ("2a", "市政府办公室", EVERYONE, None),
        ("2b", "市政府办公室", EVERYONE, None),
        ("3", "市政府办公室", EVERYONE, date(2023, 7, 31)),
        ("4", "市政府办公室、市司法局", EVERYONE, None),
        ("6a", "市工信局、市营商局", EVERYONE, date(2023, 12, 31)),
        (
            "7",
            "",
            ("市教育局", "市生态环境局", "市住房城乡建设局", "市交通运输局", "市卫生健康委"),
            date(2023, 10, 31),
        ),
        ("8", "市财政局、市政府办公室、市发展改革委", PLACES, date(2023, 7, 31)),
        ("9", "市政府办公室", (*PLACES, "市政府各有关部门"), date(2023, 9, 30)),
        ("10", "市营商局", EVERYONE, None),
        ("11", "市政府办公室", EVERYONE, None),
        ("12b", "市政府办公室、市营商局", EVERYONE, date(2023, 12, 31)),
        ("14", "市营商局、市政府办公室", PLACES, date(2023, 12, 31)),
        ("15a", "市政府办公室", EVERYONE, None),
        ("17", "市政府办公室", PLACES, None),
        ("文末", "", ("各地区", "各部门"), None),
    ],
)
def test_units_and_dates(
    clause: str, lead: str, responsible: tuple[str, ...], due: date | None, clauses: dict[str, Clause]
) -> None:
    given = clauses[clause]
    assert (given.lead, given.responsible, given.due) == (lead, responsible, due)


def test_all_dates_are_the_notices(notice: Framework) -> None:
    assert [clause.id for clause in notice.clauses if clause.due_note or clause.until] == []


def test_normative_documents_stand_inside_the_disclosure_section(asked: dict[str, RequirementSpec]) -> None:
    [wanted] = asked["1-normative-column"].options["columns"]
    assert wanted["place"] == "disclosure"
    assert "named" not in asked["1-normative-column"].options


def test_graphics_for_all_documents_of_the_government_and_its_office(
    asked: dict[str, RequirementSpec],
) -> None:
    assert asked["2b-graphics"].options == {
        "forms": ["graphic"],
        "percent": 100,
        "issuers": ["government", "office"],
    }
    assert asked["2b-graphics"].severity is Severity.MAJOR


@pytest.mark.parametrize(
    "name", ["3-action-column", "3-action-topics", "5-surveys", "7-public-enterprises", "10-hotline-platform"]
)
def test_columns_that_the_notice_does_not_name(name: str, asked: dict[str, RequirementSpec]) -> None:
    assert asked[name].options["named"] is False


def test_another_three_year_action_is_only_proposed(asked: dict[str, RequirementSpec]) -> None:
    [wanted] = asked["3-action-column"].options["columns"]
    assert "三年行动" in wanted["near"]
    assert all("振兴" in name or "新突破" in name for name in (wanted["name"], *wanted["aliases"]))


def test_seven_sectors(asked: dict[str, RequirementSpec]) -> None:
    topics = [topic["name"] for topic in asked["7-public-enterprises"].options["topics"]]
    assert topics == ["教育", "卫生健康", "供水", "供气", "供热", "生态环境", "公共交通"]


@pytest.mark.parametrize("name", ["8-fees", "8-business-fees", "8-funds"])
def test_the_newest_catalogue_may_be_of_another_year(name: str, asked: dict[str, RequirementSpec]) -> None:
    options = asked[name].options
    assert (options["document"]["year"], options["older"]) == (2023, True)
    assert [part["name"] for part in options["parts"]] == ["收费事项", "政策依据", "收费标准"]
    assert asked[name].kinds == (SiteKind.PORTAL,)


def test_ipv6_is_complete(asked: dict[str, RequirementSpec], clauses: dict[str, Clause]) -> None:
    assert [spec.check for spec in clauses["12b"].requirements] == [
        "ipv6-dns",
        "ipv6-reachable",
        "ipv6-consistent",
        "ipv6-links",
    ]
    assert asked["12b-ipv6-links"].options == {"percent": 100}


def test_words_alone_never_pass(asked: dict[str, RequirementSpec]) -> None:
    assert [name for name, spec in asked.items() if spec.evidence] == ["15a-sensitive-terms"]
