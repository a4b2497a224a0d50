"""What is to be said of a column: its state with the reason, and its items with the newest."""

from dataclasses import dataclass, replace
from datetime import date

from auditbot.extract.columns.groups import FetchOf, Gathered, Group
from auditbot.extract.columns.pages import place
from auditbot.model.column import ColumnState
from auditbot.model.fetch import FailureKind
from auditbot.model.page import Item
from auditbot.model.site import Site
from auditbot.url import Url, bare, split

_NOT_ASKED = frozenset(
    {
        FailureKind.ROBOTS,
        FailureKind.ROBOTS_UNREACHABLE,
        FailureKind.TRAP,
        FailureKind.BUDGET,
        FailureKind.PRIVATE,
        FailureKind.SCHEME,
        FailureKind.EFFECT,
        FailureKind.LOCAL,
        FailureKind.NO_ROUTE,
        FailureKind.DNS_TIMEOUT,
        FailureKind.DNS_REFUSED,
        FailureKind.BLOCKED,
    }
)
"""Failures that say nothing of the column itself."""


@dataclass(frozen=True, slots=True)
class Contents:
    """State and items of one column; ``newest`` has a day that is not after the day of the audit."""

    state: ColumnState
    reason: str
    items: int = 0
    undated: int = 0
    newest: Item | None = None


class ColumnStates:
    """Judges groups of pages one by one."""

    def __init__(self, site: Site, as_of: date, gathered: Gathered, fetch_of: FetchOf) -> None:
        self._site = site
        self._as_of = as_of
        self._kept = gathered
        self._fetch_of = fetch_of

    def contents(self, where: str, group: Group, *, of_columns: bool) -> Contents:
        """``of_columns``: its items lead to other columns, so that it holds no items of its own."""
        state, reason = self._state(where, group)
        if state is ColumnState.ITEMS and of_columns:
            return Contents(ColumnState.TEXT, "columns")
        items, undated, newest = self._items(group)
        if state is ColumnState.ITEMS and newest is None and not self._leads_to_texts(group):
            return Contents(ColumnState.TEXT, "links")
        return Contents(state, reason, items, undated, newest)

    def _state(self, where: str, group: Group) -> tuple[ColumnState, str]:
        if group.pages:
            return group.pages[0].state, group.pages[0].reason
        if where in self._kept.texts:
            return ColumnState.TEXT, "text"
        if not self._is_inside(group.url):
            return ColumnState.ELSEWHERE, "elsewhere"
        fetch = self._fetch_of(group.url)
        if fetch is None or fetch.failure is None:
            return ColumnState.NOT_FETCHED, "" if fetch is None else "not a page"
        kind = fetch.failure.kind
        if kind is FailureKind.SCOPE:
            return ColumnState.ELSEWHERE, kind.value
        return (ColumnState.NOT_FETCHED if kind in _NOT_ASKED else ColumnState.UNREACHABLE), kind.value

    def _is_inside(self, url: Url) -> bool:
        """Whether the address belongs to the site."""
        if self._site.prefixes:
            return any(url.startswith(prefix) for prefix in self._site.prefixes)
        host = bare(split(url).host)
        return host in {bare(name) for name in (*self._site.hosts, split(self._site.home).host)}

    def _leads_to_texts(self, group: Group) -> bool:
        """Whether an item leads, or is meant to lead, to a page of the site that is no column."""
        targets = [item.target for page in group.pages for item in page.undated]
        return any(
            url is None or (self._is_inside(url) and place(url) not in self._kept.pages) for url in targets
        )

    def _items(self, group: Group) -> tuple[int, int, Item | None]:
        """Number, number without a day, and the newest; days that a list leaves out come from the pages."""
        newest = [page.newest for page in group.pages if page.newest]
        undated = 0
        for item in (item for page in group.pages for item in page.undated):
            day = self._kept.published.get(place(item.target)) if item.target else None
            if day is None:
                undated += 1
            elif day.value <= self._as_of:
                newest.append(replace(item, date=day))
        last = max(newest, key=lambda item: item.date.value if item.date else date.min, default=None)
        return sum(page.items for page in group.pages), undated, last
