"""Somebody who must never be visited: counts every connection at an inner address."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.net.world import Paths

NOWHERE = "00009"
"""The port that a page names where it means the sentinel's: as many digits as that has."""


@dataclass
class Sentinel:
    """Listens at inner addresses, all at one port. ``visits`` has to stay empty."""

    port: int = 0
    visits: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def run(self, *addresses: str) -> AsyncIterator["Sentinel"]:
        """Listen until the block is left. Where the machine lacks an address, nobody can be visited there."""
        servers = []
        for address in addresses:
            server = await self._listen(address)
            if server is not None:
                servers.append(server)
                self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            for server in servers:
                server.close()

    async def _listen(self, address: str) -> asyncio.Server | None:
        async def note(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.visits.append(address)
            writer.close()

        try:
            return await asyncio.start_server(note, address, self.port)
        except OSError:
            return None


def aimed(paths: Paths, sentinel: Sentinel) -> Paths:
    """The same answers, but naming the port at which the sentinel listens; those made when asked stay."""
    if not isinstance(paths, dict):
        return paths
    port = f"{sentinel.port:05}".encode()
    return {
        path: served.replace(NOWHERE.encode(), port) if isinstance(served, bytes) else served
        for path, served in paths.items()
    }


@asynccontextmanager
async def full_queue() -> AsyncIterator[int]:
    """A port whose queue of connections is full and never served."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        held = [socket.socket() for _ in range(4)]
        try:
            for one in held:
                one.setblocking(False)
                one.connect_ex(listener.getsockname())
            yield listener.getsockname()[1]
        finally:
            for one in held:
                one.close()


@asynccontextmanager
async def closed_port() -> AsyncIterator[int]:
    """A port that is taken, and at which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
