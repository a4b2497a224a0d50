"""The register as a worksheet: one row a column, headings as offices use them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from openpyxl.worksheet.worksheet import Worksheet

from auditbot.model.column import ColumnType
from auditbot.register.draft import Line
from auditbot.workbook import Cell, new_book, write_sheet

SHEET = "栏目台账"
_GUIDE = "填写说明"
_YES = "是"
_FORMULA = ("=", "+", "-", "@")

TYPES: Mapping[ColumnType, str] = MappingProxyType(
    {
        ColumnType.NEWS: "动态要闻",
        ColumnType.NOTICES: "通知公告",
        ColumnType.POLICIES: "政策文件",
        ColumnType.BASIC: "基本信息",
        ColumnType.INTERACTION: "互动交流",
        ColumnType.OTHER: "其他",
    }
)
HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "栏目名称": "name",
        "网址": "url",
        "类型": "type",
        "更新周期(天)": "period",
        "责任单位": "unit",
        "责任人": "person",
        "按需更新": "event_driven",
        "已归档": "archived",
        "截止日期": "until",
    }
)
"""Headings with the keys of a site file that they stand for; the type is only shown."""
_WIDTHS = (28, 52, 12, 14, 24, 14, 10, 10, 14)
_ADVICE = (
    ("栏目名称", "必填。与网站上显示的名称一致。"),
    ("网址", "栏目首页的完整网址；没有的，按名称查找。"),
    ("类型", "由程序判断，只供参考，不读回。"),
    ("更新周期(天)", "多少天内必须更新，填整数。程序按类型预填，请核对；按需更新的可以不填。"),
    ("责任单位", "请填写。"),
    ("责任人", "请填写。"),
    ("按需更新", "有事项才更新的（如人事、规划），填“是”。"),
    ("已归档", "不再更新而保留的专题，填“是”。"),
    ("截止日期", "此日之后不再要求更新，如 2026-12-31；没有的留空。"),
    ("空格子", "不改动网站文件中原有的内容；要取消“是”，请填“否”。"),
    ("读回", "auditbot register --import 本文件.xlsx --site 网站文件.yaml"),
)


def write_register(lines: Iterable[Line], path: Path) -> None:
    """Write a sheet for a person to complete. Raises OSError."""
    book, page = new_book(SHEET)
    write_sheet(page, tuple(HEADINGS), map(_cells, lines), _WIDTHS)
    _keep_as_text(page)
    write_sheet(book.create_sheet(_GUIDE), ("列", "怎样填写"), _ADVICE, (18, 80))
    book.save(path)


def _cells(line: Line) -> tuple[Cell, ...]:
    entry = line.entry
    return (
        entry.name,
        entry.url,
        TYPES[line.type] if line.type else None,
        entry.period,
        entry.unit or None,
        entry.person or None,
        _YES if entry.event_driven else None,
        _YES if entry.archived else None,
        entry.until.isoformat() if entry.until else None,
    )


def _keep_as_text(page: Worksheet) -> None:
    """Keep programs from taking a text for a formula when somebody edits its cell."""
    for row in page.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith(_FORMULA):
                cell.quotePrefix = True
