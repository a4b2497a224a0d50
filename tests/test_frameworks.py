"""Frameworks: found, read, and turned into requirements and checks that serve them."""

import json
import re
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from auditbot.check import About, Check, CheckOptions, Context, Message
from auditbot.errors import CheckError, ConfigError
from auditbot.frameworks import assign, read, record, requirements, shipped
from auditbot.model.framework import Framework, Requirement
from auditbot.model.site import Site
from auditbot.registry import Registered, Registry, load
from auditbot.url import Url
from tests.scoring import asking

CONTEXT = Context(Site(id="x", home=Url("http://x.example/")), date(2026, 11, 20))

FILE = """\
id: own
title: {zh: 自定}
about: {zh: 自定}
clauses:
  - id: c1
    title: {zh: 一}
    says: {zh: 一}
    see: automatic
    source: {document: 文, trust: S}
    lead: 办公室
    responsible: [甲, 乙]
    due: 2027-01-01
    until: 2030-01-01
    requirements:
      - {id: r1, check: one, severity: major, options: {days: 3}, kinds: [portal]}
      - {id: r2, check: one, severity: minor, options: {days: 3}}
      - {id: r3, check: one, severity: minor}
  - id: c2
    title: {zh: 二}
    says: {zh: 二}
    see: offline
    why_not: {zh: 网站上看不到}
    source: {document: 文, trust: S}
indicators:
  - {id: i1, title: {zh: 否}, clause: c1, kind: veto, any: [{requirements: [r1], count: 1}]}
"""


class One(Check):
    id = "one"
    title = "一"
    about = About("", "", "")
    messages: ClassVar[dict[str, Message]] = {}

    class Options(CheckOptions):
        days: int = 14
        names: tuple[str, ...] = ()


class Broken(One):
    id = "broken"

    def __init__(self, options: CheckOptions, context: Context) -> None:
        raise RuntimeError("no")


REGISTRY = Registry({"broken": Registered(Broken, "x"), "one": Registered(One, "x")})


def framework(folder: Path, text: str = FILE) -> Framework:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return read(str(path))


def demand(check: str = "one", /, **options: object) -> Requirement:
    asked = {"id": "r", "check": check, "severity": "major", "options": options}
    return requirements([asking([asked])])[0]


@pytest.mark.parametrize("name", shipped())
def test_what_is_shipped_can_be_read(name: str) -> None:
    assert read(name).id == name


@pytest.mark.parametrize("name", shipped())
def test_no_blank_stands_within_a_chinese_sentence(name: str) -> None:
    told = json.dumps(read(name).model_dump(mode="json"), ensure_ascii=False)
    assert re.findall(r"[\u3001-\u9fff\uff01-\uff60] [\u3001-\u9fff\uff01-\uff60]", told) == []


def test_a_broken_line_of_chinese_is_read_without_a_blank(tmp_path: Path) -> None:
    folded = "says:\n      zh: >-\n        栏目 5 个及以上，\n        “政策解读”须用 PDF\n        公开\n"
    first = framework(tmp_path, FILE.replace("says: {zh: 一}\n", folded, 1)).clauses[0]
    assert first.says.zh == "栏目 5 个及以上，“政策解读”须用 PDF 公开"


def test_the_state_framework_is_there() -> None:
    assert "state" in shipped()


def test_a_framework_of_ones_own_is_read_by_its_path(tmp_path: Path) -> None:
    assert [clause.id for clause in framework(tmp_path).clauses] == ["c1", "c2"]


@pytest.mark.parametrize("name", ["stat", "", "state.yml/x", "../state"])
def test_an_unknown_name_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(ConfigError) as told:
        read(name)
    assert "state" in told.value.hint.en


def test_requirements_carry_what_their_clause_says(tmp_path: Path) -> None:
    first, *_ = rows = requirements([framework(tmp_path)])
    assert [row.id for row in rows] == ["own/r1", "own/r2", "own/r3"]
    assert (first.clause, first.lead, first.responsible) == ("c1", "办公室", ("甲", "乙"))
    assert (first.due, first.until) == (date(2027, 1, 1), date(2030, 1, 1))
    assert first.trust == "S"


def test_one_check_with_the_same_options_runs_once(tmp_path: Path) -> None:
    made = assign(requirements([framework(tmp_path)]), REGISTRY, CONTEXT)
    assert [one.requirements for one in made] == [("own/r1", "own/r2"), ("own/r3",)]
    assert [one.check.options.days for one in made] == [3, 14]
    assert len({one.key for one in made}) == 2


def test_defaults_written_out_are_the_same_options() -> None:
    written: list[dict[str, object]] = [{}, {"days": 14}, {"names": []}]
    keys = [assign([demand(**options)], REGISTRY, CONTEXT)[0].key for options in written]
    assert len(set(keys)) == 1


def test_the_key_is_stable_over_runs() -> None:
    assert assign([demand()], REGISTRY, CONTEXT)[0].key == assign([demand()], REGISTRY, CONTEXT)[0].key


def test_an_unknown_check_is_told_with_those_there_are() -> None:
    with pytest.raises(ConfigError) as told:
        assign([demand("ones")], REGISTRY, CONTEXT)
    assert "f/r" in told.value.message.en
    assert "one" in told.value.hint.en


@pytest.mark.parametrize(("option", "value"), [("day", 3), ("days", "many"), ("days", None), ("names", 3)])
def test_a_bad_option_is_told_with_the_requirement_and_those_there_are(option: str, value: object) -> None:
    with pytest.raises(ConfigError) as told:
        assign([demand(**{option: value})], REGISTRY, CONTEXT)
    assert option in told.value.message.en
    assert "f/r" in told.value.message.en
    assert "days" in told.value.hint.en


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("day", 3, "没有这个选项"), ("days", "many", "应为整数"), ("names", 3, "应为列表")],
)
def test_a_bad_option_is_told_in_chinese(option: str, value: object, said: str) -> None:
    with pytest.raises(ConfigError) as told:
        assign([demand(**{option: value})], REGISTRY, CONTEXT)
    assert f"{option}：{said}" in told.value.message.zh


@pytest.mark.parametrize(
    ("check", "options"), [("stale-columns", {"days": 3}), ("guide-elements", {"elements": []})]
)
def test_options_that_do_not_go_together_are_told_in_chinese(check: str, options: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as told:
        assign([demand(check, **options)], load(), CONTEXT)
    chinese, english = told.value.message
    assert "须" in chinese or "至少" in chinese
    assert english.isascii()
    assert f"options of {check}: " in english


def test_a_check_that_cannot_be_made() -> None:
    with pytest.raises(CheckError, match="broken"):
        assign([demand("broken")], REGISTRY, CONTEXT)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("id: c2", "id: c1", "c1"),
        ("id: r2", "id: r1", "r1"),
        ("requirements: [r1]", "requirements: [r9]", "i1"),
        ("clause: c1", "clause: c9", "i1"),
        ("    why_not: {zh: 网站上看不到}\n", "", "c2"),
        ("see: offline", "see: automatic", "c2"),
        ("count: 1", "count: 0", "count"),
        ("severity: major", "severity: big", "severity"),
        ("trust: S}\n    lead", "trust: X}\n    lead", "trust"),
    ],
)
def test_what_contradicts_itself_is_refused(old: str, new: str, word: str, tmp_path: Path) -> None:
    assert old in FILE
    with pytest.raises(ConfigError) as told:
        framework(tmp_path, FILE.replace(old, new))
    assert word in told.value.message.en


def test_the_digest_tells_whether_a_framework_changed(tmp_path: Path) -> None:
    one, same = record(framework(tmp_path)), record(framework(tmp_path))
    other = record(framework(tmp_path, FILE.replace("days: 3", "days: 4")))
    assert one == same
    assert one.digest != other.digest
