"""Every reference on a page, in document order, with what it leads to and where it stands."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from auditbot.extract import scripts
from auditbot.extract.document import Document
from auditbot.extract.references import SELECTOR, Attributes, Written, references
from auditbot.extract.resolving import Place
from auditbot.extract.visible import line
from auditbot.model.page import Link, Region
from auditbot.settings import Limits

LONGEST_TEXT = 200
_LONGEST_RAW = 4096
_MOST_KEPT = 20_000
"""Links that a reader remembers; a site's menus and lists are a few thousand."""
_WRITTEN = "document.write"
_CUT_SHORT = ("…", "...", "．．．", "‥")
_WITH_TEXT = frozenset({"a", "option", "button", "li", "td", "span", "div"})

_Key = tuple[str, str, str, str, str, Region]
"""What a link is resolved against, then raw, text, element, attribute, region."""


class Links(NamedTuple):
    """The first references of a page, at most as many as the limit allows, and how many it has."""

    links: tuple[Link, ...]
    found: int


def links(document: Document, limit: int) -> Links:
    """The references of one page."""
    return LinkReader(Limits(links_per_page=limit)).read(document)


class LinkReader:
    """Reads the links of one page after another, and remembers those that many pages share."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.links_per_page
        self._kept: dict[_Key, Link] = {}

    def read(self, document: Document) -> Links:
        """The references of a page, up to the limit, with their true number."""
        found = [link for link, _ in islice(self.with_nodes(document), self._limit)]
        if len(found) < self._limit:
            return Links(tuple(found), len(found))
        number = sum(len(written) for _, _, written in _elements(document)) + len(_proxies(document))
        return Links(tuple(found), number)

    def with_nodes(self, document: Document) -> Iterator[tuple[Link, LexborNode]]:
        """Every reference of a page, with the element it stands in."""
        region_of = document.regions.region_of
        place = document.place
        scope, kept = place.scope, self._kept.get
        for node, said, found in _elements(document):
            tag = node.tag or ""
            text, region = _text(tag, said, node), region_of(node)
            for attribute, raw in found:
                found_in = _WRITTEN if scripts.WRITTEN in said else attribute
                key = (scope(raw), raw, text, tag, found_in, region)
                yield kept(key) or self._link(key, place), node
        body = document.tree.body
        if body is None:
            return
        for address in _proxies(document):
            key = ("", address, "", "script-text", "dataproxy", Region.BODY)
            yield _resolved(key, place), body

    def _link(self, key: _Key, place: Place) -> Link:
        link = _resolved(key, place)
        if key[0]:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = link
        return link


def _elements(document: Document) -> Iterator[tuple[LexborNode, Attributes, Written]]:
    """The elements that refer to something, with their attributes and what is written in them."""
    before = 0
    for node in document.tree.css(SELECTOR):
        if node.mem_id == before:
            continue  # an element is given once for each selector it matches
        before = node.mem_id
        said = node.attributes
        found = references(node.tag or "", said)
        if found:
            yield node, said, found


def _proxies(document: Document) -> tuple[str, ...]:
    return scripts.proxies(document.html) if document.expanded is not document.html else ()


def _resolved(key: _Key, place: Place) -> Link:
    """The link that a reference comes to."""
    _, raw, text, element, attribute, region = key
    target, bad, fragment = place.read(raw)
    return Link(raw[:_LONGEST_RAW], target, bad, fragment, text, element, attribute, region)


def _text(tag: str, said: Attributes, node: LexborNode) -> str:
    """What a visitor reads: text, or the title where the text is cut short, else the words for a picture."""
    if tag not in _WITH_TEXT:
        return (said.get("alt") or said.get("title") or "")[:LONGEST_TEXT]
    text = line(node)
    title = said.get("title")
    if title and (not text or text.endswith(_CUT_SHORT) or title.startswith(text)):
        text = title.strip()
    return text[:LONGEST_TEXT]
