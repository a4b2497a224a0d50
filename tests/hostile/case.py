"""One case of the catalogue: what a server does, and what has to become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from auditbot.model.fetch import Failure, FailureKind, PageOutcome
from auditbot.net.http.request import Request, Want
from auditbot.url import Url, parse
from tests.net.world import Conduct, Paths, Served, page

OWN = "case.example"
"""Below this name lies the audited site."""
OUTSIDE = "other.example"
TITLE = "政府信息公开"
TEXT = (
    "为进一步做好政府信息公开工作，保障公众依法获取政府信息，现将有关事项公告如下，"
    "请遵照执行，并按时报送情况。"
)


def markup(inside: str = "", title: str = TITLE) -> str:
    """An ordinary small page, with something in it."""
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body>"
        f"<h1>{title}</h1><p>{TEXT}</p>{inside}</body></html>"
    )


def healthy(inside: str = "", *fields: str, kind: str = "text/html; charset=utf-8") -> bytes:
    """An ordinary answer with an ordinary page."""
    return page(markup(inside).encode(), *fields, kind=kind)


class Port(Enum):
    """What listens where the host of a case is sent to."""

    WEB = "web"
    CLOSED = "closed"
    """Nobody."""
    FULL = "full"
    """Somebody whose queue is full, so that connections are neither taken nor refused."""
    OWN = "own"
    """A server of this case alone: for TLS and for what is said before any request."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the report has to say of a link: message and class of the check for broken links."""

    message: str
    how: str = ""


_TOLD = {
    FailureKind.BAD_NAME: "no-such-name",
    FailureKind.NXDOMAIN: "no-such-name",
    FailureKind.NO_ADDRESS: "no-such-name",
    FailureKind.SERVFAIL: "name-service",
    FailureKind.DNS_REFUSED: "name-service",
    FailureKind.DNS_TIMEOUT: "name-service",
    FailureKind.DNS_LOOP: "name-service",
    FailureKind.REFUSED: "refused",
    FailureKind.CONNECT_TIMEOUT: "timeout",
    FailureKind.TIMEOUT: "timeout",
    FailureKind.TOO_SLOW: "timeout",
    FailureKind.RESET: "reset",
    FailureKind.TRUNCATED: "truncated",
    FailureKind.MALFORMED: "malformed-answer",
    FailureKind.BAD_CODING: "malformed-answer",
    FailureKind.REDIRECT_LOOP: "redirect-loop",
    FailureKind.BAD_REDIRECT: "bad-redirect",
}

_LIMITS = {
    FailureKind.TOO_LARGE: "page_bytes",
    FailureKind.TOO_SLOW: "slowest_rate",
    FailureKind.REDIRECT_LOOP: "redirects",
    FailureKind.CONNECT_TIMEOUT: "connect_seconds",
    FailureKind.DNS_TIMEOUT: "dns_seconds",
}


def told_of(kind: FailureKind | None, status: int | None) -> Told | None:
    """What is to be told of a link that ends so; nothing where the link is good, or nothing is known."""
    if kind is FailureKind.STATUS:
        gone = "not-found" if status in (404, 410) else "refused-status"
        return Told("broken", "server-error" if (status or 0) >= 500 else gone)
    if kind is FailureKind.BLOCKED:
        return Told("blocked")
    if kind is FailureKind.PRIVATE:
        return Told("bad-href", "private")
    if kind is not None and kind.startswith("tls-"):
        return Told("broken", "tls")
    return Told("broken", _TOLD[kind]) if kind in _TOLD else None


@dataclass(frozen=True, slots=True)
class Case:
    """A host on which one address does something. ``kind``: how the request for it ends."""

    id: str
    what: str
    serve: Served = field(default_factory=healthy)
    kind: FailureKind | None = None
    status: int | None = None
    remarks: tuple[str, ...] = ()
    body: bytes | None = None
    """The body that has to come."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """What reading it has to tell; see ``reading.telling``."""
    paths: Paths = field(default_factory=dict)
    """What else the host serves."""
    before: tuple[str, ...] = ()
    """Addresses of the host that are asked first."""
    requests: int = 4
    """The most requests for the address in one visit."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """For its own test; the great audit has limits of its own."""
    # where it is
    path: str = "/x"
    scheme: str = "http"
    name: str = ""
    """The host, where it is not made from id and words."""
    records: Mapping[str, list[str]] = field(default_factory=lambda: {"A": ["127.0.0.1"]})
    later: Mapping[str, list[str]] = field(default_factory=dict)
    """Records from the second question on."""
    port: Port = Port.WEB
    greeting: Conduct | None = None
    certificate: str = ""
    """One of ``certificates.KINDS``."""
    outside: bool = False
    """It does not belong to the audited site: it is a link to somebody else."""
    # in the whole audit, where that differs
    in_archive: FailureKind | None = None
    state: PageOutcome | None = None
    told: Told | None = None
    foreign: str = ""
    """The message of the check for foreign content; empty: it has nothing to say."""
    alone: bool = False
    """It has its own test only: it takes more memory than the great audit may, or adds nothing there."""
    trap: bool = False
    most: int = 0
    """Requests that its host may get in the whole audit; 0: any number."""

    def __str__(self) -> str:
        return f"{self.id} {self.what}"

    @property
    def host(self) -> str:
        """Whom the address is on."""
        words = "".join(mark if mark.isalnum() and mark.isascii() else "-" for mark in self.what.lower())
        own = f"{self.id.lower()}-{words}"[:60].rstrip("-")
        return self.name or f"{own}.{OUTSIDE if self.outside else OWN}"

    @property
    def served(self) -> Paths:
        """All that its host serves."""
        return self.paths if self.path in self.paths else {self.path: self.serve, **self.paths}

    @property
    def url(self) -> Url:
        """The address that is asked for."""
        url = parse(f"{self.scheme}://{self.host}{self.path}")
        assert url is not None, f"no address: {self}"
        return url

    @property
    def is_file(self) -> bool:
        """Whether it is a document, of which only the opening is read."""
        return "." in self.path

    def request(self) -> Request:
        """As the crawl asks for a page, or for a file."""
        if self.is_file:
            return Request(self.url, want=Want.OPENING, page=False, as_browser=True)
        return Request(self.url, want=Want.PAGE, despite_tls=True)

    @property
    def final(self) -> FailureKind | None:
        """The kind of failure in the archive."""
        return self.in_archive or self.kind

    @property
    def outcome(self) -> PageOutcome:
        """The state in the archive."""
        if self.state:
            return self.state
        return Failure(self.final).outcome if self.final else PageOutcome.OK

    @property
    def finding(self) -> Told | None:
        """What the report has to say of the link."""
        return self.told or told_of(self.final, self.status)

    @property
    def limit(self) -> str:
        """The limit that the report has to name; empty: none."""
        return _LIMITS.get(self.final, "") if self.final else ""


@dataclass(frozen=True, slots=True)
class SitemapCase:
    """A sitemap, the addresses (paths) that are taken from it, and the remarks."""

    id: str
    what: str
    paths: Paths
    """The first is the sitemap itself."""
    found: tuple[str, ...] = ()
    count: int | None = None
    """How many are found, where they are too many to list."""
    remarks: tuple[str, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.id} {self.what}"
