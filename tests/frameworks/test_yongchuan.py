"""The notice of Yongchuan as it is shipped: its clauses, units and dates."""

from collections import Counter
from datetime import date

import pytest

from auditbot.frameworks import read
from auditbot.model.framework import Clause, Framework, RequirementSpec, See
from auditbot.model.outcome import Severity
from auditbot.model.site import SiteKind

IDS = """
正文-一 正文-二a 正文-二b 正文-二c 正文-二d 正文-三
1 2a 2b 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29a 29b 30
31 32 33 34 35a 35b 36 37 38 39 40 41 42 43a 43b 43c 44 45 46 47 48 49 50 51 52a 52b 52c
53 54 55 56 57 58 59 60 61 62
""".split()
ASSISTED = "正文-二b 正文-二c 正文-二d 5 10 15 18 19 25 27 29b 32 35b 37 48 52c 53 57".split()
OFFLINE = "正文-一 正文-三 13 20 34 38 39 43c 50 51 54 55 56 59 60 61 62".split()

ALL = ("各镇街", "区政府各部门", "有关单位")


@pytest.fixture(scope="module")
def notice() -> Framework:
    return read("yongchuan-2022")


def test_every_clause_stands_there_in_order(clauses: dict[str, Clause]) -> None:
    assert list(clauses) == IDS


def test_how_many_a_website_shows(clauses: dict[str, Clause]) -> None:
    assert Counter(clause.see for clause in clauses.values()) == {
        See.AUTOMATIC: 40,
        See.ASSISTED: 18,
        See.OFFLINE: 17,
    }
    for see, ids in ((See.ASSISTED, ASSISTED), (See.OFFLINE, OFFLINE)):
        assert [clause.id for clause in clauses.values() if clause.see is see] == ids


def test_the_notice_itself(notice: Framework) -> None:
    assert (notice.number, notice.issued) == ("永川府办发〔2022〕81号", date(2022, 7, 27))


def test_due_dates(clauses: dict[str, Clause]) -> None:
    assert {clause.id: str(clause.due) for clause in clauses.values() if clause.due} == {
        "正文-三": "2022-10-31",
        "2a": "2022-12-31",
        "3": "2023-03-31",
        "8": "2022-12-31",
        "11": "2022-12-31",
        "33": "2022-12-31",
        "35a": "2022-12-31",
        "43b": "2022-12-31",
        "48": "2022-12-31",
        "58": "2023-01-31",
    }


def test_dates_that_are_ours_say_so(clauses: dict[str, Clause]) -> None:
    assert [clause.id for clause in clauses.values() if clause.due_note] == ["2a", "3", "8", "11", "58"]


def test_what_was_ordered_for_the_epidemic_has_an_end(clauses: dict[str, Clause]) -> None:
    ended = {clause.id: str(clause.until) for clause in clauses.values() if clause.until}
    assert ended == dict.fromkeys(("12", "14", "15"), "2023-01-07")


@pytest.mark.parametrize(
    ("identity", "lead", "responsible"),
    [
        ("正文-二a", "", ALL),
        ("1", "区政府办公室", ALL),
        ("2b", "区政府办公室、区司法局", ("重大行政决策承办单位",)),
        ("3", "区发展改革委", ("区发展改革委",)),
        ("5", "区商务委、区文化旅游委、区交通局", ()),
        ("9", "永川区税务局", ("区政府办公室", "区信息化服务中心")),
        ("10", "区发展改革委", ("区政府有关部门",)),
        ("13", "区卫生健康委、区政府新闻办", ("区疫情防控工作领导小组成员单位", "各镇街")),
        ("23", "", ("区政府各部门",)),
        ("26", "区司法局", ("区政府办公室", "区信息化服务中心")),
        ("29a", "区司法局", ALL),
        ("33", "区政府办公室、区信息化服务中心", ("区政府各部门",)),
        (
            "35b",
            "区政府办公室、区行政服务中心、区信息化服务中心",
            ("各镇街", "区政府各部门", "区档案馆", "区文化旅游委（区图书馆）"),
        ),
        ("37", "区政府办公室", ("各镇街", "区政府各部门")),
        ("46", "区政府办公室", ("各镇街", "区政府有关部门")),
        ("48", "区财政局", ("各镇街", "区政府有关部门")),
        ("49", "区政府办公室、区民政局", ("各镇街",)),
        ("53", "区政府新闻办、区网信办", ()),
        ("57", "区政府办公室、区信息化服务中心", ALL),
    ],
)
def test_who_answers(
    identity: str, lead: str, responsible: tuple[str, ...], clauses: dict[str, Clause]
) -> None:
    assert (clauses[identity].lead, clauses[identity].responsible) == (lead, responsible)


def test_the_bodies_that_supervise_public_enterprises(clauses: dict[str, Clause]) -> None:
    assert clauses["21"].responsible[:3] == ("区发展改革委", "区教委", "区民政局")
    assert len(clauses["21"].responsible) == 11
    assert clauses["19"].responsible == clauses["21"].responsible


def test_only_clauses_without_a_lead_in_the_notice_have_none(clauses: dict[str, Clause]) -> None:
    without = [clause.id for clause in clauses.values() if not clause.lead]
    assert without == ["正文-一", "正文-二a", "正文-二b", "正文-二c", "正文-二d", "23", "24"]


@pytest.mark.parametrize(
    ("identity", "name", "named"),
    [
        ("9-column", "减税降费", True),
        ("14-column", "疫情防控", True),
        ("22-rules", "履职依据", True),
        ("33-column", "政策咨询问答库", True),
        ("4-column", "优化营商环境", False),
        ("6-channel", "政民互动", False),
        ("21-column", "公共企事业单位信息公开", False),
        ("32-entry", "政策文件库", False),
        ("45-column", "基层政务公开", False),
        ("53-response", "回应关切", False),
    ],
)
def test_only_columns_that_the_notice_names_must_exist(
    identity: str, name: str, named: bool, asked: dict[str, RequirementSpec]
) -> None:
    options = asked[identity].options
    assert [wanted["name"] for wanted in options["columns"]] == [name]
    assert options.get("named", True) is named


def test_the_column_on_the_homepage_leads_to_the_tax_bureau(asked: dict[str, RequirementSpec]) -> None:
    (wanted,) = asked["9-column"].options["columns"]
    assert wanted["place"] == "homepage"
    assert "chongqing.chinatax.gov.cn" in wanted["targets"]


def test_each_library_is_asked_for_on_its_own(asked: dict[str, RequirementSpec]) -> None:
    regulations, rules = (asked[one].options["columns"][0] for one in ("22-regulations", "22-rules"))
    assert not set(regulations["targets"]) & set(rules["targets"])
    assert regulations["aliases"] == rules["aliases"]


def test_pages_of_units_are_looked_at_on_the_portal(asked: dict[str, RequirementSpec]) -> None:
    each = {spec.id for spec in asked.values() if spec.options.get("per_unit")}
    assert each == {"23-pages", "24-pages", "29a-pages", "49-pages"}
    assert {asked[one].kinds for one in each} == {(SiteKind.PORTAL,)}


def test_nine_subjects(asked: dict[str, RequirementSpec]) -> None:
    topics = [topic["name"] for topic in asked["35a-topics"].options["topics"]]
    assert topics == "生育 教育 养老 医疗 就业创业 社会救助 投资 纳税 疫情防控".split()


def test_figures(asked: dict[str, RequirementSpec]) -> None:
    assert asked["text-2a-deadline"].options == {"workdays": 20}
    assert asked["36-replies"].options == {"workdays": 5, "stated": True}
    assert asked["52a-timing"].options == {"workdays": 0}
    assert asked["43b-links"].options == {"percent": 100}
    assert asked["12-daily"].options["days"] == 1


def test_what_is_not_ordered_to_be_published_is_no_breach(asked: dict[str, RequirementSpec]) -> None:
    assert [spec.id for spec in asked.values() if spec.options.get("breach") is False] == [
        "29b-results",
        "48-payments",
    ]


def test_evidence_inside_clauses_that_are_decided(asked: dict[str, RequirementSpec]) -> None:
    evidence = [spec.id for spec in asked.values() if spec.evidence]
    assert evidence == ["1-response", "6-approval", "7-abuse", "41-terms"]


def test_the_report_on_the_plan_covers_two_years(asked: dict[str, RequirementSpec]) -> None:
    document = asked["3-report"].options["document"]
    assert (document["year"], document["years"]) == (2022, True)


def test_soft_words_weigh_little(asked: dict[str, RequirementSpec]) -> None:
    assert asked["32-entry"].severity is Severity.NOTICE
    assert asked["33-column"].severity is Severity.MAJOR
