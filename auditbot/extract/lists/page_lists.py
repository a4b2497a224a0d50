"""The lists of a page as facts: which is the main one, and what is said where a column page shows none."""

from dataclasses import dataclass, replace
from datetime import date

from auditbot.extract.about.reading import Reading
from auditbot.extract.lists.emptiness import remains, without_items
from auditbot.extract.lists.listing import FoundList, found_lists
from auditbot.extract.lists.main_list import is_lone_file, is_menu, main_list
from auditbot.extract.lists.paging import paging
from auditbot.extract.lists.unseen import unseen
from auditbot.extract.reference.addresses import is_page
from auditbot.model.page import Listing, ListState, Paging

_FIRST_WORDS = 200
_DAY = 10
"""Letters that stand beside a title."""


@dataclass(frozen=True, slots=True)
class PageLists:
    """The lists in document order, and the pager of the main one."""

    listings: tuple[Listing, ...] = ()
    paging: Paging | None = None

    @property
    def main(self) -> Listing | None:
        """The list the page exists for, be it empty."""
        return next((listing for listing in self.listings if listing.main), None)

    def leads_on(self, length: int) -> bool:
        """Whether titles of the main list that lead to pages are half of a text of this length."""
        items = self.main.items if self.main else ()
        pages = [item for item in items if item.target and is_page(item.target)]
        titles = sum(len(item.title) for item in items)
        return 2 * len(pages) > len(items) and 2 * titles + _DAY * len(items) >= length

    @property
    def unseen(self) -> str:
        """Why the main list could not be seen."""
        main = self.main
        return main.reason if main and main.state is ListState.UNSEEN else ""


def page_lists(page: Reading, today: date, *, is_column: bool) -> PageLists:
    """All lists. Only a column page has a main one, with or without items."""
    found = found_lists(page.document, page.outline, page.steps, today)
    pager = paging(page.document, page.outline)
    if not is_column:
        return PageLists(tuple(one.listing for one in found), pager)
    chosen = main_list(page, found, pager)
    listings = tuple(replace(one.listing, main=True) if one is chosen else one.listing for one in found)
    if chosen is None and not _has_sections(page, found, pager):
        rest = remains(page.document.text, _known_words(page, listings))
        empty = without_items(page.document, rest, pager)
        listings = (empty, *listings) if empty else listings
    return PageLists(listings, pager)


def home_lists(page: Reading, today: date) -> PageLists:
    """The lists of the homepage; an unseen one where a script makes all of it: not even a link is there."""
    lists = page_lists(page, today, is_column=False)
    document = page.document
    if lists.listings or document.tree.css_first("a[href]"):
        return lists
    reason = unseen(document, None, document.text[:_FIRST_WORDS], lists.paging)
    unfilled = (Listing(ListState.UNSEEN, main=True, reason=reason),) if reason else ()
    return PageLists(unfilled, lists.paging)


def _has_sections(page: Reading, found: list[FoundList], pager: Paging | None) -> bool:
    """Whether lists could be the page's matter: with a pager that counts no items there are none."""
    if pager and pager.total == 0:
        return False
    own = [one for one in found if not is_menu(page, one, pager)]
    return any(one.listing.more or len(one.items) > 1 or is_lone_file(one) for one in own)


def _known_words(page: Reading, listings: tuple[Listing, ...]) -> tuple[str, ...]:
    """The words that name the page, its path and its side lists: what remains besides them is its own."""
    names = [step.name for step in page.steps]
    names += [page.names.column, page.names.head, page.heading.text if page.heading else ""]
    for listing in listings:
        names += [listing.heading, *(item.title for item in listing.items[:100])]
    return tuple(names)
