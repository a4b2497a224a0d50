"""The one layout of the ledger (整改台账) as a worksheet, for an office to send, fill in and print.

In a sheet that may come back, what may be filled in is open; all else, and the hidden number that tells which
entry a row is, is locked. One that has no entries behind it is only for reading.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from unicodedata import east_asian_width

from openpyxl.cell import Cell as OfBook
from openpyxl.cell import MergedCell
from openpyxl.styles import Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from auditbot.ledger.words import STATES
from auditbot.overview.marking import INTERNAL
from auditbot.workbook import Cell, new_book, write_sheet

SHEET = "整改台账"
TITLE = "政府网站问题整改台账"
MARK = "编号"
NUMBER = "台账号"
STATE = "状态"
_GUIDE = "填写说明"
_LINE, _HIGHEST = 14.0, 400.0
"""Points."""
_WIDE = 3
"""Sheets of paper side by side when it is printed."""
COLUMNS = {
    MARK: 12,
    NUMBER: 8,
    "网站名称": 20,
    "标识码": 13,
    "主办单位": 18,
    "责任单位": 18,
    "责任人": 10,
    "检查批次": 17,
    "监测时间点": 12,
    "指标": 20,
    "依据": 28,
    "问题类型": 16,
    "严重程度": 10,
    "问题描述": 44,
    "问题页面": 34,
    "父页面": 34,
    "证据摘录": 34,
    "快照摘要": 18,
    "首次发现": 16,
    "最近发现": 16,
    "发现次数": 9,
    "整改建议": 36,
    "整改时限": 12,
    "整改说明": 30,
    "整改时间": 12,
    "复查结果": 20,
    STATE: 12,
    "备注": 24,
}
"""Headings and widths of the columns."""
FIELDS = {
    "责任单位": "unit",
    "责任人": "person",
    "整改时限": "due",
    "整改说明": "note",
    "整改时间": "mended",
    STATE: "state",
}
"""Headings of what may be filled in."""
_ADVICE = (
    ("责任单位、责任人", "由谁整改。"),
    ("整改时限、整改时间", "日期，如 2026-11-20。填了整改时间即表示声称已整改，状态记为“已反馈”。"),
    ("整改说明", "怎样整改的；申诉、退回、误报在此写理由。"),
    (STATE, "从列表中选。“销号”不能填写，由检查证明后自动销号。"),
    ("空格子", "不改动台账中原有的内容。"),
    ("其余各列", "只供查看，读回时不看。请勿增删列；与己无关的行照原样留着即可。"),
    ("读回", "auditbot ledger import 本文件.xlsx；两边都改过的逐行说明，不会互相覆盖。"),
)
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD, _BODY = Font(name="宋体", size=10, bold=True), Font(name="宋体", size=10)
_LATE = Font(name="宋体", size=10, bold=True, color="C00000")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells by heading, and whether it is overdue."""

    cells: Mapping[str, Cell]
    overdue: bool = False


def workbook(lines: Sequence[Line], *, returns: bool) -> bytes:
    """The file. ``returns``: its rows are entries of a ledger, and it may be filled in and read back."""
    book, page = new_book(SHEET)
    rows = (tuple(line.cells.get(title) or None for title in COLUMNS) for line in lines)
    write_sheet(page, tuple(COLUMNS), rows, tuple(COLUMNS.values()))
    letters = {title: get_column_letter(place) for place, title in enumerate(COLUMNS, 1)}
    hidden = MARK if returns else NUMBER
    page.column_dimensions[letters[hidden]].hidden = True
    _dress(page, lines, letters, hidden)
    _set_up_printing(page, letters["网站名称"])
    if returns:
        _open_for_filling(page, len(lines), letters)
        guide = book.create_sheet(_GUIDE)
        write_sheet(guide, ("列", "怎样填写"), _ADVICE, (24, 80))
        mark(guide, TITLE)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _dress(page: Worksheet, lines: Sequence[Line], letters: Mapping[str, str], hidden: str) -> None:
    """Fonts and borders, heights of rows, what is overdue in red."""
    page.freeze_panes = f"{letters['标识码']}2"
    for number, row in enumerate(page.iter_rows(max_col=len(COLUMNS)), 1):
        for cell in row:
            cell.font, cell.border = _HEAD if number == 1 else _BODY, _BORDER
        page.row_dimensions[number].height = _height(row, hidden)
    for number, line in enumerate(lines, 2):
        if line.overdue:
            page[f"{letters['整改时限']}{number}"].font = _LATE
    if lines:
        page.auto_filter.ref = page.dimensions


def _open_for_filling(page: Worksheet, count: int, letters: Mapping[str, str]) -> None:
    """Lock what is not filled in, colour the heads of what is, offer the states."""
    for title in FIELDS:
        page[f"{letters[title]}1"].fill = PatternFill("solid", fgColor="FFF2CC")
        for number in range(2, count + 2):
            page[f"{letters[title]}{number}"].protection = Protection(locked=False)
    states = DataValidation(
        type="list",
        formula1='"' + ",".join(text.zh for text in STATES.values()) + '"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=STATE,
        error="请从列表中选择",
    )
    page.add_data_validation(states)
    if count:
        states.add(f"{letters[STATE]}2:{letters[STATE]}{count + 1}")
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.formatColumns = page.protection.formatRows = False


def _height(row: Iterable[OfBook | MergedCell], hidden: str) -> float:
    """What the longest cell of a row needs when it is wrapped, in points: not every program works it out."""
    lines = 1
    for cell, (title, width) in zip(row, COLUMNS.items(), strict=True):
        said = cell.value if isinstance(cell.value, str) and title != hidden else ""
        lines = max(lines, sum(_cells(line) // (width - 1) + 1 for line in said.split("\n")))
    return min(lines * _LINE + 2, _HIGHEST)


def _cells(text: str) -> int:
    """The width of a text where a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _set_up_printing(page: Worksheet, last_title: str) -> None:
    page.print_title_rows, page.print_title_cols = "1:1", f"A:{last_title}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = _WIDE, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    mark(page, TITLE)


def mark(page: Worksheet, title: str) -> None:
    """On the head of every printed page that it is internal, and its number at the foot."""
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text, header.center.text = INTERNAL.zh, title
    footer.center.text = "第 &P 页 共 &N 页"
    page.oddHeader, page.oddFooter = header, footer
