"""From the answer of a server to what a page says: charset, tree, links, facts."""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from auditbot.crawl.fault import fault_line, place_of
from auditbot.extract.page import read_page
from auditbot.extract.reference.resolving import Kept
from auditbot.extract.scripting.refreshes import refresh_by_header
from auditbot.extract.text.charset import decode
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.hazard import parsed_length
from auditbot.extract.tree.links import LinkReader
from auditbot.extract.tree.repeated import Repeated
from auditbot.extract.tree.trial import Trial, suspicious
from auditbot.model.fetch import Fetch
from auditbot.model.needs import Needs
from auditbot.model.page import Link, ListState, PageFacts, PageKind
from auditbot.model.unseen import CUT, READ_FAULT, TOO_DEEP, TOO_SLOW
from auditbot.settings import Limits
from auditbot.url import Url

_MARKUP = ("text/html", "application/xhtml", "text/xml", "application/xml", "text/plain", "text/vnd.wap")
_OPENINGS = (
    b"<!doctype",
    b"<html",
    b"<head",
    b"<body",
    b"<?xml",
    b"<script",
    b"<!--",
    b"<meta",
    b"<div",
    b"<table",
)
_DATA = re.compile(rb"(?:<\?xml[^>]{0,200}>[^<]{0,100}){0,3}<(?:rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]")
"""Feeds and sitemaps: written for programs, no pages of the site."""


def is_markup(content_type: str, body: bytes) -> bool:
    """Whether an answer is a page to be read. What it is counts more than what it is called."""
    opening = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    if _DATA.match(opening):
        return False
    if opening.startswith(_OPENINGS):
        return True
    if b"\x00" in body[:512] and body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    kind = content_type.partition(";")[0].strip().lower()
    return kind.startswith(_MARKUP) or (not kind and b"<" in opening)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page said."""

    facts: PageFacts
    document: Document
    links: tuple[Link, ...]
    links_found: int
    limits_hit: tuple[str, ...] = ()
    fault: str = ""
    """How our own reading broke on it, in one line; empty when it did not."""


def _masked(links: tuple[Link, ...], document: Document) -> tuple[Link, ...]:
    """The links without the numbers of persons that the page shows in its text."""
    mask = document.masking
    if not mask.knows:
        return links
    texts = map(mask, (link.text for link in links))
    return tuple(
        link if link.text == text else dataclasses.replace(link, text=text)
        for link, text in zip(links, texts, strict=True)
    )


_LIMITS = {TOO_SLOW: ("parse_seconds",), TOO_DEEP: ("tree_depth",)}
"""The limits that a page on trial ran into, by the id of the reason."""


def _without_end(facts: PageFacts) -> PageFacts:
    """The facts of a page that was not read to its end: what seems to be empty may go on there."""
    listings = tuple(
        one if one.state is ListState.ITEMS else dataclasses.replace(one, state=ListState.UNSEEN, reason=CUT)
        for one in facts.listings
    )
    return dataclasses.replace(facts, listings=listings, unseen=CUT)


class PageReader:
    """Reads pages one after another; keeps what they share."""

    def __init__(self, limits: Limits, needs: Needs, today: date, is_home: Callable[[Url], bool]) -> None:
        self._limits = limits
        self._needs = needs
        self._today = today
        self._is_home = is_home
        self._links = LinkReader(limits)
        self._kept: Kept = {}
        self._repeated = Repeated()
        self._trial = Trial(limits)

    async def read(self, fetch: Fetch, body: bytes, rendered: str | None = None) -> Reading:
        """Read a page as it came, or as a browser built it.

        A page that cannot be parsed has bare facts. So has one on which a fault of ours shows: it must not
        keep all others from being read.
        """
        try:
            return await self._read(fetch, body, rendered)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 — it is told in the report, with its place
            url = fetch.final_url or fetch.url
            facts = PageFacts(url=url, unseen=READ_FAULT, remarks=(READ_FAULT,), known=self._needs)
            fault = f"{fault_line('read', error)} ({place_of(error)})"
            return Reading(facts, Document(url, ""), (), 0, fault=fault)

    async def _read(self, fetch: Fetch, body: bytes, rendered: str | None) -> Reading:
        url = fetch.final_url or fetch.url
        content_type = fetch.header("content-type") or ""
        refresh_header = fetch.header("refresh") or ""
        refresh = refresh_by_header(refresh_header, url)
        sent_on = refresh.url if refresh else None
        if rendered is None and not is_markup(content_type, body):
            facts = PageFacts(
                url=url,
                kind=PageKind.ATTACHMENT,
                kind_reason="not-markup",
                refresh=sent_on,
                known=self._needs,
            )
            return Reading(facts, Document(url, ""), (), 0)
        decoded = decode(body, content_type)
        html = decoded.text if rendered is None else rendered
        if suspicious(html):
            tried = await self._trial.parse(html[: parsed_length(html, self._limits.page_tags)])
            if not tried.ok:
                facts = PageFacts(
                    url=url,
                    unseen=tried.reason,
                    refresh=sent_on,
                    remarks=(tried.reason,),
                    known=self._needs,
                )
                return Reading(facts, Document(url, ""), (), 0, _LIMITS.get(tried.reason, ()))
        encoding = decoded.encoding if rendered is None else "utf-8"
        document = Document(
            url, html, encoding, self._kept, self._repeated, self._limits.page_tags, refresh_header
        )
        read = self._links.read(document)
        facts = read_page(document, needs=self._needs, today=self._today, home=self._is_home(url))
        cut = document.parsed < len(document.expanded)
        facts = dataclasses.replace(
            _without_end(facts) if cut else facts,
            encoding=decoded.encoding,
            encoding_fault=decoded.fault,
            remarks=facts.remarks + decoded.remarks,
            rendered=rendered is not None,
        )
        hit = {
            "links_per_page": read.found > len(read.links) >= self._limits.links_per_page,
            "page_tags": cut,
        }
        limits_hit = tuple(name for name, was_hit in hit.items() if was_hit)
        return Reading(facts, document, _masked(read.links, document), read.found, limits_hit)

    async def close(self) -> None:
        """End the child process, if there is one."""
        await self._trial.close()
