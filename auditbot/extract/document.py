"""One page's text and its tree, parsed once and shared by everything that reads the page."""

from functools import cached_property
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from auditbot.url import Url, read

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class Document:
    """A decoded page. ``html`` is text, never bytes: the charset was settled before."""

    def __init__(self, url: Url, html: str, encoding: str = "utf-8") -> None:
        self.url = url
        self.html = html
        self.encoding = encoding

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The tree as a browser would build it."""
        return LexborHTMLParser(self.html)

    @cached_property
    def base(self) -> Url:
        """What relative references are resolved against."""
        element = self.tree.css_first("base[href]")
        written = (element.attributes.get("href") or "") if element else ""
        return read(written, self.url).url or self.url if written else self.url

    @cached_property
    def text(self) -> str:
        """The page's own text without menus and foot, blanks folded."""
        return " ".join((self.tree.body.text(separator=" ") if self.tree.body else "").split())

    def soup(self) -> "BeautifulSoup":
        """The page for close reading with BeautifulSoup: some thirty times the cost of ``tree``."""
        from bs4 import BeautifulSoup

        return BeautifulSoup(self.html, "lxml")
