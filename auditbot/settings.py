"""Every setting with its default. Read once, passed on; nothing reads a setting from anywhere else.

Sizes are bytes, times seconds. The defaults of ``Limits`` keep an audit bounded whatever a server does;
each is named in the report when it is hit.
"""

from datetime import date
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from auditbot.model.document import Document
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

PAGE_TAGS = 250_000
"""Tags of one page that are parsed: its tree takes some 430 bytes for each."""


def _network(value: object) -> object:
    return ip_network(value) if isinstance(value, str) else value


Network = Annotated[
    IPv4Network | IPv6Network, BeforeValidator(_network), PlainSerializer(str, return_type=str)
]


class ConnectTo(Document):
    """Connect to another address for one host and port, as curl's option of that name.

    An empty ``host`` or a ``port`` of 0 stands for any; an empty ``to_host`` or a ``to_port`` of 0 for
    the one asked for.
    """

    host: str
    port: int
    to_host: str
    to_port: int

    @classmethod
    def parse(cls, text: str) -> "ConnectTo":
        """Read ``HOST:PORT:ADDR:PORT``; IPv6 addresses stand in brackets. Raises ValueError."""
        host, port, rest = _first_two(text)
        to_host, to_port, rest = _first_two(rest)
        if rest:
            raise ValueError("more than four parts")
        return cls(host=host.lower(), port=_port(port), to_host=to_host, to_port=_port(to_port))

    def __str__(self) -> str:
        def shown(host: str) -> str:
            return f"[{host}]" if ":" in host else host

        return f"{shown(self.host)}:{self.port or ''}:{shown(self.to_host)}:{self.to_port or ''}"


def _first_two(text: str) -> tuple[str, str, str]:
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or not rest.startswith(":"):
            raise ValueError("expected HOST:PORT:ADDR:PORT, IPv6 addresses in brackets")
        rest = rest[1:]
    else:
        host, colon, rest = text.partition(":")
        if not colon:
            raise ValueError("expected HOST:PORT:ADDR:PORT, IPv6 addresses in brackets")
    port, _, rest = rest.partition(":")
    return host, port, rest


def _port(text: str) -> int:
    if not text:
        return 0
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(f"no such port: {number}")
    return number


class Limits(Document):
    """Bounds on what one answer, one page and one audit may cost."""

    # one request
    dns_seconds: float = Field(5, gt=0)
    connect_seconds: float = Field(5, gt=0)
    tls_seconds: float = Field(5, gt=0)
    first_byte_seconds: float = Field(10, gt=0)
    headers_seconds: float = Field(10, gt=0)
    total_seconds: float = Field(30, gt=0)
    """One URL with all its redirects and retries."""
    slowest_rate: int = Field(KIB, ge=0)
    """Bytes a second, over ``slowest_window``; slower is given up."""
    slowest_window: float = Field(10, gt=0)
    addresses_tried: int = Field(4, ge=1)
    # one answer
    page_bytes: int = Field(10 * MIB, ge=KIB)
    """On the wire and decoded, each."""
    document_bytes: int = Field(25 * MIB, ge=KIB)
    codings: int = Field(2, ge=0)
    unpack_step: int = Field(256 * KIB, ge=KIB)
    headers: int = Field(128, ge=8)
    header_bytes: int = Field(64 * KIB, ge=KIB)
    redirects: int = Field(10, ge=0)
    refreshes: int = Field(3, ge=0)
    """Meta refreshes in a row."""
    cookies: int = Field(50, ge=0)
    cookie_bytes: int = Field(4 * KIB, ge=0)
    # one page
    url_length: int = Field(4096, ge=64)
    links_per_page: int = Field(5000, ge=1)
    page_tags: int = Field(PAGE_TAGS, ge=1000)
    """What is written behind so many tags is not read."""
    tree_depth: int = Field(512, ge=32)
    parse_seconds: float = Field(3, gt=0)
    # the walk
    depth: int = Field(20, ge=0)
    path_segments: int = Field(20, ge=1)
    segment_repeats: int = Field(2, ge=1)
    shape_urls: int = Field(200, ge=1)
    """Addresses of one shape that taught nothing new; afterwards only every tenth is asked."""
    shape_urls_thinned: int = Field(400, ge=1)
    """At this number the shape is a trap."""
    same_content: int = Field(30, ge=1)
    """Addresses of one folder with the same content; then the folder is a trap."""
    name_failures: int = Field(10, ge=1)
    """Failures of one file name in different folders; then it is asked no more."""
    pages: int = Field(20_000, ge=1)
    bytes: int = Field(2 * GIB, ge=MIB)
    seconds: float = Field(6 * 3600, gt=0)
    """Of one session: an audit that is resumed has as long again."""
    glance_addresses: int = Field(500, ge=1)
    """Of a glance in all."""
    # robots and sitemaps
    robots_bytes: int = Field(512 * KIB, ge=KIB)
    robots_redirects: int = Field(5, ge=0)
    crawl_delay: float = Field(30, ge=0)
    """The longest Crawl-delay that is kept."""
    sitemap_bytes: int = Field(50 * MIB, ge=KIB)
    sitemap_urls: int = Field(50_000, ge=1)
    sitemaps: int = Field(50, ge=1)
    sitemap_depth: int = Field(1, ge=0)
    # patience
    retry_after: float = Field(120, ge=0)
    """The longest Retry-After that is waited for; a longer one parks the host."""
    # the browser
    render_seconds: float = Field(30, gt=0)
    render_stall: float = Field(10, gt=0)
    """A page whose script does not yield for so long hangs."""
    render_memory: int = Field(512 * MIB, ge=64 * MIB)
    """Of one page's renderer process."""
    render_pages: int = Field(50, ge=1)
    """Pages after which the browser is renewed."""
    render_restarts: int = Field(3, ge=0)
    """Crashes of the browser a site is worth."""
    popups: int = Field(1, ge=0)
    # checks
    check_visit_seconds: float = Field(5, gt=0)
    """A check's time for one page."""
    check_probe_seconds: float = Field(900, gt=0)
    """A check's time to measure."""
    check_conclude_seconds: float = Field(300, gt=0)
    """A check's time to conclude."""
    # files
    attachments: int = Field(300, ge=0)
    """Files that are read on one site, each of at most ``document_bytes``."""
    attachment_bytes: int = Field(512 * MIB, ge=MIB)
    """Of all files that are read on one site."""
    attachment_seconds: float = Field(5, gt=0)
    """Of CPU for one file."""
    attachment_memory: int = Field(512 * MIB, ge=128 * MIB)
    """Of the process that reads files."""
    attachment_unpacked: int = Field(64 * MIB, ge=MIB)
    """What is unpacked from one file in all."""
    conversion_seconds: float = Field(60, gt=0)
    """For the office program to turn one file of an old format into a new one."""
    conversion_memory: int = Field(4 * GIB, ge=GIB)
    """Address space of the office program."""
    # the disk
    disk_free: int = Field(500 * MIB, ge=0)


class Render(StrEnum):
    """When a browser opens a page."""

    NEVER = "never"
    AUTO = "auto"
    ALWAYS = "always"


class External(StrEnum):
    """What is done with links that leave the site."""

    CHECK = "check"
    SKIP = "skip"


class Politeness(Document):
    """How one host is visited."""

    rate: float = Field(4, ge=0)
    """Requests a second and host; 0: as fast as the server answers.

    Hosts of the site behind one address have this and ``concurrency`` together.
    """
    concurrency: int = Field(4, ge=1, le=64)
    """Requests under way at once, per host of the site."""
    external_rate: float = Field(1, gt=0)
    external_concurrency: int = Field(1, ge=1, le=8)
    total_concurrency: int = Field(128, ge=1)
    """Requests under way at once in all."""
    ignore_robots: bool = False


class Links(Document):
    """How links are verified."""

    external: External = External.CHECK
    confirm_pause: float = Field(2, ge=0)
    """Seconds before a definite answer (404 …) is asked for again."""
    confirm_pause_transient: float = Field(10, ge=0)
    """Seconds before a time-out, a refusal or a server error is asked for again."""


class Rendering(Document):
    """How pages are opened in a browser."""

    mode: Render = Render.AUTO
    path: Path | None = None
    allow_no_sandbox: bool = False
    """Open pages even where the browser's sandbox cannot start: only for pages one trusts."""


class Reach(Document):
    """What may be reached, and how."""

    allow: tuple[Network, ...] = ()
    connect_to: tuple[ConnectTo, ...] = ()
    dns_server: tuple[str, int] | None = None
    ca_file: Path | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Sent to the audited site's own origins only."""
    contact: str = ""
    """Who to write to about the visitor; part of the User-Agent."""

    def without_values(self) -> "Reach":
        """The same with the names of headers alone: their values may be secrets, and are kept nowhere."""
        return self.model_copy(update={"headers": tuple((name, "") for name, _ in self.headers)})


class Settings(Document):
    """Everything that shapes one audit."""

    as_of: date
    lang: Lang = Lang.ZH
    frameworks: tuple[str, ...] = ("state",)
    sheet: str = ""
    """Score sheet: an id, the path of a file, or ``none``; empty: the one that comes with the program."""
    glance: bool = False
    """Look at the homepage, the columns and known faults only."""
    keep_bodies: bool = True
    """The archive keeps what servers sent; without it an audit cannot be judged again once it is finished."""
    fail_on: Severity | None = Severity.MAJOR
    """``None``: findings never change the exit code."""
    limits: Limits = Limits()
    politeness: Politeness = Politeness()
    links: Links = Links()
    rendering: Rendering = Rendering()
    reach: Reach = Reach()

    def to_be_kept(self) -> "Settings":
        """The settings as they may be written to a file."""
        return self.model_copy(update={"reach": self.reach.without_values()})
