"""Makes the k-th call of one kind fail, once: of the store, of the net, of the file system."""

import asyncio
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import dns.asyncquery
import dns.exception

from auditbot.audit import conduct
from auditbot.audit.judge import judge
from auditbot.crawl import writer
from auditbot.model.audit import Audit
from auditbot.net.http.wire import Wire

FAMILIES = ("store", "connect", "read", "resolve", "file")


@dataclass(slots=True)
class Point:
    """The ``k``-th call of ``family`` fails; 0: none does, they are only counted."""

    family: str
    k: int
    counted: int = 0
    collected: int = 0
    """Of the calls counted, those before the judging began."""

    def due(self) -> bool:
        """Count a call; whether it is the one."""
        self.counted += 1
        return self.counted == self.k


@contextmanager
def failing(point: Point) -> Iterator[None]:
    """Install the failure for the time of the block, and shorten the pauses of the store."""

    def judged(*given: Any, **named: Any) -> Audit:
        point.collected = point.counted
        return judge(*given, **named)

    with ExitStack() as stack:
        stack.enter_context(patch.object(writer, "_PAUSE", 0.01))
        stack.enter_context(patch.object(conduct, "judge", judged))
        for target, name, made in _INSTALLED[point.family](point):
            stack.enter_context(patch.object(target, name, made))
        yield


_Patches = Iterator[tuple[Any, str, Any]]

_CODES = (
    (sqlite3.OperationalError, sqlite3.SQLITE_FULL, "database or disk is full"),
    (sqlite3.OperationalError, sqlite3.SQLITE_IOERR | 3 << 8, "disk I/O error"),
    (sqlite3.OperationalError, sqlite3.SQLITE_BUSY, "database is locked"),
    (sqlite3.DatabaseError, sqlite3.SQLITE_CORRUPT, "database disk image is malformed"),
    (sqlite3.OperationalError, sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
)


def _store(point: Point) -> _Patches:
    def check() -> None:
        if point.due():
            kind, code, said = _CODES[point.k % len(_CODES)]
            fault = kind(said)
            fault.sqlite_errorcode = code
            raise fault

    class Connection(sqlite3.Connection):
        def execute(self, *given: Any) -> sqlite3.Cursor:
            check()
            return super().execute(*given)

        def executemany(self, *given: Any) -> sqlite3.Cursor:
            check()
            return super().executemany(*given)

    real = sqlite3.connect

    def connect(*given: Any, **named: Any) -> sqlite3.Connection:
        check()
        return real(*given, factory=Connection, **named)

    yield sqlite3, "connect", connect


def _connect(point: Point) -> _Patches:
    loop = asyncio.SelectorEventLoop
    real = loop.sock_connect
    numbers = (errno.EMFILE, errno.ENOBUFS, errno.ENETUNREACH, errno.EADDRNOTAVAIL)

    async def sock_connect(self: Any, *given: Any) -> None:
        if point.due():
            raise _told(numbers[point.k % len(numbers)])
        await real(self, *given)

    yield loop, "sock_connect", sock_connect


def _read(point: Point) -> _Patches:
    real = Wire.data_received

    def data_received(self: Wire, data: bytes) -> None:
        if not point.due():
            real(self, data)
            return
        if point.k % 2:
            real(self, data[: len(data) // 2])
        if self.transport is not None:
            self.transport.abort()

    yield Wire, "data_received", data_received


def _resolve(point: Point) -> _Patches:
    real = dns.asyncquery.udp_with_fallback
    made: tuple[Callable[[], Exception], ...] = (
        lambda: _told(errno.ENETUNREACH),
        lambda: _told(errno.EMFILE),
        dns.exception.Timeout,
        dns.exception.FormError,
    )

    async def ask(*given: Any, **named: Any) -> Any:
        if point.due():
            fault = made[point.k % len(made)]()
            raise fault
        return await real(*given, **named)

    yield dns.asyncquery, "udp_with_fallback", ask


def _file(point: Point) -> _Patches:
    numbers = (errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EMFILE)

    def instead(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if point.due():
                raise _told(numbers[point.k % len(numbers)])
            return real(*given, **named)

        return call

    for name in ("open", "fsync", "rename", "replace", "mkdir", "symlink"):
        yield os, name, instead(getattr(os, name))


def _told(number: int) -> OSError:
    return OSError(number, os.strerror(number))


_INSTALLED: dict[str, Callable[[Point], _Patches]] = {
    "store": _store,
    "connect": _connect,
    "read": _read,
    "resolve": _resolve,
    "file": _file,
}
