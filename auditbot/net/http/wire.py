"""One connection as aiohttp drives it, with the bounds that aiohttp does not have.

aiohttp limits neither the time for a header, nor the slowest rate, nor what a server may send beside a
body (interim answers, chunk extensions), and hands an unasked answer on a kept connection to the next
request. ``Wire`` sees every byte first and gives up where a bound is passed.
"""

import asyncio
import re
import ssl
from typing import Any, cast

from aiohttp import ClientResponse
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http import HttpProcessingError, RawResponseMessage
from aiohttp.streams import StreamReader

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.http import headers
from auditbot.settings import Limits

_INTERIM = 16
"""Answers of class 1xx before the real one."""
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]{0,9}(\d{1,19})[ \t]{0,9}\r\n")


class WireFault(Exception):
    """Why there is no answer; never leaves this package.

    ``unconnected``: no connection stood, another address may be tried. ``kept``: a connection that had
    served before was closed by the server in the meantime, which is no fault.
    """

    def __init__(self, failure: Failure, *, unconnected: bool = False, kept: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.unconnected = unconnected
        self.kept = kept


class Watch:
    """What was seen of one answer on its connection. Times are of the event loop."""

    __slots__ = ("began", "first_byte", "interim", "kept", "most", "ragged", "received", "reset", "rubbish")

    def __init__(self, began: float, *, kept: bool) -> None:
        self.began = began
        self.kept = kept
        self.first_byte: float | None = None
        self.received = 0
        self.most: int | None = None
        """Bytes on the wire that this answer may have; ``None`` while that is unknown."""
        self.interim = 0
        self.reset = False
        self.rubbish = False
        """Something followed an answer that was complete."""
        self.ragged = False
        """The connection ended without the end mark of TLS, or by a reset."""


class Wire(ResponseHandler):
    """The protocol of one connection. ``seconds_to_connect`` tells how long it took to stand."""

    def __init__(self, loop: asyncio.AbstractEventLoop, limits: Limits) -> None:
        super().__init__(loop)
        self.seconds_to_connect = 0.0
        self.watch = Watch(0.0, kept=False)
        self._limits = limits
        self._heading = False
        self._served = 0
        self._window_began = 0.0
        self._window_received = 0

    def set_response_params(self, **params: Any) -> None:
        """Begin to wait for an answer. Called by aiohttp before each request is sent."""
        self.watch = Watch(self._loop.time(), kept=self._served > 0)
        self._served += 1
        self._heading = True
        self._payload = None
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Count, judge, and hand on to the parser."""
        if not data or not self._served:
            super().data_received(data)
            return
        if self._complete():
            self.close()  # nothing was asked: it must never be taken for another answer
            return
        now = self._loop.time()
        watch = self.watch
        if watch.first_byte is None:
            watch.first_byte = now
        watch.received += len(data)
        if self._heading:
            self._read_timeout = max(0.001, watch.began + self._limits.headers_seconds - now)
            data = self._header_first(data)
        super().data_received(data)
        self._judge(watch, now)

    def _header_first(self, data: bytes) -> bytes:
        """Hand on a header by itself, and return what follows: rubbish there must not spoil the answer."""
        end = data.find(b"\r\n\r\n") + 4
        if end < 4:
            return data
        head = _one_length(data[:end])
        if end == len(data):
            return head
        super().data_received(head)
        return data[end:] if self.exception() is None else b""

    def feed_data(self, data: tuple[RawResponseMessage, StreamReader], size: int = 0) -> None:
        """A header is complete: that of the answer, or an interim one."""
        message, payload = data
        if 100 <= message.code < 200 and message.code != 101:
            self.watch.interim += 1
        else:
            self._heading = False
            self._window_began, self._window_received = self._loop.time(), self.watch.received
            self._read_timeout = self._limits.slowest_window if self._limits.slowest_rate else None
            if not payload.is_eof():
                self.start_timeout()
        super().feed_data(data, size)

    def set_exception(self, exc: BaseException, exc_cause: BaseException | None = None) -> None:
        """Whatever aiohttp reports is told in our words, to the reader of header and of body alike."""
        fault = exc if isinstance(exc, WireFault) else WireFault(self._told(exc), kept=self._was_kept())
        super().set_exception(fault, *filter(None, (exc_cause,)))
        if isinstance(exc, HttpProcessingError) and self._complete():
            self.watch.rubbish = True
        if self._payload is not None and isinstance(exc, WireFault | HttpProcessingError):
            self._payload.set_exception(fault)
            self._payload = self._parser = None

    def connection_lost(self, exc: BaseException | None) -> None:
        """Note how the connection ended, before aiohttp draws its conclusions."""
        if isinstance(exc, ConnectionError):
            self.watch.reset = self.watch.ragged = True
        super().connection_lost(exc)

    def eof_received(self) -> None:
        """Note an end without the end mark of TLS, which may as well be a cut."""
        tls = self.transport.get_extra_info("ssl_object") if self.transport else None
        if tls is not None:
            try:
                tls.read(1)  # empty after an end mark
            except ssl.SSLError:
                self.watch.ragged = True
        super().eof_received()

    def _on_read_timeout(self) -> None:
        if self._heading:
            begun = self.watch.received
            limit = "headers_seconds" if begun else "first_byte_seconds"
            missing = "the header is not complete" if begun else "no answer"
            detail = f"{missing} after {getattr(self._limits, limit):g} s"
            self._give_up(Failure(FailureKind.TIMEOUT, detail, limit=limit))
        else:
            detail = f"nothing came for {self._read_timeout:g} s"
            self._give_up(Failure(FailureKind.TOO_SLOW, detail, limit="slowest_window"))

    def _complete(self) -> bool:
        return not self._heading and (self._payload is None or self._payload.is_eof())

    def _judge(self, watch: Watch, now: float) -> None:
        limits = self._limits
        if self._complete():
            return
        if watch.interim > _INTERIM:
            self._give_up(Failure(FailureKind.MALFORMED, "interim answers without end"))
        elif self._heading and watch.received > limits.header_bytes:
            detail = f"a header of more than {limits.header_bytes} bytes"
            self._give_up(Failure(FailureKind.MALFORMED, detail, limit="header_bytes"))
        elif watch.most is not None and watch.received > watch.most:
            self._give_up(Failure(FailureKind.TOO_LARGE, f"more than {watch.most} bytes on the wire"))
        elif not self._heading and now - self._window_began >= limits.slowest_window:
            if watch.received - self._window_received < limits.slowest_rate * limits.slowest_window:
                detail = f"less than {limits.slowest_rate} bytes a second"
                self._give_up(Failure(FailureKind.TOO_SLOW, detail, limit="slowest_rate"))
            self._window_began, self._window_received = now, watch.received

    def _give_up(self, failure: Failure) -> None:
        self.set_exception(WireFault(failure))
        if self.transport is not None:
            self.transport.abort()

    def _was_kept(self) -> bool:
        return self.watch.kept and not self.watch.received

    def _told(self, exc: BaseException) -> Failure:
        if isinstance(exc, HttpProcessingError):
            said = " ".join(exc.message.split()).encode("utf-8", "replace")
            return Failure(FailureKind.MALFORMED, headers.text(said[:300]))
        if self.watch.reset:
            return Failure(FailureKind.RESET, "the connection was reset")
        if self.watch.received:
            return Failure(FailureKind.TRUNCATED, "the connection was closed within the header")
        return Failure(FailureKind.RESET, "the connection was closed without an answer")


def _one_length(head: bytes) -> bytes:
    """The header with a Content-Length once, where it says the same several times (RFC 9110, 8.6)."""
    lengths = list(_LENGTH.finditer(head))
    if len(lengths) < 2 or len({length[1] for length in lengths}) > 1:
        return head
    kept = lengths[0].end()
    return head[:kept] + _LENGTH.sub(b"", head[kept:])


class WatchedResponse(ClientResponse):
    """An answer that keeps the watch of its own connection, which may serve others by now."""

    watch: Watch
    seconds_to_connect: float | None

    async def start(self, connection: Connection) -> "WatchedResponse":
        """Wait for the header. Called by aiohttp."""
        wire = cast(Wire, connection.protocol)
        self.watch = wire.watch
        self.seconds_to_connect = None if wire.watch.kept else wire.seconds_to_connect
        await super().start(connection)
        return self
