"""Serves the town on loopback: web pages over both families and the name service that leads to them."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from aiohttp import web

from auditbot.demo.hosts import ZONES, Host, Https, Over6
from auditbot.demo.names import Datagrams, NameService, converse
from auditbot.demo.sockets import V4, has_ipv6, pair, streaming, twin_pairs
from auditbot.demo.town import Town
from auditbot.demo.web import Asked, WebHosts
from auditbot.model.site import Site

_BACKLOG = 512
_PATIENCE = 5.0
_LEAVE = 0.5
_PLAIN = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Served:
    """A town that is being served, and what an audit must be told to reach it."""

    town: Town
    url: str
    site: Site
    connect_to: tuple[str, ...]
    """HOST:PORT:ADDR:PORT texts; an empty ADDR is the address that the name has."""
    dns_server: tuple[str, int]
    allow: tuple[str, ...]
    """Networks that are refused otherwise."""
    ipv6: bool
    """The machine has ::1; without it the town is on 127.0.0.1 alone."""
    log: WebHosts

    @property
    def requests(self) -> Sequence[Asked]:
        """The last requests, oldest first; their number is bounded."""
        return tuple(self.log.requests)


@dataclass(frozen=True, slots=True)
class _Ports:
    """One port for every way in which a connection can fare."""

    web: int
    only_v4: int
    hangs_up: int
    plain: int
    plain_v4: int
    closed: int

    def of(self, host: Host) -> int:
        if not host.http:
            return self.closed
        special = {Over6.CLOSED: self.only_v4, Over6.HANGS_UP: self.hangs_up}
        return special.get(host.over6, self.web)

    def secure(self, host: Host) -> int:
        special = {Https.NO_TLS: self.plain, Https.ONLY_V4: self.plain_v4}
        return special.get(host.https, self.closed)


@asynccontextmanager
async def serve(town: Town) -> AsyncIterator[Served]:
    """Serve until the block is left; all ports are given by the system."""
    ipv6 = has_ipv6()
    hosts = WebHosts(town)
    async with AsyncExitStack() as stack:
        ports = await _listen(stack, hosts, ipv6)
        names = await _name_service(stack, NameService(town.hosts), ipv6)
        silent, _ = stack.enter_context(twin_pairs(ipv6))
        yield Served(
            town=town,
            url=town.site.home,
            site=town.site,
            connect_to=(
                *(text for host in town.hosts for text in _ways(host, ports)),
                *_servers(names, silent.port),
            ),
            dns_server=(V4, names),
            allow=("127.0.0.1/32", "::1/128"),
            ipv6=ipv6,
            log=hosts,
        )


def _ways(host: Host, ports: _Ports) -> tuple[str, str]:
    return f"{host.name}:80::{ports.of(host)}", f"{host.name}:443::{ports.secure(host)}"


def _servers(port: int, silent: int) -> Iterator[str]:
    """Where the name servers are; a silent one is a port that is bound and never read."""
    for zone in ZONES:
        for server in zone.servers:
            yield f"{server.name}:53::{silent if server.silent6 else port}"


async def _listen(stack: AsyncExitStack, hosts: WebHosts, ipv6: bool) -> _Ports:
    """Open the web ports. What stays bound without listening refuses connections."""
    runner = web.ServerRunner(web.Server(hosts.handle, access_log=None), shutdown_timeout=_LEAVE)
    pairs = [stack.enter_context(pair(ipv6)) for _ in range(6)]
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    shared, only_v4, hangs_up, plain, plain_v4, _closed = pairs
    for listener in (shared.v4, shared.v6, only_v4.v4, hangs_up.v4):
        if listener:
            await web.SockSite(runner, listener, backlog=_BACKLOG).start()
    for listener, said in ((hangs_up.v6, b""), (plain.v4, _PLAIN), (plain.v6, _PLAIN), (plain_v4.v4, _PLAIN)):
        if listener:
            await stack.enter_async_context(streaming(partial(_blurt, said), listener))
    return _Ports(*(pair.port for pair in pairs))


async def _blurt(said: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read a little, say something whatever was asked, and hang up."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await reader.read(4096)
        writer.write(said)
        await writer.drain()
    except (TimeoutError, ConnectionError):
        return


async def _name_service(stack: AsyncExitStack, names: NameService, ipv6: bool) -> int:
    """Open the port of the name service, TCP and UDP over both families."""
    streams, datagrams = stack.enter_context(twin_pairs(ipv6))
    loop = asyncio.get_running_loop()
    for stream, datagram in ((streams.v4, datagrams.v4), (streams.v6, datagrams.v6)):
        if stream and datagram:
            await stack.enter_async_context(streaming(partial(converse, names), stream))
            transport, _ = await loop.create_datagram_endpoint(partial(Datagrams, names), sock=datagram)
            stack.callback(transport.close)
    return streams.port
