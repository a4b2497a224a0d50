import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from auditbot.crawl.archive import Archive, pack, unpack
from auditbot.crawl.trouble import is_locked
from auditbot.crawl.writer import Batch, Writer
from auditbot.errors import ArchiveLocked, ArchiveVersion, StoreError


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive.sqlite", {"id": "a"}) as made:
        yield made


def url_row(archive: Archive, url: str) -> tuple[object, ...]:
    return (archive.id_of(url), url, "x.example", 0, 40, 1, None, "a", False, 0, "pending", "")


def test_packing_is_undone() -> None:
    assert unpack(pack(b"abc" * 1000)) == b"abc" * 1000


def test_ids_are_stable_in_an_archive_and_differ_between_archives(archive: Archive, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "other" / "archive.sqlite", {}) as other:
        assert archive.id_of("http://x.example/") == archive.id_of("http://x.example/")
        assert archive.id_of("http://x.example/") != other.id_of("http://x.example/")
        assert 0 <= archive.id_of("\ud800") < 2**63


def test_an_archive_is_held_by_one(archive: Archive) -> None:
    with pytest.raises(ArchiveLocked):
        Archive.open(archive.path)


def test_it_opens_again_with_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with Archive.create(path, {"id": "a"}) as first:
        identity = first.id_of("http://x.example/")
    with Archive.open(path) as second:
        assert second.meta("id") == "a"
        assert second.id_of("http://x.example/") == identity


def test_what_is_not_there_or_not_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no archive"):
        Archive.open(tmp_path / "archive.sqlite")
    (tmp_path / "noise.sqlite").write_bytes(b"noise" * 1000)
    with pytest.raises(StoreError, match="damaged"):
        Archive.open(tmp_path / "noise.sqlite")
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        other.executescript("CREATE TABLE meta (key, value)")
    with pytest.raises(StoreError):
        Archive.open(tmp_path / "other.sqlite")


def test_another_version_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with Archive.create(path, {}) as made:
        made.put_meta("version", "99")
    with pytest.raises(ArchiveVersion) as told:
        Archive.open(path)
    assert told.value.hint


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((StoreError, OSError)):
        Archive.create(tmp_path / "file" / "archive.sqlite", {})


async def test_batches_are_committed_in_order_and_whole(archive: Archive) -> None:
    writer = Writer(archive.path)
    urls = [f"http://x.example/{number}" for number in range(200)]
    await asyncio.gather(*(writer.commit(Batch(urls=[url_row(archive, url)])) for url in urls))
    await writer.close()
    assert [row[0] for row in archive.rows("SELECT url FROM url ORDER BY rowid")] != []
    assert archive.counts("outcome") == {"pending": 200}


async def test_a_batch_that_cannot_be_written_leaves_nothing_behind(archive: Archive) -> None:
    writer = Writer(archive.path)
    bad = Batch(urls=[url_row(archive, "http://x.example/1")], notes=[("too", "few")])
    with pytest.raises(StoreError):
        await writer.commit(bad)
    with pytest.raises(StoreError):
        await writer.commit(Batch(urls=[url_row(archive, "http://x.example/2")]))
    await writer.close()
    assert archive.counts("outcome") == {}


async def test_a_query_left_half_read_neither_bars_a_change_nor_hides_one(archive: Archive) -> None:
    for number in range(1000):
        archive.put_meta(f"{number}", "x")
    left = archive.rows("SELECT * FROM meta")
    next(left)
    writer = Writer(archive.path)
    await writer.commit(Batch(metas=[("by the writer", "1")]))
    archive.put_meta("by the reader", "2")
    assert (archive.meta("by the writer"), archive.meta("by the reader")) == ("1", "2")
    await writer.close()


def test_a_change_waits_for_another_program_longer_than_one_time_out(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(archive.path, isolation_level=None)) as other:
        archive.database.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        waited: list[bool] = []

        def noticed(error: sqlite3.Error) -> bool:
            waited.append(is_locked(error))
            if len(waited) == 3:
                other.execute("COMMIT")
            return waited[-1]

        monkeypatch.setattr("auditbot.crawl.archive.is_locked", noticed)
        archive.put_meta("a", "1")
    assert waited == [True] * 3
    assert archive.meta("a") == "1"


def test_another_program_that_never_lets_go_is_told(archive: Archive) -> None:
    archive.database.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(archive.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            archive.put_meta("a", "1")


def test_an_archive_that_is_closed_lets_nobody_read_on(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with Archive.create(path, {str(number): "x" for number in range(1000)}) as archive:
        left = archive.rows("SELECT * FROM meta")
        next(left)
    with pytest.raises(StoreError):
        list(left)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0


async def test_writing_the_same_again_changes_nothing(archive: Archive) -> None:
    writer = Writer(archive.path)
    for _ in range(2):
        await writer.commit(Batch(urls=[url_row(archive, "http://x.example/1")], limits=[("depth", "x")]))
    await writer.close()
    assert archive.counts("outcome") == {"pending": 1}
    assert list(archive.rows("SELECT * FROM limit_hit")) == [("depth", "x")]
