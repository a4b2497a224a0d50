"""The menus and feet that a site repeats on page after page: what was learnt of one, known by its markup.

Most of what stands on a page stands on all pages of its site. An element that has proved to be a menu, a
banner or a foot and holds no breadcrumb is known again by its markup, letter by letter, and not read twice.
"""

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from auditbot.model.page import Link, Region

_LEAST = 400
_LONGEST = 64 * 1024
"""Characters of markup between which it is worth while to remember an element."""
_MOST = 100
_MOST_SEEN = 10_000
_MOST_PLACES = 20
_TAGS = frozenset({"div", "nav", "header", "footer", "section", "ul", "table"})
"""Elements that begin and end a line for all who read text."""
_BREADCRUMB = ("位置", "CurrChnlCls")

LinkKey = tuple[str, str, str, str, str, Region]
"""What a link is resolved against, then raw, text, element, attribute, region."""


class KeptLinks(NamedTuple):
    """The links of an element; those that each page resolves anew are kept as what is written."""

    first: int
    """The place of the first element that refers to something, among all elements."""
    given: int
    """How often elements within are given when those that refer to something are looked for."""
    links: tuple[Link | LinkKey, ...]


class KeptLines(NamedTuple):
    """The text of an element as a visitor reads it, with offsets in it."""

    text: str
    starts: tuple[int, ...]
    anchors: tuple[int, ...]
    span: tuple[int, int]
    broken: bool
    """Whether a line ends with the element."""


class Part:
    """What is known of one element that pages share; its readers add what they learn."""

    __slots__ = ("_links", "candidates", "lines", "nodes", "region")

    def __init__(self, region: Region, nodes: int, candidates: int) -> None:
        self.region = region
        self.nodes = nodes
        """Nodes of all kinds within."""
        self.candidates = candidates
        """How often elements within are given when those that may begin a region are looked for."""
        self.lines: KeptLines | None = None
        self._links: dict[str, KeptLinks] = {}

    def links(self, *places: str) -> KeptLinks | None:
        """Its links on a page from which references lead on as from one of these places."""
        return next((self._links[place] for place in places if place in self._links), None)

    def keep_links(self, place: str, links: KeptLinks) -> None:
        """Remember its links on the pages of one place."""
        if len(self._links) >= _MOST_PLACES:
            self._links.clear()
        self._links[place] = links


Repetition = tuple[LexborNode, Part]
"""An element of a page, and what is known of it."""


class Repeated:
    """The parts that the pages of one site share."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}
        self._names: set[str] = set()
        self._seen: set[int] = set()

    def has(self, names: str) -> bool:
        """Whether a part with this class and id is known."""
        return names in self._names

    def find(self, markup: str) -> Part | None:
        """The part that is written so."""
        return self._parts.get(markup)

    def comes_again(self, element: LexborNode) -> bool:
        """Whether an element is fit to be remembered, and stood on another page before."""
        markup = element.html or ""
        fit = element.tag in _TAGS and _LEAST <= len(markup) <= _LONGEST
        if not fit or any(mark in markup for mark in _BREADCRUMB):
            return False
        known = hash(markup)
        if known in self._seen:
            return True
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen.add(known)
        return False

    def learn(self, names: str, element: LexborNode, region: Region, candidates: int) -> Part:
        """Remember an element in which nothing stands but this region."""
        if len(self._parts) >= _MOST:
            self._parts.clear()
            self._names.clear()
        self._names.add(names)
        nodes = sum(1 for _ in element.traverse(include_text=True)) - 1
        part = self._parts[element.html or ""] = Part(region, nodes, candidates)
        return part
