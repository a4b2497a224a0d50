"""What the town is made of: columns, articles and what stands in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from auditbot.demo.words import load

PORTAL = "www.qinghe.example"


class Style(StrEnum):
    """The way a kind of platform writes its pages."""

    TRS = "trs"
    SITESERVER = "siteserver"
    HANWEB = "hanweb"


class Show(StrEnum):
    """How the page of a column shows what it holds."""

    PLAIN = "plain"
    WRITTEN = "written"
    """An inline script writes every item."""
    BRACKETS = "brackets"
    MONTH_DAY = "month-day"
    UNDATED = "undated"
    TABLE = "table"
    RECORDS = "records"
    """CDATA records in a script element, further pages by a proxy address."""
    FETCHED = "fetched"
    """A script asks the server for the items: only a browser sees them."""
    BLOCKS = "blocks"
    """A column of columns: the first items of each."""
    REFRESH = "refresh"
    """Sends its visitor on to the first sub-column."""
    TEXT = "text"
    FORM = "form"
    HOME = "home"
    """The front page of a township."""

    @property
    def lists(self) -> bool:
        """The column holds articles of its own."""
        return self not in (Show.BLOCKS, Show.REFRESH, Show.TEXT, Show.FORM, Show.HOME, Show.FETCHED)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, as ``columns.toml`` describes it; ``at`` is a folder (TRS) or a number."""

    key: str
    name: str
    style: Style
    at: str
    show: Show
    under: str = ""
    type: str = ""
    """ColumnType of the State's page tags."""
    period: int | None = None
    unit: str = ""
    charset: str = "utf-8"
    """What the bytes of its pages really are; the pages always declare utf-8."""
    count: int = 0
    """Articles drawn from the news; 0: its articles come from elsewhere."""
    age: int = 0
    """Days since the newest article."""
    step: int = 1
    """Days between two articles."""
    archived: bool = False
    until: int | None = None
    """That many days ago it ended."""
    menu: bool = True

    def path(self, page: int = 1) -> str:
        """Where its list is, pages counted from 1."""
        if self.style is Style.TRS:
            return self.at if page == 1 else f"{self.at}index_{page - 1}.html"
        if self.style is Style.SITESERVER:
            return f"/channels/{self.at}.html" if page == 1 else f"/channels/{self.at}_{page}.html"
        return f"/col/col{self.at}/index.html"


class Columns(Mapping[str, Column]):
    """All columns by key, in the order of the menu."""

    def __init__(self, columns: dict[str, Column]) -> None:
        self._columns = columns

    @classmethod
    def load(cls) -> "Columns":
        """Read ``columns.toml``; a column without a style has that of the column above it."""
        columns: dict[str, Column] = {}
        for key, row in load("columns").items():
            style = Style(row["style"]) if "style" in row else columns[row["under"]].style
            columns[key] = Column(**{**row, "key": key, "style": style, "show": Show(row["show"])})
        return cls(columns)

    def __getitem__(self, key: str) -> Column:
        return self._columns[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def below(self, key: str) -> tuple[Column, ...]:
        """The sub-columns of one, or the columns of the main menu for no key."""
        return tuple(column for column in self.values() if column.under == key and (key or column.menu))

    def line(self, column: Column) -> tuple[Column, ...]:
        """The columns from the main menu down to this one."""
        above = self.line(self[column.under]) if column.under else ()
        return (*above, column)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table in a text, the first one its heading."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """An element put in a text: ``img``, ``iframe`` … with its address."""

    name: str
    href: str
    text: str = ""


Block = str | Table | Tag
"""A paragraph, a table or a single element. ``[[key|words]]`` in a paragraph is a link to an article or
column, ``[[=address|words]]`` to an address as written, ``[[#name|]]`` a named place."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``day`` is what a visitor reads as its date, whatever else the page says."""

    key: str
    column: str
    title: str
    day: date
    source: str
    body: tuple[Block, ...]
    table: tuple[tuple[str, str], ...] = ()
    """The document table: labels with their values."""
    tagged: date | None = None
    """PubDate of the page tags, where it is not ``day``."""
    addressed: date | None = None
    """The day in its address, where it is not ``day``."""
    dated: bool = True
    """Its page shows a date somewhere."""
    related: str = ""
    """Heading of the block of related documents."""
    relations: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """Attachments: address and name."""
    number: int = 0
    """Its number on the platform."""
    path: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
