"""Shanwei 2019: every clause with its class, units and date, and the telling options."""

import re
from collections import Counter
from datetime import date

import pytest

from auditbot.frameworks import read
from auditbot.model.framework import Clause, Framework, RequirementSpec, See, Trust
from auditbot.model.outcome import Severity
from auditbot.model.site import SiteKind

IDS = (
    "正文-一 正文-二 正文-二b 正文-三 一(一)a 一(一)b 一(二) 一(三)a 一(三)b 一(三)c 二(一) 二(二)a "
    "二(二)b 二(二)c 二(三)a 二(三)b 三(一)a 三(一)b 三(一)c 三(二)a 三(二)b 三(二)c 三(二)d 三(三)a "
    "三(三)b 三(三)c 三(三)d 三(四) 四(一)a 四(一)b 四(二) 四(三)a 四(三)b 四(三)c 五(一) 五(二)a "
    "五(二)b 五(二)c 五(三)a 五(三)b"
).split()
EVERYONE = ("各镇（街道）", "区政府各部门", "各直属机构")
TOWNS = ("各镇（街道）",)


@pytest.fixture(scope="module")
def notice() -> Framework:
    return read("shanwei-2019")


def test_every_clause_is_there(notice: Framework) -> None:
    assert [clause.id for clause in notice.clauses] == IDS


def test_how_far_a_website_shows_them(notice: Framework) -> None:
    assert Counter(clause.see for clause in notice.clauses) == {
        See.AUTOMATIC: 19,
        See.ASSISTED: 11,
        See.OFFLINE: 10,
    }


def test_the_number_is_cited_as_printed(notice: Framework) -> None:
    assert (notice.number, notice.issued) == ("汕市区府办函（2019）134号", date(2019, 9, 23))
    assert {clause.source.trust for clause in notice.clauses} == {Trust.NOTICE}


@pytest.mark.parametrize(
    ("clause", "lead", "responsible"),
    [
        ("正文-一", "", EVERYONE),
        ("一(一)a", "", EVERYONE),
        ("二(二)b", "区政府督查室、区审计局", TOWNS),
        ("二(三)a", "区司法局", ("区直有关行政执法部门", *TOWNS)),
        ("三(一)a", "区财政局", ("区金融工作局", "区金融服务中心", *TOWNS)),
        ("三(一)b", "区农业农村和水利局", ("区财政局", "区政府各部门", "各直属机构", *TOWNS)),
        ("三(一)c", "区城管局、区住建局、区农业农村和水利局、区自然资源局等", TOWNS),
        ("三(二)b", "区市场监管局、区发改局", TOWNS),
        ("三(二)c", "区司法局", ("各镇（街道）", "区政府各部门", "各直属机构")),
        ("三(二)d", "区政务服务数据管理局", ("承担对外服务职能的区直各单位", *TOWNS)),
        ("三(四)", "区财政局、区政务服务数据管理局、区发改局等", TOWNS),
        ("四(一)b", "区政府办公室（区网站管理中心）", EVERYONE),
        ("四(三)a", "区政务服务数据管理局", EVERYONE),
        ("四(三)c", "区政府办公室（区网站管理中心）、区政务服务数据管理局", EVERYONE),
        ("五(二)a", "区政府办公室", EVERYONE),
        ("五(三)a", "", EVERYONE),
    ],
)
def test_units(clause: str, lead: str, responsible: tuple[str, ...], clauses: dict[str, Clause]) -> None:
    assert (clauses[clause].lead, clauses[clause].responsible) == (lead, responsible)


def test_two_dates_and_one_of_them_ours(notice: Framework) -> None:
    assert {clause.id: clause.due for clause in notice.clauses if clause.due} == {
        "正文-二": date(2020, 1, 31),
        "正文-二b": date(2019, 12, 20),
    }
    assert [clause.id for clause in notice.clauses if clause.due_note] == ["正文-二"]


def test_the_report_of_2019_tells_of_the_tasks(asked: dict[str, RequirementSpec]) -> None:
    options = asked["text-2-annual-report"].options
    assert options["years"] == [2019]
    assert [word["name"] for word in options["words"]] == ["政务公开工作要点"]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("2-1-five-column", "五公开"),
        ("3-1a-key-areas-column", "重点领域"),
        ("3-2b-inspections-column", "双随机、一公开"),
    ],
)
def test_columns_that_the_notice_names(name: str, column: str, asked: dict[str, RequirementSpec]) -> None:
    spec = asked[name]
    [wanted] = spec.options["columns"]
    assert wanted["name"] == column
    assert spec.options.get("named", True) is True
    assert (spec.severity, spec.kinds) == (Severity.MAJOR, (SiteKind.PORTAL,))


@pytest.mark.parametrize(
    "name",
    [
        "1-1a-interpretation-column",
        "1-3a-response-column",
        "2-1-five-parts",
        "2-2b-supervision",
        "2-3a-enforcement",
        "3-3a-livelihood",
        "3-3c-admission",
        "3-4-four-areas",
        "4-3c-answers-column",
    ],
)
def test_columns_that_the_notice_does_not_name(name: str, asked: dict[str, RequirementSpec]) -> None:
    assert asked[name].options["named"] is False


def test_what_is_told_in_five_openings(asked: dict[str, RequirementSpec]) -> None:
    assert asked["2-2c-effects"].options["column"] == asked["2-1-five-column"].options["columns"][0]
    assert "执行公开" in asked["2-1-five-column"].options["columns"][0]["near"]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("1-3a-hot-subjects", 11),
        ("2-2a-execution", 6),
        ("2-3a-enforcement", 5),
        ("3-1c-environment-fields", 5),
        ("3-2a-reform", 9),
        ("3-3a-livelihood", 6),
        ("3-3b-jobs", 5),
        ("3-3c-admission", 4),
        ("3-3d-health", 5),
    ],
)
def test_how_many_subjects(name: str, count: int, asked: dict[str, RequirementSpec]) -> None:
    assert len(asked[name].options["topics"]) == count


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("汕尾市城区保留的证明事项清单", True),
        ("证明材料目录", True),
        ("取消的证明事项清单", False),
        ("不再要求提供的证明事项目录", False),
    ],
)
def test_certificates_kept_not_those_abolished(
    title: str, taken: bool, asked: dict[str, RequirementSpec]
) -> None:
    [wanted] = asked["3-2c-certificates"].options["documents"]
    found = any(re.search(pattern, title) for pattern in wanted["patterns"])
    assert (found and not any(re.search(pattern, title) for pattern in wanted["excludes"])) is taken


def test_links_to_sites_whose_hosts_are_our_finding_are_evidence(asked: dict[str, RequirementSpec]) -> None:
    for name in ("2-3a-enforcement-platform", "3-2b-credit-links"):
        assert asked[name].evidence
        assert all(wanted["targets"] for wanted in asked[name].options["columns"])


def test_soft_words_are_notices(asked: dict[str, RequirementSpec]) -> None:
    assert asked["1-3b-forms"].severity is Severity.NOTICE
    assert not [name for name, spec in asked.items() if spec.severity is Severity.VETO]
