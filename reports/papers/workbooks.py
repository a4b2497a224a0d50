"""检查情况表 and 整改台账 as workbooks."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import islice
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from auditbot.ledger.layout import COLUMNS, Line, mark
from auditbot.ledger.words import STATES as LEDGER_STATES
from auditbot.model.course import LedgerState
from auditbot.workbook import ROWS, Cell, new_book, write_sheet
from reports.display import cells, masked, visible
from reports.papers.case import Case
from reports.papers.examined import Examined

RESULTS = ("序号", "网站名称", "标识码", "主办单位", "检查期间", "检查结果", "问题", "看到的比例")
_RESULT_WIDTHS = (6, 28, 13, 20, 20, 12, 48, 16)
FOLLOWED, _FOLLOWED_WIDTHS = (*RESULTS, "台账情况"), (*_RESULT_WIDTHS, 28)
"""Where a store follows what was found."""
STATES = ("检查对象", "指标", "评分细则", "检查情况")
_STATE_WIDTHS = (24, 32, 44, 60)
_LINE, _HIGHEST = 13.0, 400.0
_FONT, _HEAD = Font(name="宋体", size=10), Font(name="宋体", size=10, bold=True)
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def examination(sites: Sequence[Examined]) -> bytes:
    """检查情况表: the result of each site, and what every clause came to on it."""
    book, first = new_book("检查结果")
    followed = any(one.followed for one in sites)
    head, widths = (FOLLOWED, _FOLLOWED_WIDTHS) if followed else (RESULTS, _RESULT_WIDTHS)
    results = (
        (number, one.site, one.code, one.host, one.period, one.verdict, one.faults, one.seen, one.followed)
        for number, one in enumerate(sites, 1)
    )
    _fill(first, "政府网站检查情况表", head, (row[: len(head)] for row in results), widths)
    rows = ((one.site, *clause) for one in sites for clause in one.clauses)
    page = 1
    while part := list(islice(rows, ROWS - 1)):
        name = "检查情况" if page == 1 else f"检查情况（{page}）"
        _fill(book.create_sheet(name), "政府网站检查情况表", STATES, part, _STATE_WIDTHS)
        page += 1
    return _saved(book)


def line_of(case: Case) -> Line:
    """What an audit found as a line of 整改台账, where no store follows it."""
    told = (
        case.id,
        None,
        case.site,
        case.code,
        case.host,
        "、".join(case.units),
        case.person,
        case.batch,
        case.as_of,
        case.rule,
        f"{case.basis}（{case.trust}）" if case.trust else case.basis,
        case.kind,
        case.severity,
        case.says,
        case.page,
        "\n".join(case.parents),
        case.excerpt,
        case.digest,
        case.first_seen,
        case.last_seen,
        None,
        case.mend,
        f"{case.due or ''}",
        None,
        None,
        None,
        LEDGER_STATES[LedgerState.WAITING].zh,
        "" if case.certain else "待人工确认",
    )
    return Line(dict(zip(COLUMNS, map(_clean, told), strict=True)), overdue=case.overdue)


def _fill(
    page: Worksheet,
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int],
) -> None:
    """Write a table to be printed."""
    write_sheet(page, head, (tuple(_clean(value) for value in row) for row in rows), widths)
    for number, row in enumerate(page.iter_rows(), 1):
        for cell in row:
            cell.font = _HEAD if number == 1 else _FONT
            cell.border = _BORDER
        page.row_dimensions[number].height = _height([cell.value for cell in row], widths)
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    mark(page, title)
    if page.max_row > 1:
        page.auto_filter.ref = page.dimensions


def _height(row: Sequence[object], widths: Sequence[int]) -> float:
    """What the longest cell of a row needs when it is wrapped, in points: not every program works it out."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        said = value if isinstance(value, str) else ""
        lines = max(lines, sum(ceil((cells(line) + 1) / (width - 1)) for line in said.split("\n")))
    return min(lines * _LINE + 2, _HIGHEST)


def _clean(value: Cell) -> Cell:
    """Text without secrets and without characters that hide or reorder others; lines of a list stay."""
    if not isinstance(value, str):
        return value
    return "\n".join(visible(masked(line)) for line in value.split("\n")) or None


def _saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
