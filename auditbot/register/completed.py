"""A sheet that came back: read within bounds, every fault with its place."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from auditbot.errors import ConfigError
from auditbot.model.text import Text
from auditbot.register.sheet import HEADINGS
from auditbot.url import from_person
from auditbot.workbook import Cell, Sheet, read_sheets

MOST_ROWS = 5000
LONGEST = 1000
"""Characters of one cell."""
_MOST_FAULTS = 20
_HEAD_ROWS = 10
_TRUE = frozenset({"是", "√", "☑", "y", "yes", "true", "1"})
_FALSE = frozenset({"否", "×", "n", "no", "false", "0"})
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that somebody filled in: what its cells say, by key, empty ones left out."""

    number: int
    """As the program shows it that people edit sheets with, from 1."""
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Completed:
    """A sheet that came back. ``unknown``: headings that mean nothing here."""

    file: str
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]


def read_register(path: Path) -> Completed:
    """Read a sheet. Raises ConfigError that names sheet, row and cell of each fault."""
    for sheet in read_sheets(path):
        head = next((number for number, row in enumerate(sheet.rows[:_HEAD_ROWS]) if _is_head(row)), None)
        if head is not None:
            return _completed(str(path), sheet, head)
    raise ConfigError(
        Text(f"{path}：没有找到表头“栏目名称”", f"{path}: no sheet has the heading 栏目名称"),
        Text("表头应为：" + "、".join(HEADINGS), "headings: " + ", ".join(HEADINGS)),
    )


def printable(text: str) -> str:
    """A text of the sheet as it may be shown on a terminal."""
    return "".join(letter for letter in text[:80] if letter.isprintable())


def _is_head(row: tuple[Cell, ...]) -> bool:
    return "栏目名称" in {_heading(cell) for cell in row}


def _heading(cell: Cell) -> str:
    """A heading as it is compared and shown: people write brackets and blanks in many ways."""
    text = printable("".join(str(cell).split())) if cell is not None else ""
    return text.replace("（", "(").replace("）", ")")


def _completed(file: str, sheet: Sheet, head: int) -> Completed:
    titles = [_heading(cell) for cell in sheet.rows[head]]
    twice = [title for title in HEADINGS if titles.count(title) > 1]
    faults = [Text(f"表头“{title}”出现两次", f"heading {title} stands twice") for title in twice]
    rows: list[Row] = []
    for number, cells in enumerate(sheet.rows[head + 1 :], head + 2):
        if all(cell is None for cell in cells):
            continue
        if len(rows) >= MOST_ROWS:
            faults.append(Text(f"超过 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows"))
            break
        row, wrong = _row(number, titles, cells)
        rows.append(row)
        faults += wrong
    if faults:
        raise _refused(file, sheet.name, faults)
    return Completed(file, tuple(rows), tuple(title for title in titles if title and title not in HEADINGS))


def _row(number: int, titles: list[str], cells: tuple[Cell, ...]) -> tuple[Row, list[Text]]:
    values: dict[str, object] = {}
    faults: list[Text] = []
    for place, (title, cell) in enumerate(zip(titles, cells, strict=False)):
        key = HEADINGS.get(title)
        if key is None or cell is None or key == "type":
            continue
        try:
            values[key] = _READ[key](cell)
        except ValueError as error:
            faults.append(_at(number, title, place, Text(str(error), _ENGLISH[str(error)])))
    if not values.get("name") and not faults:
        faults.append(_at(number, "栏目名称", titles.index("栏目名称"), Text(_EMPTY, _ENGLISH[_EMPTY])))
    return Row(number, values), faults


def _at(number: int, title: str, place: int, said: Text) -> Text:
    cell = f"{get_column_letter(place + 1)}{number}"
    return Text(f"第 {number} 行“{title}”（{cell}）：{said.zh}", f"row {number}, {title} ({cell}): {said.en}")


def _refused(file: str, sheet: str, faults: list[Text]) -> ConfigError:
    shown = faults[:_MOST_FAULTS]
    more = len(faults) - len(shown)
    zh = "\n".join(f"  {fault.zh}" for fault in shown) + (f"\n  另有 {more} 处" if more else "")
    en = "\n".join(f"  {fault.en}" for fault in shown) + (f"\n  and {more} more" if more else "")
    return ConfigError(
        Text(f"{file} 工作表“{sheet}”：\n{zh}", f"{file}, sheet {sheet}:\n{en}"),
        Text(
            "改正后再读回；网站文件没有改动", "correct them and import again; the site file was not changed"
        ),
    )


_EMPTY = "不能为空"
_LONG = f"超过 {LONGEST} 个字"
_NO_ADDRESS = "不是完整的 http 或 https 网址"
_NO_NUMBER = "应为不小于 1 的整数"
_NO_ANSWER = "应为“是”或“否”"
_NO_DAY = "应为日期，如 2026-12-31"
_ENGLISH = {
    _EMPTY: "must not be empty",
    _LONG: f"more than {LONGEST} characters",
    _NO_ADDRESS: "not a complete http or https address",
    _NO_NUMBER: "a whole number of days, at least 1",
    _NO_ANSWER: "是 or 否",
    _NO_DAY: "a day, such as 2026-12-31",
}


def _text(cell: Cell) -> str:
    text = str(cell)
    if len(text) > LONGEST:
        raise ValueError(_LONG)
    return text


def _address(cell: Cell) -> str:
    url = from_person(_text(cell))
    if url is None:
        raise ValueError(_NO_ADDRESS)
    return url


def _days(cell: Cell) -> int:
    text = _text(cell).removesuffix("天").strip().removesuffix(".0")
    days = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if days < 1:
        raise ValueError(_NO_NUMBER)
    return days


def _answer(cell: Cell) -> bool:
    text = _text(cell).strip().lower().removesuffix(".0")
    if text not in _TRUE | _FALSE:
        raise ValueError(_NO_ANSWER)
    return text in _TRUE


def _day(cell: Cell) -> date:
    match = _DAY.fullmatch(_text(cell).strip())
    if match:
        with suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3]))
    raise ValueError(_NO_DAY)


_READ: Mapping[str, Callable[[Cell], object]] = MappingProxyType(
    {
        "name": _text,
        "url": _address,
        "period": _days,
        "unit": _text,
        "person": _text,
        "event_driven": _answer,
        "archived": _answer,
        "until": _day,
    }
)
