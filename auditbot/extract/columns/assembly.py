"""Columns out of what was gathered of a site's pages: names, menu paths, and which stands above which."""

from datetime import date

from auditbot.extract.columns.groups import FetchOf, Gathered, Group, Grouping
from auditbot.extract.columns.names import column_type, registered
from auditbot.extract.columns.pages import ColumnPage, place
from auditbot.extract.columns.states import ColumnStates
from auditbot.model.column import FoundColumn
from auditbot.model.site import Column, Site

HOME_NAME = "首页"
_HOME_NAMES = (HOME_NAME, "主页")


class Assembly:
    """Makes the columns once; ``fetch_of`` is only asked about addresses whose page was not added."""

    def __init__(self, site: Site, as_of: date, gathered: Gathered, fetch_of: FetchOf) -> None:
        self._site = site
        self._kept = gathered
        self._home = place(site.home)
        first = fetch_of(site.home)
        self._fronts = {self._home, *gathered.sent_on} | (
            {place(first.final_url)} if first and first.final_url else set()
        )
        self._grouping = Grouping(self._home, gathered, fetch_of)
        self._groups = self._grouping.groups()
        self._states = ColumnStates(site, as_of, gathered, fetch_of)

    def columns(self) -> tuple[FoundColumn, ...]:
        """The columns in order of their menu paths."""
        parents = {where: self._parent(where, group) for where, group in self._groups.items()}
        children: dict[str, list[str]] = {}
        for where, parent in parents.items():
            if parent:
                children.setdefault(parent, []).append(where)
        found = [
            self._column(where, group, parents[where], children.get(where, []))
            for where, group in self._groups.items()
        ]
        return tuple(sorted(found, key=lambda column: (column.path, column.url)))

    def _column(self, where: str, group: Group, parent: str | None, children: list[str]) -> FoundColumn:
        names = group.names()
        listed = self._listed_columns(group)
        contents = self._states.contents(where, group, of_columns=bool(listed))
        all_called = group.called + group.forwarded
        on_home = any(called.on_home for called in all_called)
        path = _path(group.page, names[0])
        below = [child for child in dict.fromkeys([*listed, *children]) if child != where]
        return FoundColumn(
            name=names[0],
            url=group.url,
            path=path,
            type=column_type(group.page.tag if group.page else "", names[0]),
            state=contents.state,
            linked_as=tuple(dict.fromkeys(called.url for called in all_called if called.url != group.url)),
            names=tuple(names[1:]),
            on_home=on_home,
            in_nav=any(called.in_nav for called in all_called),
            first_level=on_home or (_is_top(group.page, path) and not self._is_within(group.page)),
            items=contents.items,
            undated=contents.undated,
            newest=contents.newest,
            children=tuple(self._groups[child].url for child in below),
            parent=self._groups[parent].url if parent else None,
            registered=self._registered(where, names),
            reason=contents.reason,
        )

    def _is_within(self, page: ColumnPage | None) -> bool:
        """Whether the breadcrumb begins with the front of a section of the site, which calls itself 首页."""
        target = page.steps[0].target if page and page.steps else None
        if target is None or place(target) in self._fronts:
            return False
        kept = self._kept
        return any(place(target) in read for read in (kept.pages, kept.texts, kept.others))

    def _parent(self, where: str, group: Group) -> str | None:
        """The column of the last step of the breadcrumb that is not the column itself."""
        for step in reversed(group.page.steps if group.page else ()):
            if step.target is None or place(step.target) in self._kept.sent_on:
                continue
            above = self._grouping.first_of(place(step.target))
            if above not in (where, self._home) and above in self._groups:
                return above
        return None

    def _listed_columns(self, group: Group) -> list[str]:
        """The columns that the items lead to, if they lead to nothing else but forms: a column of columns."""
        targets = [target for page in group.pages for target in page.targets]
        listed = [self._grouping.first_of(target) for target in targets if target not in self._kept.others]
        if len(listed) < sum(page.items for page in group.pages) / 2:
            return []
        return list(dict.fromkeys(listed)) if all(target in self._groups for target in listed) else []

    def _registered(self, where: str, names: list[str]) -> Column | None:
        for entry in self._site.columns:
            if entry.url and place(entry.url) == where:
                return entry
        return registered(self._site.columns, tuple(names))


def _path(page: ColumnPage | None, name: str) -> tuple[str, ...]:
    names = ["".join(step.name.split()) for step in page.steps] if page else []
    if names and names[0].endswith(_HOME_NAMES):
        names = names[1:]
    if not names or names[-1] != name:
        names.append(name)
    return (HOME_NAME, *names)


def _is_top(page: ColumnPage | None, path: tuple[str, ...]) -> bool:
    """Whether the breadcrumb goes from the homepage straight to the column."""
    return page is not None and len(path) == 2 and bool(page.steps) and page.steps[0].name.endswith(HOME_NAME)
