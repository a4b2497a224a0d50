"""The town as its operator describes it: the register of columns and units that an audit is given."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from auditbot.demo.disclosure import REGISTERED
from auditbot.demo.faults import planted
from auditbot.demo.faults.register import GONE
from auditbot.demo.hosts import HOSTS
from auditbot.demo.pages import Identity
from auditbot.demo.parts import PORTAL, Columns, Show
from auditbot.demo.parts import Column as TownColumn
from auditbot.demo.words import load
from auditbot.model.site import Column, Site, SiteKind, Unit
from auditbot.url import Url


def site(columns: Columns, as_of: date, address: Callable[[str], str]) -> Site:
    """The site file of the town on a day; ``address`` gives the URL of an article or column."""
    who = Identity()
    return Site(
        id="qinghe",
        home=Url(f"http://{PORTAL}/"),
        name=who.name,
        code=who.code,
        kind=SiteKind.PORTAL,
        unit=who.unit,
        hosts=tuple(host.name for host in HOSTS if host.own),
        columns=(*_entries(columns, as_of, address), _gone()),
        units=tuple(
            Unit(name=unit["name"], pages=_pages(unit, address), phone=unit["phone"])
            for unit in load("units")["unit"]
        ),
        phone=REGISTERED,
    )


def _entries(columns: Columns, as_of: date, address: Callable[[str], str]) -> Iterator[Column]:
    """Every column that holds a list, but for those that were forgotten."""
    for column in columns.values():
        lists = column.show.lists or column.show is Show.FETCHED
        if lists and "unregistered" not in planted("column-register", column.key):
            yield _entry(column, as_of, address)


def _gone() -> Column:
    name, path = GONE
    return Column(name=name, url=Url(f"http://{PORTAL}{path}"), period=180, unit="区文化和旅游局")


def _event_driven(column: TownColumn) -> bool:
    """Without a period or an end a column is updated when there is something."""
    return column.period is None and column.until is None and not column.archived


def _entry(column: TownColumn, as_of: date, address: Callable[[str], str]) -> Column:
    return Column(
        name=column.name,
        url=Url(address(column.key)),
        period=column.period,
        unit="" if "unfilled" in planted("column-register", column.key) else column.unit,
        event_driven=_event_driven(column),
        archived=column.archived,
        until=None if column.until is None else as_of - timedelta(days=column.until),
    )


def _pages(unit: dict[str, object], address: Callable[[str], str]) -> tuple[Url, ...]:
    """The pages that a unit answers for."""
    kinds = ("jgzn", "gd") if unit.get("guide") else ("jgzn",)
    return tuple(Url(address(f"{kind}-{unit['key']}")) for kind in kinds)
