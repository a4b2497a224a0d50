"""What an attached document taught us: facts, never judgements. Stored with the audit."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Reason: TypeAlias = Literal[
    "no-library",
    "not-started",
    "too-slow",
    "too-big",
    "broke",
    "not-fetched",
    "too-large",
    "timeout",
    "robots",
    "too-many",
]
"""Why nothing can be said: a library is not installed, no child could be started, the limit of time or of
memory was reached, the library broke on the document; or the file was not fetched whole, because it is too
large, did not come in time, robots.txt forbids it, files of this site took up what they may in all, or for
another reason.
"""


class Kind(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    DOC = "doc"
    """Word 97 and its like, WPS among them."""
    XLS = "xls"
    PPT = "ppt"
    OLE = "ole"
    """A compound file of another sort."""
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    OFD = "ofd"
    """GB/T 33190, the national format for documents of fixed layout."""
    RTF = "rtf"
    ZIP = "zip"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    GZIP = "gzip"
    IMAGE = "image"
    HTML = "html"
    """A page, most often an error, where a file should be."""
    EMPTY = "empty"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook. A hidden one is in the file all the same."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Members:
    """What an archive holds, as its directory tells; nothing of it was unpacked to learn this."""

    count: int
    bytes: int
    """Unpacked, as declared."""
    names: tuple[str, ...] = ()
    archives: int = 0
    """Members that are archives themselves, by their names; they are not opened."""


@dataclass(frozen=True, slots=True)
class AttachmentFacts:
    """What one document says.

    ``remarks``: ``text-cut``, ``time-cut``, ``pages-cut`` (not all was read), ``pages-unread`` (some could
    not be), ``bomb`` (unpacks to more than it may), ``overlapping`` (members share bytes), ``nested``,
    ``too-many-members``, ``unsafe-names`` (they lead out of the folder), ``doctype`` (XML with a DTD, which
    is not read), ``script``, ``text-unread`` (a kind whose text nobody here can read), ``no-converter`` (only
    an office program could, and there is none), ``not-converted`` (it could not), ``hidden-cells`` (rows or
    columns of a sheet are hidden).
    """

    kind: Kind
    size: int
    """Bytes."""
    declared: Kind | None = None
    """What the name or the type of the answer calls it; ``None`` where they say nothing."""
    title: str = ""
    pages: int | None = None
    """Pages or slides; ``None`` where the document does not tell."""
    text: str | None = None
    """``None``: not read. Empty: there is none."""
    sheets: tuple[Sheet, ...] = ()
    members: Members | None = None
    encrypted: bool = False
    """Cannot be opened without a password."""
    damaged: bool = False
    scanned: bool = False
    """Pages are pictures; there is no text to search or to read aloud."""
    macros: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def unreadable(self) -> str:
        """Why its text cannot be judged as a whole; empty where it can.

        One of ``not-a-document``, ``encrypted``, ``bomb``, ``damaged``, ``scanned``, ``no-converter``,
        ``not-converted``, ``text-unread``, ``partly``.
        """
        reasons = {
            "not-a-document": self.kind in _NO_DOCUMENT,
            "encrypted": self.encrypted,
            "bomb": not _BOMBS.isdisjoint(self.remarks),
            "damaged": self.damaged,
            "scanned": self.scanned,
            "no-converter": self.text is None and "no-converter" in self.remarks,
            "not-converted": self.text is None and "not-converted" in self.remarks,
            "text-unread": self.text is None,
            "partly": not _PARTLY.isdisjoint(self.remarks),
        }
        return next((reason for reason, is_so in reasons.items() if is_so), "")

    @property
    def mislabelled(self) -> bool:
        """It is called something that it is not.

        The formats of one program count as one. Of what is locked or cut off only the wrapping can be told.
        """
        if self.declared is None or _family(self.declared) == _family(self.kind):
            return False
        if self.kind is Kind.OLE:
            return self.declared not in _OFFICE
        return not (self.kind is Kind.ZIP and self.damaged and self.declared in _PACKED)


@dataclass(frozen=True, slots=True)
class Untested:
    """Why a document was not examined. That is no fault of the document."""

    reason: Reason
    kind: Kind


_NO_DOCUMENT = frozenset({Kind.EMPTY, Kind.HTML, Kind.IMAGE, Kind.OTHER})
_BOMBS = frozenset({"bomb", "overlapping"})
_PARTLY = frozenset({"text-cut", "time-cut", "pages-cut", "pages-unread", "doctype"})
_FAMILIES = (
    frozenset({Kind.DOC, Kind.DOCX, Kind.RTF}),
    frozenset({Kind.XLS, Kind.XLSX}),
    frozenset({Kind.PPT, Kind.PPTX}),
)

_OFFICE = frozenset({Kind.DOC, Kind.DOCX, Kind.XLS, Kind.XLSX, Kind.PPT, Kind.PPTX})
_PACKED = frozenset({Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.OFD})


def _family(kind: Kind) -> frozenset[Kind]:
    return next((family for family in _FAMILIES if kind in family), frozenset({kind}))
