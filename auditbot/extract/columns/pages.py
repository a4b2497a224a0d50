"""What one page says of a column: its name and path, its list, and to which first page it belongs."""

import re
from dataclasses import dataclass
from datetime import date

from auditbot.extract.columns.names import names_column
from auditbot.model.column import LIST_STATES, ColumnState
from auditbot.model.page import Crumb, Item, Listing, ListState, PageFacts, PageKind
from auditbot.url import Url, bare, split

_DEFAULT_FILE = re.compile(r"/(?:index|default|main)(?:_0)?\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)
_PAGE_FILE = re.compile(r"_\d{1,5}(\.s?html?)$", re.IGNORECASE)
_PAGE_QUERY = re.compile(r"(?:^|&)(?:page|pageno|pagenum|pageindex|currentpage|p)=\d{1,5}", re.IGNORECASE)
_COLUMN_KINDS = frozenset({PageKind.COLUMN, PageKind.GUIDE, PageKind.ANNUAL_REPORT, PageKind.SERVICE})
_LONGEST_MEMORY = 400
"""Undated items of one page that are remembered."""


def place(url: Url) -> str:
    """What addresses of one page have in common: http or https, with or without www and index.html."""
    parts = split(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{bare(parts.host)}:{parts.port % 443 % 80}{_DEFAULT_FILE.sub('/', parts.path)}{query}"


def first_page(url: Url) -> str:
    """The place of the first page of the list that this address is a later page of."""
    where, _, query = place(url).partition("?")
    where = _DEFAULT_FILE.sub("/", _PAGE_FILE.sub(r"\1", where))
    rest = _PAGE_QUERY.sub("", query).strip("&")
    return f"{where}?{rest}" if rest else where


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """One page of a column, first or later."""

    url: Url
    name: str
    kind: PageKind
    state: ColumnState
    reason: str
    steps: tuple[Crumb, ...]
    tag: str
    number: int
    others: tuple[str, ...]
    """Places of the list's other pages."""
    items: int
    newest: Item | None
    undated: tuple[Item, ...]
    targets: tuple[str, ...]
    """Places that undated items lead to: sub-columns, if they are columns."""


def is_column_page(facts: PageFacts) -> bool:
    """Whether the page can be a column's page, if links call it one."""
    return facts.kind in _COLUMN_KINDS and facts.refresh is None


def column_page(facts: PageFacts, as_of: date) -> ColumnPage:
    """What remains of a page's facts once the column is made."""
    state, reason = _state(facts)
    items = [] if state is ColumnState.TEXT else _items(facts)
    dated = [item for item in items if item.date and item.date.value <= as_of]
    undated = [item for item in items if item.date is None]
    paging = facts.paging
    return ColumnPage(
        url=facts.url,
        name=_name(facts),
        kind=facts.kind,
        state=state,
        reason=reason,
        steps=facts.crumbs,
        tag=facts.tag("ColumnType"),
        number=paging.number if paging else 1,
        others=tuple(place(url) for url in paging.others) if paging else (),
        items=len(items),
        newest=max(dated, key=_day, default=None),
        undated=tuple(undated[:_LONGEST_MEMORY]),
        targets=tuple(place(item.target) for item in undated[:_LONGEST_MEMORY] if item.target),
    )


def _is_menu(facts: PageFacts, listing: Listing) -> bool:
    """Whether a list without days holds the very page it stands on."""
    return any(item.target == facts.url and item.date is None for item in listing.items)


def _day(item: Item) -> date:
    return item.date.value if item.date else date.min


def _name(facts: PageFacts) -> str:
    """What the page calls itself; a text that is a column is called by its breadcrumb, not by its title."""
    last = facts.crumbs[-1] if facts.crumbs else None
    if (
        last
        and facts.kind is not PageKind.COLUMN
        and last.target in (None, facts.url)
        and names_column(last.name)
    ):
        return last.name
    return facts.title if names_column(facts.title) else ""


def _items(facts: PageFacts) -> list[Item]:
    """The items of the main list, or of all lists of a page that has several sections."""
    lists = (facts.main,) if facts.main else facts.listings
    return [item for listing in lists for item in listing.items]


def _state(facts: PageFacts) -> tuple[ColumnState, str]:
    if facts.main:
        return LIST_STATES[facts.main.state], facts.main.reason
    if facts.unseen:
        return ColumnState.UNSEEN, facts.unseen
    lists = [
        listing
        for listing in facts.listings
        if listing.state is ListState.ITEMS and not _is_menu(facts, listing)
    ]
    if facts.kind is PageKind.COLUMN and (len(lists) > 1 or any(listing.more for listing in lists)):
        return ColumnState.ITEMS, "sections"
    return ColumnState.TEXT, "text"
