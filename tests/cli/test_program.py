"""The program: help, language, and how every way of failing leaves it."""

import subprocess
import sys
from collections.abc import Callable

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
    assert "Traceback" not in err


def test_a_fault_of_ours_shows_no_traceback_unless_asked(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.cli.doctor.command", raising(ZeroDivisionError("by us")))
    code, out, err = said(capsys, "doctor")
    assert (code, out) == (4, "")
    assert "by us" in err
    assert "--verbose" in err
    assert "Traceback" not in err
    program._own_fault(["--verbose"], Lang.ZH)


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


def test_the_installed_program_leaves_with_its_code() -> None:
    line = [sys.executable, "-c", "from auditbot.cli import main; main()", "scan", "not an address"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "not an address" in done.stderr


def test_a_reader_that_hangs_up_is_no_fault() -> None:
    line = f'"{sys.executable}" -c "from auditbot.cli import main; main()" schema audit | head -c 10'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
