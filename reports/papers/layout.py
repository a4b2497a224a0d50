"""How our own papers look: A4, set as official documents are (GB/T 9704), with Chinese fonts."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY, TITLE, HEADING, PLAIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
_OTHERS = {
    BODY: "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    TITLE: "宋体,SimSun,STSong,Noto Serif CJK SC",
    HEADING: "SimHei,微软雅黑,STHeiti,Noto Sans CJK SC",
    PLAIN: "SimSun,STSong,Noto Serif CJK SC",
}
"""What stands in for a font that a machine does not have."""
_LATIN = "Times New Roman"
_LINE = Pt(28)


def paper() -> Paper:
    """An empty document: A4, the mark on the head of every page, its number at the foot."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(18), Mm(25)
    lettered(document.styles["Normal"].element.get_or_add_rPr(), BODY, Pt(16))
    _in_chinese(document)
    _substitutes(document)
    head = section.header.paragraphs[0]
    add(head, "{{使用范围}}", HEADING, Pt(12))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add(foot, "— ", PLAIN, Pt(14))
    _field(add(foot, "", PLAIN, Pt(14)), "PAGE")
    add(foot, " —", PLAIN, Pt(14))
    return document


def saved(document: Paper) -> bytes:
    """The file."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def add(paragraph: Paragraph, text: str, font: str, size: Pt, *, bold: bool = False) -> Run:
    """Text in one font at the end of a paragraph."""
    run = paragraph.add_run(text)
    run.bold = bold or None
    lettered(run._r.get_or_add_rPr(), font, size)  # noqa: SLF001 — the only way to name a Chinese font
    run.font.color.rgb = RGBColor(0, 0, 0)
    return run


def title(document: Paper, text: str, *, over: str = "", fresh: bool = False) -> None:
    """A title, centred, with ``over`` on the line above it; ``fresh``: it begins a page."""
    if over:
        prose(document, over, indented=False)
        document.paragraphs[-1].paragraph_format.page_break_before = fresh
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.page_break_before = fresh and not over
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    spaced(paragraph, Pt(36), after=20)
    add(paragraph, text, TITLE, Pt(22))


def heading(document: Paper, text: str) -> None:
    """A heading of the first rank."""
    paragraph = _indented(document)
    paragraph.paragraph_format.keep_with_next = True
    add(paragraph, text, HEADING, Pt(16))


def prose(document: Paper, text: str, *, indented: bool = True) -> None:
    """A paragraph of the text."""
    paragraph = _indented(document) if indented else document.add_paragraph()
    spaced(paragraph, _LINE)
    add(paragraph, text, BODY, Pt(16))


def signed(document: Paper, lines: Sequence[str]) -> None:
    """Who sends it, and when, on the right."""
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(32)
        paragraph.paragraph_format.keep_with_next = number + 1 < len(lines)
        spaced(paragraph, _LINE, before=28 if number == 0 else 0)
        add(paragraph, line, BODY, Pt(16))


def table(document: Paper, heads: Sequence[str], places: Sequence[str], widths: Sequence[float]) -> None:
    """A table with a head that every page repeats and one row of places. Widths in millimetres."""
    made = document.add_table(rows=2, cols=len(heads), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts, bold in zip(made.rows, (heads, places), (True, False), strict=True):
        _whole(row._tr, repeated=bold)  # noqa: SLF001 — python-docx has no name for these properties
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            if bold:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            spaced(cell.paragraphs[0], Pt(15))
            add(cell.paragraphs[0], text, PLAIN, Pt(10.5), bold=bold)


def spaced(paragraph: Paragraph, line: Pt, *, before: float = 0, after: float = 0) -> None:
    """Set the height of lines, and the points of space before and after."""
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = line, Pt(before), Pt(after)


def lettered(properties: Any, font: str, size: Pt) -> None:
    """Name the fonts of Chinese and of Latin letters."""
    fonts = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name, value in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{name}"), value)
    properties.sz_val = size


def _indented(document: Paper) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(32)
    spaced(paragraph, _LINE)
    return paragraph


def _whole(row: Any, *, repeated: bool) -> None:
    """Keep a row on one page; a head is repeated on the next."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _field(run: Run, code: str) -> None:
    parts = (
        f'<w:fldChar {nsdecls("w")} w:fldCharType="begin"/>',
        f'<w:instrText {nsdecls("w")} xml:space="preserve"> {code} </w:instrText>',
        f'<w:fldChar {nsdecls("w")} w:fldCharType="separate"/>',
        f"<w:t {nsdecls('w')}>1</w:t>",
        f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>',
    )
    for part in parts:
        run._r.append(parse_xml(part))  # noqa: SLF001 — python-docx cannot make fields


def _in_chinese(document: Paper) -> None:
    """Chinese letters are those of the mainland, where a font has several forms."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _substitutes(document: Paper) -> None:
    """Say which fonts stand in for ours."""
    part = document.part
    for name, relation in list(part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            part.drop_rel(name)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in _OTHERS.items()
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    place = PackURI("/word/fontTable.xml")
    table_part = Part(place, CONTENT_TYPE.WML_FONT_TABLE, content.encode(), part.package)
    part.relate_to(table_part, RELATIONSHIP_TYPE.FONT_TABLE)
