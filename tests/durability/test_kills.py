"""An audit that is killed goes on, and comes to what an undisturbed one comes to."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditbot.cli.exits import Exit
from auditbot.cli.program import run
from auditbot.model.text import Lang
from tests.durability.ends import broken_rules
from tests.durability.kills import differences, killed, undisturbed
from tests.durability.processes import KILLED, Sessions
from tests.durability.site import serve

_FRAME = 24 + 4096
"""Bytes of one frame in SQLite's log of writes, after a head of 32."""


async def test_eight_kills(tmp_path: Path) -> None:
    tally = await killed(8, 7, tmp_path, items=6, most=8)
    assert tally.wrong == []
    assert tally.kills == 8


def cut_to(frames: float) -> Callable[[Path], None]:
    def cut(place: Path) -> None:
        os.truncate(place / "archive.sqlite-wal", 32 + int(frames * _FRAME))

    return cut


def begun(place: Path) -> None:
    """As if it had been killed while the archive was being made."""
    for path in place.glob("archive.*"):
        path.unlink()
    (place / "archive.new").write_bytes(b"SQLite format 3\x00" + b"\x00" * 500)


LOSSES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "the log": lambda place: (place / "archive.sqlite-wal").unlink(),
    "the shared memory": lambda place: (place / "archive.sqlite-shm").unlink(missing_ok=True),
    "the end of the log": cut_to(30),
    "half a frame": cut_to(11.5),
    "all but one frame": cut_to(1),
    "everything but a beginning": begun,
}


async def test_what_a_power_cut_may_take_is_fetched_again(tmp_path: Path) -> None:
    async with serve(3) as site:
        sessions = Sessions(site)
        whole = await undisturbed(sessions, tmp_path / "whole")
        cut = tmp_path / "cut"
        log = cut / "archive.sqlite-wal"
        code = await sessions.run(cut, kill=lambda: log.is_file() and log.stat().st_size > 40 * _FRAME)
        assert code == KILLED
        for loss, lose in LOSSES.items():
            place = Path(shutil.copytree(cut, tmp_path / loss.replace(" ", "-")))
            lose(place)
            assert broken_rules(place) == [], loss
            assert differences(place, await sessions.run(place), whole) == [], loss


@pytest.mark.parametrize("command", ["judge", "report"])
async def test_an_audit_that_was_killed_can_be_judged_as_it_is(command: str, tmp_path: Path) -> None:
    async with serve(6) as site:
        place = tmp_path / "cut"
        pages = place / "archive.sqlite-wal"
        await Sessions(site).run(place, kill=lambda: pages.is_file() and pages.stat().st_size > 60 * _FRAME)
    code = await in_thread_of_its_own([command, str(place), "--quiet"])
    assert code == (Exit.INCOMPLETE if command == "judge" else Exit.FAULT)
    assert broken_rules(place) == []


async def in_thread_of_its_own(arguments: list[str]) -> int:
    """Run a command of the program beside this event loop."""
    return await asyncio.to_thread(run, arguments, Lang.EN)
