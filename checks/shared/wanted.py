"""Columns and topics as an option names them, and how they are looked for."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from auditbot.check import CheckOptions, Crawl, Outcome, Page, Tally, Text
from auditbot.model.column import ColumnState, ColumnType, FoundColumn
from auditbot.model.page import Link
from auditbot.url import Url
from checks.shared.columns import loose, names_of, plain

ABSENT = Text("没有这个栏目，是否应设由“应设栏目”判定", "there is no such column; that is judged elsewhere")
NOT_SEEN = Text("没有看到这个栏目，且未看完全站", "the column was not seen, and neither was the whole site")
_DISCLOSURE = ("政府信息公开", "信息公开", "政务公开")


class Place(StrEnum):
    """Where a column must be found."""

    ANYWHERE = "anywhere"
    HOMEPAGE = "homepage"
    DISCLOSURE = "disclosure"


class Wanted(CheckOptions):
    """One column that is asked for."""

    name: str
    aliases: tuple[str, ...] = ()
    """Names that count as the column."""
    near: tuple[str, ...] = ()
    """Names that are proposed to a person, never taken."""
    place: Place = Place.ANYWHERE
    targets: tuple[str, ...] = ()
    """Where it must lead to, any of them: hosts such as ``*.chinatax.gov.cn``, or pages without scheme."""

    @property
    def known(self) -> set[str]:
        """All names that count, for comparison."""
        return {plain(name) for name in (self.name, *self.aliases)}


class Topic(CheckOptions):
    """A subject, told by any of its words."""

    name: str
    words: tuple[str, ...] = ()
    """Empty: the name itself is the word."""

    def told_by(self, text: str) -> bool:
        """Whether a title or name speaks of it."""
        return any(word in text for word in self.words or (self.name,))


def columns_named(wanted: Wanted, crawl: Crawl) -> list[FoundColumn]:
    """The columns of that name, wherever they stand."""
    return [column for column in crawl.columns() if wanted.known & names_of(column)]


def chosen(wanted: Wanted, crawl: Crawl) -> list[FoundColumn]:
    """The columns of that name that stand where they must."""
    return [column for column in columns_named(wanted, crawl) if stands(column, wanted.place)]


def foremost(wanted: Sequence[Wanted], crawl: Crawl) -> list[FoundColumn]:
    """Of each name the columns nearest the homepage: those below are what single units call so."""
    found: dict[Url, FoundColumn] = {}
    for one in wanted:
        columns = chosen(one, crawl)
        nearest = min((len(column.path) for column in columns), default=0)
        found.update((column.url, column) for column in columns if len(column.path) == nearest)
    return list(found.values())


def none_chosen(crawl: Crawl) -> Tally:
    """What is said of the contents of columns that were not found."""
    if crawl.absence()[0] is Outcome.FAILED:
        return Tally(1, Outcome.INAPPLICABLE, ABSENT)
    return Tally(1, Outcome.UNTESTED, NOT_SEEN)


def find(wanted: Wanted, crawl: Crawl) -> FoundColumn | None:
    """The column, where it must stand; near-matches are not taken."""
    placed = [column for column in columns_named(wanted, crawl) if stands(column, wanted.place)]
    if placed:
        return best([*placed, *beside(wanted, placed, crawl)])
    return linked_from_home(wanted, crawl) if wanted.place is not Place.DISCLOSURE else None


def head(wanted: Wanted, column: FoundColumn) -> tuple[str, ...]:
    """The menu path down to that name where it stands above a column with another name of its own."""
    if plain(column.name) in wanted.known:
        return ()
    steps = (number for number, step in enumerate(column.path[:-1]) if plain(step) in wanted.known)
    return column.path[: next(steps, -1) + 1]


def beside(wanted: Wanted, found: Sequence[FoundColumn], crawl: Crawl) -> list[FoundColumn]:
    """All else that stands under a name which only sends its visitor on to the first column below it."""
    heads = {head(wanted, column) for column in found} - {()}
    return [
        column
        for column in crawl.columns()
        if column not in found and any(column.path[: len(above)] == above for above in heads)
    ]


def called(wanted: Wanted, column: FoundColumn) -> str:
    """What the site calls a column, by the name under which it was looked for."""
    names = (column.name, *column.names, *head(wanted, column)[-1:])
    return next((name for name in names if plain(name) in wanted.known), column.name)


def stands(column: FoundColumn, place: Place) -> bool:
    """Whether a column stands where it must."""
    if place is Place.HOMEPAGE:
        return column.on_home
    if place is Place.DISCLOSURE:
        return any(word in step for step in column.path for word in _DISCLOSURE)
    return True


def best(columns: Sequence[FoundColumn]) -> FoundColumn:
    """The one that holds most: two units may each have a column of that name."""
    return max(
        columns, key=lambda column: (column.state is ColumnState.ITEMS, column.items, column.first_level)
    )


def linked_from_home(wanted: Wanted, crawl: Crawl) -> FoundColumn | None:
    """What a link of that name on the homepage leads to, though it is no column of the site."""
    home = crawl.home()
    links = (link for link in _entrances(wanted, home) if link.target) if home else ()
    link = next((link for link in links if home and link.target != home.url), None)
    if home is None or link is None or link.target is None:
        return None
    target = crawl.target(link.target)
    return FoundColumn(
        name=link.text,
        url=link.target,
        path=(*crawl.path(home.url), link.text),
        type=ColumnType.OTHER,
        state=ColumnState.ELSEWHERE if target else ColumnState.NOT_FETCHED,
        on_home=True,
    )


def leads_nowhere(wanted: Wanted, crawl: Crawl) -> Link | None:
    """A link of that name on the homepage without an address of its own: only a script may follow it."""
    home = crawl.home()
    links = _entrances(wanted, home) if home else ()
    return next((link for link in links if home and link.target in (None, home.url)), None)


def _entrances(wanted: Wanted, home: Page) -> Iterator[Link]:
    named = (link for link in home.links if link.element in ("a", "area"))
    return (link for link in named if plain(link.text) in wanted.known)


def similar(wanted: Wanted, crawl: Crawl) -> FoundColumn | None:
    """A column with a name to ask about: one of those given, or one that only ends otherwise (…专题)."""
    near = {plain(name) for name in wanted.near}
    roots = {loose(name) for name in wanted.known} - {""}
    columns = crawl.columns()
    given = next((column for column in columns if near & names_of(column)), None)
    return given or next(
        (column for column in columns if roots & {loose(name) for name in names_of(column)}), None
    )
