"""robots.txt: what a host lets us visit, and how often (RFC 9309)."""

import asyncio
import codecs
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from protego import Protego

from auditbot.model.fetch import UNCONNECTED, Failure, FailureKind
from auditbot.net.http.client import Client, Reply, Request, Want
from auditbot.net.http.identity import NAME
from auditbot.net.polite.politeness import Politeness
from auditbot.net.secure import tls
from auditbot.settings import Limits
from auditbot.url import Url, origin, parse, split
from auditbot.url import read as read_url

_LINES = 5000
"""Lines of a robots.txt that are kept for us."""
_LATER = 60.0
"""Seconds after which an unreachable robots.txt is asked for again."""
_AT_ONCE = 1.0
"""The same where nobody answered at all: less than the pause after which a failure is confirmed."""
_KEPT = 4096

_NOBODY = UNCONNECTED | {FailureKind.PRIVATE, FailureKind.LOCAL}
"""Failures that every address of the host would share."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What robots.txt of one origin says.

    ``state``: ``allowed`` (it was read), ``none``, ``unreachable``, ``ignored``. ``failure``: why nothing
    was reached. ``remarks``: ids of oddities (``html``, ``bom``, ``too-long``, ``too-many-rules``,
    ``delay-capped``, ``encoding``).
    """

    state: str
    delay: float = 0.0
    sitemaps: tuple[Url, ...] = ()
    remarks: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    """The settings of ``Limits`` that were run into."""
    failure: Failure | None = None
    elsewhere: bool = False
    """Another address, to which robots.txt redirects, is what was not reached."""
    parsed: Protego | None = None

    def allowed(self, url: Url) -> bool | None:
        """Whether the address may be visited; ``None``: nobody knows, so it may not."""
        if self.state == "unreachable":
            return None
        return self.parsed is None or self.state == "ignored" or self.parsed.can_fetch(url, NAME)

    @property
    def nobody(self) -> bool:
        """What kept robots.txt from us keeps us from every page as well, so that is what is to be told."""
        if self.failure is None or self.state != "unreachable" or self.elsewhere:
            return False
        kind = self.failure.kind
        return _is_nobody(self.failure) or kind in tls.FAILURES or kind is FailureKind.BLOCKED


class Robots:
    """The rules of each origin, asked for once. With ``ignore`` nothing is forbidden, and that is told.

    A file that could not be had is asked for once more after a ``pause`` in seconds: meanwhile the whole host
    is closed, and what is turned away at the door is not asked for later.
    """

    def __init__(
        self,
        client: Client,
        politeness: Politeness,
        limits: Limits,
        ignore: bool = False,
        clock: Callable[[], float] = time.monotonic,
        pause: float = 0.0,
    ) -> None:
        self._client = client
        self._politeness = politeness
        self._limits = limits
        self._ignore = ignore
        self._clock = clock
        self._pause = pause
        self._known: dict[str, tuple[Rules, float]] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def rules(self, url: Url) -> Rules:
        """The rules for an address; robots.txt of its origin is fetched if that has not been done."""
        place = origin(url)
        known = self._fresh(place)
        if known is not None:
            return known
        async with self._asking.setdefault(place, asyncio.Lock()):
            known = self._fresh(place) or await self._learn(place)
        self._asking.pop(place, None)
        return known

    def forbids(self, url: Url) -> bool:
        """Whether rules that are known already forbid an address; nothing is asked for."""
        known = self._fresh(origin(url))
        return known is not None and known.allowed(url) is False

    def _fresh(self, place: str) -> Rules | None:
        known = self._known.get(place)
        return known[0] if known and known[1] > self._clock() else None

    def states(self) -> dict[str, str]:
        """What is known of each origin."""
        return {place: rules.state for place, (rules, _) in self._known.items()}

    def limits_hit(self) -> list[tuple[str, str]]:
        """The limits that robots.txt files ran into, each with the origin."""
        return [(limit, place) for place, (rules, _) in self._known.items() for limit in rules.limits]

    async def _learn(self, place: str) -> Rules:
        url = parse(f"{place}/robots.txt")
        assert url is not None, "an origin of a valid URL makes a valid URL"
        request = Request(url, want=Want.OPENING, despite_tls=True, opening=self._limits.robots_bytes)
        rules = await self._read(request)
        failure = rules.failure
        if failure is not None and failure.transient and not _is_nobody(failure):
            await asyncio.sleep(self._pause)
            rules = await self._read(request)
        if rules.delay and not self._ignore:
            self._politeness.set_delay(split(url).host, rules.delay)
        while len(self._known) >= _KEPT:
            del self._known[next(iter(self._known))]
        self._known[place] = (rules, self._clock() + _holds(rules))
        return rules

    async def _read(self, request: Request) -> Rules:
        url = request.url
        async with self._politeness.turn(split(url).host, self._client.own(url)) as turn:
            reply = await self._client.fetch(request)
            turn.heard(reply.fetch)
        return read(reply, self._limits, ignore=self._ignore)


def _holds(rules: Rules) -> float:
    if rules.state != "unreachable" or rules.failure is None:
        return float("inf")
    return _AT_ONCE if _is_nobody(rules.failure) else _LATER


def _is_nobody(failure: Failure) -> bool:
    return failure.kind in _NOBODY or tls.is_silence(failure)


def read(reply: Reply, limits: Limits, *, ignore: bool = False) -> Rules:
    """What an answer to the request for robots.txt means."""
    fetch = reply.fetch
    if _says_none(reply, limits):
        rules = Rules("none")
    elif fetch.status is None or fetch.status >= 400 or (fetch.failure and not reply.body):
        rules = Rules("unreachable", failure=fetch.failure, elsewhere=bool(fetch.hops))
    else:
        rules = _parsed(reply.body, fetch.final_url or fetch.url, limits)
    if ignore:
        return replace(rules, state="ignored", failure=None)
    return rules


def _says_none(reply: Reply, limits: Limits) -> bool:
    """A clear “there is none”: 4xx but 429, redirects to nowhere, an empty file."""
    fetch = reply.fetch
    kind = fetch.failure.kind if fetch.failure else None
    if (
        kind in (FailureKind.REDIRECT_LOOP, FailureKind.BAD_REDIRECT)
        or len(fetch.hops) > limits.robots_redirects
    ):
        return True
    if fetch.status is None:
        return False
    usable = kind is None or kind in tls.FAILURES
    return (400 <= fetch.status < 500 and fetch.status != 429) or (usable and not reply.body)


def _parsed(body: bytes, base: Url, limits: Limits) -> Rules:
    text, remarks = _text(body)
    hit = []
    if _is_html(text):
        return Rules("none", remarks=(*remarks, "html"))
    if len(body) >= limits.robots_bytes:
        text = text.rpartition("\n")[0]
        remarks.append("too-long")
        hit.append("robots_bytes")
    lines = list(islice(_ours(text), _LINES + 1))
    if len(lines) > _LINES:
        remarks.append("too-many-rules")
    parsed = Protego.parse("\n".join(lines[:_LINES]))
    delay = parsed.crawl_delay(NAME) or 0.0
    if delay > limits.crawl_delay:
        delay = limits.crawl_delay
        remarks.append("delay-capped")
        hit.append("crawl_delay")
    named = (read_url(written, base).url for written in islice(parsed.sitemaps, limits.sitemaps))
    sitemaps = tuple(dict.fromkeys(url for url in named if url))
    return Rules("allowed", delay, sitemaps, tuple(remarks), tuple(hit), parsed=parsed)


def _text(body: bytes) -> tuple[str, list[str]]:
    """The file as text; a byte order mark must not stand before the first word."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff"), ["bom", "encoding"]
    if body.startswith(codecs.BOM_UTF8):
        return body[3:].decode("utf-8", "replace"), ["bom"]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = body[start:200:2]
        if half.count(0) > len(half) // 2:
            return body.decode(encoding, "replace"), ["encoding"]
    return body.decode("utf-8", "replace"), []


def _is_html(text: str) -> bool:
    return text.lstrip()[:1] == "<"


def _ours(text: str) -> Iterator[str]:
    """The lines of the groups that speak of us or of all, and those that stand outside of groups.

    Groups of others are dropped first: many names times many rules would be many rules.
    """
    naming, listening = False, False
    for line in text.splitlines():
        words = line.partition("#")[0].strip()
        name, _, value = (part.strip().lower() for part in words.partition(":"))
        if name in ("user-agent", "useragent", "user agent"):
            token = value.partition("/")[0].strip()
            about_us = token in ("*", NAME)
            listening = about_us or (naming and listening)
            naming = True
            if about_us:
                yield f"User-agent: {token}"
        elif name in ("sitemap", "sitemaps", "site-map"):
            yield words
        elif words:
            naming = False
            if listening:
                yield words
