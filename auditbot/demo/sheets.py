"""Workbooks of the town, with sheets that may be hidden."""

from dataclasses import dataclass
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONG_AGO = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows of cells."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False


def xlsx(*sheets: Sheet) -> bytes:
    """A workbook; the same bytes every time."""
    numbered = list(enumerate(sheets, 1))
    parts = {
        "[Content_Types].xml": _types(numbered),
        "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _workbook(numbered),
        "xl/_rels/workbook.xml.rels": _relations(
            *(_relation(number, "worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered)
        ),
        **{f"xl/worksheets/sheet{number}.xml": _sheet(sheet) for number, sheet in numbered},
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name, _LONG_AGO), text)
    return packed.getvalue()


def _types(numbered: list[tuple[int, Sheet]]) -> str:
    sheets = (
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number, _ in numbered
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f"{''.join(sheets)}</Types>"
    )


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _relations(*relations: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _workbook(numbered: list[tuple[int, Sheet]]) -> str:
    hidden = ' state="hidden"'
    listed = (
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"{hidden * sheet.hidden}/>'
        for number, sheet in numbered
    )
    sheets = f"<sheets>{''.join(listed)}</sheets>"
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{sheets}</workbook>'


def _sheet(sheet: Sheet) -> str:
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in sheet.rows)
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'
