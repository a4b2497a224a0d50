"""Workbooks that people send: read within bounds, written so that no text of theirs becomes a formula."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from auditbot.errors import ConfigError
from auditbot.model.text import Text

Cell = str | int | float | bool | None
"""What a cell may hold, dates written as text."""

_LARGEST = 10 * 1024 * 1024
_UNPACKED = 128 * 1024 * 1024
ROWS = 20_000
COLUMNS = 80
LONGEST = 4000
"""Characters of one cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its name and its rows, trailing empty ones left out."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """All visible worksheets. Raises ConfigError for what is no workbook, or too much of one."""
    try:
        _require_bounded(path)
        book = load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        raise ConfigError(Text(f"没有这个文件：{path}", f"no such file: {path}")) from None
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise ConfigError(
            Text(f"{path}：不是可读的 XLSX 文件", f"{path}: not a readable XLSX file"),
            Text("请用 WPS 或 Excel 另存为 .xlsx", f"save it as .xlsx again ({type(error).__name__})"),
        ) from None
    try:
        shown = [page for page in book.worksheets if page.sheet_state == "visible"]
        return tuple(Sheet(page.title, _rows(page, path)) for page in shown)
    finally:
        book.close()


def write_sheet(
    page: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]
) -> None:
    """Fill a worksheet: a bold head that stays in view, wrapped cells, text that is never a formula."""
    for column, (title, width) in enumerate(zip(head, widths, strict=True), 1):
        cell = page.cell(1, column, title)
        cell.font = Font(bold=True)
        cell.alignment = _WRAPPED
        page.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column, _legal(value))
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = _WRAPPED
    page.freeze_panes = "A2"


def new_book(title: str) -> tuple[Workbook, Worksheet]:
    """An empty workbook with one worksheet of that name."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = title
    return book, page


def as_read_back(text: str) -> str:
    """What becomes of a text that is written to a cell and read again."""
    return str(_plain(_legal(text)) or "")


_BLANKS = "\n\t\u3000\xa0"
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def _legal(value: Cell) -> Cell:
    """A value that the format can hold: it knows no control characters and no endless text."""
    if not isinstance(value, str):
        return value
    return "".join(letter for letter in value[:LONGEST] if letter.isprintable() or letter in _BLANKS)


def _require_bounded(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if path.stat().st_size > _LARGEST or unpacked > _UNPACKED:
        raise ConfigError(
            Text(f"{path}：文件过大", f"{path}: too large"), Text("请分成几个文件", "split it into several")
        )


def _rows(page: Worksheet, path: Path) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    filled = 0
    for row in page.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True):
        rows.append(tuple(_plain(value) for value in row))
        if any(value is not None for value in row):
            filled = len(rows)
    if filled > ROWS:
        raise ConfigError(
            Text(
                f"{path}：工作表“{page.title}”超过 {ROWS} 行", f"{path}: sheet {page.title}: over {ROWS} rows"
            )
        )
    return tuple(rows[:filled])


def _plain(value: object) -> Cell:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = value.date().isoformat() if hasattr(value, "date") and callable(value.date) else str(value)
    return text.strip()[:LONGEST] or None
