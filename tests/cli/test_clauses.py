"""``frameworks ID``: the clauses of a notice as a person reads them."""

from datetime import date
from functools import cache

import pytest

from auditbot.cli.clauses import clauses_of, requirement
from auditbot.cli.program import run
from auditbot.frameworks import read
from auditbot.model.framework import RequirementSpec
from auditbot.model.text import Lang

DAY = date(2022, 12, 10)
known = cache(read)


def block(framework: str, identity: str, lang: Lang = Lang.ZH) -> list[str]:
    """The lines of one clause."""
    lines = clauses_of(known(framework), DAY, lang).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"{identity}  "))
    rest = (place for place, line in enumerate(lines) if place > start and not line.startswith("    "))
    return [line.strip() for line in lines[start : next(rest)]]


def shown(lang: Lang = Lang.ZH, **given: object) -> str:
    spec = {"id": "r", "check": "some-check", "severity": "major", **given}
    return requirement(RequirementSpec.model_validate(spec), lang)


def test_a_clause_tells_units_and_day() -> None:
    lines = block("yongchuan-2022", "33")
    assert lines[0] == "33  门户网站政策咨询问答库  [自动判定]"
    assert "牵头：区政府办公室、区信息化服务中心 → 责任：区政府各部门" in lines
    assert "期限：2022-12-31 临期（还有 21 天）" in lines


def test_in_english() -> None:
    lines = block("yongchuan-2022", "33", Lang.EN)
    assert lines[0].endswith("[decided by a check]")
    assert "due: 2022-12-31 due soon, in 21 days" in lines


def test_a_day_that_is_ours_says_so() -> None:
    assert any(
        line.startswith("期限：2022-12-31 ") and "我们定的" in line for line in block("yongchuan-2022", "2a")
    )
    assert any(line.startswith("适用至：2023-01-07（") for line in block("yongchuan-2022", "14"))


def test_a_term_from_an_unknown_day_stands_with_its_note() -> None:
    assert any(line.startswith("期限：长期坚持（") for line in block("nanjing-2022", "(十五)a"))


def test_a_clause_that_cannot_be_seen_says_why() -> None:
    lines = block("yongchuan-2022", "56")
    assert lines[0].endswith("[网站上看不到]")
    assert "属于合同往来，网站上看不到" in lines


def test_the_source_is_told_where_it_changes() -> None:
    told = clauses_of(known("yongchuan-2022"), DAY, Lang.ZH)
    assert "来源：" in told
    assert told.count("来源：") < len(known("yongchuan-2022").clauses) / 2


def test_options_are_readable() -> None:
    options = {"workdays": 5, "stated": True, "any": False, "hosts": [], "platforms": ["a.example"]}
    assert shown(options=options) == (
        "some-check (较重)  workdays=5  stated=是  any=否  hosts=–  platforms=a.example"
    )


def test_long_lists_are_counted() -> None:
    topics = [{"name": name, "words": [name, "词"]} for name in "甲乙丙丁戊"]
    assert shown(options={"topics": topics[:3]}) == "some-check (较重)  topics=甲、乙、丙"
    assert shown(options={"topics": topics}) == "some-check (较重)  topics=甲、乙、丙…共 5 项"
    assert shown(Lang.EN, options={"topics": topics}).endswith("… 5 in all")


def test_a_single_column_tells_its_other_names() -> None:
    column = {"name": "减税降费", "aliases": ["一", "二", "三", "四"], "place": "homepage"}
    assert shown(options={"columns": [column]}).endswith(
        "columns=减税降费(aliases=一、二、三…共 4 项; place=homepage)"
    )


def test_what_narrows_a_requirement_is_told() -> None:
    told = shown(evidence=True, kinds=["portal", "township"], title={"zh": "有此栏目", "en": "it is there"})
    assert told == "some-check (较重)  有此栏目  只取证  仅门户网站、镇街网站"
    assert "evidence only" in shown(Lang.EN, evidence=True)


@pytest.mark.parametrize("day", ["2022-13-01", "soon"])
def test_a_day_that_cannot_be_read(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["frameworks", "state", "--as-of", day], Lang.ZH) == 2
    assert "--as-of" in capsys.readouterr().err
