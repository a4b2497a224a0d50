"""URLs as browsers read them (WHATWG URL). Raw text and valid addresses are different types.

``Url`` is a ``str`` in canonical form without fragment and without credentials: scheme in lower case,
host in ASCII (punycode; every spelling of an IPv4 address as dotted decimal), no default port, a path.
"""

import re
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple, NewType
from urllib.parse import quote

import ada_url

Url = NewType("Url", str)
"""An http or https address in canonical form."""

MAX_LENGTH = 4096
"""Characters of a URL, raw or canonical; longer ones are a ``BadHref``."""


class BadHref(StrEnum):
    """Why a written reference is not the address of something that can be fetched."""

    EMPTY = "empty"
    SCRIPT = "script"
    CONTACT = "contact"
    """mailto:, tel:, sms: and the like."""
    DATA = "data"
    """data:, about: and blob:, which carry or make their content themselves."""
    SCHEME = "scheme"
    """A scheme that is never fetched: ftp:, gopher:, view-source: …"""
    LOCAL_FILE = "local-file"
    """file:, C:\\, \\\\host\\share: a leftover of somebody's own computer."""
    TEMPLATE = "template"
    """A placeholder that a program should have filled: {{url}}, ${url}, <%=url%>."""
    MALFORMED = "malformed"
    TOO_LONG = "too-long"


class Reference(NamedTuple):
    """What a written reference comes to: exactly one of ``url`` and ``bad`` is set."""

    url: Url | None
    bad: BadHref | None
    fragment: str = ""


class Parts(NamedTuple):
    """A canonical URL taken apart. ``host`` has no brackets, ``query`` no question mark."""

    scheme: str
    host: str
    port: int
    path: str
    query: str


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TEMPLATE = re.compile(r"\{\{|\}\}|\$\{|<%|%>|\[\[|#\{")
_LOCAL = re.compile(r"(?i)[a-z]:[\\/]|[a-z]\||\\\\[^\\/]")
_CONTACT = frozenset({"mailto", "tel", "sms", "callto", "weixin", "mqqwpa", "tencent", "skype", "wtai"})
_CARRIED = frozenset({"data", "about", "blob"})
_BLANKS = "".join(map(chr, range(0x21)))
"""What browsers strip from an address: C0 controls and the space, not the ideographic space."""


def read(raw: str, base: Url | None = None, encoding: str = "utf-8") -> Reference:
    """What ``raw`` means on a page at ``base`` whose text is in ``encoding``. Never raises.

    Credentials are dropped: they are never ours to send and must not be shown in a report.
    """
    text = raw.strip(_BLANKS)
    if not text:
        return Reference(None, BadHref.EMPTY)
    if len(text) > MAX_LENGTH:
        return Reference(None, BadHref.TOO_LONG)
    bad = _not_fetched(text)
    if bad:
        return Reference(None, bad)
    if text[0] == "#" and base:
        return Reference(base, None, text[1:])
    try:
        parsed = ada_url.URL(_query_in(encoding, text), base)
        if parsed.username or parsed.password:
            parsed.username = parsed.password = ""
        fragment = parsed.hash
        if fragment:
            parsed.hash = ""
        href = parsed.href
    except (ValueError, UnicodeError):
        return Reference(None, BadHref.MALFORMED)
    if not href.startswith(("http://", "https://")):
        return Reference(None, BadHref.SCHEME)
    if len(href) > MAX_LENGTH:
        return Reference(None, BadHref.TOO_LONG)
    return Reference(Url(href.removesuffix("#")), None, fragment[1:])


def _not_fetched(text: str) -> BadHref | None:
    if _TEMPLATE.search(text):
        return BadHref.TEMPLATE
    if _LOCAL.match(text):
        return BadHref.LOCAL_FILE
    scheme = _SCHEME.match(text)
    if scheme is None:
        return None
    name = scheme[0][:-1].lower()
    if name in ("http", "https"):
        return None
    if name in ("javascript", "vbscript"):
        return BadHref.SCRIPT
    if name == "file":
        return BadHref.LOCAL_FILE
    if name in _CONTACT:
        return BadHref.CONTACT
    if name in _CARRIED:
        return BadHref.DATA
    return BadHref.SCHEME


def _query_in(encoding: str, text: str) -> str:
    """Browsers write the query in the page's own encoding, the rest in UTF-8."""
    if encoding == "utf-8" or text.isascii() or "?" not in text:
        return text
    head, _, tail = text.partition("?")
    query, mark, fragment = tail.partition("#")
    try:
        written = quote(query, safe="%/:?=&+;,@!$'()*~", encoding=encoding)
    except (UnicodeEncodeError, LookupError):
        return text
    return f"{head}?{written}{mark}{fragment}"


def parse(raw: str) -> Url | None:
    """The canonical form of a complete address, or ``None``."""
    return read(raw).url


_MISSPELT = re.compile(r"[A-Za-z]{1,9}:(?!//|\d)|https?/", re.IGNORECASE)
"""``htp:/…``, ``http:www…``, ``https//…``; a number behind a colon is a port."""


def from_person(raw: str) -> Url | None:
    """The address a person typed: without a scheme it is read as ``http://…``.

    ``None`` for the path of a file, and for a scheme that is misspelt: no such host is meant.
    """
    text = raw.strip()
    if text.startswith(("/", ".")) or _MISSPELT.match(text):
        return None
    return parse(text if "://" in text[:12] else f"http://{text}")


_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=4096)
def split(url: Url) -> Parts:
    """Take a canonical URL apart: its form leaves one way to read it, and no need of a parser."""
    scheme, _, rest = url.partition("://")
    place, _, rest = rest.partition("/")
    path, _, query = rest.partition("?")
    host, colon, port = place.rpartition(":")
    if not colon or place.endswith("]"):
        host, port = place, ""
    return Parts(scheme, host.strip("[]"), int(port) if port else _PORTS[scheme], f"/{path}", query)


def extension(url: Url) -> str:
    """Of the last segment of the path, in lower case; empty when there is none."""
    name = split(url).path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem and len(ending) <= 5 and ending.isalnum() else ""


def origin(url: Url) -> str:
    """Scheme, host and port: what cookies, credentials and robots.txt belong to."""
    parts = split(url)
    return f"{parts.scheme}://{authority(parts)}"


def authority(parts: Parts) -> str:
    """Host and port as in a Host header."""
    host = f"[{parts.host}]" if ":" in parts.host else parts.host
    default = _PORTS[parts.scheme]
    return host if parts.port == default else f"{host}:{parts.port}"


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address, if the canonical host is one."""
    if host[-1:].isdigit() or ":" in host:
        try:
            return ip_address(host)
        except ValueError:
            return None
    return None


def bare(host: str) -> str:
    """The host without a leading ``www.``: both are one site."""
    return host.removeprefix("www.")


def other_scheme(url: Url) -> Url:
    """The same address with https instead of http, or the other way round."""
    if url.startswith("https:"):
        return Url("http:" + url.removeprefix("https:"))
    return Url("https:" + url.removeprefix("http:"))


def readable(url: str) -> str:
    """The address as a person reads it: Chinese instead of percent signs and punycode where that is safe."""
    try:
        parsed = ada_url.URL(url)
        host = ada_url.idna_to_unicode(parsed.hostname.encode()) if "xn--" in parsed.hostname else ""
    except (ValueError, UnicodeError):
        return url
    shown = url.replace(parsed.hostname, host, 1) if host else url
    return _ESCAPED.sub(_unescaped, shown)


_ESCAPED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def _unescaped(match: re.Match[str]) -> str:
    try:
        text = bytes.fromhex(match[0].replace("%", "")).decode()
    except ValueError:
        return match[0]
    return text if all("\u4e00" <= letter <= "\u9fff" for letter in text) else match[0]
