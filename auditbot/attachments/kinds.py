"""What a file is, by its first bytes, and what its name and type call it."""

from auditbot.attachments import ole, zipdirectory
from auditbot.model.attachment import Kind

_OPENINGS = (
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"{\\rtf", Kind.RTF),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
)
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<meta", b"<title")
_OFFICE = (("word/", Kind.DOCX), ("xl/", Kind.XLSX), ("ppt/", Kind.PPTX))
_STREAMS = (
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
)

_ENDINGS = {
    "pdf": Kind.PDF,
    "doc": Kind.DOC,
    "wps": Kind.DOC,
    "docx": Kind.DOCX,
    "docm": Kind.DOCX,
    "xls": Kind.XLS,
    "et": Kind.XLS,
    "xlsx": Kind.XLSX,
    "xlsm": Kind.XLSX,
    "ppt": Kind.PPT,
    "dps": Kind.PPT,
    "pptx": Kind.PPTX,
    "ofd": Kind.OFD,
    "rtf": Kind.RTF,
    "zip": Kind.ZIP,
    "rar": Kind.RAR,
    "7z": Kind.SEVEN_ZIP,
    "gz": Kind.GZIP,
}
_TYPES = {
    "application/pdf": Kind.PDF,
    "application/msword": Kind.DOC,
    "application/vnd.ms-works": Kind.DOC,
    "application/vnd.ms-excel": Kind.XLS,
    "application/vnd.ms-powerpoint": Kind.PPT,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Kind.XLSX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": Kind.PPTX,
    "application/ofd": Kind.OFD,
    "application/rtf": Kind.RTF,
    "application/zip": Kind.ZIP,
    "application/x-zip-compressed": Kind.ZIP,
    "application/vnd.rar": Kind.RAR,
    "application/x-rar-compressed": Kind.RAR,
}


def kind_of(body: bytes) -> Kind:
    """What the content is. Bounded, whatever the content: it looks at the head and at directories."""
    head = body[:1024]
    if not head.strip(b"\x00 \t\r\n") and len(body) == len(head):
        return Kind.EMPTY
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(ole.SIGNATURE):
        return _compound(body)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(body)
    found = next((kind for opening, kind in _OPENINGS if head.startswith(opening)), None)
    if found:
        return found
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_page = text.startswith(_PAGES) or (text.startswith((b"<?xml", b"<!--")) and b"<html" in text)
    return Kind.HTML if is_page else Kind.OTHER


def declared_kind(name: str, content_type: str = "") -> Kind | None:
    """What the name of a file calls it, else the type of the answer; ``None`` where neither says."""
    ending = name.strip().rpartition(".")[2].lower()
    return _ENDINGS.get(ending) or _TYPES.get(content_type.partition(";")[0].strip().lower())


def _compound(body: bytes) -> Kind:
    names = {entry.name for entry in ole.entries(body)}
    if "EncryptedPackage" in names:
        return Kind.OLE
    return next((kind for stream, kind in _STREAMS if stream in names), Kind.OLE)


def _zipped(body: bytes) -> Kind:
    """An office document is told by the folder of its parts beside its list of types."""
    names = zipdirectory.first_names(body)
    if "OFD.xml" in names:
        return Kind.OFD
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE:
            if any(name.startswith(folder) for name in names):
                return kind
    return Kind.ZIP
