"""The standard catalogue of disclosure (政务公开标准目录): its editions, and its items against columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditbot.attachments.kinds import declared_kind
from auditbot.check import Crawl, Note
from auditbot.extract.services.disclosure_catalogue import Item, items_of
from auditbot.model.attachment import AttachmentFacts, Kind
from auditbot.model.column import FoundColumn
from auditbot.model.finding import Evidence
from auditbot.model.page import Item as Linked
from auditbot.url import Url, split
from checks.shared.columns import loose, names_of

FILES = frozenset({Kind.XLS, Kind.XLSX, Kind.DOC, Kind.DOCX, Kind.PDF})
"""Kinds of files in which catalogues are published."""
_ALIKE = 50
"""Per cent of likeness from which two names are put to a person."""


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
    whole: bool = True
    """All columns of whom it is the catalogue were seen."""

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
            from rapidfuzz import fuzz, process  # loaded where a site has a catalogue

            likest = process.extractOne(wanted, self.columns.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            best = likest[0] if likest else None
        return self.columns[best][0] if best else None

    @property
    def count(self) -> int:
        """How many columns these are."""
        return len({column.url for columns in self.columns.values() for column in columns})

    def at(self, url: Url) -> FoundColumn:
        """The column at an address that is among them."""
        return next(one for columns in self.columns.values() for one in columns if one.url == url)


def kind_of(item: Linked) -> Kind | None:
    """What a linked file is, by its address or its name."""
    return (declared_kind(split(item.target).path) if item.target else None) or declared_kind(item.title)


def read_files(note: Listed, crawl: Crawl) -> Iterator[Item]:
    """What the files of a catalogue list, where their text was read and keeps its cells apart."""
    for url in note.files:
        file = crawl.file(url)
        if isinstance(file, AttachmentFacts) and file.text and not file.unreadable:
            yield from items_of([line.split("\t") for line in file.text.splitlines()])
