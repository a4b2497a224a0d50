"""``auditbot overview``."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from auditbot.model.text import Lang
from tests.cli.calling import said
from tests.reports.overview.fleet import DAY, FIRST, SECOND, audit, store

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    store(tmp_path, audit("a", finished=DAY - timedelta(days=31)), FIRST)
    store(tmp_path, audit("a"), SECOND)
    store(tmp_path, audit("b", finished=DAY - timedelta(days=31)), FIRST)
    return tmp_path


def told(out: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((out / "overview.json").read_text("utf-8"))
    return data


def test_every_site_is_told_with_its_trend(capsys: Capture, out: Path) -> None:
    assert said(capsys, "overview", str(out))[0] == 0
    assert {one["id"]: bool(one["before"]) for one in told(out)["sites"]} == {"a": True, "b": False}


def test_a_period_and_a_number_of_sites_may_be_given(capsys: Capture, out: Path) -> None:
    assert said(capsys, "overview", str(out), "--since", "2026-11-01", "--registered", "9")[0] == 0
    data = told(out)
    assert ([one["id"] for one in data["sites"]], data["absent"], data["registered"]) == (["a"], ["b"], 9)


def test_it_speaks_english_too(capsys: Capture, out: Path) -> None:
    assert said(capsys, "overview", str(out), "--lang", "en", lang=Lang.EN)[0] == 0
    assert '<html lang="en">' in (out / "overview.html").read_text("utf-8")


def test_what_cannot_be_read_is_said(capsys: Capture, out: Path) -> None:
    (out / "a" / SECOND / "audit.json").write_text("{")
    code, _, problems = said(capsys, "overview", str(out))
    assert code == 0
    assert f"a/{SECOND}/audit.json" in problems


@pytest.mark.parametrize("given", [("--since", "spring"), ("--registered", "0")])
def test_what_cannot_be_meant_is_wrong_usage(capsys: Capture, out: Path, given: tuple[str, str]) -> None:
    assert said(capsys, "overview", str(out), *given)[0] == 2
    assert not (out / "overview.html").exists()
