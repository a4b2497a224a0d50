"""A sheet of the ledger that came back: read within bounds, every fault with its row and cell."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from auditbot.errors import ConfigError
from auditbot.ledger.layout import FIELDS, MARK
from auditbot.ledger.words import STATES
from auditbot.model.text import Fault, Text
from auditbot.workbook import Cell, Sheet, read_sheets

_MOST_FAULTS = 20
_HEAD_ROWS = 10
_MARK = re.compile(r"(\d{1,18})-(\d{1,9})-(\w{1,64})", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_LINE, _NOTE = 500, 2000
"""Characters that the store keeps of a line, and of a note."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One row. ``cells``: what is filled in, by field; days as ISO, the state by its word of the store."""

    number: int
    key: int
    version: int
    finding: str
    cells: Mapping[str, str]


def read_returned(path: Path) -> tuple[Returned, ...]:
    """The rows of a sheet. Raises ConfigError that names sheet, row and cell of each fault."""
    for sheet in read_sheets(path):
        for number, row in enumerate(sheet.rows[:_HEAD_ROWS]):
            titles = [_text(cell) for cell in row]
            if MARK in titles:
                return _Reading(str(path), sheet, number, titles).rows()
    raise ConfigError(
        Text(f"{path}：没有找到表头“{MARK}”", f"{path}: no sheet has the heading {MARK}"),
        Text(
            "应为 auditbot ledger export 写出的表，隐藏的“编号”列不能删去",
            "it must be a sheet of `auditbot ledger export` with its hidden column",
        ),
    )


def _text(cell: Cell) -> str:
    """A cell as a person sees it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else "\n".join(str(cell).splitlines()).strip()


class _Reading:
    """One sheet under way."""

    def __init__(self, file: str, sheet: Sheet, head: int, titles: list[str]) -> None:
        self._file, self._sheet, self._head, self._titles = file, sheet, head, titles
        self._faults: list[Text] = []

    def rows(self) -> tuple[Returned, ...]:
        """All rows, or ConfigError."""
        for title in (MARK, *FIELDS):
            if self._titles.count(title) > 1:
                self._faults.append(Text(f"表头“{title}”出现两次", f"heading {title} stands twice"))
        found: dict[int, Returned] = {}
        for number, row in enumerate(self._sheet.rows[self._head + 1 :], self._head + 2):
            cells = {title: _text(cell) for title, cell in zip(self._titles, row, strict=False)}
            one = self._row(number, cells) if any(cells.values()) else None
            if one and one.key in found:
                where = found[one.key].number
                self._fault(number, MARK, Text(f"与第 {where} 行是同一条", f"the same as in row {where}"))
            elif one:
                found[one.key] = one
        if self._faults:
            raise self._refused()
        return tuple(found.values())

    def _row(self, number: int, cells: Mapping[str, str]) -> Returned | None:
        mark = _MARK.fullmatch(cells.get(MARK, ""))
        if mark is None:
            self._fault(
                number, MARK, Text("隐藏的编号缺失或改动过", "the hidden number is missing or changed")
            )
            return None
        values = dict(self._values(number, cells))
        return Returned(number, int(mark[1]), int(mark[2]), mark[3], values)

    def _values(self, number: int, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for title, field in FIELDS.items():
            text = cells.get(title, "")
            try:
                yield field, _READ[field](text) if text else ""
            except Fault as fault:
                self._fault(number, title, fault.said)

    def _fault(self, number: int, title: str, said: Text) -> None:
        cell = f"{get_column_letter(self._titles.index(title) + 1)}{number}"
        self._faults.append(
            Text(
                f"第 {number} 行“{title}”（{cell}）：{said.zh}", f"row {number}, {title} ({cell}): {said.en}"
            )
        )

    def _refused(self) -> ConfigError:
        shown, more = self._faults[:_MOST_FAULTS], len(self._faults) - _MOST_FAULTS
        zh = [fault.zh for fault in shown] + ([f"另有 {more} 处"] if more > 0 else [])
        en = [fault.en for fault in shown] + ([f"and {more} more"] if more > 0 else [])
        return ConfigError(
            Text("\n  ".join([f"{self._file}：", *zh]), "\n  ".join([f"{self._file}:", *en])),
            Text("改正后再读回；台账没有改动", "correct them and import again; nothing was changed"),
        )


def _line(text: str) -> str:
    if len(text) > _LINE:
        raise Fault(f"超过 {_LINE} 字", f"more than {_LINE} characters")
    return text


def _note(text: str) -> str:
    if len(text) > _NOTE:
        raise Fault(f"超过 {_NOTE} 字", f"more than {_NOTE} characters")
    return text


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        pass
    raise Fault("应为日期，如 2026-11-20", "must be a day such as 2026-11-20")


def _state(text: str) -> str:
    for state, words in STATES.items():
        if text in (words.zh, state.value):
            return state.value
    known = "、".join(words.zh for words in STATES.values())
    raise Fault(f"应为{known}之一", f"must be one of {known}")


_READ: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"unit": _line, "person": _line, "due": _day, "note": _note, "mended": _day, "state": _state}
)
