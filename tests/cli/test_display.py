"""What is shown while an audit runs, and when it has ended."""

import json
import sys
import time
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.console import Console

from auditbot.audit.plan import Plan
from auditbot.cli.display import Lines, Silence, display_of
from auditbot.cli.exits import Exit
from auditbot.cli.panel import Panel
from auditbot.cli.session import exit_code
from auditbot.cli.summary import summary
from auditbot.crawl.progress import Progress
from auditbot.model.audit import Audit, StopReason
from auditbot.model.needs import Needs
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.settings import Limits, Settings
from auditbot.url import Url
from tests.reports.sample import clean, incomplete, sample

Capture = pytest.CaptureFixture[str]
NASTY = "\x1b[31mred\x1b[0m \u202egnp.exe \x07[bold]x[/bold]"


class Talk(NamedTuple):
    lang: Lang = Lang.EN
    quiet: bool = False
    log_json: bool = False


@pytest.fixture
def plan() -> Plan:
    site = Site(id="x", home=Url("http://x.example/"), name=f"town {NASTY}")
    return Plan(site, Settings(as_of=date(2026, 11, 20)), (), (), (), Needs.NOTHING, (), ())


@pytest.fixture
def progress() -> Progress:
    one = Progress(stage="crawl", pages=7, targets=3, waiting=5, bytes=999)
    one.current[1] = (f"http://x.example/{NASTY}", time.monotonic() - 9)
    one.trouble = f"disk {NASTY}"
    return one


def test_a_person_gets_a_panel_a_log_gets_lines(
    progress: Progress, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert type(display_of(progress, plan, Talk())) is Lines
    assert type(display_of(progress, plan, Talk(quiet=True))) is Silence
    assert type(display_of(progress, plan, Talk(log_json=True, quiet=True))) is Lines
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert type(display_of(progress, plan, Talk())) is Panel
    assert type(display_of(progress, plan, Talk(log_json=True))) is Lines


def test_a_line(progress: Progress, plan: Plan, capsys: Capture) -> None:
    Lines(progress, plan, Lang.EN, as_json=False).show()
    said = capsys.readouterr().err
    assert said.startswith("walking the site · pages 7 · links 3 · waiting 5")
    assert said.count("\n") == 1


def test_a_line_of_json(progress: Progress, plan: Plan, capsys: Capture) -> None:
    Lines(progress, plan, Lang.ZH, as_json=True).show()
    said = json.loads(capsys.readouterr().err)
    assert (said["stage"], said["pages"], said["targets"], said["waiting"], said["bytes"]) == (
        "crawl",
        7,
        3,
        5,
        999,
    )
    assert said["slowest"][0]["seconds"] > 8


def test_a_panel_shows_no_control_characters(progress: Progress, plan: Plan) -> None:
    panel = Panel(progress, plan, Lang.ZH)
    shown = StringIO()
    Console(file=shown, width=100).print(panel._drawn())
    assert "\x1b" not in shown.getvalue()
    assert "\u202e" not in shown.getvalue()
    assert "[bold]x[/bold]" in shown.getvalue(), "words of the site are never mark-up"


def test_a_display_ends_with_its_block(progress: Progress, plan: Plan, capsys: Capture) -> None:
    with Lines(progress, plan, Lang.ZH, as_json=False) as display:
        display.say(Text("一", "one"))
    assert not display._thread.is_alive()
    assert capsys.readouterr().err == "一\n"


@pytest.mark.parametrize("lang", Lang)
def test_the_summary_is_short_and_printable(lang: Lang) -> None:
    audit = sample()
    hostile = audit.model_copy(
        update={"site_shown": {"name": NASTY * 40}, "site": audit.site.model_copy(update={"name": ""})}
    )
    lines = summary(hostile, {"html": Path("audits/x/report.html")}, lang).splitlines()
    assert len(lines) <= 10
    assert all(line.isprintable() and len(line) <= 201 for line in lines)
    assert "report.html" in lines[-1]


def test_a_summary_of_a_part_says_so() -> None:
    audit = incomplete()
    said = summary(audit, {"html": Path("r.html")}, Lang.EN)
    assert f"found {audit.crawl.found} = " in said
    assert "ended early" in said
    assert "12%" in said


def test_the_parts_of_the_sum_add_up() -> None:
    for audit in (sample(), incomplete(), clean()):
        [line] = [one for one in summary(audit, {"html": Path("r")}, Lang.EN).splitlines() if "found " in one]
        found, _, parts = line.partition("found ")[2].partition(" = ")
        assert int(found) == sum(int(part.split()[1]) for part in parts.split(" + "))


def test_how_an_inner_network_is_let_in_is_said_where_it_was_not() -> None:
    def said(detail: str) -> str:
        return summary(ended(sample(), StopReason.UNREACHABLE, detail), {"html": Path("r")}, Lang.EN)

    assert "--allow-network" in said("private 10.0.0.9 (private network)")
    assert "--allow-network" not in said("refused")


def ended(audit: Audit, stopped: StopReason, detail: str = "", **settings: object) -> Audit:
    crawl = audit.crawl.model_copy(update={"stopped": stopped, "stop_detail": detail})
    return audit.model_copy(update={"crawl": crawl, "settings": {**audit.settings, **settings}})


def failing(severity: Severity, outcome: Outcome = Outcome.FAILED) -> Audit:
    audit = sample()
    one = audit.findings[0].model_copy(update={"severity": severity, "outcome": outcome})
    limits = Limits().model_dump(mode="json")
    settings = {**audit.settings, "limits": limits, "fail_on": "major"}
    return ended(audit.model_copy(update={"findings": (one,), "settings": settings}), StopReason.EXHAUSTED)


@pytest.mark.parametrize(
    ("severity", "outcome", "code"),
    [
        (Severity.VETO, Outcome.FAILED, Exit.FINDINGS),
        (Severity.MAJOR, Outcome.FAILED, Exit.FINDINGS),
        (Severity.MINOR, Outcome.FAILED, Exit.CLEAN),
        (Severity.VETO, Outcome.CANT_TELL, Exit.CLEAN),
        (Severity.VETO, Outcome.UNTESTED, Exit.CLEAN),
    ],
)
def test_only_what_failed_counts_for_the_exit_code(severity: Severity, outcome: Outcome, code: Exit) -> None:
    assert exit_code(failing(severity, outcome)) is code


@pytest.mark.parametrize(
    ("stopped", "detail", "pages", "code"),
    [
        (StopReason.INTERRUPTED, "", 20_000, Exit.INCOMPLETE),
        (StopReason.UNREACHABLE, "", 20_000, Exit.INCOMPLETE),
        (StopReason.DEADLINE, "seconds", 20_000, Exit.INCOMPLETE),
        (StopReason.BUDGET, "bytes", 20_000, Exit.INCOMPLETE),
        (StopReason.BUDGET, "pages", 20_000, Exit.INCOMPLETE),
        (StopReason.BUDGET, "pages", 50, Exit.FINDINGS),
        (StopReason.EXHAUSTED, "", 20_000, Exit.FINDINGS),
    ],
)
def test_an_incomplete_audit_says_so_before_anything_else(
    stopped: StopReason, detail: str, pages: int, code: Exit
) -> None:
    audit = failing(Severity.VETO)
    limits = {**audit.settings["limits"], "pages": pages}
    assert exit_code(ended(audit, stopped, detail, limits=limits)) is code


def test_never_is_never() -> None:
    audit = failing(Severity.VETO)
    assert exit_code(ended(audit, StopReason.EXHAUSTED, fail_on=None)) is Exit.CLEAN


def test_the_exit_codes_are_a_promise() -> None:
    assert [int(code) for code in Exit] == [0, 1, 2, 3, 4]


def test_a_pause_is_no_standstill(progress: Progress, plan: Plan, capsys: Capture) -> None:
    progress.current.clear()
    for lang, words in ((Lang.ZH, "间歇"), (Lang.EN, "pausing")):
        shows = Lines(progress, plan, lang, as_json=False)
        shows.show()
        assert words in capsys.readouterr().err
        progress.waiting = 0
        shows.show()
        assert words not in capsys.readouterr().err
        progress.waiting = 1


def test_a_share_is_never_rounded_up_to_the_whole() -> None:
    audit = sample()
    nearly = audit.model_copy(update={"coverage": audit.coverage.model_copy(update={"share": 0.9996})})
    assert "100" not in summary(nearly, {"html": Path("report.html")}, Lang.EN).splitlines()[-4]
