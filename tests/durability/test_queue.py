"""A queue that runs low while new addresses are being committed loses none and holds none twice."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from auditbot.crawl import frontier as module
from auditbot.crawl.archive import Archive
from auditbot.crawl.discovery import Discovery
from auditbot.crawl.engine import Budget, Engine
from auditbot.crawl.frontier import Entry, Frontier
from auditbot.crawl.progress import Progress
from auditbot.crawl.scope import Task
from auditbot.settings import Settings
from auditbot.testing import DAY
from auditbot.url import Url

HOST = "x.example"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive.sqlite", {}) as made:
        yield made


def entry(archive: Archive, number: int) -> Entry:
    """An address that is waiting in the archive."""
    url = Url(f"http://{HOST}/{number}")
    identity = archive.id_of(url)
    archive.execute(
        "INSERT OR IGNORE INTO url (id, url, host, task, rank, depth, element, inbred)"
        " VALUES (?, ?, ?, 0, ?, 1, 'a', 0)",
        (identity, url, HOST, number),
    )
    return Entry(number, identity, url, HOST, Task.PAGE, 1, "a", inbred=False)


def test_what_a_refill_has_fetched_is_not_queued_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEPT", 4)
    frontier = Frontier(archive)
    lane = frontier.lane(HOST, own=True)
    for number in range(10):
        frontier.add(lane, entry(archive, number))
    committed = [entry(archive, number) for number in range(10, 14)]  # on disk, and not yet told of
    taken = []
    for turn in range(14):
        one = frontier.take(lane)
        assert one
        taken.append(one.rank)
        archive.execute("UPDATE url SET done = 1 WHERE id = ?", (one.id,))
        if turn == 9:
            for late in committed:
                frontier.add(lane, late)
        frontier.finish(one)
    assert sorted(taken) == list(range(14))
    assert frontier.take(lane) is None
    assert frontier.waiting == 0


async def test_a_lane_that_is_cancelled_from_outside_ends_the_walk(archive: Archive) -> None:
    async def work(_: Entry) -> list[Entry]:
        raise asyncio.CancelledError

    class Lanes:
        def lane_of(self, one: Entry) -> Any:
            return frontier.lane(one.host, own=True)

    frontier, settings = Frontier(archive), Settings(as_of=DAY)
    engine = Engine(frontier, cast(Discovery, Lanes()), settings, Budget(settings), Progress(), work)
    engine.add([entry(archive, 1)])
    async with asyncio.timeout(5):
        with pytest.raises(RuntimeError, match="cancelled"):
            await engine.run()
