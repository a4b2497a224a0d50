"""What became of one request: the answer, or a failure with who is to blame for it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from auditbot.url import Url


class Blame(StrEnum):
    """Whose fault a failure is, as far as one visitor can know."""

    SITE = "site"
    US = "us"
    """Our line, our limits, our refusal."""
    UNKNOWN = "unknown"


class PageOutcome(StrEnum):
    """What became of a URL that was found. Every URL has exactly one; see ``pages.jsonl``."""

    OK = "ok"
    BAD_ENCODING_OK = "bad_encoding_ok"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    REDIRECT_LOOP = "redirect_loop"
    SKIPPED_TRAP = "skipped_trap"
    SKIPPED_SCOPE = "skipped_scope"
    BLOCKED_PRIVATE = "blocked_private"
    BLOCKED_BY_SITE = "blocked_by_site"
    TLS_ERROR = "tls_error"
    DNS_ERROR = "dns_error"
    PENDING = "pending"

    @property
    def usable(self) -> bool:
        """The body could be read and judged."""
        return self in (PageOutcome.OK, PageOutcome.BAD_ENCODING_OK)

    @property
    def skipped(self) -> bool:
        """Not fetched on purpose."""
        return self in (
            PageOutcome.SKIPPED_TRAP,
            PageOutcome.SKIPPED_SCOPE,
            PageOutcome.BLOCKED_PRIVATE,
        )


class FailureKind(StrEnum):
    """The closed list of ways in which a request can go wrong or not be made."""

    # names
    BAD_NAME = "bad-name"
    NXDOMAIN = "nxdomain"
    NO_ADDRESS = "no-address"
    SERVFAIL = "servfail"
    DNS_REFUSED = "dns-refused"
    DNS_TIMEOUT = "dns-timeout"
    DNS_LOOP = "dns-loop"
    # connections
    REFUSED = "refused"
    CONNECT_TIMEOUT = "connect-timeout"
    NO_ROUTE = "no-route"
    RESET = "reset"
    # TLS
    TLS_EXPIRED = "tls-expired"
    TLS_NOT_YET_VALID = "tls-not-yet-valid"
    TLS_SELF_SIGNED = "tls-self-signed"
    TLS_UNKNOWN_ISSUER = "tls-unknown-issuer"
    TLS_WRONG_HOST = "tls-wrong-host"
    TLS_HANDSHAKE = "tls-handshake"
    # HTTP
    TIMEOUT = "timeout"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    BAD_CODING = "bad-coding"
    STATUS = "status"
    REDIRECT_LOOP = "redirect-loop"
    BAD_REDIRECT = "bad-redirect"
    BLOCKED = "blocked"
    """A bot wall: 401, 403, 412, 429, 521 or a script challenge."""
    # not asked
    PRIVATE = "private"
    SCHEME = "scheme"
    ROBOTS = "robots"
    ROBOTS_UNREACHABLE = "robots-unreachable"
    TRAP = "trap"
    BUDGET = "budget"
    SCOPE = "scope"
    EFFECT = "effect"
    """Asking would change something: visit counters, log-out, anything that is not reading."""
    GLANCE = "glance"
    """A glance looks at the homepage, the columns and known faults only."""
    # ours
    LOCAL = "local"
    """Out of descriptors, cancelled, a fault of this machine."""


_OUTCOME = {
    FailureKind.BAD_NAME: PageOutcome.DNS_ERROR,
    FailureKind.NXDOMAIN: PageOutcome.DNS_ERROR,
    FailureKind.NO_ADDRESS: PageOutcome.DNS_ERROR,
    FailureKind.SERVFAIL: PageOutcome.DNS_ERROR,
    FailureKind.DNS_REFUSED: PageOutcome.DNS_ERROR,
    FailureKind.DNS_TIMEOUT: PageOutcome.DNS_ERROR,
    FailureKind.DNS_LOOP: PageOutcome.DNS_ERROR,
    FailureKind.CONNECT_TIMEOUT: PageOutcome.TIMEOUT,
    FailureKind.TIMEOUT: PageOutcome.TIMEOUT,
    FailureKind.TOO_SLOW: PageOutcome.TIMEOUT,
    FailureKind.TLS_EXPIRED: PageOutcome.TLS_ERROR,
    FailureKind.TLS_NOT_YET_VALID: PageOutcome.TLS_ERROR,
    FailureKind.TLS_SELF_SIGNED: PageOutcome.TLS_ERROR,
    FailureKind.TLS_UNKNOWN_ISSUER: PageOutcome.TLS_ERROR,
    FailureKind.TLS_WRONG_HOST: PageOutcome.TLS_ERROR,
    FailureKind.TLS_HANDSHAKE: PageOutcome.TLS_ERROR,
    FailureKind.TOO_LARGE: PageOutcome.TOO_LARGE,
    FailureKind.REDIRECT_LOOP: PageOutcome.REDIRECT_LOOP,
    FailureKind.BLOCKED: PageOutcome.BLOCKED_BY_SITE,
    FailureKind.PRIVATE: PageOutcome.BLOCKED_PRIVATE,
    FailureKind.SCHEME: PageOutcome.SKIPPED_TRAP,
    FailureKind.ROBOTS: PageOutcome.SKIPPED_TRAP,
    FailureKind.ROBOTS_UNREACHABLE: PageOutcome.SKIPPED_TRAP,
    FailureKind.TRAP: PageOutcome.SKIPPED_TRAP,
    FailureKind.BUDGET: PageOutcome.SKIPPED_TRAP,
    FailureKind.EFFECT: PageOutcome.SKIPPED_TRAP,
    FailureKind.GLANCE: PageOutcome.SKIPPED_TRAP,
    FailureKind.SCOPE: PageOutcome.SKIPPED_SCOPE,
}
"""Whatever is missing here is ``http_error``."""

_TRANSIENT = frozenset(
    {
        FailureKind.SERVFAIL,
        FailureKind.DNS_TIMEOUT,
        FailureKind.REFUSED,
        FailureKind.CONNECT_TIMEOUT,
        FailureKind.RESET,
        FailureKind.TIMEOUT,
        FailureKind.TOO_SLOW,
        FailureKind.TRUNCATED,
        FailureKind.MALFORMED,
        FailureKind.LOCAL,
    }
)
_OURS = frozenset(
    {
        FailureKind.NO_ROUTE,
        FailureKind.LOCAL,
        FailureKind.PRIVATE,
        FailureKind.SCHEME,
        FailureKind.ROBOTS,
        FailureKind.TRAP,
        FailureKind.BUDGET,
        FailureKind.SCOPE,
        FailureKind.EFFECT,
        FailureKind.GLANCE,
    }
)
_UNSURE = frozenset({FailureKind.DNS_TIMEOUT, FailureKind.CONNECT_TIMEOUT, FailureKind.DNS_REFUSED})
_TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 523, 524})


UNCONNECTED = frozenset(
    {
        FailureKind.BAD_NAME,
        FailureKind.NXDOMAIN,
        FailureKind.NO_ADDRESS,
        FailureKind.SERVFAIL,
        FailureKind.DNS_REFUSED,
        FailureKind.DNS_TIMEOUT,
        FailureKind.DNS_LOOP,
        FailureKind.REFUSED,
        FailureKind.CONNECT_TIMEOUT,
        FailureKind.NO_ROUTE,
    }
)
"""Nobody was reached: whatever was asked of the host, the answer would have been the same."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no usable answer. ``detail`` is for a person and never parsed."""

    kind: FailureKind
    detail: str = ""
    status: int | None = None
    limit: str = ""
    """The setting of ``Limits`` that ended it, if one did."""

    @property
    def transient(self) -> bool:
        """Whether asking again may well give another answer. The one place that decides it."""
        if self.kind in (FailureKind.STATUS, FailureKind.BLOCKED):
            return self.status in _TRANSIENT_STATUSES
        return self.kind in _TRANSIENT

    @property
    def blame(self) -> Blame:
        """Whose fault it is, as far as one visitor can know."""
        if self.kind in _OURS:
            return Blame.US
        return Blame.UNKNOWN if self.kind in _UNSURE else Blame.SITE

    @property
    def outcome(self) -> PageOutcome:
        """The line this failure gets in ``pages.jsonl``."""
        return _OUTCOME.get(self.kind, PageOutcome.HTTP_ERROR)


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that was followed."""

    url: Url
    status: int
    location: str
    """As the server wrote it, made printable, at most 2,048 characters."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds since the request began; ``None`` for what never happened."""

    first_byte: float | None = None
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request with all its redirects. The body travels beside it, not in it."""

    url: Url
    """As asked for."""
    at: datetime
    method: str = "GET"
    final_url: Url | None = None
    """Where the answer came from; ``None`` when there was none."""
    hops: tuple[Hop, ...] = ()
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Of the last answer: names in lower case, values printable, bounded."""
    address: str | None = None
    family: int | None = None
    """4 or 6: over which the last answer came."""
    timing: Timing = field(default_factory=Timing)
    wire_bytes: int = 0
    body_bytes: int = 0
    """After decoding."""
    remarks: tuple[str, ...] = ()
    """Oddities that did no harm, by id: ``coding-lie``, ``unknown-coding``, ``odd-status`` …"""
    failure: Failure | None = None

    @property
    def ok(self) -> bool:
        """The answer can be used."""
        return self.failure is None

    @property
    def outcome(self) -> PageOutcome:
        """What became of the URL, encodings apart."""
        return self.failure.outcome if self.failure else PageOutcome.OK

    def header(self, name: str) -> str | None:
        """The first value of a header, by its lower-case name."""
        return next((value for key, value in self.headers if key == name), None)
