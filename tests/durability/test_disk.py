"""A full disk, a folder that cannot be written, an archive that others hold: told, and nothing lost."""

import asyncio
import ctypes
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from auditbot.audit import room
from auditbot.cli.exits import Exit
from auditbot.cli.program import run
from auditbot.cli.session import conduct, finish
from auditbot.crawl import writer
from auditbot.crawl.archive import Archive
from auditbot.crawl.schema import PRAGMAS
from auditbot.crawl.writer import Batch, Writer
from auditbot.errors import ArchiveLocked, StoreError
from auditbot.model.audit import Audit, StopReason
from auditbot.model.fetch import PageOutcome
from auditbot.model.text import Lang, Text
from tests.durability.audited import Audits
from tests.durability.ends import broken_rules, comparable
from tests.durability.session import QUIET, plan_for, settings_for
from tests.durability.site import Site, serve

_ITEMS = 3


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little patience with a full or locked disk."""
    monkeypatch.setattr(writer, "_PAUSE", 0.01)
    monkeypatch.setattr(writer, "PRAGMAS", (*PRAGMAS, "PRAGMA busy_timeout = 20"))


def session(site: Site, place: Path) -> Coroutine[Any, Any, Audit]:
    place.mkdir(parents=True, exist_ok=True)
    return conduct(plan_for(settings_for(*site.ports)), place, QUIET)


@contextmanager
def pages_at_most(count: int) -> Iterator[None]:
    """The database may not grow beyond so many pages, as on a full disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "PRAGMAS", (*PRAGMAS, f"PRAGMA max_page_count = {count}"))
        yield


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as with a quota."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("limit", [pages_at_most(24), files_at_most(150_000)], ids=["disk", "quota"])
@pytest.mark.usefixtures("hasty")
async def test_a_full_disk(limit: AbstractContextManager[None], tmp_path: Path) -> None:
    async with serve(_ITEMS) as site:
        finish(await session(site, tmp_path / "whole"), tmp_path / "whole", QUIET)
        place = tmp_path / "full"
        with limit, pytest.raises(StoreError) as told:
            await session(site, place)
        assert "resume" in told.value.hint.en
        assert broken_rules(place) == []
        finish(await session(site, place), place, QUIET)
    assert comparable(place) == comparable(tmp_path / "whole")


async def test_an_audit_ends_while_there_is_room_for_its_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = count()

    def usage(_: Path) -> object:
        return SimpleNamespace(free=10**12 if next(looks) < 3 else 10)

    async with serve() as site:
        plan = plan_for(settings_for(*site.ports, disk_free=1000))
        (tmp_path / "site").mkdir()
        with monkeypatch.context() as patch:
            patch.setattr(room, "_EVERY", 0.02)
            patch.setattr("shutil.disk_usage", usage)
            audit = await conduct(plan, tmp_path / "site", QUIET)
        assert audit.crawl.stopped is StopReason.DISK
        assert audit.crawl.outcomes[PageOutcome.PENDING]
        assert finish(audit, tmp_path / "site", QUIET) == Exit.INCOMPLETE
        assert (await conduct(plan, tmp_path / "site", QUIET)).crawl.exhausted


@pytest.mark.usefixtures("hasty")
async def test_it_goes_on_when_there_is_room_again(tmp_path: Path) -> None:
    said: list[Text] = []
    troubled = asyncio.Event()
    loop = asyncio.get_running_loop()

    def hear(text: Text) -> None:
        said.append(text)
        if any(text):
            loop.call_soon_threadsafe(troubled.set)

    with Archive.create(tmp_path / "archive.sqlite", {}) as archive, pages_at_most(30):
        writing = Writer(archive.path, hear)
        await writing.commit(Batch(metas=[("a", "x")]))
        full = asyncio.create_task(writing.commit(Batch(metas=[("b", "x" * 200_000)])))
        await troubled.wait()
        assert writing._database
        writing._database.execute("PRAGMA max_page_count = 100000")
        await full
        await writing.close()
        assert len(archive.meta("b")) == 200_000
    assert said[-1] == Text("", "")


@pytest.mark.usefixtures("hasty")
async def test_nothing_is_written_after_what_could_not_be(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive.sqlite", {}) as archive, pages_at_most(30):
        writing = Writer(archive.path)
        big, small = Batch(metas=[("big", "x" * 300_000)]), Batch(metas=[("small", "x")])
        commits = [asyncio.create_task(writing.commit(one)) for one in (big, *[small] * 100)]
        ends = await asyncio.gather(*commits, return_exceptions=True)
        await writing.close()
        assert all(isinstance(end, StoreError) for end in ends)
        assert archive.meta("small") == ""


@pytest.mark.usefixtures("hasty")
async def test_a_store_that_cannot_be_opened_keeps_nobody_waiting(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive.sqlite", {}):
        writing = Writer(tmp_path / "nowhere" / "archive.sqlite")
        async with asyncio.timeout(10):
            with pytest.raises(StoreError):
                await writing.commit(Batch(metas=[("a", "x")]))
            await writing.close()


@pytest.mark.parametrize("command", ["judge", "report"])
def test_reports_that_do_not_fit_leave_the_old_ones(
    command: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = comparable(place)
    with files_at_most(20_000):
        code = run([command, str(place), "--quiet"], Lang.EN)
    said = capsys.readouterr().err
    assert code == Exit.FAULT
    assert len(said.strip().splitlines()) == 2, said
    assert "fault of this program" not in said
    assert comparable(place) == before
    assert not [path for path in place.iterdir() if path.name.endswith(".part")]


@pytest.mark.parametrize("mode", ["WAL", "EXCLUSIVE"])
@pytest.mark.parametrize("command", ["judge", "resume"])
@pytest.mark.usefixtures("hasty")
def test_an_archive_that_another_program_keeps_locked(
    command: str, mode: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(place / "archive.sqlite", isolation_level=None)) as other:
        if mode == "EXCLUSIVE":
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        assert run([command, str(place), "--quiet"], Lang.EN) == Exit.FAULT
        other.execute("ROLLBACK")
    said = capsys.readouterr().err
    assert "locked" in said
    assert "resume" in said
    assert run([command, str(place), "--quiet"], Lang.EN) == Exit.FINDINGS


@pytest.mark.parametrize("command", ["judge", "report", "resume"])
def test_an_archive_that_another_auditbot_works_on(
    command: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(place / "archive.sqlite"):
        assert run([command, str(place), "--quiet"], Lang.EN) == Exit.FAULT
        with pytest.raises(ArchiveLocked):
            Archive.open(place / "archive.sqlite")
    assert "another auditbot" in capsys.readouterr().err


async def test_the_archive_of_another_site_is_not_gone_on_with(made: Audits, tmp_path: Path) -> None:
    plan = plan_for(settings_for(9, 9, 9))
    other = plan.site.model_copy(update={"home": "http://www.other.example/"})
    place = Path(shutil.copytree(made.whole, tmp_path / "other"))
    with pytest.raises(StoreError, match="another site"):
        await conduct(replace(plan, site=other), place, QUIET)
    with Archive.open(place / "archive.sqlite"):
        pass


_MAY_WRITE_ANYWHERE = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: with them a folder's mode means nothing."""
_CAPBSET_DROP = 24
_MAIN = "from auditbot.cli import main; main()"


def as_anybody() -> None:
    """Give up, for the program that is started, what makes an administrator of it."""
    if os.geteuid() == 0:
        for capability in _MAY_WRITE_ANYWHERE:
            ctypes.CDLL(None).prctl(_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.mark.parametrize("what", ["folder", "file"])
@pytest.mark.parametrize("command", ["judge", "report", "resume"])
def test_what_cannot_be_written(command: str, what: str, place: Path) -> None:
    if what == "folder":
        place.chmod(0o500)
    for name in ("archive.sqlite", "archive.lock"):
        (place / name).chmod(0o400)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _MAIN, command, str(place), "--lang", "en"],
            preexec_fn=as_anybody,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        place.chmod(0o700)
    assert done.returncode == Exit.FAULT, done.stderr
    assert "Traceback" not in done.stderr
    assert "fault of this program" not in done.stderr
    assert len(done.stderr.strip().splitlines()) >= 2, done.stderr
