"""One request and its answer over one judged address: no redirects, no second try."""

import ssl
from dataclasses import dataclass, replace
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar
from multidict import CIMultiDict
from yarl import URL

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress.egress import Endpoint
from auditbot.net.http import redirect
from auditbot.net.http.answer import Answer, Intake
from auditbot.net.http.connector import Connector
from auditbot.net.http.wire import WatchedResponse, WireFault
from auditbot.net.secure.tls import Trust
from auditbot.settings import KIB, Limits
from auditbot.url import Url

_READ_BUFFER = 64 * KIB
_LINE_BYTES = 8 * KIB
_FILES = ("image/", "video/", "audio/", "font/", "application/")
_TEXTS = ("application/xhtml", "application/xml", "application/json")
_KNOWN_STATUSES = frozenset(int(status) for status in HTTPStatus)


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked for. ``most`` bounds the body, on the wire and decoded."""

    url: Url
    host: str
    method: str
    fields: CIMultiDict[str]
    context: ssl.SSLContext | None
    """``None``: plain HTTP."""
    most: int
    cut: bool
    """A longer body is cut off quietly; else it is a failure."""
    of_files: int | None = None
    """If set: so much, and no more, is read of what its type says is no text."""
    body: bytes | None = None
    """What is sent along, with POST."""


class Exchange:
    """The session all requests of one client go through."""

    def __init__(self, limits: Limits, trust: Trust) -> None:
        self._limits = limits
        self._connector = Connector(limits, trust)
        self._session = ClientSession(
            connector=self._connector,
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=None, sock_read=limits.first_byte_seconds),
            auto_decompress=False,
            trust_env=False,
            response_class=WatchedResponse,
            read_bufsize=_READ_BUFFER,
            max_line_size=_LINE_BYTES,
            max_field_size=limits.header_bytes,
            max_headers=limits.header_bytes // 16,
        )

    async def close(self) -> None:
        """Drop all connections."""
        await self._session.close()

    def drop_idle(self) -> None:
        """Close all unused connections."""
        self._connector.drop_idle()

    def drop(self, endpoint: Endpoint) -> None:
        """Close the unused connections to an endpoint, so that the next request opens a fresh one."""
        self._connector.drop(endpoint.address, endpoint.port)

    async def ask(self, call: Call, endpoint: Endpoint) -> Answer:
        """Send one request and read its answer. Raises WireFault where there is none."""
        try:
            response = await self._session.request(
                call.method,
                _address(call, endpoint),
                headers=call.fields,
                data=call.body,
                allow_redirects=False,
                ssl=call.context or True,
                server_hostname=call.host if call.context else None,
            )
        except ValueError as fault:
            raise WireFault(Failure(FailureKind.MALFORMED, f"cannot be sent: {fault}"[:200])) from fault
        except ClientError as fault:  # reading and connecting are told as WireFault: only sending is left
            closed = Failure(FailureKind.RESET, f"cannot be sent: {fault}"[:200])
            raise WireFault(closed, kept=True) from fault
        assert isinstance(response, WatchedResponse)
        watch = response.watch
        answer = Answer(
            response.status,
            endpoint,
            response.raw_headers,
            watch.first_byte,
            response.seconds_to_connect,
        )
        try:
            await self._read(call, response, answer)
        finally:
            response.close()  # does nothing where the answer was read to its end
        return answer

    async def _read(self, call: Call, response: WatchedResponse, answer: Answer) -> None:
        if answer.status not in _KNOWN_STATUSES:
            answer.remarks.add("odd-status")
        if response.watch.rubbish:
            answer.remarks.add("bytes-after-answer")
        if answer.status < 200:
            answer.failure = Failure(FailureKind.MALFORMED, f"an unasked {answer.status}", answer.status)
            return
        most, cut = self._share(call, answer.status, response.headers.get("Content-Type", ""))
        if not most or call.method == "HEAD":
            return
        await self._take_in(response, answer, most, cut=cut)
        if answer.failure is not None and answer.failure.kind is FailureKind.TOO_LARGE:
            limit = "document_bytes" if most == self._limits.document_bytes else "page_bytes"
            answer.failure = replace(answer.failure, limit=limit)

    async def _take_in(self, response: WatchedResponse, answer: Answer, most: int, *, cut: bool) -> None:
        length = response.headers.get("Content-Length", "")
        if not cut and length.isdecimal() and int(length[:20]) > most:
            answer.failure = Failure(FailureKind.TOO_LARGE, f"{length[:20]} bytes announced, {most} allowed")
            return
        beside = self._limits.page_bytes if cut else 0  # what is cut off may be on its way already
        response.watch.most = most + beside + self._limits.header_bytes
        await Intake(response, answer, most, cut=cut).read(self._limits)

    def _share(self, call: Call, status: int, kind: str) -> tuple[int, bool]:
        """How much of the body is read, and whether more is cut off quietly."""
        if status in redirect.STATUSES:
            return 0, True
        if status >= 400:
            return min(call.most, 64 * KIB) or 64 * KIB, True
        if call.of_files is not None and _is_file(kind.lower()):
            return call.of_files, True
        return call.most, call.cut


def _is_file(kind: str) -> bool:
    return kind.startswith(_FILES) and not kind.startswith(_TEXTS)


def _address(call: Call, endpoint: Endpoint) -> URL:
    """The URL with the judged address in place of the name; path and query go out as they are."""
    scheme, _, _, rest = call.url.split("/", 3)
    host = f"[{endpoint.address}]" if endpoint.family == 6 else endpoint.address
    return URL(f"{scheme}//{host}:{endpoint.port}/{rest}", encoded=True)
