"""An overview stays internal until it is said who approved its publication, and when; nothing else does."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from auditbot.errors import ConfigError
from auditbot.model.text import Lang
from auditbot.overview.marking import INTERNAL, Approval, approval, marking
from auditbot.overview.whole import overview
from reports.overview import FILES, write_overview
from tests.cli.calling import said
from tests.reports.overview.fleet import audit, made, store

TODAY = date(2026, 11, 20)
GIVEN = ("--for-publication", "--approved-by", "王建国", "--approved-on", "2026-11-19")


def texts(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text("utf-8") for name in FILES}


@pytest.mark.parametrize("lang", Lang)
def test_every_file_is_marked(tmp_path: Path, lang: Lang) -> None:
    write_overview(overview(made(20)), tmp_path, lang, None)
    written = texts(tmp_path)
    mark = INTERNAL.of(lang)
    assert written["overview.html"].count(mark) >= 2
    assert "@top-left" in written["overview.html"]
    assert json.loads(written["overview.json"])["marking"]["zh"] == INTERNAL.zh
    assert {row[0] for row in list(csv.reader(io.StringIO(written["overview.csv"])))[1:]} == {mark}


def test_with_leave_every_file_says_who_gave_it_and_when(tmp_path: Path) -> None:
    leave = Approval("王建国", date(2026, 11, 19))
    write_overview(overview(made(20)), tmp_path, Lang.ZH, leave)
    for text in texts(tmp_path).values():
        assert marking(leave).zh in text
        assert INTERNAL.zh not in text


@pytest.mark.parametrize("name", ["", " ", "...", "-", "王\n建国", "x" * 61, "\u202e王"])
def test_nobody_cannot_give_leave(name: str) -> None:
    with pytest.raises(ConfigError):
        Approval(name, TODAY)


@pytest.mark.parametrize(
    ("wanted", "name", "day"),
    [
        (True, None, None),
        (True, "王建国", None),
        (True, None, TODAY),
        (True, "", TODAY),
        (True, "王建国", date(2026, 11, 21)),
        (False, "王建国", TODAY),
        (False, "王建国", None),
        (False, None, TODAY),
    ],
)
def test_leave_is_whole_or_refused(wanted: bool, name: str | None, day: date | None) -> None:
    with pytest.raises(ConfigError):
        approval(wanted=wanted, name=name, day=day, today=TODAY)


def test_leave_that_was_not_asked_for_is_none() -> None:
    assert approval(wanted=False, name=None, day=None, today=TODAY) is None


PARTS: Sequence[Sequence[str]] = [
    GIVEN[:1],
    GIVEN[1:3],
    GIVEN[3:],
    GIVEN[:3],
    (GIVEN[0], *GIVEN[3:]),
    GIVEN[1:],
    (*GIVEN[:4], "2999-01-01"),
    (*GIVEN[:4], "yesterday"),
    (*GIVEN[:2], "", *GIVEN[3:]),
]


@pytest.mark.parametrize("command", ["overview", "papers"])
@pytest.mark.parametrize("parts", PARTS, ids=" ".join)
def test_no_part_of_it_takes_the_mark_off(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, parts: Sequence[str]
) -> None:
    store(tmp_path, audit("a"))
    before = sorted(tmp_path.rglob("*"))
    assert said(capsys, command, str(tmp_path), *parts)[0] == 2
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("variable", ["FOR_PUBLICATION", "APPROVED_BY", "APPROVED_ON"])
def test_the_environment_takes_nothing_off(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(f"AUDITBOT_{variable}", "1")
    monkeypatch.setenv(f"AUDITBOT_OVERVIEW_{variable}", "1")
    store(tmp_path, audit("a"))
    assert said(capsys, "overview", str(tmp_path))[0] == 0
    assert all(INTERNAL.zh in text for text in texts(tmp_path).values())


def test_the_whole_of_it_does(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    store(tmp_path, audit("a"))
    code, out, _ = said(capsys, "overview", str(tmp_path), *GIVEN)
    assert (code, [Path(line).name for line in out.split()]) == (0, list(FILES))
    for text in texts(tmp_path).values():
        assert "经王建国于2026年11月19日批准公开" in text
        assert INTERNAL.zh not in text
