"""One document, examined: runs in the child, where time and memory are bounded."""

from auditbot.attachments import ofd, office, ole, pdf, word
from auditbot.attachments.facts import Bounds, Found
from auditbot.attachments.package import Package, Spoiled
from auditbot.attachments.prose import Prose
from auditbot.model.attachment import Kind

_FILEPASS = b"\x2f\x00"
_UNREAD = frozenset({Kind.RTF, Kind.RAR, Kind.SEVEN_ZIP, Kind.GZIP})
"""Documents whose text is not read here."""
_MACROS = frozenset({"Macros", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA"})


def examine(body: bytes, kind: Kind, bounds: Bounds) -> Found:
    """What a document of a kind says. Raises what the library for PDF raises where it breaks."""
    found = Found()
    if kind in _UNREAD:
        found.remarks.add("text-unread")
    if kind is Kind.PDF:
        pdf.read(body, bounds, found)
    elif kind in (Kind.DOC, Kind.XLS, Kind.PPT, Kind.OLE):
        _compound(body, kind, bounds, found)
    elif kind in (Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.OFD, Kind.ZIP):
        try:
            _packed(body, kind, bounds, found)
        except Spoiled as spoiled:
            found.damaged = not spoiled.remark
            found.remarks |= {spoiled.remark} - {""}
    return found


def _packed(body: bytes, kind: Kind, bounds: Bounds, found: Found) -> None:
    package = Package(body, bounds)
    found.encrypted = package.encrypted
    found.members = package.members()
    found.remarks |= package.suspicions()
    if kind is Kind.ZIP or found.encrypted or found.remarks & {"bomb", "overlapping"}:
        return
    if kind is Kind.OFD:
        ofd.read(package, bounds, found)
    else:
        office.read(package, kind, bounds, found)


def _compound(body: bytes, kind: Kind, bounds: Bounds, found: Found) -> None:
    """Macros, passwords, and the text of Word; no office program ever opens such a file."""
    entries = {entry.name: entry for entry in ole.entries(body)}
    found.damaged = not entries
    found.macros = bool(entries.keys() & _MACROS)
    found.encrypted = "EncryptedPackage" in entries
    book = entries.get("Workbook") or entries.get("Book")
    if kind is Kind.XLS and book:
        found.encrypted |= _asks_for_password(ole.opening(body, book))
    if kind is Kind.DOC:
        _word(body, entries, bounds, found)
    if found.text is None:
        found.remarks.add("text-unread")


def _word(body: bytes, entries: dict[str, ole.Entry], bounds: Bounds, found: Found) -> None:
    document = ole.content(body, entries["WordDocument"])
    listed = entries.get(word.table(document))
    found.encrypted |= bool(word.flags(document) & word.ENCRYPTED)
    if found.encrypted or listed is None:
        return
    prose = Prose(bounds.text, bounds.reading)
    if word.read(document, ole.content(body, listed), prose):
        found.text = str(prose)
        found.remarks |= prose.remarks


def _asks_for_password(opening: bytes) -> bool:
    """Whether the second record of a workbook, after its beginning, is FILEPASS ([MS-XLS] 2.4.117)."""
    second = 4 + int.from_bytes(opening[2:4], "little")
    return opening[second : second + 2] == _FILEPASS
