"""Columns out of what was gathered of a site's pages: addresses that are one brought together, states and paths told."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from auditbot.extract.column_names import column_type, registered
from auditbot.extract.column_pages import ColumnPage, first_page, place
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.fetch import Fetch, FailureKind
from auditbot.model.page import Item, PageKind
from auditbot.model.site import Column, Site
from auditbot.url import Url, bare, split

if TYPE_CHECKING:
    from auditbot.extract.columns import Called, Gathered

FetchOf = Callable[[Url], Fetch | None]
"""What became of an address; ``None`` if it was never asked for."""

HOME_NAME = "首页"
_HOPS = 5
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
        FailureKind.BLOCKED,
    }
)
"""Failures that say nothing of the column itself."""


@dataclass(slots=True)
class _Group:
    """All that belongs to one column."""

    url: Url
    called: list["Called"] = field(default_factory=list)
    forwarded: list["Called"] = field(default_factory=list)
    """Addresses that only lead on to it."""
    pages: list[ColumnPage] = field(default_factory=list)
    reason: str = ""


class Assembly:
    """Makes the columns once; ``fetch_of`` is only asked about addresses whose page was not added."""

    def __init__(self, site: Site, as_of: date, gathered: "Gathered", fetch_of: FetchOf) -> None:
        self._site = site
        self._as_of = as_of
        self._kept = gathered
        self._fetch_of = fetch_of
        self._home = place(site.home)
        self._first = self._first_pages()

    def columns(self) -> tuple[FoundColumn, ...]:
        """The columns in order of their menu paths."""
        groups = self._groups()
        parents = {where: self._parent(group, where, groups) for where, group in groups.items()}
        children: dict[str, list[str]] = {}
        for where, parent in parents.items():
            if parent:
                children.setdefault(parent, []).append(where)
        found = [
            self._column(where, group, groups, parents[where], children.get(where, []))
            for where, group in groups.items()
        ]
        return tuple(sorted(found, key=lambda column: (column.path, column.url)))

    def _first_pages(self) -> dict[str, str]:
        """Later pages of lists, with the first page of each."""
        pages = self._kept.pages
        first = {}
        for where, page in pages.items():
            if page.number == 1:
                first.update({other: where for other in page.others if first_page(Url(page.url)) == where})
        for where, page in pages.items():
            begin = first_page(page.url)
            if page.number > 1 and begin in pages:
                first[where] = begin
        return {later: begin for later, begin in first.items() if later != begin and self._is_later(later)}

    def _is_later(self, where: str) -> bool:
        page = self._kept.pages.get(where)
        return page is None or page.number > 1

    def _groups(self) -> dict[str, _Group]:
        groups: dict[str, _Group] = {}
        for called in self._kept.called.values():
            url, hops = self._leads_to(called.url)
            where = self._first.get(place(url), place(url))
            if where == self._home or where in self._kept.others:
                continue
            if called.listed and where not in self._kept.pages:
                continue
            page = self._kept.pages.get(where)
            group = groups.setdefault(where, _Group(page.url if page else url))
            (group.forwarded if hops else group.called).append(called)
        for where, page in self._kept.pages.items():
            group = groups.get(self._first.get(where, where))
            if group:
                group.pages.append(page)
        return {where: group for where, group in groups.items() if self._is_column(where, group)}

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

    def _is_column(self, where: str, group: _Group) -> bool:
        """A page that is one article is a column only if a menu calls it by a short name; none is without a name."""
        if not self._names(where, group):
            return False
        if where in self._kept.texts and where not in self._kept.pages:
            return any(called.in_nav for called in group.called)
        return True

    def _column(
        self, where: str, group: _Group, groups: dict[str, _Group], parent: str | None, children: list[str]
    ) -> FoundColumn:
        names = self._names(where, group)
        page = self._kept.pages.get(where)
        state, reason = self._state(where, group)
        listed = self._listed_columns(group, groups)
        items, undated, newest = self._items(group)
        if state is ColumnState.ITEMS and (listed or (newest is None and not self._leads_to_texts(group))):
            state, reason, items, undated, newest = (
                ColumnState.TEXT,
                "columns" if listed else "links",
                0,
                0,
                None,
            )
        all_called = group.called + group.forwarded
        path = self._path(page, names[0])
        return FoundColumn(
            name=names[0],
            url=group.url,
            path=path,
            type=column_type(page.tag if page else "", names[0]),
            state=state,
            linked_as=tuple(dict.fromkeys(called.url for called in all_called if called.url != group.url)),
            names=tuple(names[1:]),
            on_home=any(called.on_home for called in all_called),
            in_nav=any(called.in_nav for called in all_called),
            first_level=any(called.on_home for called in all_called) or self._is_top(page, path),
            items=items,
            undated=undated,
            newest=newest,
            children=tuple(
                groups[child].url for child in dict.fromkeys([*listed, *children]) if child != where
            ),
            parent=groups[parent].url if parent else None,
            registered=self._registered(where, names),
            reason=reason,
        )

    def _names(self, where: str, group: _Group) -> list[str]:
        """The name on its own page first, then those that links give it, those of forwarding addresses last."""
        page = self._kept.pages.get(where)
        own = [page.name] if page and page.name else []
        linked = [name for called in group.called for name in called.names]
        forwarded = [name for called in group.forwarded for name in called.names]
        named = ["".join(name.split()) for name in (*own, *linked, *forwarded)]
        return list(dict.fromkeys(named))

    def _path(self, page: ColumnPage | None, name: str) -> tuple[str, ...]:
        steps = [step.name for step in page.steps] if page else []
        names = ["".join(step.split()) for step in steps]
        if names and names[0].endswith((HOME_NAME, "主页")):
            names = names[1:]
        if not names or names[-1] != name:
            names.append(name)
        return (HOME_NAME, *names)

    def _is_top(self, page: ColumnPage | None, path: tuple[str, ...]) -> bool:
        """Whether the breadcrumb goes from the homepage straight to the column."""
        return (
            page is not None
            and len(path) == 2
            and bool(page.steps)
            and page.steps[0].name.endswith(HOME_NAME)
        )

    def _parent(self, group: _Group, where: str, groups: dict[str, _Group]) -> str | None:
        """The column of the last step of the breadcrumb that is not the column itself."""
        page = self._kept.pages.get(where)
        for step in reversed(page.steps if page else ()):
            if step.target is None or place(step.target) in self._kept.sent_on:
                continue
            above = self._first.get(place(step.target), place(step.target))
            if above not in (where, self._home) and above in groups:
                return above
        return None

    def _state(self, where: str, group: _Group) -> tuple[ColumnState, str]:
        pages = sorted(group.pages, key=lambda page: page.number)
        if pages:
            first = pages[0]
            return first.state, first.reason
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

    def _listed_columns(self, group: _Group, groups: dict[str, _Group]) -> list[str]:
        """The columns that the items lead to, if they lead to nothing else: a column of columns."""
        targets = [target for page in group.pages for target in page.targets]
        listed = [self._first.get(target, target) for target in targets]
        if not listed or len(listed) < sum(page.items for page in group.pages) / 2:
            return []
        return list(dict.fromkeys(listed)) if all(target in groups for target in listed) else []

    def _leads_to_texts(self, group: _Group) -> bool:
        """Whether an item leads, or is meant to lead, to a page of the site that is no column: else it is a link."""
        targets = [item.target for page in group.pages for item in page.undated]
        return any(
            url is None or (self._is_inside(url) and place(url) not in self._kept.pages) for url in targets
        )

    def _items(self, group: _Group) -> tuple[int, int, Item | None]:
        """Number, number without a day, and the newest; days that the list leaves out come from the items' pages."""
        count = sum(page.items for page in group.pages)
        newest = [page.newest for page in group.pages if page.newest]
        undated = 0
        for page in group.pages:
            for item in page.undated:
                day = self._kept.published.get(place(item.target)) if item.target else None
                if day is None:
                    undated += 1
                elif day.value <= self._as_of:
                    newest.append(replace(item, date=day))
        return (
            count,
            undated,
            max(newest, key=lambda item: item.date.value if item.date else date.min, default=None),
        )

    def _registered(self, where: str, names: list[str]) -> Column | None:
        for entry in self._site.columns:
            if entry.url and place(entry.url) == where:
                return entry
        return registered(self._site.columns, tuple(names))
