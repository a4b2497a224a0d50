"""One page's text and its tree, parsed once and shared by everything that reads the page."""

from functools import cached_property
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from auditbot.extract.personal.found import suspects
from auditbot.extract.personal.masking import NOTHING_KNOWN, Masking
from auditbot.extract.reference.resolving import Kept, Place
from auditbot.extract.scripting import scripts
from auditbot.extract.scripting.refreshes import Refresh, refresh_by_header, refresh_in
from auditbot.extract.text.charset import storable
from auditbot.extract.text.visible import fold, pieces
from auditbot.extract.tree.hazard import parsed_length, suspicious
from auditbot.extract.tree.regions import Regions
from auditbot.extract.tree.repeated import Repeated
from auditbot.extract.tree.row_text import row_text
from auditbot.settings import PAGE_TAGS
from auditbot.url import Url, read

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class Document:
    """A decoded page. ``html`` is text, never bytes: the charset was settled before.

    A page that is ``hazard.suspicious`` must have passed a ``trial.Trial`` before its tree is asked for.
    ``kept``: what the references of pages read before have come to, remembered for this one and the next;
    ``repeated``: the menus and feet that the pages of its site share. Of its tags ``most_tags`` are parsed.
    ``refresh_header``: what came with it under that name.
    """

    def __init__(
        self,
        url: Url,
        html: str,
        encoding: str = "utf-8",
        kept: Kept | None = None,
        repeated: Repeated | None = None,
        most_tags: int = PAGE_TAGS,
        refresh_header: str = "",
    ) -> None:
        self.url = url
        self.html = html
        self.encoding = encoding
        self._kept: Kept = {} if kept is None else kept
        self._repeated = repeated
        self._most_tags = most_tags
        self._refresh_header = refresh_header

    @cached_property
    def expanded(self) -> str:
        """The page with what its scripts would write, unless that would endanger the parser."""
        expanded = scripts.written(self.html)
        return self.html if expanded is self.html or suspicious(expanded) else expanded

    @cached_property
    def parsed(self) -> int:
        """Characters of ``expanded`` that are parsed: what is left of an endless page is not."""
        return parsed_length(self.expanded, self._most_tags)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The tree as a browser would build it, what scripts would write in its place included."""
        markup = self.expanded[: self.parsed]
        try:
            return LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)
        except UnicodeEncodeError:
            return LexborHTMLParser(storable(markup), options=LexborDocumentOptions.WO_EVENTS)

    @cached_property
    def base(self) -> Url:
        """What references are resolved against: the first ``base`` that is an address, else the page."""
        for element in self.tree.css("base[href]"):
            target = read(element.attributes.get("href") or "", self.url).url
            if target:
                return target
        return self.url

    @cached_property
    def place(self) -> Place:
        """From where the page's references lead on."""
        return Place(self.base, self.encoding, self._kept)

    @cached_property
    def regions(self) -> Regions:
        """Which part of the page a node stands in."""
        return Regions(self.tree, self._repeated)

    @cached_property
    def text(self) -> str:
        """The page's own text without menus, breadcrumb, side lists, foot and scripts; blanks folded."""
        body = self.tree.body
        sizes = {identity: part.nodes for identity, (_, part) in self.regions.repeated.items()}
        return fold("".join(pieces(body, self.regions.outside, sizes))) if body else ""

    @cached_property
    def full_text(self) -> str:
        """All that is read on the page, blanks folded."""
        body = self.tree.body
        return fold("".join(pieces(body))) if body else ""

    @cached_property
    def masking(self) -> Masking:
        """What takes the numbers of persons out of all that is written down of the page."""
        return Masking.of(row_text(self.tree)) if suspects(self.text) else NOTHING_KNOWN

    @cached_property
    def refresh(self) -> Refresh | None:
        """Where the page itself sends its visitor: by its header, by ``meta``, or by a script run at once."""
        by_header = refresh_by_header(self._refresh_header, self.url)
        if by_header:
            return by_header
        for element in self.tree.css("meta[http-equiv]"):
            said = element.attributes
            if (said.get("http-equiv") or "").strip().lower() != "refresh":
                continue
            parent = element.parent
            if parent and parent.tag == "noscript":
                continue
            seconds, address = refresh_in(said.get("content") or "")
            target = self.resolve(address)
            if target:
                return Refresh(target, seconds, "meta")
        target = self.resolve(scripts.sent_on(self.html))
        return Refresh(target, 0, "script") if target else None

    def resolve(self, written: str) -> Url | None:
        """The address that a reference on this page leads to, if it leads to one."""
        return self.place.read(written).url if written else None

    def soup(self) -> "BeautifulSoup":
        """The page for close reading with BeautifulSoup: some thirty times the cost of ``tree``."""
        from bs4 import BeautifulSoup

        return BeautifulSoup(storable(self.expanded[: self.parsed]), "lxml")
