"""Reading and rewriting the heads of HTTP messages that pass through the browser's proxy."""

import asyncio
import re
from dataclasses import dataclass

from auditbot.settings import Limits
from auditbot.url import Parts, Url, authority, parse, split

_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TARGET = re.compile(rb"[\x21-\x7e\x80-\xff]+")
_HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"upgrade",
    }
)
"""RFC 9110, 7.6.1: about one connection, not passed on. Framing is relayed as it is."""
_INTERIM = 8
"""Answers of class 1xx that are skipped before one is no HTTP."""


class BadHead(ValueError):
    """What was read is not the head of an HTTP message, or exceeds its limits."""


@dataclass(frozen=True, slots=True)
class RequestHead:
    """A request as it stands in front of a proxy. ``target`` is absolute, or ``host:port`` for CONNECT."""

    method: str
    target: str
    fields: tuple[tuple[bytes, bytes], ...]
    """Names in lower case, values without surrounding blanks."""

    def field(self, name: bytes) -> bytes:
        """The value of a field; empty if it is missing or there are several."""
        values = [value for key, value in self.fields if key == name]
        return values[0] if len(values) == 1 else b""

    @property
    def has_body(self) -> bool:
        """Something follows the head."""
        return any(
            name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
            for name, value in self.fields
        )

    def origin(self) -> Url | None:
        """What the egress decision is asked about: scheme, host and port of the target."""
        if self.method == "CONNECT":
            return _origin("https", self.target)
        scheme, colon, rest = self.target.partition("://")
        return (
            _origin("http", re.split(r"[/?#\\]", rest, maxsplit=1)[0]) if colon and scheme == "http" else None
        )

    def forwarded(self, parts: Parts) -> bytes:
        """The head as the server gets it: path instead of the whole address, one request a connection."""
        rest = self.target.partition("://")[2]
        cut = re.search(r"[/?]", rest)
        path = rest[cut.start() :] if cut else "/"
        path = path if path.startswith("/") else f"/{path}"
        lines = [f"{self.method} {path} HTTP/1.1".encode("latin-1"), b"Host: " + authority(parts).encode()]
        dropped = _HOP_BY_HOP | {b"host"} | _named_in(self.field(b"connection"))
        lines += [name + b": " + value for name, value in self.fields if name not in dropped]
        return b"\r\n".join([*lines, b"Connection: close", b"", b""])


def _origin(scheme: str, place: str) -> Url | None:
    if not place or "@" in place or any(letter in place for letter in "/?#\\"):
        return None
    url = parse(f"{scheme}://{place}/")
    return url if url and split(url).path == "/" else None


def _named_in(connection: bytes) -> frozenset[bytes]:
    return frozenset(name.strip().lower() for name in connection.split(b","))


async def read_request(reader: asyncio.StreamReader, limits: Limits) -> RequestHead:
    """Read the head of a request strictly. Raises BadHead, or IncompleteReadError when it is cut."""
    first, *rest = await _lines(reader, limits)
    words = first.split(b" ")
    if len(words) != 3 or not words[2].startswith(b"HTTP/1."):
        raise BadHead("no request line")
    method, target, _ = words
    if not _TOKEN.fullmatch(method) or not _TARGET.fullmatch(target):
        raise BadHead("no method or no target")
    return RequestHead(method.decode(), target.decode("latin-1"), tuple(_field(line) for line in rest))


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, colon, value = line.partition(b":")
    if not colon or not _TOKEN.fullmatch(name) or b"\r" in value or b"\0" in value:
        raise BadHead("no header field")
    return name.lower(), value.strip(b" \t")


async def read_answer(reader: asyncio.StreamReader, limits: Limits) -> bytes:
    """Read the head of the final answer, changed only to say that the connection ends with it.

    As lenient as a browser, which reads it next. Raises BadHead or IncompleteReadError.
    """
    for _ in range(_INTERIM):
        first, *rest = await _lines(reader, limits, b"HTTP/")
        if not re.match(rb"HTTP/\S+ +1\d\d", first):
            return b"\r\n".join([first, *_end_to_end(rest), b"Connection: close", b"", b""])
    raise BadHead("interim answers without end")


def _end_to_end(lines: list[bytes]) -> list[bytes]:
    kept: list[bytes] = []
    keeping = True
    for line in lines:
        if line[:1] not in (b" ", b"\t"):
            keeping = line.partition(b":")[0].strip().lower() not in _HOP_BY_HOP
        if keeping:
            kept.append(line)
    return kept


async def _lines(reader: asyncio.StreamReader, limits: Limits, start: bytes = b"") -> list[bytes]:
    """The lines up to the empty one, without their ends; the first begins with ``start``."""
    lines: list[bytes] = []
    size = 0
    while True:
        try:
            line = await reader.readuntil(b"\n")
        except asyncio.LimitOverrunError as overrun:
            raise BadHead("a line without end") from overrun
        size += len(line)
        if size > limits.header_bytes or len(lines) > limits.headers:
            raise BadHead("too large")
        line = line.rstrip(b"\r\n")
        if not lines and not line.startswith(start):
            raise BadHead("not HTTP")
        if line:
            lines.append(line)
        elif lines:
            return lines
