"""What a walk came to: why it stopped, what it covered, and from where it looked."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from auditbot.model.document import Document
from auditbot.model.fetch import PageOutcome
from auditbot.model.page import PageKind


class StopReason(StrEnum):
    """Why the crawl ended. Only ``exhausted`` proves absence."""

    EXHAUSTED = "exhausted"
    BUDGET = "budget"
    DEADLINE = "deadline"
    INTERRUPTED = "interrupted"
    UNREACHABLE = "unreachable"
    DISK = "disk"


class Line(StrEnum):
    """What our own line can do in one address family."""

    WORKS = "works"
    NO_ROUTE = "no-route"
    UNPROVEN = "unproven"
    """There is a route, but nothing has answered over it: silence proves nothing."""


class BrowserInfo(Document):
    """The browser that renders pages."""

    path: str
    version: str
    sandboxed: bool


class Vantage(Document):
    """What this machine could measure while it audited."""

    ipv4: Line
    ipv6: Line
    dns: tuple[str, ...]
    """The resolvers that were asked; empty: none could be."""
    browser: BrowserInfo | None
    browser_absence: str = ""
    """Why there is no browser: ``not-installed``, ``not-wanted``, ``no-sandbox``, ``broken``."""
    allowed_networks: tuple[str, ...] = ()
    """Networks that count as usable though they are not public."""
    connect_to: tuple[str, ...] = ()
    program: str = ""
    python: str = ""
    platform: str = ""


class LimitHit(Document):
    """A limit that was reached, by the name of its setting."""

    limit: str
    value: str
    count: int
    samples: tuple[str, ...] = ()


class Trap(Document):
    """A part of the site that makes addresses without end."""

    kind: str
    """``shape``, ``same-content``, ``repeated-segment``, ``failing-name``, ``too-deep`` …"""
    pattern: str
    fetched: int
    skipped: int
    samples: tuple[str, ...]


class HostRecord(Document):
    """How one host was visited."""

    host: str
    requests: int
    failures: int
    robots: str
    """``allowed``, ``none``, ``unreachable``, ``ignored`` …"""
    delay: float
    """Seconds between requests, as it ended up."""
    slowed: int = 0
    """How often the visit was slowed down at the host's wish."""


class CrawlRecord(Document):
    """What was walked. ``found`` is the sum of ``outcomes``."""

    started: datetime
    finished: datetime
    seconds: float
    """Of work, resumed sessions added up."""
    sessions: int = 1
    glance: bool = False
    """It was to look at the homepage, the columns and known faults only: it proves nothing absent."""
    stopped: StopReason
    stop_detail: str = ""
    found: int
    outcomes: dict[PageOutcome, int]
    failures: dict[str, int]
    """By kind of failure, skipped ones included."""
    kinds: dict[PageKind, int]
    pages: int
    """Pages of the site that were read."""
    links: int
    """References on them."""
    targets_verified: int
    targets_unverified: int
    rendered: int
    unseen: int
    """Pages whose content could not be seen."""
    bytes: int
    limits: tuple[LimitHit, ...] = ()
    traps: tuple[Trap, ...] = ()
    hosts: tuple[HostRecord, ...] = ()

    @property
    def exhausted(self) -> bool:
        """The crawl ended by itself: what it did not meet is not there."""
        return self.stopped is StopReason.EXHAUSTED


class Gap(StrEnum):
    """What was not seen, although the crawl ended by itself."""

    PAGES = "pages-not-seen"
    COLUMNS = "columns-not-seen"
    TRAPS = "traps"
    GLANCE = "glance"
    """Only the homepage, the columns and known faults were to be looked at."""


class Coverage(Document):
    """How much of the site stands behind the verdicts."""

    share: float
    """Pages of the site that were read, of those that should have been, 0 to 1."""
    wanted: int
    read: int
    columns_found: int
    columns_seen: int
    """Columns whose list could be seen."""
    complete: bool
    reasons: tuple[StopReason | Gap, ...] = ()
    """Why it is not complete."""
    unread: dict[str, int] = Field(default_factory=dict)
    """Why pages that should have been read were not: so many for each kind of failure, or ``pending``."""
