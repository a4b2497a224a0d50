"""The pages of registered units, and the columns that stand on them."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditbot.check import Crawl, Page, Text
from auditbot.model.column import ColumnState, ColumnType, FoundColumn
from auditbot.model.site import Unit
from auditbot.url import Url
from checks.shared.columns import loose, names_of, plain
from checks.shared.wanted import Wanted, best

NO_UNITS = Text(
    "没有登记单位及其页面，未能逐个核对",
    "no units with their pages are registered, so none was looked at by itself",
)
UNIT_UNSEEN = Text("单位的页面未能打开", "the unit's pages could not be opened")


@dataclass(frozen=True, slots=True)
class OwnPages:
    """What one unit has on the site: columns in its folders, and those that its pages link to."""

    unit: Unit
    read: tuple[Url, ...]
    """Its registered pages that were read."""
    folders: bool
    """One of them is a folder, so that all its columns were seen; else only links tell."""
    columns: tuple[FoundColumn, ...]

    def find(self, wanted: Wanted) -> FoundColumn | None:
        """The column of that name that holds most."""
        named = [column for column in self.columns if wanted.known & names_of(column)]
        return best(named) if named else None

    def near(self, wanted: Wanted) -> FoundColumn | None:
        """A column with a name to ask about."""
        asked = {plain(name) for name in wanted.near}
        roots = {loose(name) for name in wanted.known} - {""}
        for column in self.columns:
            names = names_of(column)
            if asked & names or roots & {loose(name) for name in names}:
                return column
        return None


def has_folder(unit: Unit) -> bool:
    """Whether all that is the unit's own is told by its address; else it may stand apart from its pages."""
    return any(url.endswith("/") for url in unit.pages)


def was_seen(unit: Unit, crawl: Crawl) -> bool:
    """Whether any page of a unit could be read."""
    return any(crawl.page(url) for url in unit.pages)


def own_pages(crawl: Crawl) -> Iterator[OwnPages]:
    """The pages of every registered unit, in the order of the register."""
    home = crawl.home()
    shared = {link.target for link in home.links if link.target} if home else set()
    known = _by_address(crawl)
    inside: dict[str, list[FoundColumn]] = {}
    for column in crawl.columns():
        unit = crawl.site.unit_at(column.url)
        if unit:
            inside.setdefault(unit.name, []).append(column)
    for unit in crawl.site.units:
        pages = [page for page in map(crawl.page, unit.pages) if page]
        linked = [one for page in pages for one in _linked(page, shared, known, crawl)]
        yield OwnPages(
            unit,
            tuple(page.url for page in pages),
            has_folder(unit),
            tuple({column.url: column for column in (*inside.get(unit.name, ()), *linked)}.values()),
        )


def _by_address(crawl: Crawl) -> dict[Url, FoundColumn]:
    return {url: column for column in crawl.columns() for url in (*column.linked_as, column.url)}


def _linked(
    page: Page, shared: set[Url], known: dict[Url, FoundColumn], crawl: Crawl
) -> Iterator[FoundColumn]:
    """What a unit's page links to by name; what the homepage links to as well is not the unit's own."""
    for link in page.links:
        if link.target and link.element in ("a", "area") and link.text and link.target not in shared:
            yield known.get(link.target) or _called(link.text, link.target, crawl)


def _called(name: str, url: Url, crawl: Crawl) -> FoundColumn:
    """What a link leads to that is no column of the site."""
    target = crawl.target(url)
    state = ColumnState.ELSEWHERE if target else ColumnState.NOT_FETCHED
    return FoundColumn(name=name, url=url, path=(name,), type=ColumnType.OTHER, state=state)
