"""The browser's only way out: a forward proxy on loopback that judges every connection."""

import asyncio
import hmac
import socket
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from errno import EHOSTUNREACH, ENETUNREACH
from secrets import token_urlsafe
from types import TracebackType
from typing import NamedTuple, Self

from auditbot.model.fetch import Blame, Failure, FailureKind
from auditbot.net.browser.proxy_heads import BadHead, RequestHead, read_answer, read_request
from auditbot.net.egress.egress import Egress
from auditbot.settings import Limits
from auditbot.url import Url, split

_BLOCK = 64 * 1024
_CONNECTIONS = 256
"""Open at once. A burst of requests leaves Chromium with dozens of idle ones (79 were seen) beside its 32."""
_LINGER = 2.0
"""Seconds in which the last bytes of a connection must be taken."""
_REMEMBERED = 100
"""Refusals and failures that are kept for one page."""

_PHRASES = {
    400: "Bad Request",
    403: "Forbidden",
    405: "Method Not Allowed",
    407: "Proxy Authentication Required",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Stream(NamedTuple):
    """Both directions of one connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


@dataclass(slots=True)
class Traffic:
    """What passed, or did not, since the page began."""

    bytes: int = 0
    cut: bool = False
    """A limit of size was reached, and something arrived incomplete."""
    refused: dict[str, Failure] = field(default_factory=dict)
    """Addresses that the egress decision refused, as they were asked for."""
    refusals: int = 0
    failures: dict[tuple[str, int], Failure] = field(default_factory=dict)
    """Why no answer came from a host and port, refusals included."""


@dataclass(slots=True)
class Meter:
    """What passed in all, whatever the number of pages and proxies."""

    bytes: int = 0


class EgressProxy:
    """An HTTP/1.1 forward proxy: CONNECT, and GET or HEAD of http addresses, for those who know the password.

    There is no second route: what the egress decision refuses is answered with 403 and recorded. One page may
    take ``limits.document_bytes``, one plain answer ``limits.page_bytes``, everything ``limits.bytes``.
    """

    username = "auditbot"

    def __init__(self, egress: Egress, limits: Limits, meter: Meter | None = None) -> None:
        self._egress = egress
        self._limits = limits
        self._meter = meter or Meter()
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self.password = token_urlsafe(32)
        self._expected = b"Basic " + b64encode(f"{self.username}:{self.password}".encode())
        self.traffic = Traffic()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", 0, limit=self._limits.header_bytes
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        assert self._server
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def turn_page(self) -> None:
        """Forget what the page before cost and met; what it left open counts for the next."""
        self.traffic = Traffic()

    def failure(self, url: Url) -> Failure | None:
        """Why no answer came from where this address leads, if none did since the page began."""
        parts = split(url)
        return self.traffic.failures.get((parts.host, parts.port))

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = Stream(reader, writer)
        serving = asyncio.get_running_loop().create_task(self._serve(client))
        self._connections.add(serving)
        serving.add_done_callback(self._connections.discard)

    async def _serve(self, client: Stream) -> None:
        try:
            await self._answer(client)
        except (OSError, asyncio.IncompleteReadError):
            pass  # one of the two went away, or nothing moved for too long
        except BadHead:
            _say(client, 400)
        except asyncio.CancelledError:
            client.writer.transport.abort()
            raise
        finally:
            await _close(client)

    async def _answer(self, client: Stream) -> None:
        async with asyncio.timeout(self._limits.headers_seconds):
            request = await read_request(client.reader, self._limits)
        if not hmac.compare_digest(request.field(b"proxy-authorization"), self._expected):
            _say(client, 407)
        elif len(self._connections) > _CONNECTIONS:
            _say(client, 503)
        elif request.method not in ("CONNECT", "GET", "HEAD"):
            _say(client, 405)
        elif (origin := request.origin()) is None or request.has_body:
            _say(client, 400)
        else:
            await self._pass_on(request, origin, client)

    async def _pass_on(self, request: RequestHead, origin: Url, client: Stream) -> None:
        server = await self._open(origin, request.target)
        if isinstance(server, Failure):
            _say(client, _status(server))
            return
        try:
            if request.method == "CONNECT":
                await self._tunnel(client, server)
            else:
                await self._fetch(request, origin, client, server)
        finally:
            await _close(server)

    async def _open(self, origin: Url, target: str) -> Stream | Failure:
        """A connection to a judged address, or why there is none."""
        destination = await self._egress.decide(origin)
        if isinstance(destination, Failure):
            self._note(origin, destination, target)
            return destination
        failure = Failure(FailureKind.NO_ADDRESS)
        for endpoint in destination.endpoints[: self._limits.addresses_tried]:
            connected = await self._connect(endpoint.address, endpoint.port)
            if not isinstance(connected, Failure):
                return connected
            failure = connected
        self._note(origin, failure)
        return failure

    async def _connect(self, address: str, port: int) -> Stream | Failure:
        try:
            async with asyncio.timeout(self._limits.connect_seconds):
                reader, writer = await asyncio.open_connection(
                    address, port, flags=socket.AI_NUMERICHOST, limit=self._limits.header_bytes
                )
        except TimeoutError:
            return Failure(FailureKind.CONNECT_TIMEOUT, address, limit="connect_seconds")
        except OSError as fault:
            return _connection_failure(fault, address)
        return Stream(reader, writer)

    def _note(self, origin: Url, failure: Failure, refused: str = "") -> None:
        parts = split(origin)
        if len(self.traffic.failures) < _REMEMBERED:
            self.traffic.failures[parts.host, parts.port] = failure
        if refused and failure.blame is Blame.US:
            self.traffic.refusals += 1
            if len(self.traffic.refused) < _REMEMBERED:
                self.traffic.refused[refused[: self._limits.url_length]] = failure

    async def _tunnel(self, client: Stream, server: Stream) -> None:
        client.writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        async with asyncio.timeout(self._limits.total_seconds) as idle:
            ways = [
                asyncio.ensure_future(self._pump(client.reader, server.writer, idle)),
                asyncio.ensure_future(self._pump(server.reader, client.writer, idle)),
            ]
            try:
                done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                for way in done:
                    way.result()
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)

    async def _fetch(self, request: RequestHead, origin: Url, client: Stream, server: Stream) -> None:
        server.writer.write(request.forwarded(split(origin)))
        try:
            async with asyncio.timeout(self._limits.first_byte_seconds):
                head = await read_answer(server.reader, self._limits)
        except TimeoutError:
            failure = Failure(FailureKind.TIMEOUT, "no answer")
        except BadHead as fault:
            failure = Failure(FailureKind.MALFORMED, str(fault))
        except (OSError, asyncio.IncompleteReadError):
            failure = Failure(FailureKind.RESET)
        else:
            client.writer.write(head)
            async with asyncio.timeout(self._limits.total_seconds) as idle:
                await self._pump(server.reader, client.writer, idle, self._limits.page_bytes)
            return
        self._note(origin, failure)
        _say(client, _status(failure))

    async def _pump(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        idle: asyncio.Timeout,
        limit: int | None = None,
    ) -> None:
        """Pass bytes on until the source ends, nothing moves, or a limit is reached."""
        loop = asyncio.get_running_loop()
        passed = 0
        while block := await source.read(_BLOCK):
            passed += len(block)
            self._meter.bytes += len(block)
            self.traffic.bytes += len(block)
            if (limit and passed > limit) or self._spent():
                self.traffic.cut = True
                return
            idle.reschedule(loop.time() + self._limits.total_seconds)
            sink.write(block)
            await sink.drain()

    def _spent(self) -> bool:
        return self.traffic.bytes > self._limits.document_bytes or self._meter.bytes > self._limits.bytes


async def _close(stream: Stream) -> None:
    """Close a connection; what cannot be delivered soon is dropped."""
    stream.writer.close()
    try:
        async with asyncio.timeout(_LINGER):
            await stream.writer.wait_closed()
    except OSError:
        stream.writer.transport.abort()


def _status(failure: Failure) -> int:
    if failure.blame is Blame.US:
        return 403
    return 504 if failure.kind in (FailureKind.CONNECT_TIMEOUT, FailureKind.TIMEOUT) else 502


def _connection_failure(fault: OSError, address: str) -> Failure:
    if isinstance(fault, ConnectionRefusedError):
        return Failure(FailureKind.REFUSED, address)
    if isinstance(fault, ConnectionError):
        return Failure(FailureKind.RESET, address)
    if fault.errno in (ENETUNREACH, EHOSTUNREACH):
        return Failure(FailureKind.NO_ROUTE, address)
    return Failure(FailureKind.LOCAL, fault.strerror or "")


def _say(client: Stream, status: int) -> None:
    lines = [f"HTTP/1.1 {status} {_PHRASES[status]}", "Content-Length: 0", "Connection: close"]
    if status == 407:
        lines.append('Proxy-Authenticate: Basic realm="auditbot"')
    with suppress(OSError):
        client.writer.write("\r\n".join([*lines, "", ""]).encode())
