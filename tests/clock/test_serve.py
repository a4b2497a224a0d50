"""``auditbot serve`` as it is started: on a store with a site that is served on loopback."""

import json
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import pytest

from auditbot.audit.folder import ARCHIVE
from auditbot.cli.program import run
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.store.audits import record
from auditbot.store.open import Store, open_store
from auditbot.store.runs import runs_of
from auditbot.store.samples import samples_of
from auditbot.store.schema import AuditRow
from auditbot.store.schema_clock import RunKind, RunRow, RunState, ScheduleRow
from auditbot.store.sites import put_sites
from auditbot.url import Url
from tests.audit.loopback import Body, Loopback, environment, served
from tests.cli.auditing import PAGES, own
from tests.fleet.conftest import _compiled_once
from tests.fleet.making import PROGRAM
from tests.store.audits import FIRST, audit

__all__ = ["_compiled_once"]
DAY = timedelta(days=1)


def now() -> datetime:
    return datetime.now(UTC)


def until(what: Callable[[], object], seconds: float = 180) -> None:
    end = monotonic() + seconds
    while not what():
        assert monotonic() < end, "it did not come about"
        sleep(0.05)


class Served:
    """One ``auditbot serve``, and what it told."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment()
        )
        self.events: list[dict[str, object]] = []
        self.said: list[str] = []
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line)
            if line.startswith("{"):
                self.events.append(json.loads(line))

    def told(self, event: str) -> list[dict[str, object]]:
        return [one for one in self.events if one["event"] == event]

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.wait()

    def wait(self, seconds: float = 180) -> int:
        code = self.process.wait(seconds)
        self._reading.join(10)
        return code


class Office:
    """A store with one site, and clocks over it."""

    def __init__(self, folder: Path, site: Loopback, stack: ExitStack) -> None:
        self.folder, self.site, self._stack = folder, site, stack
        self.named = str(folder / "office.sqlite")
        self.store: Store = stack.enter_context(open_store(self.named, create=True))
        town = Site(id="town", home=Url(site.url))
        self.store.write(lambda session: put_sites(session, [town], now()))

    def schedule(self, *kinds: RunKind) -> None:
        rows = [
            ScheduleRow(
                site_id="town",
                kind=kind,
                rule={},
                next_due=now() if kind in kinds else now() + 365 * DAY,
                changed=now(),
            )
            for kind in RunKind
        ]
        self.store.write(lambda session: session.add_all(rows))

    def serve(self, *more: str) -> Served:
        quick = ("--limit=disk_free=0", "--rate=0", "--render=never", "--allow-network=127.0.0.0/8")
        where = (f"--store={self.named}", f"--out={self.folder / 'out'}", f"--framework={own(self.folder)}")
        one = Served([*PROGRAM, "serve", *where, *quick, "--log-json", "--lang=en", *more])
        self._stack.callback(_leave_nothing, one)
        return one

    def runs(self, *states: RunState) -> tuple[RunRow, ...]:
        with self.store.reading() as session:
            return runs_of(session, states=states)

    def audits(self) -> list[AuditRow]:
        with self.store.reading() as session:
            return session.query(AuditRow).order_by(AuditRow.key).all()


def _leave_nothing(one: Served) -> None:
    if one.process.poll() is None:
        one.process.kill()
    one.process.wait(30)
    one._reading.join(10)
    assert one.process.stderr
    one.process.stderr.close()


def many_pages() -> dict[str, Body]:
    """More than are read before a signal arrives."""
    links = "".join(f'<li><a href="/b/n{n}.html">第{n}条</a><span>2026-11-18</span></li>' for n in range(40))
    text = {f"/b/n{n}.html": f"<h1>第{n}条</h1><p>{f'第{n}条的内容。' * 30}</p>" for n in range(40)}
    return {**PAGES, "/b/": f"<h2>公告</h2><ul>{links}</ul>", **text}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        site = stack.enter_context(served(many_pages()))
        yield Office(tmp_path, site, stack)


class Gate:
    """Holds one answer back until it is opened; those after it come slowly."""

    def __init__(self, site: Loopback) -> None:
        self._site = site
        self.reached, self._open = threading.Event(), threading.Event()

    def __call__(self, path: str) -> None:
        if path == "/b/":
            self.reached.set()
            self._open.wait(180)

    def open(self) -> None:
        self._site.pause = 0.5
        self._open.set()


@pytest.fixture
def gate(office: Office) -> Gate:
    office.site.gate = made = Gate(office.site)
    return made


def test_what_is_due_is_audited_and_on_record(office: Office) -> None:
    office.schedule(RunKind.AUDIT, RunKind.LIGHT, RunKind.SAMPLE)
    one = office.serve()
    until(lambda: len(office.runs(RunState.DONE)) == 2)
    assert one.end() == 0, one.said
    audits = {audit.key: audit for audit in office.audits()}
    kinds = {run.kind: audits[run.audit_key or 0] for run in office.runs()}
    assert {kind: audit.glance for kind, audit in kinds.items()} == {
        RunKind.AUDIT: False,
        RunKind.LIGHT: True,
    }
    assert all((Path(audit.folder) / "audit.json").is_file() for audit in audits.values())
    with office.store.reading() as session:
        assert [look.reached for look in samples_of(session, "town", now() - DAY)] == [True]
    assert [event["event"] for event in one.events][:1] == ["serving"]
    assert [event["event"] for event in one.events][-2:] == ["ending", "off-duty"]
    assert not list((office.folder / "out" / ".fleet").glob("serve-*"))


def test_a_stop_in_the_middle_is_gone_on_with_after_the_restart(office: Office, gate: Gate) -> None:
    office.schedule(RunKind.AUDIT)
    first = office.serve()
    assert gate.reached.wait(180)
    until(lambda: all(run.folder for run in office.runs()))
    first.process.terminate()
    until(lambda: first.told("ending"))
    gate.open()
    assert first.wait() == 0, first.said
    [begun] = office.runs()
    assert begun.state is RunState.WAITING
    office.site.pause = 0
    second = office.serve()
    until(lambda: office.runs(RunState.DONE))
    assert second.end() == 0, second.said
    [again] = office.runs()
    assert (again.key, again.folder, again.started) == (begun.key, begun.folder, begun.started)
    folders = [path for path in (office.folder / "out" / "town").glob("2*") if path.is_dir()]
    assert [str(path) for path in folders] == [begun.folder]
    [audit] = office.audits()
    assert (audit.key, audit.folder) == (again.audit_key, begun.folder)
    assert office.site.asked["/b/"] == 1


def test_of_two_one_works_and_when_it_is_killed_who_waits_takes_over(office: Office, gate: Gate) -> None:
    office.schedule(RunKind.AUDIT)
    first = office.serve("--lease=3s")
    assert gate.reached.wait(180)
    until(lambda: all(run.folder for run in office.runs()))
    second = office.serve()
    assert second.wait() == 2
    [told] = second.told("on-duty")
    assert f"pid {first.process.pid}" in str(told["holder"])
    third = office.serve("--lease=3s", "--wait")
    until(lambda: third.told("waiting"))
    [begun] = office.runs()
    first.process.kill()
    first.wait()
    until(lambda: third.told("serving"))
    gate.open()  # not before: what the first had begun must not come to its end
    office.site.pause = 0
    until(lambda: office.runs(RunState.DONE))
    assert third.end() == 0, third.said
    [again] = office.runs()
    assert again.key == begun.key
    assert f"pid {third.process.pid}" in again.holder
    assert not list((office.folder / "out" / ".fleet").glob("serve-*"))
    assert len(office.audits()) == 1


def test_a_run_that_is_the_end_of_every_clock_is_parked(office: Office) -> None:
    clocks: list[Served] = []
    office.schedule(RunKind.AUDIT)
    office.site.gate = lambda path: clocks[-1].process.kill() if path.startswith("/b/") else None
    for _ in range(3):
        clocks.append(office.serve("--lease=2s", "--wait"))
        assert clocks[-1].wait() == -signal.SIGKILL
    last = office.serve("--lease=2s", "--wait")
    until(lambda: last.told("parked"))
    assert last.end() == 0, last.said
    [run_] = office.runs()
    assert (run_.state, run_.cut_off) == (RunState.PARKED, 3)
    assert run(["schedule", "free", "audit", f"--store={office.named}"], Lang.EN) == 0
    assert [one.state for one in office.runs()] == [RunState.FAILED]


def test_old_archives_go_where_that_was_asked_for(office: Office) -> None:
    old, last = (office.folder / "out" / "town" / name for name in ("old", "last"))
    town, long_ago = Site(id="town", home=Url(office.site.url)), (now() - FIRST).days // 7 - 20
    for weeks, folder in enumerate((old, last)):
        folder.mkdir(parents=True)
        (folder / ARCHIVE).write_bytes(b"12345")
        one = audit(long_ago + weeks, site=town)
        office.store.write(partial(record, audit=one, folder=folder, now=now()))
    office.schedule()
    clock = office.serve("--keep-archives=30")
    until(lambda: clock.told("cleared"))
    assert clock.end() == 0, clock.said
    assert [(folder / ARCHIVE).exists() for folder in (old, last)] == [False, True]


def test_who_waits_for_the_watch_ends_when_it_is_told(office: Office) -> None:
    office.schedule()
    first = office.serve()
    until(lambda: first.told("serving"))
    second = office.serve("--wait")
    until(lambda: second.told("waiting"))
    assert second.end(signal.SIGINT) == 0
    assert first.process.poll() is None
    assert first.end() == 0


def test_a_second_signal_ends_it_at_once(office: Office, gate: Gate) -> None:
    office.schedule(RunKind.AUDIT)
    one = office.serve()
    assert gate.reached.wait(180)
    until(lambda: all(run.folder for run in office.runs()))
    one.process.terminate()
    until(lambda: one.told("ending"))
    one.process.terminate()
    assert one.wait(20) == 0, one.said
    gate.open()
    [begun] = office.runs()
    assert (begun.state, bool(begun.folder)) == (RunState.WAITING, True)


@pytest.mark.parametrize("wrong", ["--zone=Moon/Sea", "--grace=soon", "--rate=fast", "--notify=nowhere.yaml"])
def test_wrong_options_are_refused(tmp_path: Path, wrong: str) -> None:
    assert run(["serve", f"--store={tmp_path / 'office.sqlite'}", wrong], Lang.EN) == 2


def test_without_a_store_it_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", f"--store={tmp_path / 'office.sqlite'}"], Lang.ZH) == 2
    assert "store init" in capsys.readouterr().err
