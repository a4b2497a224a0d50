from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.crawl.archive import Archive
from auditbot.crawl.frontier import Entry, Frontier
from auditbot.crawl.scope import Task
from auditbot.url import Url


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive.sqlite", {}) as made:
        yield made


def entry(archive: Archive, number: int, rank: int = 40) -> Entry:
    url = Url(f"http://x.example/{number}")
    return Entry(rank, archive.id_of(url), url, "x.example", Task.PAGE, 1, "a", False)


def store(archive: Archive, entries: list[Entry]) -> None:
    rows = [(one.id, one.url, one.host, one.task, one.rank, 1, "a", 0) for one in entries]
    archive.database.execute("BEGIN")
    archive.database.executemany(
        "INSERT INTO url (id, url, host, task, rank, depth, element, inbred) VALUES (?,?,?,?,?,?,?,?)", rows
    )
    archive.database.execute("COMMIT")


def test_the_best_rank_comes_first(archive: Archive) -> None:
    frontier = Frontier(archive)
    lane = frontier.lane("x.example", own=True)
    for number, rank in enumerate((40, 12, 60, 0)):
        frontier.add(lane, entry(archive, number, rank))
    taken = [frontier.take(lane) for _ in range(4)]
    assert [one.rank for one in taken if one] == [0, 12, 40, 60]
    assert frontier.take(lane) is None
    assert frontier.waiting == 4


def test_an_address_is_new_once(archive: Archive) -> None:
    frontier = Frontier(archive)
    assert frontier.is_new(1)
    assert not frontier.is_new(1)


def test_what_does_not_fit_in_memory_comes_back_from_the_archive(archive: Archive) -> None:
    entries = [entry(archive, number) for number in range(6000)]
    store(archive, entries)
    frontier = Frontier(archive)
    lane = frontier.lane("x.example", own=True)
    for each in entries:
        frontier.add(lane, each)
    assert len(lane.heap) <= 4096
    seen = set()
    while one := frontier.take(lane):
        assert one.id not in seen
        seen.add(one.id)
        archive.database.execute("UPDATE url SET done = 1 WHERE id = ?", (one.id,))
        frontier.finish(one)
    assert len(seen) == 6000
    assert frontier.waiting == 0


def test_a_new_session_knows_what_was_found_and_what_waits(archive: Archive) -> None:
    entries = [entry(archive, number) for number in range(3)]
    store(archive, entries)
    archive.database.execute("UPDATE url SET done = 1 WHERE id = ?", (entries[0].id,))
    frontier = Frontier(archive)
    assert not frontier.is_new(entries[0].id)
    assert list(frontier.restore()) == [("x.example", 2)]
    lane = frontier.lane("x.example", own=True)
    lane.spilled = True
    taken = {frontier.take(lane), frontier.take(lane)}
    assert {one.id for one in taken if one} == {entries[1].id, entries[2].id}
    assert frontier.take(lane) is None
