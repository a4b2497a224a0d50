"""A completed sheet put into the register of a site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditbot.errors import ConfigError
from auditbot.model.site import Column
from auditbot.model.text import Text
from auditbot.register.completed import Completed, Row, printable
from auditbot.url import Url


@dataclass(frozen=True, slots=True)
class Merged:
    """The register as it becomes: the entries that were there in their order, then the new ones."""

    columns: tuple[Column, ...]
    changed: int
    added: int
    untold: int
    """Entries that the sheet does not have; they stay as they are."""


def merged(register: Sequence[Column], sheet: Completed) -> Merged:
    """Put each row into the entry of its address, else of its name. Empty cells change nothing.

    Raises ConfigError where two rows mean one entry.
    """
    columns = list(register)
    by_url = {entry.url: place for place, entry in enumerate(register) if entry.url}
    by_name = _names(register)
    taken: dict[int, int] = {}
    added: dict[tuple[Url | None, str], int] = {}
    for row in sheet.rows:
        place = _place(row, by_url, by_name, columns)
        key = (_url(row), "" if _url(row) else str(row.values["name"]))
        first = taken.get(place) if place is not None else added.get(key)
        if first is not None:
            raise _twice(sheet, first, row)
        if place is None:
            added[key] = row.number
            columns.append(Column.model_validate(row.values))
        else:
            taken[place] = row.number
            columns[place] = Column.model_validate({**dict(columns[place]), **row.values})
    changed = sum(before != after for before, after in zip(register, columns, strict=False))
    return Merged(tuple(columns), changed, len(added), len(register) - len(taken))


def _names(register: Sequence[Column]) -> Mapping[str, int]:
    """The places of entries by name, for names that only one has."""
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(register):
        places.setdefault(entry.name, []).append(place)
    return {name: found[0] for name, found in places.items() if len(found) == 1}


def _place(
    row: Row, by_url: Mapping[Url, int], by_name: Mapping[str, int], columns: Sequence[Column]
) -> int | None:
    """The entry that a row speaks of; one of the same name at another address is another column."""
    url = _url(row)
    if url and url in by_url:
        return by_url[url]
    place = by_name.get(str(row.values["name"]))
    return place if place is not None and (url is None or columns[place].url is None) else None


def _url(row: Row) -> Url | None:
    url = row.values.get("url")
    return Url(url) if isinstance(url, str) else None


def _twice(sheet: Completed, first: int, row: Row) -> ConfigError:
    name = printable(str(row.values["name"]))
    return ConfigError(
        Text(
            f"{sheet.file}：第 {first} 行和第 {row.number} 行是同一个栏目：{name}",
            f"{sheet.file}: rows {first} and {row.number} are one column: {name}",
        ),
        Text("请合并为一行，或写明各自的网址", "make them one row, or give each its address"),
    )
