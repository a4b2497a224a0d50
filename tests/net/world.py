"""A small hostile world on loopback: a raw server, and a client that reaches nothing else."""

import asyncio
import re
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.http.client import Client, Reply, Request
from auditbot.settings import ConnectTo, Limits, Politeness, Reach, Settings
from auditbot.url import Url

Conduct = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

ADDRESS = "127.0.0.1"


Served = bytes | Conduct | Sequence[bytes | Conduct]
"""An answer, what is done instead of answering, or one after the other (the last for ever)."""
Paths = Mapping[str, Served]
"""By path; ``HEAD /x`` comes before ``/x`` where that is the method, ``*`` stands for all others."""


@dataclass
class Server:
    """Serves raw bytes by path; notes the head of every request and every connection."""

    paths: Paths = field(default_factory=dict)
    greeting: "Conduct | None" = None
    """What is done with a connection instead of reading requests from it."""
    hosts: Mapping[str, Paths] = field(default_factory=dict)
    """Hosts that have paths of their own."""
    proper: bool = False
    """HEAD is answered without a body."""
    heads: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def asked(self, path: str) -> int:
        return sum(head.split(" ", 2)[1] == path for head in self.heads)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while not self.greeting:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self.heads.append(head)
                if not await self._answer(head, reader, writer):
                    break
            if self.greeting:
                await self.greeting(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _answer(self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        method, path, _ = head.split(" ", 2)
        host = host_of(head)
        paths = self.hosts.get(host, self.paths)
        conduct = paths.get(f"{method} {path}") or paths.get(path) or paths.get("*") or NOT_HERE
        if isinstance(conduct, Sequence) and not isinstance(conduct, bytes):
            times = sum(one.startswith(f"{method} {path} ") and host_of(one) == host for one in self.heads)
            conduct = conduct[min(times, len(conduct)) - 1]
        if not isinstance(conduct, bytes):
            await conduct(reader, writer)
            return False
        fields = conduct.partition(b"\r\n\r\n")[0]
        writer.write(fields + b"\r\n\r\n" if self.proper and method == "HEAD" else conduct)
        await writer.drain()
        return b"Connection: close" not in conduct and b"Content-Length" in fields

    @asynccontextmanager
    async def run(
        self, context: ssl.SSLContext | None = None, address: str = ADDRESS
    ) -> AsyncIterator["Server"]:
        tasks: set[asyncio.Task[Any]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task
            tasks.add(task)
            try:
                await self._serve(reader, writer)
            except asyncio.CancelledError:
                pass
            finally:
                tasks.discard(task)

        server = await asyncio.start_server(serve, address, 0, ssl=context, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in list(tasks):
                task.cancel()
            await asyncio.sleep(0)


def host_of(head: str) -> str:
    """Whom a request is for, without the port; empty without a Host field."""
    named = re.search(r"\r\n[Hh]ost: ([^\r\n]*?)(?::\d+)?\r\n", head)
    return named[1] if named else ""


def page(
    body: bytes = b"<html><body>text</body></html>",
    *fields: str,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
) -> bytes:
    """A well-formed answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *fields]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


NOT_HERE = page(b"not here", status="404 Not Found")


def moved(location: str | bytes, *fields: str, status: str = "302 Found", body: bytes = b"") -> bytes:
    """A redirect."""
    where = location if isinstance(location, bytes) else location.encode()
    more = "".join(f"{line}\r\n" for line in fields).encode()
    length = f"Content-Length: {len(body)}\r\n".encode()
    return (
        b"HTTP/1.1 " + status.encode() + b"\r\n" + length + more + b"Location: " + where + b"\r\n\r\n" + body
    )


_SILENT = 30.0
"""Seconds of silence: longer than any client waits. The end of the server ends it as well."""


def drip(*pieces: bytes, pause: float = 0.05, then: float = 0.0, close: bool = True) -> Conduct:
    """Send piece by piece, wait, and close or be silent (bounded)."""

    async def conduct(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        await asyncio.sleep(then if close else _SILENT)

    return conduct


def cut(data: bytes) -> Conduct:
    """Send and close."""
    return drip(data, pause=0)


def reset(data: bytes = b"", pause: float = 0.05) -> Conduct:
    """Send and reset the connection."""

    async def conduct(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(pause)
        if not writer.transport.is_closing():
            held = writer.transport.get_extra_info("socket")
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing resets
        writer.transport.abort()

    return conduct


def endless(head: bytes, piece: bytes, most: int = 64 * 1024 * 1024) -> Conduct:
    """Send a piece over and over (bounded)."""

    async def conduct(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for _ in range(most // len(piece)):
            writer.write(piece)
            await writer.drain()

    return conduct


HASTY: dict[str, Any] = {
    "connect_seconds": 0.4,
    "first_byte_seconds": 0.4,
    "headers_seconds": 0.4,
    "total_seconds": 3,
    "slowest_window": 0.4,
}
"""Limits for tests of what is too slow; all others have time, so that a busy machine does not matter."""


def settings(
    port: int = 0,
    tls_port: int = 0,
    *,
    allow: Iterable[str] = ("127.0.0.1/32",),
    dns: tuple[str, int] | None = None,
    ca: Path | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    politeness: Politeness | None = None,
    host: str = "",
    **limits: Any,
) -> Settings:
    """Port 80 and 443 of a host, or of all, are those of the test servers; nothing else can be reached."""
    entries = [(80, port), (443, tls_port)]
    return Settings(
        as_of=date(2026, 11, 22),
        limits=Limits(**limits),
        politeness=politeness or Politeness(rate=0, external_rate=1000, external_concurrency=8),
        reach=Reach(
            allow=tuple(map(ip_network, allow)),
            connect_to=tuple(
                ConnectTo(host=host, port=at, to_host=ADDRESS, to_port=to) for at, to in entries if to
            ),
            dns_server=dns or (ADDRESS, 9),
            ca_file=ca,
            headers=headers,
        ),
    )


def egress_of(chosen: Settings) -> Egress:
    return Egress(Resolver(chosen.reach, chosen.limits), chosen.reach, chosen.limits)


def own(url: Url) -> bool:
    return url.startswith(("http://www.a.example/", "https://www.a.example/"))


@asynccontextmanager
async def client_of(chosen: Settings) -> AsyncIterator[Client]:
    async with Client(egress_of(chosen), chosen, own) as client:
        yield client


@asynccontextmanager
async def world(server: Server, **options: Any) -> AsyncIterator[Client]:
    """The server running, and a client that finds it under every name."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(server.run())
        yield await stack.enter_async_context(client_of(settings(server.port, **options)))


async def got(client: Client, path: str, **options: Any) -> Reply:
    """Fetch a path of the usual host."""
    return await client.fetch(Request(Url(f"http://www.a.example{path}"), **options))


async def one(conduct: Served, **options: Any) -> tuple[Reply, Server]:
    """Fetch what is served in this way."""
    server = Server({"/x": conduct})
    async with world(server, **options) as client:
        return await got(client, "/x"), server
