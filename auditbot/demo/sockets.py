"""Listening sockets on loopback: the same port over both families, and servers that end when told to."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from auditbot.errors import EnvironmentProblem
from auditbot.model.text import Text

V4, V6 = "127.0.0.1", "::1"
_TRIES = 20

T = TypeVar("T")
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Bound sockets with one port number; ``v6`` only where the machine has ``::1``.

    A TCP socket that is bound and does not listen refuses connections and keeps the port from others.
    """

    port: int
    v4: socket.socket
    v6: socket.socket | None


def has_ipv6() -> bool:
    """Whether this machine has the IPv6 loopback address."""
    try:
        _bound(socket.AF_INET6, socket.SOCK_STREAM, 0).close()
    except OSError:
        return False
    return True


@contextmanager
def pair(ipv6: bool) -> Iterator[Pair]:
    """A pair of TCP sockets, closed at the end."""
    made = _tried(lambda: _pair(socket.SOCK_STREAM, 0, ipv6))
    try:
        yield made
    finally:
        _close(made)


@contextmanager
def twin_pairs(ipv6: bool) -> Iterator[tuple[Pair, Pair]]:
    """A pair of TCP and a pair of UDP sockets, all with one port number."""

    def attempt() -> tuple[Pair, Pair]:
        streams = _pair(socket.SOCK_STREAM, 0, ipv6)
        try:
            return streams, _pair(socket.SOCK_DGRAM, streams.port, ipv6)
        except OSError:
            _close(streams)
            raise

    streams, datagrams = _tried(attempt)
    try:
        yield streams, datagrams
    finally:
        _close(streams)
        _close(datagrams)


@asynccontextmanager
async def streaming(talk: Talk, listener: socket.socket) -> AsyncIterator[None]:
    """Serve TCP connections on a bound socket; those that are open at the end are cut."""
    under_way: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)
        try:
            await talk(reader, writer)
        except asyncio.CancelledError:
            pass  # only the end below cancels, and a server is not to complain about it
        finally:
            under_way.discard(task)
            writer.close()

    server = await asyncio.start_server(handle, sock=listener)
    try:
        yield
    finally:
        server.close()
        for task in tuple(under_way):
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


def _tried(attempt: Callable[[], T]) -> T:
    for _ in range(_TRIES):
        try:
            return attempt()
        except OSError:
            continue
    raise EnvironmentProblem(Text("没有可用的本机端口", "no free port on loopback"))


def _pair(kind: socket.SocketKind, port: int, ipv6: bool) -> Pair:
    v4 = _bound(socket.AF_INET, kind, port)
    try:
        number = int(v4.getsockname()[1])
        return Pair(number, v4, _bound(socket.AF_INET6, kind, number) if ipv6 else None)
    except OSError:
        v4.close()
        raise


def _bound(family: socket.AddressFamily, kind: socket.SocketKind, port: int) -> socket.socket:
    made = socket.socket(family, kind)
    try:
        made.setblocking(False)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((V6 if family == socket.AF_INET6 else V4, port))
    except OSError:
        made.close()
        raise
    return made


def _close(made: Pair) -> None:
    made.v4.close()
    if made.v6:
        made.v6.close()
