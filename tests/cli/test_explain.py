"""``checks``, ``frameworks``, ``schema`` and ``doctor``."""

import json
import re

import pytest

from auditbot.cli.explain import explained
from auditbot.frameworks import read, shipped
from auditbot.model.framework import Framework
from auditbot.model.text import Lang
from auditbot.registry import Registry, load
from reports.terms import SEVERITIES
from tests.cli.calling import said
from tests.cli.jsonschema import violations

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.fixture(scope="module")
def known() -> list[Framework]:
    return [read(name) for name in shipped()]


@pytest.mark.parametrize("lang", Lang)
def test_checks_are_listed_with_their_titles(lang: Lang, capsys: Capture) -> None:
    code, out, err = said(capsys, "checks", lang=lang)
    assert (code, err) == (0, "")
    names = [line.split()[0] for line in out.splitlines()]
    assert names == [name for name, entry in load().checks.items() if entry.origin == "auditbot"]


@pytest.mark.parametrize("name", load().checks)
def test_a_check_explains_itself(name: str, registry: Registry, known: list[Framework]) -> None:
    out = explained(registry, name, known, Lang.ZH)
    check = registry[name]
    assert check.title in out
    assert check.about.mend in out
    assert [key for key in check.messages if f"{key}: " not in out] == []
    assert [key for key in check.Options.model_fields if f"{key} = " not in out] == []


@pytest.mark.parametrize("name", load().checks)
def test_a_check_names_the_clauses_that_use_it(name: str, registry: Registry, known: list[Framework]) -> None:
    lines = explained(registry, name, known, Lang.ZH).splitlines()
    used = [
        f"    {framework.id}  {clause.id}  {clause.title.zh}"
        for framework in known
        for clause in framework.clauses
        if name in {spec.check for spec in clause.requirements}
    ]
    assert [line for line in lines if line in used] == used


def test_a_clause_with_two_requirements_of_a_check_is_told_once(capsys: Capture) -> None:
    _, out, _ = said(capsys, "checks", "ipv6-dns")
    assert out.count("yongchuan-2022  43b  全部页面支持IPv6") == 1


def test_options_are_explained_in_the_language_asked_for(capsys: Capture) -> None:
    _, chinese, _ = said(capsys, "checks", "interpretation-timing")
    _, english, _ = said(capsys, "checks", "interpretation-timing", lang=Lang.EN)
    assert "    workdays = 3  文件公布后多少个工作日内解读；0 为当天\n" in chinese
    assert "    workdays = 3  0: the same day.\n" in english


@pytest.mark.parametrize("name", load().checks)
def test_options_are_shown_as_a_framework_writes_them(
    name: str, registry: Registry, known: list[Framework]
) -> None:
    out = explained(registry, name, known, Lang.ZH)
    assert not re.search(r" = .*(PydanticUndefined|<\w+\.|\bNone\b|datetime|``)", out)


def test_an_option_that_must_be_given_says_so(capsys: Capture) -> None:
    _, out, _ = said(capsys, "checks", "topic-coverage")
    assert "    topics = （必填）  " in out


def test_a_check_explains_itself_in_english(capsys: Capture) -> None:
    code, out, _ = said(capsys, "checks", "broken-links", lang=Lang.EN)
    assert code == 0
    assert "Mend" in out


@pytest.mark.parametrize("lang", Lang)
def test_an_unknown_check_is_told_with_those_there_are(lang: Lang, capsys: Capture) -> None:
    code, out, err = said(capsys, "checks", "broken-link", lang=lang)
    assert (code, out) == (2, "")
    assert "broken-links" in err


def test_frameworks_are_listed(capsys: Capture) -> None:
    code, out, _ = said(capsys, "frameworks")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()} == set(shipped())


@pytest.mark.parametrize("lang", Lang)
def test_a_framework_shows_every_clause_also_those_nobody_can_check(lang: Lang, capsys: Capture) -> None:
    code, out, _ = said(capsys, "frameworks", "state", lang=lang)
    framework = read("state")
    assert code == 0
    assert [clause.id for clause in framework.clauses if f"{clause.id}  " not in out] == []
    for clause in framework.clauses:
        if clause.why_not:
            assert (clause.why_not.en if lang is Lang.EN else clause.why_not.zh) in out
        assert all(
            f"- {spec.check} ({SEVERITIES[spec.severity].of(lang)})" in out for spec in clause.requirements
        )
    assert out.rstrip().splitlines()[-1].count("·") == 3, "the coverage map, counted"


def test_an_unknown_framework(capsys: Capture) -> None:
    code, _, err = said(capsys, "frameworks", "states")
    assert code == 2
    assert "state" in err


@pytest.mark.parametrize("name", ["audit", "site", "framework"])
def test_schemas_are_published(name: str, capsys: Capture) -> None:
    code, out, err = said(capsys, "schema", name)
    schema = json.loads(out)
    assert (code, err) == (0, "")
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False


def test_what_is_shipped_keeps_to_the_schema_of_frameworks(capsys: Capture) -> None:
    schema = json.loads(said(capsys, "schema", "framework")[1])
    for name in shipped():
        assert list(violations(read(name).model_dump(mode="json"), schema, schema)) == []


def test_a_site_keeps_to_the_schema_of_sites(capsys: Capture) -> None:
    schema = json.loads(said(capsys, "schema", "site")[1])
    site = {"id": "a", "home": "http://a.example/", "columns": [{"name": "栏目", "period": 14}]}
    assert list(violations(site, schema, schema)) == []
    assert list(violations({**site, "colums": []}, schema, schema))


@pytest.mark.parametrize("lang", Lang)
def test_the_doctor_names_what_this_machine_can_measure(lang: Lang, capsys: Capture) -> None:
    code, out, _ = said(capsys, "doctor", "--browser", "/no/such/browser", lang=lang)
    assert code == 0
    assert [name for name in ("IPv4", "IPv6", "Python") if name not in out] == []
    assert len(out.splitlines()) == 7


def test_the_doctor_speaks_json(capsys: Capture) -> None:
    code, out, _ = said(
        capsys, "doctor", "--json", "--browser", "/no/such/browser", "--dns-server", "127.0.0.1:5353"
    )
    told = json.loads(out)
    assert code == 0
    assert told["ipv4"] in ("works", "no-route", "unproven")
    assert told["browser"] is None
    assert told["browser_absence"]
    assert any("127.0.0.1" in server for server in told["dns"])
    assert {"chinese_fonts", "at"} <= set(told)


def test_the_doctor_refuses_nonsense(capsys: Capture) -> None:
    assert said(capsys, "doctor", "--dns-server", "here")[0] == 2
