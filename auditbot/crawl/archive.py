"""An archive on disk: made, opened, locked, and read. Writing is the ``Writer``'s."""

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from backports import zstd

from auditbot.crawl.schema import TABLES, VERSION
from auditbot.crawl.writer import connect
from auditbot.errors import ArchiveLocked, ArchiveVersion, StoreError
from auditbot.model.text import Text


def pack(data: bytes) -> bytes:
    """Compress for storage; quick rather than small."""
    return zstd.compress(data, 1)


def unpack(data: bytes) -> bytes:
    """Undo ``pack``."""
    return zstd.decompress(data)


class Archive:
    """One archive, held under a lock as long as it is open."""

    def __init__(self, path: Path, database: sqlite3.Connection, lock: int) -> None:
        self.path = path
        self.database = database
        self._lock = lock
        self._key = bytes.fromhex(self.meta("key"))

    @classmethod
    def create(cls, path: Path, meta: dict[str, str]) -> Self:
        """Make a new archive. Raises StoreError if the folder cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(path)
        try:
            database = connect(path)
            database.execute("BEGIN IMMEDIATE")
            for statement in TABLES.split(";\n"):
                if statement.strip():
                    database.execute(statement)
            rows = {"version": str(VERSION), "key": os.urandom(16).hex(), **meta}
            database.executemany("INSERT INTO meta VALUES (?, ?)", rows.items())
            database.execute("COMMIT")
        except sqlite3.Error as error:
            os.close(lock)
            raise StoreError(
                Text(f"存档建不了：{path}：{error}", f"cannot make an archive: {path}: {error}"),
                Text("请检查目录是否可写", "is the folder writable?"),
            ) from error
        return cls(path, database, lock)

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
        lock = _lock(path)
        try:
            database = connect(path)
            _refuse_foreign(path, database)
        except sqlite3.Error as error:
            os.close(lock)
            raise StoreError(
                Text(f"存档已损坏：{path}：{error}", f"the archive is damaged: {path}: {error}"),
                Text(
                    "请从备份恢复，或加 --fresh 重新检查",
                    "restore the file from a copy, or audit the site again with --fresh",
                ),
            ) from error
        except StoreError:
            os.close(lock)
            raise
        return cls(path, database, lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give up the lock."""
        self.database.close()
        os.close(self._lock)

    def id_of(self, url: str) -> int:
        """The id of an address: a hash keyed for this archive, positive, below 2**63."""
        digest = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8, key=self._key).digest()
        return int.from_bytes(digest, "big") >> 1

    def meta(self, key: str, default: str = "") -> str:
        """One entry of the archive's description."""
        row = self.database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def put_meta(self, key: str, value: str) -> None:
        """Set one entry of the archive's description, at once."""
        self.database.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def forget(self) -> None:
        """Drop the addresses of a walk that never began, so that it can begin."""
        self.database.execute("DELETE FROM url")

    def rows(self, sql: str, parameters: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Stream the rows of a query."""
        cursor = self.database.execute(sql, parameters)
        while chunk := cursor.fetchmany(256):
            yield from chunk

    def counts(self, column: str) -> dict[str, int]:
        """How many addresses have each value of a column of ``url``."""
        return dict(self.rows(f"SELECT {column}, count(*) FROM url GROUP BY 1"))


def _refuse_foreign(path: Path, database: sqlite3.Connection) -> None:
    row = database.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    if not row or not str(row[0]).isdigit():
        raise StoreError(Text(f"不是本程序的存档：{path}", f"not an archive of this program: {path}"))
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
        raise sqlite3.DatabaseError(str(check[0]))


def _lock(path: Path) -> int:
    """Hold a lock beside the archive; it goes with the process, however that ends."""
    try:
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(
            Text(
                f"目录不可写：{path.parent}：{error.strerror}",
                f"cannot write in {path.parent}: {error.strerror}",
            ),
            Text("请用 --out 换一个目录", "choose another folder with --out"),
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise ArchiveLocked(
            Text(f"另一个 auditbot 正在处理 {path}", f"another auditbot is working on {path}"),
            Text("请等它结束，或先停止它", "wait for it to finish, or stop it"),
        ) from error
    return lock


def compact(value: object) -> str:
    """JSON without blanks, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
