"""What a check is shown: pages, link targets, the whole crawl, and the network as a probe may use it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from auditbot.extract.tree.document import Document
from auditbot.model.attachment import AttachmentFacts, Untested
from auditbot.model.audit import CrawlRecord, Vantage
from auditbot.model.column import FoundColumn
from auditbot.model.dns import Contact, DnsAnswer
from auditbot.model.fetch import Fetch
from auditbot.model.finding import FOUND_ON_LIMIT, Evidence
from auditbot.model.outcome import Outcome
from auditbot.model.page import Dated, Link, PageFacts, PageKind
from auditbot.model.policy import PolicyGraph
from auditbot.model.sample import Sample
from auditbot.model.secured import Secured
from auditbot.model.site import Site
from auditbot.url import Url


class Note(BaseModel):
    """Base of what a check remembers: a small typed record, stored as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


N = TypeVar("N", bound=Note)


class Page:
    """One page as a check sees it: its facts at once, its text and tree when asked for."""

    def __init__(
        self, fetch: Fetch, facts: PageFacts, document: Document, links: tuple[Link, ...], digest: str
    ) -> None:
        self.fetch = fetch
        self.facts = facts
        self.document = document
        self.links = links
        self.digest = digest
        """SHA-256 of the page as it came, hexadecimal, first 16 characters."""

    @property
    def url(self) -> Url:
        """Where the page was read from, after redirects."""
        return self.facts.url

    @property
    def title(self) -> str:
        """As a person would call it."""
        return self.facts.title

    @property
    def kind(self) -> PageKind:
        """What the page is for."""
        return self.facts.kind

    @cached_property
    def text(self) -> str:
        """The page's own text without menus and foot, blanks folded."""
        return self.document.text


@dataclass(frozen=True, slots=True)
class Target:
    """Where links lead, and what became of it."""

    url: Url
    fetch: Fetch | None
    """``None``: it was never asked."""
    internal: bool = True
    elements: tuple[str, ...] = ()
    """What refers to it: ``a``, ``img``, ``script`` …"""
    carriers: int = 0
    """Pages that refer to it."""
    on_home: bool = False
    soft_404: str = ""
    """Why a 200 is taken for “not found”; empty when it is not."""
    first_failure: str = ""
    """How it failed when first asked, if it was asked again after a pause."""
    opening: bytes = b""
    """The first bytes of a file's content, at most 1,024."""
    text: str = ""
    """The longest text of a link to it."""


@dataclass(frozen=True, slots=True)
class File:
    """A document that pages of the site link to."""

    url: Url
    told: AttachmentFacts | Untested
    name: str = ""
    """The longest text of a link to it."""


class Crawl(Protocol):
    """What was collected, as a check may ask for it. Every iteration has a stable order."""

    site: Site
    as_of: date
    vantage: Vantage
    record: CrawlRecord

    @property
    def samples(self) -> Sequence[Sample]:
        """Looks of the clock at the homepage before the audit began; none without a clock."""

    def home(self) -> Page | None:
        """The homepage, if it could be read."""

    def page(self, url: Url) -> Page | None:
        """The page that this address leads to, if it was read."""

    def published(self, url: Url) -> Dated | None:
        """When the page that an address leads to was published, if that is known."""

    def pages(self, *kinds: PageKind) -> Iterator[Page]:
        """The site's pages of these kinds, or all."""

    def facts(self, *kinds: PageKind) -> Iterator[PageFacts]:
        """As ``pages``, without links and text: cheap."""

    def file(self, url: Url) -> AttachmentFacts | Untested | None:
        """What a file says; ``None`` where it was never to be read."""

    def files(self) -> Iterator[File]:
        """The files that were to be read, in order of address; ``carriers`` tells which pages have them."""

    def columns(self) -> Sequence[FoundColumn]:
        """The columns of the site."""

    def graph(self) -> PolicyGraph:
        """Policies and interpretations, matched."""

    def target(self, url: Url) -> Target | None:
        """What became of one address; ``None`` if no link ever led to it."""

    def targets(self) -> Iterator[Target]:
        """Every address that links of the site's pages lead to, each once, pages of the site included."""

    def bad_links(self) -> Iterator[tuple[Link, int, tuple[Url, ...]]]:
        """References that lead nowhere as they are written: how many pages carry them, and which."""

    def carriers(self, url: Url, limit: int = FOUND_ON_LIMIT) -> tuple[Url, ...]:
        """Pages that refer to the address: the homepage first, then columns, then by address."""

    def evidence(self, page: Url, link_to: Url | str | None = None, words: str = "") -> Evidence:
        """The evidence on one page: the place of a link (by target or as written), or of words."""

    def levels(self, deepest: int) -> list[tuple[Url, ...]]:
        """Pages of the site by clicks from the homepage, which is level 1 alone; in order of address."""

    def hosts(self) -> tuple[str, ...]:
        """The site's own hosts from which pages were read; that of the homepage first."""

    def path(self, page: Url) -> tuple[str, ...]:
        """The menu path that leads to a page."""

    def notes(self, kind: type[N]) -> Iterator[tuple[Url | None, N]]:
        """What this check remembered, with the page it was yielded on (none for probes)."""

    def lists_cut(self) -> tuple[Url, ...]:
        """Lists that have later pages, made by script, of which none opened: their items were not seen."""

    def absence(self) -> tuple[Outcome, str]:
        """What may be said when something was not found, and why if that is not ``failed``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a probe got: the fetch, and the page's text tree if there was one."""

    fetch: Fetch
    document: Document | None = None
    seconds_to_connect: float | None = None


class Net(Protocol):
    """The network as a probe may use it: the same egress rule and politeness as the crawl."""

    vantage: Vantage

    async def fetch(self, url: Url, *, family: int = 0, method: str = "GET") -> Answer:
        """Ask for a URL, over one address family if ``family`` is 4 or 6. Redirects are followed."""

    async def resolve(self, name: str, rdtype: str) -> DnsAnswer:
        """Ask the name service for one type of record."""

    async def query_server(self, address: str, name: str, rdtype: str, server: str = "") -> DnsAnswer:
        """Ask one name server directly, at a judged address; ``server`` is its name (``--connect-to``)."""

    async def connect(self, address: str, port: int, host: str = "") -> Contact:
        """Open and close a TCP connection; ``host`` is whom the address was asked for (``--connect-to``)."""

    async def handshake(self, host: str, port: int = 443) -> Secured:
        """Speak TLS with a host, ask nothing, and hang up."""

    def usable(self, address: str) -> bool:
        """Whether an address is global unicast, or in a network that the operator allowed."""

    def line_proven(self, address: str) -> bool:
        """Whether our line to that address's family and network has been seen to work."""
