"""An archive on disk: made, opened, locked, and read. Writing is the ``Writer``'s."""

import fcntl
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from weakref import WeakSet

from auditbot.crawl.schema import TABLES, VERSION
from auditbot.crawl.trouble import RESTORE, damaged, explained, is_locked, is_outdated, unwritable
from auditbot.crawl.writer import connect
from auditbot.errors import ArchiveLocked, ArchiveVersion, StoreError
from auditbot.model.text import Text

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PACKING: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 1,
    zstd.CompressionParameter.checksum_flag: 1,
}

_PATIENCE = 6
"""How often a change is tried again while somebody else holds the lock: each try waits ``busy_timeout``."""


def pack(data: bytes) -> bytes:
    """Compress for storage; quick rather than small. What is changed on disk is noticed."""
    return zstd.compress(data, options=_PACKING)


def unpack(data: bytes) -> bytes:
    """Undo ``pack``. Raises StoreError for what was not packed so."""
    try:
        return zstd.decompress(data)
    except (zstd.ZstdError, TypeError) as error:
        raise StoreError(
            Text(f"存档中的一页已损坏：{error}", f"a page in the archive is damaged: {error}"), RESTORE
        ) from error


class Archive:
    """One archive, held under a lock as long as it is open."""

    def __init__(self, path: Path, database: sqlite3.Connection, lock: int) -> None:
        self.path = path
        self.database = database
        self._lock = lock
        self._reading: WeakSet[sqlite3.Cursor] = WeakSet()
        self._key = _key(self.meta("key"), path)

    @classmethod
    def create(cls, path: Path, meta: dict[str, str]) -> Self:
        """Make a new archive, which appears whole or not at all. Raises StoreError."""
        rows = {"version": str(VERSION), "key": os.urandom(16).hex(), **meta}
        with ExitStack() as undo:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                lock = _lock(path, undo)
                _build(path, rows)
            except sqlite3.Error as error:
                raise explained(error, path) from error
            except OSError as error:
                raise unwritable(path.parent, error) from error
            return cls._connected(path, lock, undo)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an archive. Raises StoreError if it is damaged, newer, locked or not there."""
        if not path.is_file():
            raise StoreError(
                Text(f"这里没有存档：{path}", f"no archive here: {path}"),
                Text(
                    "目录是否移动过，或 archive.sqlite 已删除？",
                    "was the folder moved, or archive.sqlite deleted?",
                ),
            )
        with ExitStack() as undo:
            return cls._connected(path, _lock(path, undo), undo)

    @classmethod
    def _connected(cls, path: Path, lock: int, undo: ExitStack) -> Self:
        try:
            database = undo.enter_context(closing(connect(path)))
            _refuse_foreign(path, database)
            archive = cls(path, database, lock)
        except sqlite3.Error as error:
            raise explained(error, path) from error
        undo.pop_all()
        return archive

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give up the lock."""
        self.end_reading()
        self.database.close()
        os.close(self._lock)

    def id_of(self, url: str) -> int:
        """The id of an address: a hash keyed for this archive, positive, below 2**63."""
        digest = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8, key=self._key).digest()
        return int.from_bytes(digest, "big") >> 1

    def meta(self, key: str, default: str = "") -> str:
        """One entry of the archive's description."""
        row = next(self.rows("SELECT value FROM meta WHERE key = ?", (key,)), None)
        return str(row[0]) if row else default

    def put_meta(self, key: str, value: str) -> None:
        """Set one entry of the archive's description, at once. Raises StoreError."""
        self.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def forget(self) -> None:
        """Drop the addresses of a walk that never began, so that it can begin. Raises StoreError."""
        self.execute("DELETE FROM url")

    def execute(self, sql: str, parameters: tuple[object, ...] = ()) -> None:
        """Change something, at once or within a transaction that was begun. Raises StoreError.

        Whoever else writes is waited for. What was begun to be read from an older state is read no further.
        """
        for patience in range(_PATIENCE, -1, -1):
            try:
                self.database.execute(sql, parameters)
            except sqlite3.Error as error:
                if not patience or not is_locked(error):
                    raise explained(error, self.path) from error
                if is_outdated(error):
                    self.end_reading()
            else:
                return

    def rows(self, sql: str, parameters: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Stream the rows of a query. Raises StoreError."""
        try:
            cursor = self.database.execute(sql, parameters)
            self._reading.add(cursor)
            while chunk := cursor.fetchmany(256):
                yield from chunk
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    def end_reading(self) -> None:
        """Give up every query that nobody read to its end.

        One that is left open somewhere would keep all that is read from now on at the state of its own time,
        and nothing could be written over it.
        """
        for cursor in list(self._reading):
            cursor.close()
        self._reading.clear()

    def counts(self, column: str) -> dict[str, int]:
        """How many addresses have each value of a column of ``url``."""
        return dict(self.rows(f"SELECT {column}, count(*) FROM url GROUP BY 1"))


def _refuse_foreign(path: Path, database: sqlite3.Connection) -> None:
    row = database.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    if not row or not str(row[0]).isdigit():
        foreign = Text(f"不是本程序的存档：{path}", f"not an archive of this program: {path}")
        raise StoreError(foreign, RESTORE)
    if int(row[0]) != VERSION:
        raise ArchiveVersion(
            Text(
                f"存档格式为第 {row[0]} 版，本程序只读第 {VERSION} 版：{path}",
                f"the archive has layout {row[0]}, this program reads {VERSION}: {path}",
            ),
            Text(
                "请用生成它的程序版本打开，或重新检查该网站",
                "use the version of the program that made it, or audit the site again",
            ),
        )
    check = database.execute("PRAGMA quick_check(1)").fetchone()
    if check[0] != "ok":
        raise damaged(path, str(check[0]))


def _key(written: str, path: Path) -> bytes:
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise damaged(path, "key") from None


def _build(path: Path, meta: dict[str, str]) -> None:
    """Make the file under another name first: whoever is killed meanwhile leaves no half archive."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = MEMORY")
        database.execute("BEGIN IMMEDIATE")
        for statement in TABLES.split(";\n"):
            if statement.strip():
                database.execute(statement)
        database.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        database.execute("COMMIT")
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _lock(path: Path, undo: ExitStack) -> int:
    """Hold a lock beside the archive; it goes with the process, however that ends."""
    try:
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise unwritable(path.parent, error) from error
    undo.callback(os.close, lock)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ArchiveLocked(
            Text(f"另一个 auditbot 正在处理 {path}", f"another auditbot is working on {path}"),
            Text("请等它结束，或先停止它", "wait for it to finish, or stop it"),
        ) from error
    return lock


def compact(value: object) -> str:
    """JSON without blanks, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
