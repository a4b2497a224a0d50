"""The columns of a site, built from the facts of all its pages as they stream by.

A column is what menus, breadcrumbs, or headings with “more” call by a name, or what the page of a column
lists and is itself a page of a column. All pages of its list are one column; an address that only sends
its visitor on is another address of where that leads.
"""

from collections.abc import Iterable
from datetime import date

from auditbot.extract.columns.assembly import Assembly
from auditbot.extract.columns.groups import Called, FetchOf, Gathered
from auditbot.extract.columns.names import names_column
from auditbot.extract.columns.pages import ColumnPage, column_page, is_column_page, place
from auditbot.extract.text.words import squeeze
from auditbot.model.column import FoundColumn
from auditbot.model.page import Link, PageFacts, PageKind, Region
from auditbot.model.site import Site
from auditbot.url import Url

__all__ = ["ColumnBuilder", "FetchOf"]


class ColumnBuilder:
    """Takes the pages of a site one by one, in any order, and makes its columns."""

    def __init__(self, site: Site, as_of: date) -> None:
        self._site = site
        self._as_of = as_of
        self._gathered = Gathered()

    def add(self, facts: PageFacts, nav: Iterable[Link], is_home: bool) -> None:
        """One page with the links of its menus; a menu that many pages share need only be given once."""
        self._keep(facts, is_home)
        for link in nav:
            if link.target and link.element in ("a", "area"):
                self._call_from_menu(link.target, link, is_home)
        for step in facts.crumbs:
            if step.target:
                self._call(step.target, step.name)
                self._call_weakly(step.target, "")
        for listing in facts.listings:
            if listing.more and listing.heading:
                self._call(listing.more, listing.heading, on_home=is_home)
            if not is_home and is_column_page(facts):
                for item in listing.items:
                    if item.target and item.date is None:
                        self._call_weakly(item.target, item.title)

    def build(self, fetch_of: FetchOf) -> tuple[FoundColumn, ...]:
        """The columns in order of their menu paths. ``fetch_of``: what became of an address."""
        for column in self._site.columns:
            if column.url:
                self._call_by_register(column.url, column.name)
        return Assembly(self._site, self._as_of, self._gathered, fetch_of).columns()

    def _keep(self, facts: PageFacts, is_home: bool) -> None:
        kept = self._gathered
        where = place(facts.url)
        if facts.refresh and facts.refresh != facts.url:
            kept.sent_on[where] = facts.refresh
        elif is_column_page(facts) and not is_home:
            page, known = column_page(facts, self._as_of), kept.pages.get(where)
            kept.pages[where] = min(page, known, key=_standing) if known else page
        elif facts.kind in (PageKind.OTHER, PageKind.ATTACHMENT, PageKind.ASSET):
            kept.others.add(where)
        elif not is_home:
            kept.texts[where] = facts.title
        if facts.published:
            kept.published[where] = facts.published

    def _call(self, url: Url, words: str, *, on_home: bool = False, in_nav: bool = False) -> None:
        if not names_column(words):
            return
        called = self._gathered.called.setdefault(place(url), Called(url))
        called.names.setdefault(squeeze(words), None)
        called.on_home |= on_home
        called.in_nav |= in_nav
        called.listed = False

    def _call_from_menu(self, target: Url, link: Link, is_home: bool) -> None:
        """What stands in the foot may as well be registrations and marks: its target must tell."""
        if link.region is Region.NAV:
            self._call(target, link.text, on_home=is_home, in_nav=True)
        elif link.region is Region.FOOT:
            self._call_weakly(target, link.text)

    def _call_by_register(self, target: Url, name: str) -> None:
        """The register's word is enough; the name that visitors see counts more."""
        called = self._gathered.called.setdefault(place(target), Called(target))
        called.listed = False
        if not called.names:
            called.names[squeeze(name)] = None

    def _call_weakly(self, target: Url, words: str) -> None:
        """Words that may name a column: pages list their sub-columns, breadcrumbs begin with sub-sites."""
        called = self._gathered.called.setdefault(place(target), Called(target))
        if names_column(words):
            called.names.setdefault(squeeze(words), None)


def _standing(page: ColumnPage) -> tuple[int, int, str]:
    """Which of several pages at one place stands for the column: a stale copy is not held against it."""
    day = page.newest.date if page.newest else None
    return -day.value.toordinal() if day else 0, len(page.url), page.url
