"""检查情况表 and 整改台账 as workbooks, set up to be printed on A4."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import islice
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from auditbot.overview.marking import INTERNAL
from auditbot.workbook import ROWS, Cell, new_book, write_sheet
from reports.display import cells, masked, visible
from reports.papers.case import Case
from reports.papers.examined import Examined

RESULTS = ("序号", "网站名称", "标识码", "主办单位", "检查期间", "检查结果", "问题", "看到的比例")
_RESULT_WIDTHS = (6, 28, 13, 20, 20, 12, 48, 16)
STATES = ("检查对象", "指标", "评分细则", "检查情况")
_STATE_WIDTHS = (24, 32, 44, 60)
LEDGER = (
    "编号",
    "网站名称",
    "标识码",
    "主办单位",
    "责任单位",
    "责任人",
    "检查批次",
    "监测时间点",
    "指标",
    "依据",
    "问题类型",
    "严重程度",
    "问题描述",
    "问题页面",
    "父页面",
    "证据摘录",
    "快照摘要",
    "首次发现",
    "最近发现",
    "发现次数",
    "整改建议",
    "整改时限",
    "整改说明",
    "整改时间",
    "复查结果",
    "状态",
)
_LEDGER_WIDTHS = (
    *(10, 18, 11, 14, 14, 8, 12, 11, 16, 24, 14, 8, 40),
    *(30, 30, 30, 12, 11, 11, 6, 34, 11, 20, 11, 12, 10),
)
_LINE, _HIGHEST = 13.0, 400.0
_FONT, _HEAD = Font(name="宋体", size=10), Font(name="宋体", size=10, bold=True)
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def examination(sites: Sequence[Examined]) -> bytes:
    """检查情况表: the result of each site, and what every clause came to on it."""
    book, first = new_book("检查结果")
    results = (
        (number, one.site, one.code, one.host, one.period, one.verdict, one.faults, one.seen)
        for number, one in enumerate(sites, 1)
    )
    _fill(first, "政府网站检查情况表", RESULTS, results, _RESULT_WIDTHS)
    rows = ((one.site, *clause) for one in sites for clause in one.clauses)
    page = 1
    while part := list(islice(rows, ROWS - 1)):
        name = "检查情况" if page == 1 else f"检查情况（{page}）"
        _fill(book.create_sheet(name), "政府网站检查情况表", STATES, part, _STATE_WIDTHS)
        page += 1
    return _saved(book)


def ledger(cases: Iterable[Case]) -> bytes:
    """整改台账: one row a case, no more than a workbook of ours may have that is to be read again."""
    book, page = new_book("整改台账")
    _fill(page, "政府网站问题整改台账", LEDGER, (_row(case) for case in cases), _LEDGER_WIDTHS, wide=3)
    return _saved(book)


def _row(case: Case) -> tuple[Cell, ...]:
    return (
        case.id,
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
        case.times,
        case.mend,
        f"{case.due or ''}",
        case.explained,
        case.mended_on,
        case.recheck,
        case.state if case.certain else f"{case.state}（待人工确认）",
    )


def _fill(
    page: Worksheet,
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int],
    wide: int = 1,
) -> None:
    """Write a table to be printed, ``wide`` sheets of paper side by side."""
    write_sheet(page, head, (tuple(_clean(value) for value in row) for row in rows), widths)
    for number, row in enumerate(page.iter_rows(), 1):
        for cell in row:
            cell.font = _HEAD if number == 1 else _FONT
            cell.border = _BORDER
        page.row_dimensions[number].height = _height([cell.value for cell in row], widths)
    page.print_title_rows = "1:1"
    if wide > 1:
        page.print_title_cols = "A:B"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = wide, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text, header.center.text = INTERNAL.zh, title
    footer.center.text = "第 &P 页 共 &N 页"
    page.oddHeader, page.oddFooter = header, footer
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
