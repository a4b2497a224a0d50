"""The standard catalogue of disclosure (政务公开标准目录): its table, and the items it lists."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from auditbot.attachments.kinds import declared_kind
from auditbot.check import Crawl, Note
from auditbot.model.attachment import AttachmentFacts, Kind
from auditbot.model.column import FoundColumn
from auditbot.model.finding import Evidence
from auditbot.model.page import Item as Linked
from auditbot.url import Url, split
from checks._columns import loose, names_of

MOST_ITEMS = 3000
FILES = frozenset({Kind.XLS, Kind.XLSX, Kind.DOC, Kind.DOCX, Kind.PDF})
"""Kinds of files in which catalogues are published."""
_ALIKE = 50
"""Per cent of likeness from which two names are put to a person."""
_HEAD_ROWS = 8
_LONGEST_NAME = 60
_LEVEL = re.compile(r"(?:[一二三四]级|公开|信息)?(?:事项|类别|目录|栏目)(?:名称)?|公开项目|主题")
_CHANNEL = re.compile(r"渠道|载体|平台")
_OTHER = re.compile(r"依据|时限|时间|主体|单位|对象|方式|层级|要素|要求|内容|格式|备注|序号|编号")
_NUMBERING = re.compile(r"^[（(]?[0-9一二三四五六七八九十]{1,4}[)）.、．]")
_TICKED = re.compile(r"[■√☑✔●◆▇✓]")
_OPEN_SITE = re.compile(r"[□○☐◇]\s?\w{0,8}网")

Item = tuple[str, ...]
"""The names of an item from the widest level down."""


class Listed(Note):
    """A catalogue on a page: what its table lists for the website. None: it is left to files."""

    title: str
    items: tuple[Item, ...] = ()
    files: tuple[Url, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A catalogue, the page it was seen on, and the unit whose it is, where each has its own."""

    page: Url
    note: Listed
    seen: Evidence
    """Of that page."""
    unit: str = ""

    def evidence(self, item: str = "") -> Evidence:
        """The page, with the item that is spoken of."""
        return self.seen.model_copy(update={"excerpt": item, "mark": item})


@dataclass(frozen=True, slots=True)
class Names:
    """Columns by name, for comparison with items."""

    columns: Mapping[str, Sequence[FoundColumn]]

    @classmethod
    def of(cls, columns: Iterable[FoundColumn]) -> "Names":
        """By all the names of each."""
        by_name: dict[str, list[FoundColumn]] = {}
        for column in columns:
            for name in {loose(name) for name in names_of(column)} - {""}:
                by_name.setdefault(name, []).append(column)
        return cls(by_name)

    def named(self, item: str) -> Sequence[FoundColumn]:
        """The columns of an item's name."""
        return self.columns.get(loose(item), ())

    def near(self, item: str) -> FoundColumn | None:
        """A column with a name so like an item's that a person must say."""
        wanted = loose(item)
        if not wanted:
            return None
        holds = (name for name in self.columns if len(name) > 1 and (name in wanted or wanted in name))
        best = max(holds, key=len, default=None)
        if best is None:
            likest = process.extractOne(wanted, self.columns.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            best = likest[0] if likest else None
        return self.columns[best][0] if best else None

    def at(self, url: Url) -> FoundColumn:
        """The column at an address that is among them."""
        return next(one for columns in self.columns.values() for one in columns if one.url == url)


def kind_of(item: Linked) -> Kind | None:
    """What a linked file is, by its address or its name."""
    return (declared_kind(split(item.target).path) if item.target else None) or declared_kind(item.title)


def items_of(rows: Sequence[Sequence[str]]) -> list[Item]:
    """What a table lists, if its head is that of a catalogue; what is not for websites is left out."""
    head = _head(rows)
    if head is None:
        return []
    end, titles = head
    levels = [place for place, title in enumerate(titles) if _is_level(title)]
    channels = [place for place, title in enumerate(titles) if _CHANNEL.search(title)]
    found: dict[Item, None] = {}
    for row in rows[end:]:
        if len(row) != len(titles) or len(set(row)) == 1:
            continue
        names = tuple(dict.fromkeys(filter(None, (_name(row[place]) for place in levels))))
        if names and _is_for_web(row[place] for place in channels):
            found.setdefault(names, None)
    return list(found)[:MOST_ITEMS]


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]] | None:
    """Where the head ends, and the title of each place: those of both rows where it has two."""
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        titles = [_squeezed(cell) for cell in row]
        if not _is_head(titles):
            continue
        below = [_squeezed(cell) for cell in rows[number + 1]] if number + 1 < len(rows) else []
        if len(below) == len(titles) and sum(_LEVEL.fullmatch(cell) is not None for cell in below) > 1:
            return number + 2, [b if b != a else a for a, b in zip(titles, below, strict=True)]
        return number + 1, titles
    return None


def _is_head(titles: list[str]) -> bool:
    others = sum(_OTHER.search(title) is not None for title in titles)
    return any(map(_is_level, titles)) and others > 1


def _is_level(title: str) -> bool:
    return _LEVEL.fullmatch(title) is not None


def _squeezed(cell: str) -> str:
    return "".join(cell.split())[:_LONGEST_NAME]


def _name(cell: str) -> str:
    return _NUMBERING.sub("", _squeezed(cell))


def _is_for_web(cells: Iterable[str]) -> bool:
    """Whether the website is among the channels, where a table tells them."""
    told = " ".join(cells)
    if not told.strip():
        return True
    if _TICKED.search(told):
        return "网" in told and _OPEN_SITE.search(told) is None
    return "网" in told or "平台" in told


def read_files(note: Listed, crawl: Crawl) -> Iterator[Item]:
    """What the files of a catalogue list, where their text was read and keeps its cells apart."""
    for url in note.files:
        file = crawl.file(url)
        if isinstance(file, AttachmentFacts) and file.text and not file.unreadable:
            yield from items_of([line.split("\t") for line in file.text.splitlines()])
