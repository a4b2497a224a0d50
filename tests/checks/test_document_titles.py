import pytest
from pydantic import ValidationError

from checks.shared.documents import Titles, WantedDocument, squeezed, years_of

DECISIONS = WantedDocument(
    name="重大行政决策事项目录", patterns=("(重大)(行政)?决策(事项)?(年度)?(目录|清单)",), year=2022
)
PLAN = WantedDocument(
    name="计划报告",
    patterns=("国民经济和社会发展计划.{0,12}(执行情况|草案).{0,30}报告",),
    year=2022,
    years=True,
)


def told(wanted: WantedDocument, title: str) -> str:
    titles, named = Titles(wanted), squeezed(title)
    assert titles.may_stand_in(f"区领导调研\n{named}\n会议") == bool(titles._pattern.search(named))
    if not titles.match(named):
        return "other"
    return "near" if titles.near(named) else "it"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("青禾区2022年度重大行政决策事项目录", "it"),
        ("关于公布《青禾区2022年度 重大行政决策事项目录》的通知", "it"),
        ("青禾区人民政府办公室关于印发2022年重大行政决策目录的通知", "it"),
        ("附件：重大行政决策事项目录.xlsx", "it"),
        ("关于公开征集2022年度重大行政决策事项目录的公告", "near"),
        ("关于申报2022年重大行政决策事项目录的通知", "near"),
        ("关于做好重大行政决策事项目录编制工作的通知", "near"),
        ("关于报送2022年度重大行政决策事项目录的函", "near"),
        ("关于梳理重大行政决策事项目录情况的报告", "near"),
        ("关于公布2022年重大行政决策目录工作的通知", "near"),
        ("我区公布2022年度重大行政决策事项目录", "near"),
        ("青禾区发布2022年度重大行政决策事项目录", "near"),
        ("一图读懂青禾区2022年度重大行政决策事项目录", "near"),
        ("区政府召开会议审议重大行政决策事项目录", "near"),
        ("青禾区重大行政决策程序规定", "other"),
    ],
)
def test_a_document_is_told_from_papers_about_it(title: str, expected: str) -> None:
    assert told(DECISIONS, title) == expected


def test_words_that_the_pattern_names_itself_do_not_speak_against_it() -> None:
    wanted = WantedDocument(name="检查事项清单", patterns=("抽查检查事项清单",))
    assert told(wanted, "青禾区双随机抽查检查事项清单") == "it"
    committee = WantedDocument(name="权力清单", patterns=("权力(事项)?清单",))
    assert told(committee, "区委机构编制委员会办公室权力清单") == "it"
    assert told(committee, "权力清单编制工作方案") == "near"


def test_a_paper_that_orders_work_may_be_what_is_asked_for() -> None:
    wanted = WantedDocument(name="公平竞争文件", patterns=("公平竞争.{0,20}(意见|通知)",))
    assert told(wanted, "关于进一步做好公平竞争审查工作的通知") == "it"


def test_excluded_titles_and_names_without_pattern() -> None:
    wanted = WantedDocument(name="证明事项清单", excludes=("取消|不再",))
    assert told(wanted, "青禾区证明事项清单") == "it"
    assert told(wanted, "青禾区取消的证明事项清单") == "other"


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2022年度目录", {2022}),
        ("关于公布2021—2023年规划的通知", {2021, 2022, 2023}),
        ("青府发〔2022〕5号 关于印发目录的通知", set()),
        ("青府发（2022）5号 2021年目录", {2021}),
        ("二〇二二年重大项目清单", {2022}),
        ("2025年计划执行情况与下一年计划草案的报告", {2025, 2026}),
        ("电话82022022", set()),
        ("2019年目录 2020-01-29", {2019}),
        ("2019年目录（2020年1月29日公布）", {2019}),
        ("2022年3月补贴发放公示", {2022}),
        ("收费目录清单（2023版）", {2023}),
    ],
)
def test_years_of_a_title(title: str, years: set[int]) -> None:
    assert years_of(title) == years


def test_the_year_that_is_covered() -> None:
    assert DECISIONS.covered_by(years_of("2022年目录")) is True
    assert DECISIONS.covered_by(years_of("2023年目录")) is False
    assert DECISIONS.covered_by(years_of("目录")) is None
    both = "青禾区2022年国民经济和社会发展计划执行情况与2023年计划草案的报告"
    assert (told(PLAN, both), PLAN.covered_by(years_of(both))) == ("it", True)
    assert PLAN.covered_by(years_of("2022年国民经济和社会发展计划执行情况报告")) is None


@pytest.mark.parametrize("pattern", ["(", "", "a" * 201])
def test_patterns_are_checked(pattern: str) -> None:
    with pytest.raises(ValidationError):
        WantedDocument(name="目录", patterns=(pattern,))
