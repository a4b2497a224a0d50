"""An outbox in a file of its own."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from auditbot.errors import StoreError
from auditbot.model.text import Text
from auditbot.notify.notice import Notice
from auditbot.notify.outbox import CUT_OFF, LEASE, Delivery, DeliveryState, Post, next_try

_VERSION = 1
_MOST = 500
"""Deliveries that are shown."""
_OF_CHANNEL = 200
"""Deliveries of one channel that are tried in one go."""
_BUSY_SECONDS = 30.0
_TROUBLE = 500
_TABLES = """
CREATE TABLE notice (key TEXT PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE told (change TEXT PRIMARY KEY);
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL REFERENCES notice,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    gathered INTEGER NOT NULL,
    state TEXT NOT NULL,
    due REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    cut_off INTEGER NOT NULL DEFAULT 0,
    repeated INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '',
    changed REAL NOT NULL,
    UNIQUE (key, channel, recipient)
);
CREATE INDEX delivery_due ON delivery (state, due);
"""
_ROW = """SELECT id, document, channel, recipient, gathered, state, tries, repeated, due, trouble
          FROM delivery JOIN notice USING (key)"""
_RANKED = """SELECT id, row_number() OVER (PARTITION BY channel ORDER BY due, id) AS rank
             FROM delivery WHERE state = ? AND due <= ?"""
_CUT_OFF = "cut off while sending; whether it arrived is not known"


class FileOutbox:
    """Deliveries in SQLite, each change on the disk before the method returns."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self._path = path
        self._database = database

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, or make it. Raises StoreError."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error
        box = cls(path, database)
        try:
            box._prepare()
        except BaseException:
            database.close()
            raise
        return box

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def known(self, changes: Collection[str]) -> frozenset[str]:
        """Which of these changes were ever put."""
        with self._writing() as database:
            asked = "SELECT 1 FROM told WHERE change = ?"
            return frozenset(one for one in changes if database.execute(asked, (one,)).fetchone())

    def put(self, posts: Sequence[Post]) -> int:
        """Keep the posts that are new, with the changes they tell."""
        fresh = 0
        with self._writing() as database:
            for post in posts:
                notice = post.notice
                database.execute(
                    "INSERT INTO notice VALUES (?, ?) ON CONFLICT DO NOTHING",
                    (notice.key, notice.model_dump_json()),
                )
                fresh += database.execute(
                    "INSERT INTO delivery (key, channel, recipient, gathered, state, due, changed)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (
                        notice.key,
                        post.channel,
                        post.recipient,
                        post.gathered,
                        DeliveryState.WAITING,
                        post.due.timestamp(),
                        post.due.timestamp(),
                    ),
                ).rowcount
                database.executemany(
                    "INSERT INTO told VALUES (?) ON CONFLICT DO NOTHING",
                    [(change,) for change in notice.changes],
                )
        return fresh

    def recover(self, now: datetime) -> int:
        """Take back what a killed process was sending: to be repeated once, then given up."""
        with self._writing() as database:
            return database.execute(
                "UPDATE delivery SET cut_off = cut_off + 1, repeated = 1, trouble = ?, due = ?, changed = ?,"
                " state = iif(cut_off + 1 < ?, ?, ?) WHERE state = ? AND due <= ?",
                (
                    _CUT_OFF,
                    now.timestamp(),
                    now.timestamp(),
                    CUT_OFF,
                    DeliveryState.WAITING,
                    DeliveryState.GIVEN_UP,
                    DeliveryState.SENDING,
                    now.timestamp(),
                ),
            ).rowcount

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """What waits and may be tried, the oldest first."""
        return self._read(
            f"{_ROW} JOIN ({_RANKED}) USING (id) WHERE rank <= {_OF_CHANNEL} ORDER BY due, id",
            DeliveryState.WAITING,
            now.timestamp(),
        )

    def begin(self, ids: Sequence[int], now: datetime) -> frozenset[int]:
        """Mark as being sent what still waits."""
        until = (now + LEASE).timestamp()
        with self._writing() as database:
            return frozenset(
                one
                for one in ids
                if database.execute(
                    "UPDATE delivery SET state = ?, tries = tries + 1, due = ?, changed = ?"
                    " WHERE id = ? AND state = ?",
                    (DeliveryState.SENDING, until, now.timestamp(), one, DeliveryState.WAITING),
                ).rowcount
            )

    def delivered(self, ids: Collection[int], now: datetime) -> None:
        """Mark as sent."""
        with self._writing() as database:
            database.executemany(
                "UPDATE delivery SET state = ?, changed = ?, trouble = '' WHERE id = ?",
                [(DeliveryState.SENT, now.timestamp(), one) for one in ids],
            )

    def failed(self, ids: Collection[int], now: datetime, trouble: str, *, unsure: bool) -> None:
        """Put off, or give up."""
        with self._writing() as database:
            for one in ids:
                (tries,) = database.execute("SELECT tries FROM delivery WHERE id = ?", (one,)).fetchone()
                later = next_try(tries, now)
                database.execute(
                    "UPDATE delivery SET state = ?, due = ?, trouble = ?, changed = ?,"
                    " repeated = repeated OR ? WHERE id = ?",
                    (
                        DeliveryState.WAITING if later else DeliveryState.GIVEN_UP,
                        (later or now).timestamp(),
                        trouble[:_TROUBLE],
                        now.timestamp(),
                        unsure,
                        one,
                    ),
                )

    def again(self, now: datetime) -> int:
        """Let everything that was given up wait anew."""
        with self._writing() as database:
            return database.execute(
                "UPDATE delivery SET state = ?, due = ?, tries = 0, cut_off = 0 WHERE state = ?",
                (DeliveryState.WAITING, now.timestamp(), DeliveryState.GIVEN_UP),
            ).rowcount

    def counted(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state."""
        with self._writing() as database:
            rows = database.execute("SELECT state, count(*) FROM delivery GROUP BY state").fetchall()
        return {DeliveryState(state): count for state, count in rows}

    def troubled(self) -> tuple[Delivery, ...]:
        """What is not delivered though it was tried, the latest first."""
        return self._read(
            f"{_ROW} WHERE state != ? AND tries > 0 ORDER BY changed DESC, id LIMIT {_MOST}",
            DeliveryState.SENT,
        )

    def _read(self, query: str, *values: object) -> tuple[Delivery, ...]:
        with self._writing() as database:
            rows = database.execute(query, values).fetchall()
        return tuple(_delivery(row) for row in rows)

    def _prepare(self) -> None:
        try:
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error as error:
            raise _unusable(self._path, error) from error
        with self._writing() as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version > _VERSION:
                raise StoreError(
                    Text(f"{self._path} 由更新的版本写成", f"{self._path} was written by a newer version")
                )
            if version == 0:
                for statement in _TABLES.split(";\n"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises StoreError."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            raise _unusable(self._path, error) from error


def _delivery(row: tuple[int, str, str, str, int, str, int, int, float, str]) -> Delivery:
    number, document, channel, recipient, gathered, state, tries, repeated, due, trouble = row
    at = datetime.fromtimestamp(due, UTC)
    post = Post(Notice.model_validate_json(document), channel, recipient, at, bool(gathered))
    return Delivery(number, post, DeliveryState(state), tries, bool(repeated), at, trouble)


def _unusable(path: Path, error: Exception) -> StoreError:
    return StoreError(
        Text(f"通知队列 {path} 无法使用：{error}", f"the outbox {path} cannot be used: {error}"),
        Text("请用 --outbox 另选一个文件", "choose another file with --outbox"),
    )
