"""The notice of Nanjing as it is shipped: its clauses, and what its text leaves open."""

from collections import Counter

import pytest

from auditbot.frameworks import read
from auditbot.model.framework import Clause, Framework, RequirementSpec, See
from auditbot.model.outcome import Severity

IDS = """
(一)a (一)b (一)c (一)d (二)a (二)b (三)a (三)b (三)c (四)a (四)b (五)a (五)b (六) (七)a (七)b (七)c
(八)a (八)b (八)c (九) (十) (十一)a (十一)b (十一)c (十一)d (十二)a (十二)b (十二)c (十二)d
(十三)a (十三)b (十四) (十五)a (十五)b (十五)c
""".split()
ASSISTED = "(一)b (一)d (二)b (三)c (四)a (五)b (八)b (十) (十二)c".split()
OFFLINE = "(十一)d (十三)b (十四) (十五)c".split()


@pytest.fixture(scope="module")
def notice() -> Framework:
    return read("nanjing-2022")


def test_every_clause_stands_there_in_order(clauses: dict[str, Clause]) -> None:
    assert list(clauses) == IDS


def test_how_many_a_website_shows(clauses: dict[str, Clause]) -> None:
    assert Counter(clause.see for clause in clauses.values()) == {
        See.AUTOMATIC: 23,
        See.ASSISTED: 9,
        See.OFFLINE: 4,
    }
    for see, ids in ((See.ASSISTED, ASSISTED), (See.OFFLINE, OFFLINE)):
        assert [clause.id for clause in clauses.values() if clause.see is see] == ids


def test_number_and_date_are_not_made_up(notice: Framework) -> None:
    assert (notice.number, notice.issued) == ("宁政办发〔2022〕", None)


def test_due_dates(clauses: dict[str, Clause]) -> None:
    assert {clause.id: str(clause.due) for clause in clauses.values() if clause.due} == {
        "(七)b": "2022-12-31",
        "(十二)c": "2022-12-31",
        "(十五)b": "2023-01-31",
    }
    assert [clause.id for clause in clauses.values() if clause.due_note] == ["(十五)a", "(十五)b"]


def test_a_term_from_an_unknown_day_is_never_overdue(
    clauses: dict[str, Clause], asked: dict[str, RequirementSpec]
) -> None:
    assert clauses["(十五)a"].due is None
    assert {asked[one].options["breach"] for one in ("15a-pages", "15a-own")} == {False}


def test_what_was_ordered_for_the_epidemic_has_an_end(clauses: dict[str, Clause]) -> None:
    ended = {clause.id: str(clause.until) for clause in clauses.values() if clause.until}
    assert ended == {"(四)a": "2023-01-07"}


def test_the_notice_names_no_lead(clauses: dict[str, Clause]) -> None:
    assert {clause.lead for clause in clauses.values()} == {""}


@pytest.mark.parametrize(
    ("identity", "responsible"),
    [
        ("(一)a", ()),
        ("(五)b", ("基层执行机关",)),
        ("(六)", ("教育、卫生健康、供水、供电、供气、环境保护、公共交通等行业主管部门",)),
        ("(七)b", ()),
        ("(七)c", ("各区政府", "市各有关部门")),
        ("(十一)c", ("各级各部门",)),
        ("(十二)b", ("各区政府",)),
        ("(十二)c", ("各区政府",)),
        ("(十四)", ("各级各部门",)),
        ("(十五)a", ("江北新区管委会", "各区政府", "市各有关部门")),
    ],
)
def test_units_are_those_of_the_text(
    identity: str, responsible: tuple[str, ...], clauses: dict[str, Clause]
) -> None:
    assert clauses[identity].responsible == responsible


def test_only_columns_that_the_notice_names_must_exist(asked: dict[str, RequirementSpec]) -> None:
    columns = [spec for spec in asked.values() if spec.check == "required-columns"]
    assert [spec.id for spec in columns if spec.options.get("named", True)] == [
        "7a-column",
        "7b-column",
        "8c-column",
    ]


def test_seven_sectors(asked: dict[str, RequirementSpec]) -> None:
    topics = [topic["name"] for topic in asked["6-sectors"].options["topics"]]
    assert topics == "教育 卫生健康 供水 供电 供气 环境保护 公共交通".split()


def test_evidence_inside_clauses_that_are_decided(asked: dict[str, RequirementSpec]) -> None:
    evidence = [spec.id for spec in asked.values() if spec.evidence]
    assert evidence == ["1c-approval", "7a-history", "8a-content", "8c-topics"]


def test_soft_words_weigh_little(asked: dict[str, RequirementSpec]) -> None:
    soft = [spec.id for spec in asked.values() if spec.severity is Severity.NOTICE]
    assert soft == ["7c-pages", "7c-own", "11a-dns", "11a-reachable"]


def test_one_download_is_enough_for_rules(asked: dict[str, RequirementSpec]) -> None:
    assert asked["7a-download"].options == {"formats": ["word", "pdf"], "any": True}


def test_apps_alone_are_asked_for_ipv6(asked: dict[str, RequirementSpec]) -> None:
    measured = [spec for spec in asked.values() if spec.check.startswith("ipv6")]
    assert [spec.options for spec in measured] == [{"apps": True}] * 2
