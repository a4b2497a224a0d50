"""The one writer of an archive: a thread that commits whatever has come together since its last commit.

Everything that belongs to one page is one ``Batch`` and lies within one transaction, so that a killed audit
finds each page with its links, notes and new addresses, or not at all. Whoever waits on a batch waits for
its commit; while the disk is busy with one commit the next batches gather.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep

from auditbot.crawl.schema import PRAGMAS
from auditbot.errors import StoreError
from auditbot.model.text import Text

_GATHER = 64
_PATIENCE = 6
"""How often a full or locked disk is tried again, with so many seconds between."""
_PAUSE = 5.0
_INSERT = {
    "urls": (
        "INSERT OR IGNORE INTO url"
        " (id, url, host, task, rank, depth, parent, element, inbred, done, outcome, failure)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "forms": "INSERT OR IGNORE INTO form VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "pages": "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "notes": "INSERT INTO note (assignment, page, kind, data) VALUES (?, ?, ?, ?)",
    "limits": "INSERT OR IGNORE INTO limit_hit VALUES (?, ?)",
    "traps": "INSERT OR IGNORE INTO trap VALUES (?, ?)",
    "faults": "INSERT INTO fault VALUES (?, ?, ?)",
    "hosts": (
        "INSERT INTO host VALUES (?, ?, ?) ON CONFLICT (host) DO UPDATE SET"
        " robots = CASE excluded.robots WHEN '' THEN robots ELSE excluded.robots END,"
        " honest = CASE excluded.honest WHEN '' THEN honest ELSE excluded.honest END"
    ),
    "done": (
        "UPDATE url SET done = 1, outcome = ?, failure = ?, fetch = ?, page = ?, opening = ?, soft_404 = ?,"
        " bytes = bytes + ?, tries = tries + 1 WHERE id = ?"
    ),
    "again": "UPDATE url SET tries = tries + 1, not_before = ?, first = coalesce(first, ?) WHERE id = ?",
    "metas": "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
}
"""In this order: what is referred to comes before what refers to it."""

Row = tuple[object, ...]


@dataclass(slots=True)
class Batch:
    """Rows that are committed together, by the names of ``_INSERT``."""

    urls: list[Row] = field(default_factory=list)
    forms: list[Row] = field(default_factory=list)
    pages: list[Callable[[], Row]] = field(default_factory=list)
    """Made by the writer's thread, where packing does not hold up the crawl."""
    notes: list[Row] = field(default_factory=list)
    limits: list[Row] = field(default_factory=list)
    traps: list[Row] = field(default_factory=list)
    faults: list[Row] = field(default_factory=list)
    hosts: list[Row] = field(default_factory=list)
    done: list[Row] = field(default_factory=list)
    again: list[Row] = field(default_factory=list)
    metas: list[Row] = field(default_factory=list)


_Waiting = tuple[Batch, "asyncio.Future[None]"]


class Writer:
    """Commits batches in the order in which they were given."""

    def __init__(self, path: Path, on_trouble: Callable[[str], None] = lambda _: None) -> None:
        self._path = path
        self._on_trouble = on_trouble
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._broken: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="archive-writer", daemon=True)
        self._thread.start()

    async def commit(self, batch: Batch) -> None:
        """Return when the batch is on disk. Raises StoreError when it cannot be written."""
        if self._broken:
            raise self._broken
        committed: asyncio.Future[None] = self._loop.create_future()
        self._queue.put((batch, committed))
        await committed

    async def close(self) -> None:
        """Write what was given, then end the thread."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        database = connect(self._path)
        try:
            while (gathered := self._gather()) is not None:
                self._settle(gathered, self._write(database, gathered))
        finally:
            database.close()

    def _gather(self) -> list[_Waiting] | None:
        first = self._queue.get()
        if first is None:
            return None
        gathered = [first]
        while len(gathered) < _GATHER:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                break
            if following is None:
                self._queue.put(None)
                break
            gathered.append(following)
        return gathered

    def _write(self, database: sqlite3.Connection, gathered: Sequence[_Waiting]) -> Exception | None:
        """Write one transaction; wait a while for a full or locked disk before giving up."""
        for patience in range(_PATIENCE, -1, -1):
            try:
                _transact(database, [batch for batch, _ in gathered])
            except sqlite3.Error as error:
                problem: Exception = _explain(error, self._path)
                if _passing(error) and patience:
                    self._on_trouble(str(problem))
                    sleep(_PAUSE)
                    continue
                self._broken = problem
                return problem
            except Exception as error:  # noqa: BLE001 — handed to whoever waits, who must not wait for ever
                self._broken = error
                return error
            self._on_trouble("")
            return None
        return None

    def _settle(self, gathered: Sequence[_Waiting], problem: Exception | None) -> None:
        def settle() -> None:
            for _, committed in gathered:
                if committed.done():
                    continue
                if problem:
                    committed.set_exception(problem)
                else:
                    committed.set_result(None)

        self._loop.call_soon_threadsafe(settle)


def connect(path: Path) -> sqlite3.Connection:
    """Open an archive's database as this program uses it: no implicit transactions."""
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        database.execute(pragma)
    return database


def _transact(database: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    try:
        database.execute("BEGIN IMMEDIATE")
        for name, statement in _INSERT.items():
            rows = [row for batch in batches for row in getattr(batch, name)]
            if rows:
                database.executemany(statement, [row() for row in rows] if name == "pages" else rows)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _passing(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", None) in (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


def _explain(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            Text(f"磁盘已满：{path}", f"the disk is full: {path}"),
            Text(
                "请清理磁盘，再用 auditbot resume 接着做",
                "free some space, then go on with `auditbot resume`",
            ),
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(
            Text(f"存档被其他程序锁住：{path}", f"another program keeps the archive locked: {path}"),
            Text("请关闭该程序，再用 auditbot resume 接着做", "close it, then `auditbot resume`"),
        )
    if code == sqlite3.SQLITE_READONLY:
        return StoreError(
            Text(f"存档不可写：{path}", f"the archive cannot be written: {path}"),
            Text("请检查目录和文件的属主与权限", "check who owns the folder and the file"),
        )
    return StoreError(
        Text(f"存档写入出错：{path}：{error}", f"the archive cannot be written: {path}: {error}"),
        Text("已写入的内容不会丢失", "what was committed is safe"),
    )
