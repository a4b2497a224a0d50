"""``python -m tests.bench.fleet_sites N``: serves N small sites, some broken, each on an address of its own.

Prints a line of JSON for each: id, home, and what is wrong with it. Ends with its standard input.
"""

import asyncio
import json
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle

from tests.audit.loopback import HTML, Body, town

_EVERY = 20
"""One site in so many is broken."""
_BACKLOG = 128

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Served:
    """One site: where it is, and in which way it is broken; empty: in none."""

    id: str
    home: str
    broken: str = ""


def answer(status: str, body: bytes, kind: str = HTML, more: str = "") -> bytes:
    """A whole answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def of_pages(pages: dict[str, Body]) -> Talk:
    """Answers by path."""

    def told(path: str) -> bytes:
        said = pages.get(path, (404, "<p>没有这个页面</p>"))
        status, body = said if isinstance(said, tuple) else (200, said)
        if status in (301, 302):
            return answer(f"{status} Moved", b"", more=f"Location: {body!s}\r\n")
        data = body.encode() if isinstance(body, str) else body
        kind = "text/plain" if path == "/robots.txt" else HTML if isinstance(body, str) else "application/pdf"
        return answer(f"{status} Said", data, kind)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            method, path, _ = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split(" ", 2)
            whole = told(path)
            writer.write(whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" else whole)
            await writer.drain()

    return talk


async def hang(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Listens and never says a word."""
    while await reader.read(4096):
        pass


async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One page without end."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {HTML}\r\nConnection: close\r\n\r\n<p>".encode())
    while True:
        writer.write("没完没了。".encode() * 2000)
        await writer.drain()


_OPEN = "User-agent: *\nDisallow:\n"
_WAYS: dict[str, Talk | None] = {
    "closed port": None,
    "never answers": hang,
    "endless homepage": pour,
    "redirects to itself": of_pages({"/robots.txt": _OPEN, "/": (302, "/")}),
    "robots forbid all": of_pages({**town(2, 3), "/robots.txt": "User-agent: *\nDisallow: /\n"}),
    "empty homepage": of_pages({"/robots.txt": _OPEN, "/": ""}),
    "nothing but 503": of_pages({"/robots.txt": _OPEN, "/": (503, "维护中")}),
}


async def serve(count: int) -> None:
    """Serve until standard input ends."""
    ways = cycle(_WAYS)
    well = of_pages({"/robots.txt": _OPEN, **town(2, 3)})
    servers = []
    for number in range(count):
        broken = next(ways) if number % _EVERY == _EVERY // 2 else ""
        talk = _WAYS[broken] if broken else well
        address = f"127.0.{8 + number // 200}.{number % 200 + 1}"
        gate = socket.create_server((address, 0), backlog=_BACKLOG)
        port = gate.getsockname()[1]
        if talk:
            servers.append(await asyncio.start_server(_safely(talk), sock=gate))
        else:
            gate.close()
        told = {"id": f"s{number:03d}", "home": f"http://{address}:{port}/", "broken": broken}
        sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.write("\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    for server in servers:
        server.close()


def _safely(talk: Talk) -> Talk:
    async def safe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, ValueError):
            await talk(reader, writer)
        writer.close()

    return safe


def listed(lines: Iterator[str]) -> list[Served]:
    """What a server printed, up to the empty line."""
    return [Served(**json.loads(line)) for line in iter(lambda: next(lines).strip(), "")]


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
