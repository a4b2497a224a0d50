"""A first register out of the columns that a crawl found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditbot.model.column import ColumnState, ColumnType, FoundColumn
from auditbot.model.site import Column

PERIODS: Mapping[ColumnType, int] = MappingProxyType(
    {
        ColumnType.NEWS: 14,
        ColumnType.NOTICES: 180,
        ColumnType.POLICIES: 180,
        ColumnType.BASIC: 365,
        ColumnType.INTERACTION: 365,
    }
)
"""Days within which columns of a type must be renewed, by the indicators of the State for government websites
(news two weeks, notices and policies six months, basic information and interaction one year)."""

_LISTS = frozenset({ColumnState.ITEMS, ColumnState.EMPTY, ColumnState.PLACEHOLDER, ColumnState.UNSEEN})
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with what the crawl knows of its column."""

    entry: Column
    type: ColumnType | None = None
    """``None``: the crawl found no such column, or none was made."""


def keeps_list(column: FoundColumn) -> bool:
    """Whether a column must be registered: it holds a list of its own on this site."""
    return column.state in _LISTS and not column.children


def drafted(register: Iterable[Column], columns: Iterable[FoundColumn]) -> tuple[Line, ...]:
    """The entries that are there, in their order, then one for each column that has none."""
    found = list(columns)
    types = {column.registered: column.type for column in found if column.registered}
    kept = [Line(entry, types.get(entry)) for entry in register]
    return (*kept, *_new(column for column in found if column.registered is None and keeps_list(column)))


def _new(columns: Iterable[FoundColumn]) -> Iterator[Line]:
    for column in columns:
        name = column.name[:_LONGEST_NAME]
        yield Line(Column(name=name, url=column.url, period=PERIODS.get(column.type)), column.type)
