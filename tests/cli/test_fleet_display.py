"""What is shown while a fleet is at work, and when it has ended."""

import json
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from time import monotonic

import click
import pytest
from rich.console import Console

from auditbot.cli.fleet import forwarded, gathering
from auditbot.cli.fleet_display import Display, JsonLines, Lines, Panel, Silence, watching
from auditbot.cli.fleet_summary import summary
from auditbot.cli.options import planning, shown
from auditbot.cli.stores import VARIABLE, store_option
from auditbot.fleet.child import Patience
from auditbot.fleet.dispatch import Fleet
from auditbot.fleet.ends import End, How
from auditbot.fleet.entry import Entry, Order, State
from auditbot.fleet.messages import Tick
from auditbot.model.audit import Grade, StopReason
from auditbot.model.outcome import Severity
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.url import Url
from tests.cli.test_display import NASTY, Capture, Talk


class Nobody:
    """Neither keeps nor knows anything."""

    async def claims(self, site: Site) -> frozenset[str]:
        return frozenset()

    def known(self, site: Site) -> frozenset[str]:
        return frozenset()

    def begin(self, site: str) -> None: ...

    def end(self, end: End) -> None: ...


def fleet(count: int = 5) -> Fleet:
    """The first two have ended, the third runs, the fourth is held, others wait."""
    orders = [
        Order(Site(id=f"s{n}", home=Url(f"http://s{n}.example/"), name=f"town {n}"), (), Patience(9, 9))
        for n in range(count)
    ]
    one = Fleet(orders, 2, Nobody(), Nobody())
    well, badly, runs, held, *_ = one.entries
    finish(well, How.DONE, 1, stopped=StopReason.EXHAUSTED, grade=Grade.UNQUALIFIED, failed={"major": 3})
    finish(badly, How.CRASHED, -9, said=NASTY)
    runs.state, runs.began = State.RUNNING, monotonic() - 61
    runs.tick = Tick(stage="crawl", pages=12, rate=3.5, trouble="")
    held.state = State.HELD
    return one


def finish(entry: Entry, how: How, code: int, **more: object) -> None:
    site = entry.site
    told = {"site": site.id, "home": site.home, "how": how, "code": code, "seconds": 60.0, "pages": 7, **more}
    entry.end, entry.state = End.model_validate({"folder": f"out/{site.id}/1", **told}), State.ENDED


def test_a_person_gets_a_panel_a_log_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert type(watching(Talk(), 3, 1)) is Lines
    assert type(watching(Talk(quiet=True), 3, 1)) is Silence
    assert type(watching(Talk(log_json=True, quiet=True), 3, 1)) is JsonLines
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert type(watching(Talk(), 3, 1)) is Panel


def drawn(one: Fleet) -> str:
    paper = StringIO()
    panel = Panel(Lang.EN, len(one.entries), 2)
    Console(file=paper, width=100).print(panel.drawn(one))
    return paper.getvalue()


def test_the_panel_shows_counts_and_what_runs() -> None:
    said = drawn(fleet())
    assert [line for line in said.splitlines() if line.startswith("town 2")]
    for word in (
        "sites 2/5",
        "running 1",
        "waiting 2 (1 for their host)",
        "failed 1",
        "left",
        "town 2",
        "3.5/s",
    ):
        assert word in said


def test_the_panel_stays_small() -> None:
    one = fleet(300)
    for entry in one.entries[4:]:
        entry.state, entry.began = State.RUNNING, monotonic()
    assert len(drawn(one).splitlines()) < 20
    assert "and 285 more" in drawn(one)


def test_nothing_a_page_says_reaches_the_terminal_as_it_is() -> None:
    one = fleet()
    one.entries[2].tick = Tick(stage=NASTY, trouble=NASTY)
    said = drawn(one) + summary(one.entries, 0, Path("out"), Lang.EN)
    assert not {letter for letter in said if letter in "\x1b\x07\u202e"}


def shows(display: Display, one: Fleet, capsys: Capture) -> Iterator[str]:
    display.show(one)
    display.ended(one.entries[0])
    display.ended(one.entries[1])
    return iter(capsys.readouterr().err.splitlines())


def test_lines(capsys: Capture) -> None:
    counts, well, badly = shows(Lines(Lang.EN, 5, 2), fleet(), capsys)
    assert counts.startswith("sites 2/5")
    assert well.startswith("[1/5] town 0: Not qualified major 3; 7 pages, 1:00")
    assert "SIGKILL" in badly
    assert badly.endswith("s1/1")


def test_json(capsys: Capture) -> None:
    counts, well, badly = map(json.loads, shows(JsonLines(Lang.ZH, 5, 2), fleet(), capsys))
    assert (counts["event"], counts["done"], counts["failed"], counts["held"]) == ("fleet", 1, 1, 1)
    assert [one["site"] for one in counts["sites_running"]] == ["s2"]
    assert (well["event"], well["exit"], well["failed"]) == ("ended", 1, {Severity.MAJOR: 3})
    assert (badly["exit"], badly["code"]) == (4, -9)


def test_silence(capsys: Capture) -> None:
    assert list(shows(Silence(Lang.ZH, 5, 2), fleet(), capsys)) == []


@pytest.mark.parametrize("lang", list(Lang))
def test_the_summary_lists_what_a_person_must_look_after(lang: Lang) -> None:
    one = fleet()
    finish(one.entries[2], How.INTERRUPTED, 3, stopped="interrupted")
    said = summary(one.entries, 4, Path("out"), lang)
    assert "town 0" not in said, "it went well"
    for word in ("SIGKILL", "town 2", "http://s3.example/", "http://s4.example/", "--resume", "out/s1/1"):
        assert word in said


def test_a_summary_of_nothing_but_good_is_short() -> None:
    one = fleet(4)
    for entry in one.entries:
        finish(entry, How.DONE, 0, stopped="exhausted", grade=Grade.QUALIFIED)
    said = summary(one.entries, 0, Path("out"), Lang.EN)
    assert len(said.splitlines()) == 3
    assert "--resume" not in said


def test_a_long_summary_is_cut() -> None:
    said = summary(fleet(500).entries, 0, Path("out"), Lang.EN)
    assert len(said.splitlines()) < 70
    assert "and 447 more" in said


def context(*arguments: str) -> click.Context:
    params = [*gathering(Lang.EN), store_option(Lang.EN), *planning(Lang.EN), *shown(Lang.EN)]
    return click.Command("audit", params=params).make_context("audit", list(arguments))


def test_what_is_passed_on_to_each_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "postgresql://me:s3cret@office.example/store")
    asked = ["--max-depth=0", "--header=A: -b", "--header=C: d", "--no-bodies", "--out=x", "--rate=0"]
    own = ["--jobs=3", "--tag=t", "--all", "--quiet", "--log-json", "--fresh", "--grace=1s", "--unit=u"]
    assert sorted(forwarded(context(*own, *asked))) == sorted(asked)


def test_what_is_passed_on_is_understood_alike() -> None:
    asked = (
        "--limit=pages=5",
        "--limit=depth=2",
        "--deadline=30m",
        "--ignore-robots",
        "--store=office.sqlite",
    )
    first = context(*asked)
    assert context(*forwarded(first)).params == first.params
