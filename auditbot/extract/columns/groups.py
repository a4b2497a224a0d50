"""Which addresses are one column: the pages of its list, and the addresses that only lead on to it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from auditbot.extract.columns.pages import ColumnPage, first_page, place
from auditbot.model.fetch import Fetch
from auditbot.model.page import Dated
from auditbot.url import Url

FetchOf = Callable[[Url], Fetch | None]
"""What became of an address; ``None`` if it was never asked for."""

_HOPS = 5


@dataclass(slots=True)
class Called:
    """What links say of one address."""

    url: Url
    names: dict[str, None] = field(default_factory=dict)
    """In the order of their appearance."""
    on_home: bool = False
    in_nav: bool = False
    listed: bool = True
    """Only lists of other columns lead to it: whether it is a column, its own page must tell."""


@dataclass(slots=True)
class Gathered:
    """What is kept of the pages that were added, by ``place``."""

    pages: dict[str, ColumnPage] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """Pages that are one text: their titles."""
    called: dict[str, Called] = field(default_factory=dict)
    sent_on: dict[str, Url] = field(default_factory=dict)
    published: dict[str, Dated] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    """Pages that were read and are neither: search, forms."""


@dataclass(slots=True)
class Group:
    """All that belongs to one column; ``pages`` of its list with the first one first."""

    url: Url
    called: list[Called] = field(default_factory=list)
    forwarded: list[Called] = field(default_factory=list)
    """Addresses that only lead on to it."""
    pages: list[ColumnPage] = field(default_factory=list)
    page: ColumnPage | None = None
    """The page at the column's own address, if it was read."""

    def names(self) -> list[str]:
        """The name on its own page first, then those of links to it, then of links that are sent on."""
        own = [self.page.name] if self.page and self.page.name else []
        linked = [name for called in (*self.called, *self.forwarded) for name in called.names]
        return list(dict.fromkeys("".join(name.split()) for name in (*own, *linked)))


class Grouping:
    """Brings together what was gathered; asks ``fetch_of`` only about addresses whose page was not added."""

    def __init__(self, home: str, gathered: Gathered, fetch_of: FetchOf) -> None:
        self._home = home
        self._kept = gathered
        self._fetch_of = fetch_of
        self._first = self._first_pages()

    def first_of(self, where: str) -> str:
        """The place of the first page of the list that a place is a page of: mostly that very place."""
        return self._first.get(where, where)

    def groups(self) -> dict[str, Group]:
        """The columns by the place of their first page."""
        groups: dict[str, Group] = {}
        for called in self._kept.called.values():
            url, hops = self._leads_to(called.url)
            where = self.first_of(place(url))
            page = self._kept.pages.get(where)
            named_alone = called.listed or where in self._kept.others
            if where == self._home or (named_alone and page is None):
                continue
            group = groups.setdefault(where, Group(page.url if page else url, page=page))
            (group.forwarded if hops else group.called).append(called)
        for where, page in self._kept.pages.items():
            known = groups.get(self.first_of(where))
            if known:
                known.pages.append(page)
        for group in groups.values():
            group.pages.sort(key=lambda page: page.number)
        return {where: group for where, group in groups.items() if self._is_column(where, group)}

    def _first_pages(self) -> dict[str, str]:
        """Later pages of lists, with the first page of each."""
        pages = self._kept.pages
        first: dict[str, str] = {}
        for where, page in pages.items():
            if page.number == 1:
                first.update({other: where for other in page.others if first_page(page.url) == where})
        for where, page in pages.items():
            begin = first_page(page.url)
            if page.number > 1 and begin in pages:
                first[where] = begin
        return {later: begin for later, begin in first.items() if later != begin and self._is_later(later)}

    def _is_later(self, where: str) -> bool:
        page = self._kept.pages.get(where)
        return page is None or page.number > 1

    def _leads_to(self, url: Url) -> tuple[Url, int]:
        """Where an address leads by refreshes and redirects, and in how many steps."""
        for hops in range(_HOPS):
            where = place(url)
            if where in self._kept.pages or where in self._kept.texts or where in self._kept.others:
                return url, hops
            onward = self._kept.sent_on.get(where)
            if onward is None:
                fetch = self._fetch_of(url)
                onward = fetch.final_url if fetch and fetch.ok else None
            if onward is None or place(onward) == where:
                return url, hops
            url = onward
        return url, _HOPS

    def _is_column(self, where: str, group: Group) -> bool:
        """A page that is one article is a column only if a menu calls it by name; none is without a name."""
        if not group.names():
            return False
        if where in self._kept.texts and group.page is None:
            return any(called.in_nav for called in group.called)
        return True
