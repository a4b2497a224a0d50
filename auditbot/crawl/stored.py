"""Pages read back from an archive."""

import dataclasses
from array import array
from collections.abc import Collection, Iterator
from typing import Any

from auditbot.check import File, Page
from auditbot.crawl.archive import Archive, unpack
from auditbot.crawl.linkindex import PAGE_ORDER
from auditbot.crawl.shapes import without_session
from auditbot.crawl.tools import FACTS, FETCH, FILE
from auditbot.extract.text.charset import decode
from auditbot.extract.tree.document import Document
from auditbot.model.attachment import AttachmentFacts, Kind, Untested
from auditbot.model.fetch import Fetch
from auditbot.model.page import Link, PageFacts, PageKind, Region
from auditbot.settings import PAGE_TAGS
from auditbot.url import BadHref, Url

_READ = "page.id NOT IN (SELECT page FROM url WHERE soft_404 != '' AND page IS NOT NULL)"
_LINK = (
    "SELECT form.id, raw, url.url, bad, fragment, text, form.element, attribute, region"
    " FROM form LEFT JOIN url ON url.id = form.target AND form.bad IS NULL"
)
_FILES = (
    "SELECT url.url, told,"
    " (SELECT text FROM form WHERE target = url.id ORDER BY length(text) DESC, text LIMIT 1)"
    " FROM file JOIN url USING (id) ORDER BY url.url"
)
_LINKS_KEPT = 10_000
"""Links that are remembered: those that many pages share, and a page's at most."""
_PAGE = "id, facts, body, body_type, rendered, sha256, links"


class StoredPages:
    """The pages of one archive, as they were when they were read. Pages that say “not found” are left out."""

    def __init__(self, archive: Archive, most_tags: int = PAGE_TAGS) -> None:
        self._archive = archive
        self._most_tags = most_tags
        self._links: dict[int, Link] = {}

    def facts(self, *kinds: PageKind) -> Iterator[PageFacts]:
        """The facts of all pages, or of those kinds."""
        for (packed,) in self._select("facts", kinds):
            yield FACTS.validate_json(unpack(packed))

    def facts_with_forms(self) -> Iterator[tuple[PageFacts, "array[int]"]]:
        """The facts of all pages with the ids of their references' forms."""
        for packed, blob in self._select("facts, links", ()):
            yield FACTS.validate_json(unpack(packed)), _forms(blob)

    def facts_with_links(self, *kinds: PageKind) -> Iterator[tuple[PageFacts, tuple[Link, ...]]]:
        """The facts of the pages of those kinds with their references."""
        for packed, blob in self._select("facts, links", kinds):
            yield FACTS.validate_json(unpack(packed)), self.links(_forms(blob))

    def facts_of(self, url: Url) -> PageFacts | None:
        """The facts of the page that an address leads to, if it was read."""
        sql = "SELECT facts FROM page WHERE id = (SELECT page FROM url WHERE id = ?)"
        row = next(self._archive.rows(sql, (self._archive.id_of(url),)), None)
        return FACTS.validate_json(unpack(row[0])) if row else None

    def pages(self, *kinds: PageKind) -> Iterator[Page]:
        """All pages, or of those kinds, whole."""
        for row in self._select(_PAGE, kinds):
            yield self._page(row)

    def page(self, url: Url) -> Page | None:
        """The page that an address leads to, if it was read."""
        row = next(
            self._archive.rows(
                f"SELECT {_PAGE} FROM page WHERE id = (SELECT page FROM url WHERE id = ?)",
                (self._archive.id_of(url),),
            ),
            None,
        )
        return self._page(row) if row else None

    def by_id(self, identity: int) -> Page:
        """A page that is known to be there."""
        return self._page(next(self._archive.rows(f"SELECT {_PAGE} FROM page WHERE id = ?", (identity,))))

    def fetch(self, url: Url) -> Fetch | None:
        """The last request for an address, if there was one."""
        row = next(
            self._archive.rows("SELECT fetch FROM url WHERE id = ?", (self._archive.id_of(url),)), (None,)
        )
        return FETCH.validate_json(row[0]) if row[0] else None

    def file(self, url: Url) -> AttachmentFacts | Untested | None:
        """What a file says; ``None`` where it was never to be read."""
        identity = self._archive.id_of(without_session(url))
        row = next(self._archive.rows("SELECT told FROM file WHERE id = ?", (identity,)), None)
        return _file(row[0]) if row else None

    def files(self) -> Iterator[File]:
        """The files that were to be read, in order of address."""
        for url, told, name in self._archive.rows(_FILES):
            yield File(Url(url), _file(told), name or "")

    def links(self, forms: Collection[int]) -> tuple[Link, ...]:
        """The references that a page's forms stand for."""
        missing = set(forms).difference(self._links)
        if len(self._links) + len(missing) > _LINKS_KEPT:
            self._links.clear()
            missing = set(forms)
        marks = ",".join("?" * len(missing))
        for form, *said in self._archive.rows(f"{_LINK} WHERE form.id IN ({marks})", tuple(missing)):
            self._links[form] = _link(*said)
        return tuple(self._links[form] for form in forms)

    def links_of(self, url: Url) -> tuple[Link, ...]:
        """The references of the page that an address leads to; none if it was not read."""
        sql = "SELECT links FROM page WHERE id = (SELECT page FROM url WHERE id = ?)"
        row = next(self._archive.rows(sql, (self._archive.id_of(url),)), None)
        return self.links(_forms(row[0])) if row else ()

    def link(self, form: int) -> Link:
        """The reference that a form stands for."""
        return self.links((form,))[0]

    def _select(self, columns: str, kinds: tuple[PageKind, ...]) -> Iterator[tuple[Any, ...]]:
        chosen = f" AND kind IN ({','.join('?' * len(kinds))})" if kinds else ""
        sql = f"SELECT {columns} FROM page WHERE {_READ}{chosen} ORDER BY {PAGE_ORDER}"
        return self._archive.rows(sql, kinds)

    def _page(self, row: tuple[Any, ...]) -> Page:
        _, packed, body, body_type, rendered, sha256, blob = row
        facts = FACTS.validate_json(unpack(packed))
        if rendered is not None:
            document = Document(facts.url, unpack(rendered).decode(), "utf-8", most_tags=self._most_tags)
        else:
            decoded = decode(unpack(body), body_type)
            document = Document(facts.url, decoded.text, decoded.encoding, most_tags=self._most_tags)
        fetch = self.fetch(facts.url) or self._led_to(row[0])
        return Page(fetch, facts, document, self.links(_forms(blob)), sha256[:16])

    def _led_to(self, page: int) -> Fetch:
        """The request that led to a page whose own address nobody asked for."""
        row = next(self._archive.rows("SELECT fetch FROM url WHERE page = ? AND fetch IS NOT NULL", (page,)))
        fetch = FETCH.validate_json(row[0])
        return dataclasses.replace(fetch, hops=())


def _file(told: bytes | None) -> AttachmentFacts | Untested:
    """What was stored of a file; one that was not read yet was not fetched."""
    return Untested("not-fetched", Kind.OTHER) if told is None else FILE.validate_json(unpack(told))


def _forms(blob: bytes) -> "array[int]":
    """The ids of forms as a page holds them."""
    forms = array("q")
    forms.frombytes(blob)
    return forms


def _link(
    raw: str,
    target: str | None,
    bad: str | None,
    fragment: str,
    text: str,
    element: str,
    attribute: str,
    region: str,
) -> Link:
    """A reference from its row."""
    url = Url(target) if target else None
    return Link(raw, url, BadHref(bad) if bad else None, fragment, text, element, attribute, Region(region))
