"""The program: help, language, and how every way of failing leaves it."""

import errno
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from auditbot.cli import program
from auditbot.cli.words import language
from auditbot.errors import CheckError, ConfigError, EnvironmentProblem, StoreError
from auditbot.model.text import Lang, Text
from tests.cli.calling import said

COMMANDS = "scan audit demo judge report resume checks frameworks schema doctor".split()
Capture = pytest.CaptureFixture[str]
SCAN_OPTIONS = (
    "--out --format --framework --as-of --max-pages --max-depth --deadline --rate --concurrency"
    " --allow-network --connect-to --dns-server --ca-file --header --render --browser --external"
    " --resume --fresh --fail-on --lang --quiet --verbose --log-json"
).split()


def chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize("lang", Lang)
def test_the_commands_are_listed(lang: Lang, capsys: Capture) -> None:
    code, out, _ = said(capsys, "--help", lang=lang)
    assert code == 0
    assert all(f"\n  {name} " in out for name in COMMANDS)
    assert chinese(out) is (lang is Lang.ZH)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, lang: Lang, capsys: Capture) -> None:
    code, out, err = said(capsys, name, "--help", lang=lang)
    assert (code, err) == (0, "")
    assert "--lang" in out
    assert chinese(out) is (lang is Lang.ZH)
    assert ("用法" in out) is (lang is Lang.ZH)


@pytest.mark.parametrize("name", ["scan", "audit"])
def test_the_promised_options_are_there(name: str, capsys: Capture) -> None:
    _, out, _ = said(capsys, name, "--help")
    assert [option for option in SCAN_OPTIONS if option not in out] == []


def test_the_version(capsys: Capture) -> None:
    code, out, _ = said(capsys, "--version")
    assert code == 0
    assert out.startswith("auditbot ")


def test_without_a_command_the_help_is_shown(capsys: Capture) -> None:
    code, out, err = said(capsys)
    assert code == 2
    assert "scan" in out + err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["scan", "--max-page", "3", "x.example"], ["--max-page", "--max-pages"]),
        (["scan", "--fom", "json", "x.example"], ["--fom", "--format"]),
        (["scan"], ["URL"]),
        (["scan", "x.example", "--render", "sometimes"], ["--render", "always"]),
        (["scan", "x.example", "--max-pages", "0"], ["--max-pages"]),
        (["scan", "x.example", "--concurrency", "65"], ["--concurrency"]),
        (["scan", "x.example", "--ca-file", "/no/such/file"], ["/no/such/file"]),
        (["scan", "x.example", "--lang", "fr"], ["--lang"]),
        (["scann"], ["scann"]),
        (["schema", "audits"], ["audit", "site", "framework"]),
        (["judge"], ["AUDIT"]),
        (["doctor", "now"], ["now"]),
    ],
)
@pytest.mark.parametrize("lang", Lang)
def test_wrong_usage_is_named(arguments: list[str], words: list[str], lang: Lang, capsys: Capture) -> None:
    code, out, err = said(capsys, *arguments, lang=lang)
    assert (code, out) == (2, "")
    assert [word for word in words if word not in err] == []
    assert chinese(err) is (lang is Lang.ZH)
    assert "Traceback" not in err


def raising(error: BaseException) -> Callable[[str, str, Lang], click.Command]:
    def fail() -> None:
        raise error

    def build(name: str, help_: str, lang: Lang) -> click.Command:
        return click.Command(name, callback=fail)

    return build


ENGLISH = re.compile(r"(?<![\w/.'=-])[a-z]{2,}(?: [a-z']+){2,}")
"""Three words in a row: a sentence that nobody put into Chinese."""


@pytest.mark.parametrize("name", ["", *program._COMMANDS])
def test_chinese_help_holds_no_english_sentences(name: str, capsys: Capture) -> None:
    code, out, _ = said(capsys, *name.split(), "--help")
    assert code == 0
    assert not [
        word for word in ("message and exit", "default:", "required", "OPTIONS", "INTEGER") if word in out
    ]
    assert ENGLISH.findall(out) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["scan", "x.example", "--max-pages", "0"],
        ["scan", "x.example", "--max-pages", "many"],
        ["scan", "x.example", "--max-pages"],
        ["scan", "x.example", "--quiet=yes"],
        ["scan", "x.example", "--ca-file", "/no/such/file"],
        ["scan", "x.example", "--ca-file", "/"],
        ["scan", "x.example", "--lang", "fr"],
        ["scan", "x.example", "--limit", "pages=many"],
        ["scan", "x.example", "--limit", "pages=-1"],
        ["scan", "x.example", "--allow-network", "1.2.3.4/8"],
        ["scan", "x.example", "--allow-network", "inside"],
        ["sites", "lost"],
        ["doctor", "now"],
        ["framework", "new", "/no/such/notice.txt"],
        ["overview", "/no/such/folder"],
        ["schedule", "list", "--zone", "Mars"],
        ["schedule", "set", "nothing"],
        ["ledger", "mark", "lost", "1"],
    ],
)
def test_chinese_complaints_hold_no_english_sentences(arguments: list[str], capsys: Capture) -> None:
    code, out, err = said(capsys, *arguments)
    assert (code, out) == (2, "")
    assert chinese(err)
    assert ENGLISH.findall(re.sub(r"auditbot [a-z -]+", "", err)) == []
    assert not re.search(r"is not|does not|No such|Value error", err)


@pytest.mark.parametrize("name", ["scan", "audit", "resume"])
def test_a_browser_that_is_none_is_refused(name: str, capsys: Capture, tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("no program", encoding="utf-8")
    for given, why in (("nix", "没有这个文件或目录：nix"), (str(text), "不是可以执行的程序")):
        code, out, err = said(capsys, name, "http://127.0.0.1:9/", "--browser", given)
        assert (code, out) == (2, "")
        assert "--browser" in err
        assert why in err


@pytest.mark.parametrize("lang", Lang)
def test_wrong_usage_says_where_the_use_is_explained(lang: Lang, capsys: Capture) -> None:
    _, _, err = said(capsys, "scan", "x.example", "--max-pages", "0", lang=lang)
    assert "auditbot scan --help" in err


def test_help_that_nobody_asked_for_is_no_complaint(capsys: Capture) -> None:
    for arguments in ([], ["sites"]):
        code, _, err = said(capsys, *arguments)
        assert code == 2
        assert err.startswith("用法：")


def test_the_language_may_stand_before_the_command(capsys: Capture) -> None:
    code, out, err = said(capsys, "--lang", "en", "--help", lang=Lang.EN)
    assert (code, err) == (0, "")
    assert "Commands" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["ledger", "list"],
        ["schedule", "list"],
        ["serve"],
        ["store", "info"],
        ["store", "backup", "copy.sqlite"],
    ],
)
def test_a_store_that_was_not_made_is_wrong_usage(
    arguments: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AUDITBOT_STORE", raising=False)
    code, out, err = said(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "store" in err.splitlines()[1]


def test_a_backup_is_not_written_over_a_file(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    said(capsys, "store", "init")
    Path("there").write_text("kept")
    assert said(capsys, "store", "backup", "there")[0] == 2
    assert Path("there").read_text() == "kept"


BOTH = Text("出了错", "went wrong"), Text("这样办", "do this")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError(*BOTH), 2),
        (StoreError(*BOTH), 4),
        (CheckError(*BOTH), 4),
        (EnvironmentProblem(*BOTH), 4),
    ],
)
@pytest.mark.parametrize("lang", Lang)
def test_our_own_exceptions_say_what_to_do(
    error: Exception, code: int, lang: Lang, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.cli.doctor.command", raising(error))
    left, out, err = said(capsys, "doctor", lang=lang)
    assert (left, out) == (code, "")
    assert BOTH[0].of(lang) in err
    assert BOTH[1].of(lang) in err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_is_no_fault(
    error: BaseException, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.cli.doctor.command", raising(error))
    code, _, err = said(capsys, "doctor")
    assert code == 3
    assert chinese(err)
    assert len(err.split()) == 1


def test_a_fault_of_ours_shows_no_traceback_unless_asked(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.cli.doctor.command", raising(ZeroDivisionError("by us")))
    code, out, err = said(capsys, "doctor")
    assert (code, out) == (4, "")
    assert "by us" in err
    assert "--verbose" in err
    assert "Traceback" not in err
    code, out, err = said(capsys, "--verbose", "doctor")
    assert (code, out) == (4, "")
    assert "Traceback" in err


@pytest.mark.parametrize("before", [[], ["scan"]])
def test_verbose_promises_no_more_than_that(before: list[str], capsys: Capture) -> None:
    _, out, _ = said(capsys, *before, "--help")
    [line] = [one for one in out.splitlines() if "--verbose" in one]
    assert line.split() == ["--verbose", "出错时显示详情"]


def test_too_many_open_files_are_no_fault_of_ours(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditbot.cli.doctor.command", raising(OSError(errno.EMFILE, "Too many open files")))
    code, out, err = said(capsys, "doctor")
    assert (code, out) == (4, "")
    assert "ulimit -n" in err
    assert "--verbose" not in err


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], "", Lang.ZH),
        ([], "en_US.UTF-8", Lang.EN),
        (["scan", "--lang", "en"], "", Lang.EN),
        (["scan", "--lang=en"], "", Lang.EN),
        (["scan", "--lang", "zh"], "en", Lang.ZH),
        (["scan", "--lang"], "", Lang.ZH),
        (["scan", "en"], "", Lang.ZH),
    ],
)
def test_the_language(
    arguments: list[str], environment: str, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITBOT_LANG", environment)
    assert language(arguments) is lang
