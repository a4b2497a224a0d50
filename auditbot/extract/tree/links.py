"""Every reference on a page, in document order, with what it leads to and where it stands."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditbot.extract.reference.references import SELECTOR, Attributes, references
from auditbot.extract.reference.resolving import Place
from auditbot.extract.scripting import scripts
from auditbot.extract.text.visible import line
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.repeated import KeptLinks, LinkKey
from auditbot.model.page import Link, Region
from auditbot.settings import Limits

LONGEST_TEXT = 200
_LONGEST_RAW = 4096
_MOST_KEPT = 12_000
"""Links that a reader remembers: menus, and the lists that page after page shows."""
_REFERENCE = re.compile(r"<[A-Za-z][^<>]*?\s(?:href|src)\s*=", re.IGNORECASE)
_WRITTEN = "document.write"
_CUT_SHORT = ("…", "...", "．．．", "‥")
_WITH_TEXT = frozenset({"a", "option", "button", "li", "td", "span", "div"})


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
        self._kept: dict[LinkKey, Link] = {}

    def read(self, document: Document) -> Links:
        """The references of a page, up to the limit, with their true number."""
        place, region_of, kept = document.place, document.regions.region_of, self._kept.get
        repeated = self._repeated(document)
        found: list[Link] = []
        elements = iter(document.tree.css(SELECTOR))
        before = 0
        for node in elements:
            identity = node.mem_id
            part = repeated.get(identity)
            if part:
                found += [one if isinstance(one, Link) else self._link(one, place) for one in part.links]
                next(islice(elements, part.given - 1, part.given - 1), None)
            elif identity != before:  # an element is given once for each selector it matches
                for key in _keys(node, place, region_of):
                    found.append(kept(key) or self._link(key, place))
            before = identity
            if len(found) >= self._limit:
                number = sum(1 for node in _elements(document.tree) for _ in _keys(node, place, region_of))
                return Links(
                    tuple(found[: self._limit]), number + len(_proxies(document)) + _beyond(document)
                )
        found += [link for link, _ in _from_proxies(document)]
        found += [link for link, _ in _sent_on(document)]
        return Links(tuple(found[: self._limit]), len(found) + _beyond(document))

    def with_nodes(self, document: Document) -> Iterator[tuple[Link, LexborNode]]:
        """Every reference of a page, with the element it stands in."""
        place = document.place
        for node in _elements(document.tree):
            for key in _keys(node, place, document.regions.region_of):
                yield self._link(key, place), node
        yield from _from_proxies(document)
        yield from _sent_on(document)

    def _link(self, key: LinkKey, place: Place) -> Link:
        link = self._kept.get(key)
        if link is None:
            link = _resolved(key, place)
            if key[0]:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[key] = link
        return link

    def _repeated(self, document: Document) -> dict[int, KeptLinks]:
        """The links of the parts that pages share, by the identity of the first element that has one."""
        place, region_of = document.place, document.regions.region_of
        found: dict[int, KeptLinks] = {}
        for element, part in document.regions.repeated.values():
            kept = part.links(place.site, place.folder)
            if kept is None:
                keys = [key for node in _elements(element) for key in _keys(node, place, region_of)]
                scope = place.folder if any(key[0] == place.folder for key in keys) else place.site
                links = tuple(self._link(key, place) if key[0] else key for key in keys)
                kept = KeptLinks(_first(element), len(element.css(SELECTOR)), links)
                part.keep_links(scope, kept)
            if kept.given:
                first = next(islice(element.traverse(), kept.first, None), element)
                found[first.mem_id] = kept
        return found


def _elements(within: LexborHTMLParser | LexborNode) -> Iterator[LexborNode]:
    """The elements that may refer to something, each once."""
    before = 0
    for node in within.css(SELECTOR):
        if node.mem_id != before:
            before = node.mem_id
            yield node


def _first(element: LexborNode) -> int:
    """The place of the first element within that may refer to something, among all."""
    first = element.css_first(SELECTOR)
    inside = enumerate(element.traverse() if first else ())
    return next((place for place, node in inside if first and node.mem_id == first.mem_id), 0)


def _keys(node: LexborNode, place: Place, region_of: Callable[[LexborNode], Region]) -> list[LinkKey]:
    """What an element refers to."""
    said, tag = node.attributes, node.tag or ""
    written = references(tag, said)
    if not written:
        return []
    scope, text, region = place.scope, _text(tag, said, node), region_of(node)
    if scripts.WRITTEN in said:
        written = [(_WRITTEN, raw) for _, raw in written]
    return [(scope(raw), raw, text, tag, attribute, region) for attribute, raw in written]


def _beyond(document: Document) -> int:
    """References in what is not parsed of an endless page, counted by their looks."""
    if document.parsed == len(document.expanded):
        return 0
    return sum(1 for _ in _REFERENCE.finditer(document.expanded, document.parsed))


def _from_proxies(document: Document) -> Iterator[tuple[Link, LexborNode]]:
    body = document.tree.body
    if body is None:
        return
    for address in _proxies(document):
        key = ("", address, "", "script-text", "dataproxy", Region.BODY)
        yield _resolved(key, document.place), body


def _sent_on(document: Document) -> Iterator[tuple[Link, LexborNode]]:
    """Where a header or a script sends the visitor; a ``meta`` element is read with the others."""
    body, refresh = document.tree.body, document.refresh
    if body is not None and refresh is not None and refresh.element != "meta":
        key = ("", refresh.url, "", "refresh", refresh.element, Region.HEAD)
        yield _resolved(key, document.place), body


def _proxies(document: Document) -> tuple[str, ...]:
    return scripts.proxies(document.html) if document.expanded is not document.html else ()


def _resolved(key: LinkKey, place: Place) -> Link:
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
