"""Office Open XML: documents, workbooks, presentations. Source of the parts' names: ECMA-376, part 1."""

import re
from collections.abc import Callable

from auditbot.attachments.facts import Bounds, Found
from auditbot.attachments.package import Package
from auditbot.attachments.prose import Prose
from auditbot.attachments.xmlparts import Attributes, elements, parse, words
from auditbot.model.attachment import Kind, Sheet

_TITLE = 300
_BREAKS = {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t", "tc": "\t", "tr": "\n"}
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,6})\.xml")
_PARTS = re.compile(r"word/(?:document|header\d{0,4}|footer\d{0,4}|footnotes|endnotes|comments)\.xml")
_SHARED = 500_000
"""Strings that a workbook may share among its cells."""


def read(package: Package, kind: Kind, bounds: Bounds, found: Found) -> None:
    """Gather what an office document says. Raises Spoiled where it was made to do harm, or is damaged."""
    found.macros = any(name.lower().endswith("vbaproject.bin") for name in package.names)
    found.title = words(package.read("docProps/core.xml"), "title", _TITLE)
    prose = Prose(bounds.text, bounds.reading)
    try:
        _READERS[kind](package, bounds, found, prose)
    finally:
        found.text = str(prose)
        found.remarks |= prose.remarks


def _document(package: Package, _: Bounds, found: Found, prose: Prose) -> None:
    pages = words(package.read("docProps/app.xml"), "Pages", 10)
    found.pages = int(pages) if pages.isascii() and pages.isdigit() else None
    for name in sorted(filter(_PARTS.fullmatch, package.names)):
        _flowing(package, name, prose)


def _presentation(package: Package, bounds: Bounds, found: Found, prose: Prose) -> None:
    slides = sorted(filter(_SLIDE.fullmatch, package.names), key=lambda name: (len(name), name))
    found.pages = len(slides)
    for name in slides[: bounds.pages]:
        _flowing(package, name, prose)
    if len(slides) > bounds.pages:
        found.remarks.add("pages-cut")


def _flowing(package: Package, name: str, prose: Prose) -> None:
    """The text of a part: what stands in ``t``, a line for each paragraph and row, a tab after each cell."""
    inside, cells = False, 0

    def start(element: str, _: Attributes) -> None:
        nonlocal inside, cells
        inside = element == "t"
        cells += element == "tc"

    def end(element: str) -> None:
        nonlocal inside, cells
        inside = False
        cells -= element == "tc"
        if element in _BREAKS:
            within = cells and _BREAKS[element] == "\n"
            prose.add(" " if within else _BREAKS[element])

    def text(part: str) -> None:
        if inside:
            prose.add(part)

    parse(package.read(name), start=start, end=end, text=text, enough=lambda: prose.full)


def _workbook(package: Package, bounds: Bounds, found: Found, prose: Prose) -> None:
    listed = elements(package.read("xl/workbook.xml"), "sheet", bounds.names)
    for sheet in listed:
        found.sheets.append(Sheet(sheet.get("name", "")[:200], sheet.get("state", "visible") != "visible"))
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in elements(package.read("xl/_rels/workbook.xml.rels"), "Relationship", 2 * bounds.names)
    }
    shared = _shared(package, bounds, prose)
    for sheet in listed:
        target = targets.get(sheet.get("id", ""), "")
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        parse_cells = _Cells(shared, prose)
        parse(
            package.read(name),
            start=parse_cells.start,
            end=parse_cells.end,
            text=parse_cells.text,
            enough=lambda: prose.full,
        )
        if parse_cells.hidden:
            found.remarks.add("hidden-cells")


def _shared(package: Package, bounds: Bounds, prose: Prose) -> list[str]:
    """The strings that cells refer to by number."""
    strings: list[str] = []
    parts: list[str] = []
    inside = False
    length = 0

    def start(element: str, _: Attributes) -> None:
        nonlocal inside
        inside = element == "t"

    def end(element: str) -> None:
        nonlocal inside
        inside = False
        if element == "si":
            strings.append("".join(parts))
            parts.clear()

    def text(part: str) -> None:
        nonlocal length
        if inside:
            length += len(part)
            parts.append(part)

    def enough() -> bool:
        return prose.full or length > 4 * bounds.text or len(strings) > _SHARED

    parse(package.read("xl/sharedStrings.xml"), start=start, end=end, text=text, enough=enough)
    return strings


class _Cells:
    """The cells of a sheet as text: a tab after each, a line for each row."""

    def __init__(self, shared: list[str], prose: Prose) -> None:
        self._shared = shared
        self._prose = prose
        self._refers = False
        self._inside = False
        self._value: list[str] = []
        self.hidden = False
        """Whether rows or columns are hidden; their cells are read all the same."""

    def start(self, element: str, attributes: Attributes) -> None:
        if element in ("row", "col") and attributes.get("hidden") in ("1", "true"):
            self.hidden = True
        if element == "c":
            self._refers = attributes.get("t") == "s"
            self._value.clear()
        self._inside = element in ("v", "t")

    def end(self, element: str) -> None:
        self._inside = False
        if element == "c" and self._value:
            self._prose.add(f"{self._told()}\t")
        elif element == "row":
            self._prose.add("\n")

    def text(self, part: str) -> None:
        if self._inside:
            self._value.append(part)

    def _told(self) -> str:
        value = "".join(self._value)
        if not self._refers:
            return value
        known = value.isascii() and value.isdigit() and len(value) < 10 and int(value) < len(self._shared)
        return self._shared[int(value)] if known else ""


_READERS: dict[Kind, Callable[[Package, Bounds, Found, Prose], None]] = {
    Kind.DOCX: _document,
    Kind.XLSX: _workbook,
    Kind.PPTX: _presentation,
}
