"""Finding the way in: the homepage behind its redirects, the extent that follows, the sitemap."""

import asyncio
from dataclasses import dataclass, replace

from auditbot.crawl.reading import PageReader
from auditbot.crawl.scope import Scope, is_entrance
from auditbot.model.fetch import Fetch
from auditbot.model.needs import Needs
from auditbot.net.http.request import Reply, Request
from auditbot.net.visitor import Visitor
from auditbot.settings import Settings
from auditbot.url import Url, bare, other_scheme, split


@dataclass(frozen=True, slots=True)
class Start:
    """Where a walk begins, and how far it goes."""

    home: Url
    scope: Scope
    sitemap: tuple[Url, ...] = ()
    limits_hit: tuple[tuple[str, Url], ...] = ()
    """Limits that sitemaps ran into, each with the sitemap."""


async def find_home(given: Url, scope: Scope, visitor: Visitor, settings: Settings) -> Start | Fetch:
    """Follow the homepage's redirects and refreshes; the last failed fetch if it does not open at all.

    A scheme that does not answer is changed for the other one: people type either.
    """
    failed: Fetch | None = None
    for url in (given, other_scheme(given)):
        first, reply = await _asked(url, visitor, settings)
        if _opens(reply):
            home = await _sent_on(reply.fetch, reply.body, visitor, settings)
            return Start(home, _extended(scope, given, home))
        failed = failed or first
        if failed.status is not None:
            break
    assert failed is not None, "two schemes were tried"
    return failed


async def _asked(url: Url, visitor: Visitor, settings: Settings) -> tuple[Fetch, Reply]:
    """The first and the last answer for an address: one that fails in passing is asked for again."""
    request = Request(url, despite_tls=True)
    reply = await visitor.visit(request)
    first = reply.fetch
    if first.failure is not None and first.failure.transient and not _opens(reply):
        await asyncio.sleep(settings.links.confirm_pause)
        reply = await visitor.visit(replace(request, as_browser=True))
    return first, reply


def _opens(reply: Reply) -> bool:
    """Whether there is a page, be it behind broken TLS."""
    return reply.fetch.ok or bool(reply.body and "tls-unverified" in reply.fetch.remarks)


async def _sent_on(fetch: Fetch, body: bytes, visitor: Visitor, settings: Settings) -> Url:
    """The page that a homepage made of nothing but a refresh leads to."""
    reader = PageReader(settings.limits, Needs.NOTHING, settings.as_of, lambda _: True)
    try:
        for _ in range(settings.limits.refreshes):
            facts = (await reader.read(fetch, body)).facts
            if facts.refresh is None or facts.refresh == facts.url:
                return facts.url
            _, reply = await _asked(facts.refresh, visitor, settings)
            if not _opens(reply):
                return facts.url
            fetch, body = reply.fetch, reply.body
        return fetch.final_url or fetch.url
    finally:
        await reader.close()


def _extended(scope: Scope, given: Url, home: Url) -> Scope:
    """The extent with the host that the homepage leads to, or the folder there if it is no front page."""
    old, new = split(given), split(home)
    if scope.holds(home):
        return scope
    moved = bare(old.host) != bare(new.host)
    return scope.extended(home, whole_host=not moved or is_entrance(new.path))
