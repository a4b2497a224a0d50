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
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from auditbot.crawl.schema import PRAGMAS
from auditbot.crawl.trouble import explained, may_pass
from auditbot.model.text import Text

_GATHER = 64
_PATIENCE = 6
"""How often a full or locked disk is tried again, with so many seconds between."""
_PAUSE = 5.0
_INSERT = {
    "urls": (
        "INSERT INTO url (id, url, host, task, rank, depth, parent, element, inbred, done, outcome, failure)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " task = excluded.task, rank = excluded.rank, depth = excluded.depth, parent = excluded.parent,"
        " element = excluded.element, inbred = excluded.inbred, done = excluded.done,"
        " outcome = excluded.outcome, failure = excluded.failure WHERE failure = 'glance'"
    ),
    "forms": "INSERT OR IGNORE INTO form VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "pages": "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "files": "INSERT OR REPLACE INTO file VALUES (?, ?, ?)",
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
"""In this order: what is referred to comes before what refers to it.

An address that a glance passed by may yet be asked.
"""

Row = tuple[object, ...]


@dataclass(slots=True)
class Batch:
    """Rows that are committed together, by the names of ``_INSERT``."""

    urls: list[Row] = field(default_factory=list)
    forms: list[Row] = field(default_factory=list)
    pages: list[Callable[[], Row]] = field(default_factory=list)
    """Made by the writer's thread, where packing does not hold up the crawl."""
    files: list[Row] = field(default_factory=list)
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

    def __init__(self, path: Path, on_trouble: Callable[[Text], None] = lambda _: None) -> None:
        self._path = path
        self._on_trouble = on_trouble
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._broken: Exception | None = None
        self._closing = threading.Event()
        self._database: sqlite3.Connection | None = None
        self._thread = threading.Thread(target=self._run, name="archive-writer", daemon=True)
        self._thread.start()

    async def commit(self, batch: Batch) -> None:
        """Return when the batch is committed. Raises StoreError when it cannot be written."""
        if self._broken:
            raise self._broken
        committed: asyncio.Future[None] = self._loop.create_future()
        self._queue.put((batch, committed))
        await committed

    async def drained(self) -> None:
        """Return when all that was given so far is committed. Raises StoreError as ``commit`` does."""
        await self.commit(Batch())

    async def close(self) -> None:
        """Write what was given, then end the thread. A full or locked disk is waited for no longer."""
        self._closing.set()
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        with ExitStack() as undo:
            while (gathered := self._gather()) is not None:
                self._settle(gathered, self._write(gathered, undo))

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

    def _write(self, gathered: Sequence[_Waiting], undo: ExitStack) -> Exception | None:
        """Write one transaction; wait a while for a full or locked disk before giving up for good.

        Nothing is written after something that could not be: it may refer to that.
        """
        rows: _Rows | None = None
        for patience in range(_PATIENCE, -1, -1):
            if self._broken:
                break
            try:
                rows = rows or _made([batch for batch, _ in gathered])
                if self._database is None:
                    self._database = undo.enter_context(closing(connect(self._path)))
                _transact(self._database, rows)
            except sqlite3.Error as error:
                problem = explained(error, self._path)
                if may_pass(error) and patience and not self._closing.is_set():
                    self._on_trouble(problem.message)
                    self._closing.wait(_PAUSE)
                    continue
                self._broken = problem
            except Exception as error:  # noqa: BLE001 — handed to whoever waits, who must not wait for ever
                self._broken = error
            else:
                self._on_trouble(Text("", ""))
                return None
        return self._broken

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
    with ExitStack() as undo:
        opened = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        database = undo.enter_context(closing(opened))
        for pragma in PRAGMAS:
            database.execute(pragma)
        undo.pop_all()
    return database


_Rows = dict[str, list[Row]]


def _made(batches: Sequence[Batch]) -> _Rows:
    """The rows of batches by table. Pages are packed here, before anything is locked."""
    rows: _Rows = {name: [row for batch in batches for row in getattr(batch, name)] for name in _INSERT}
    rows["pages"] = [row() for batch in batches for row in batch.pages]
    return rows


def _transact(database: sqlite3.Connection, rows: _Rows) -> None:
    try:
        database.execute("BEGIN IMMEDIATE")
        for name, statement in _INSERT.items():
            if rows[name]:
                database.executemany(statement, rows[name])
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
