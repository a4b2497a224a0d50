"""Talking to the browser's proxy as a browser does, with a server behind it."""

import asyncio
import contextlib
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from auditbot.net.browser.proxy import EgressProxy
from tests.net.browser_pages import Map

Conduct = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok"


class Host:
    """A server on loopback that answers as it is told, and keeps what it was sent."""

    def __init__(self, conduct: Conduct | bytes) -> None:
        self.conduct = conduct
        self.heard: list[bytes] = []
        self.connections = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            if isinstance(self.conduct, bytes):
                self.heard.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(self.conduct)
                await writer.drain()
            else:
                await self.conduct(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


@asynccontextmanager
async def host(conduct: Conduct | bytes = ANSWER) -> AsyncIterator[Host]:
    serving = Host(conduct)
    tasks: list[asyncio.Task[None]] = []

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.append(asyncio.create_task(serving.serve(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    serving.port = server.sockets[0].getsockname()[1]
    try:
        yield serving
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def to(port: int) -> Map:
    return Map({("www.test", 80): ("127.0.0.1", port), ("www.test", 443): ("127.0.0.1", port)})


async def say(proxy: EgressProxy, request: str, password: str | None = None) -> bytes:
    """Send a request with the credential, and read until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    try:
        writer.write(spoken(proxy, request, password))
        return await asyncio.wait_for(reader.read(), 5)
    finally:
        await done(writer)


async def done(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def spoken(proxy: EgressProxy, request: str, password: str | None = None) -> bytes:
    credential = b64encode(f"{proxy.username}:{password or proxy.password}".encode()).decode()
    line, *fields = request.split("\r\n")
    lines = [f"{line} HTTP/1.1", f"Proxy-Authorization: Basic {credential}", *fields, "", ""]
    return "\r\n".join(lines).encode()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])
