"""The writer under a disk that is full, for a while or for good."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.crawl import writer as writing
from auditbot.crawl.archive import Archive
from auditbot.crawl.writer import Batch, Writer
from auditbot.errors import StoreError
from auditbot.model.text import Text


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive.sqlite", {"id": "a"}) as made:
        yield made


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """The writer's connections, on a disk that has room for a few pages more."""
    monkeypatch.setattr(writing, "_PAUSE", 0.01)
    made: list[sqlite3.Connection] = []
    connect = writing.connect

    def limited(path: Path) -> sqlite3.Connection:
        database = connect(path)
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {pages + 8}")
        made.append(database)
        return database

    monkeypatch.setattr(writing, "connect", limited)
    return made


def batch(archive: Archive, name: str, size: int = 0) -> Batch:
    address = f"http://x.example/{name}"
    row = (archive.id_of(address), address, "x.example", 0, 40, 1, None, "a", False, 0, "pending", "")
    return Batch(urls=[row], metas=[(f"bulk {name}", "x" * size)])


def stored(archive: Archive) -> list[str]:
    return [row[0].rpartition("/")[2] for row in archive.rows("SELECT url FROM url ORDER BY url")]


async def test_a_full_disk_is_told_and_what_was_committed_is_safe(
    archive: Archive, narrow: list[sqlite3.Connection]
) -> None:
    troubles: list[Text] = []
    one = Writer(archive.path, troubles.append)
    await one.commit(batch(archive, "before"))
    with pytest.raises(StoreError) as told:
        await one.commit(batch(archive, "too-much", 400_000))
    assert "resume" in told.value.hint.en
    assert any("full" in said.en for said in troubles), "a person is told while it waits"
    with pytest.raises(StoreError):
        await one.commit(batch(archive, "after"))
    await one.close()
    assert stored(archive) == ["before"]
    assert archive.database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


async def test_it_goes_on_when_there_is_room_again(
    archive: Archive, narrow: list[sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PAUSE", 0.2)
    full, troubles = asyncio.Event(), []
    loop = asyncio.get_running_loop()

    def trouble(said: Text) -> None:
        troubles.append(said.en)
        if said.en:
            narrow[0].execute("PRAGMA max_page_count = 100000")
            loop.call_soon_threadsafe(full.set)

    one = Writer(archive.path, trouble)
    async with asyncio.timeout(10):
        await one.commit(batch(archive, "much", 400_000))
        await full.wait()
    await one.commit(batch(archive, "more"))
    await one.close()
    assert stored(archive) == ["more", "much"]
    assert troubles[-1] == "", "and says that it is over"


async def test_closing_waits_for_no_disk(
    archive: Archive, narrow: list[sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PAUSE", 30)
    told = asyncio.Event()
    loop = asyncio.get_running_loop()

    def tell(_: Text) -> None:
        loop.call_soon_threadsafe(told.set)

    one = Writer(archive.path, tell)
    waiting = asyncio.create_task(one.commit(batch(archive, "much", 400_000)))
    async with asyncio.timeout(10):
        await told.wait()
        await one.close()
        with pytest.raises(StoreError):
            await waiting
    assert stored(archive) == []


async def test_what_is_referred_to_is_there_before_what_refers_to_it(archive: Archive) -> None:
    """One transaction: either the page with everything that belongs to it, or nothing."""
    one = Writer(archive.path)
    broken = batch(archive, "page")
    broken.pages.append(lambda: ("too", "few"))
    with pytest.raises(StoreError):
        await one.commit(broken)
    await one.close()
    assert stored(archive) == []


async def test_a_page_that_cannot_be_packed_frees_whoever_waits(archive: Archive) -> None:
    def fails() -> tuple[object, ...]:
        raise MemoryError

    one = Writer(archive.path)
    with pytest.raises(MemoryError):
        await one.commit(Batch(pages=[fails]))
    await one.close()
