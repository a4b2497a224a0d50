"""A score sheet as XLSX: one row an indicator, with the headings that offices use."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from auditbot.errors import ConfigError
from auditbot.model.framework import Wording
from auditbot.model.sheet import LineKind, ScoreSheet, SheetLine
from auditbot.model.text import Text
from auditbot.workbook import Cell, new_book, read_sheets, write_sheet

_HEADINGS = {
    "编号": "id",
    "指标": "title",
    "类型": "kind",
    "分值": "points",
    "每处扣分": "each",
    "检查项": "checks",
    "要求": "requirements",
    "仅办事服务": "services",
}
_NEEDED = ("编号", "指标", "分值")
_WIDTHS = (14, 32, 8, 8, 10, 60, 40, 12)
_KINDS = {"扣分": LineKind.DEDUCT, "加分": LineKind.BONUS}
_YES = "是"


def write_xlsx(sheet: ScoreSheet, path: Path) -> None:
    """Write a sheet for a person to change. Raises OSError."""
    book, page = new_book("评分表")
    words = {kind: word for word, kind in _KINDS.items()}
    rows = (
        (
            line.id,
            line.title.zh,
            words[line.kind],
            line.points,
            line.each,
            "、".join(line.checks),
            "、".join(line.requirements),
            _YES if line.services else "",
        )
        for line in sheet.lines
    )
    write_sheet(page, tuple(_HEADINGS), rows, _WIDTHS)
    book.save(path)


def read_xlsx(path: Path) -> ScoreSheet:
    """The sheet in the first worksheet of a workbook; its id is the file's name. Raises ConfigError."""
    lines = []
    for number, row in _rows(path):
        try:
            lines.append(_line(row))
        except ValueError as error:
            raise _wrong(path, number, _first(error)) from None
    if not lines:
        raise _wrong(path, 2, Text("没有任何指标", "no indicator"))
    try:
        return ScoreSheet(id=path.stem[:80], title=Wording(zh=path.stem[:80]), lines=tuple(lines))
    except ValidationError as error:
        raise _wrong(path, 1, _first(error)) from None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Each filled row with its number, by our names of the headings."""
    sheets = read_sheets(path)
    head, *rows = sheets[0].rows if sheets and sheets[0].rows else ((),)
    heads = [str(cell or "") for cell in head]
    missing = "、".join(name for name in _NEEDED if name not in heads)
    if missing:
        raise _wrong(path, 1, Text(f"缺少表头：{missing}", f"headings missing: {missing}"))
    names = [_HEADINGS.get(title, "") for title in heads]
    for number, row in enumerate(rows, 2):
        filled = {name: cell for name, cell in zip(names, row, strict=False) if name}
        if any(cell is not None for cell in filled.values()):
            yield number, filled


def _line(row: dict[str, Cell]) -> SheetLine:
    kind = _text(row.get("kind")) or "扣分"
    if kind not in _KINDS:
        raise ValueError(f"类型：{kind}")
    return SheetLine(
        id=_text(row.get("id")),
        title=Wording(zh=_text(row.get("title"))),
        kind=_KINDS[kind],
        points=_number(row.get("points"), "分值"),
        each=_number(row.get("each"), "每处扣分"),
        checks=_names(row.get("checks")),
        requirements=_names(row.get("requirements")),
        services=_text(row.get("services")) == _YES,
    )


def _text(value: Cell) -> str:
    return "" if value is None else str(value)


def _number(value: Cell, heading: str) -> float | None:
    text = _text(value)
    try:
        return float(text) if text else None
    except ValueError:
        raise ValueError(f"{heading}：{text}") from None


def _names(value: Cell) -> tuple[str, ...]:
    parts = _text(value).replace("、", ",").replace("，", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def _first(error: ValueError) -> Text:
    if not isinstance(error, ValidationError):
        return Text(str(error), str(error))
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    said = f"{where} {first['msg']}".strip()
    return Text(said, said)


def _wrong(path: Path, row: int, said: Text) -> ConfigError:
    return ConfigError(
        Text(f"{path} 第 {row} 行：{said.zh}", f"{path}, row {row}: {said.en}"),
        Text("表头应为：" + "、".join(_HEADINGS), "headings: " + ", ".join(_HEADINGS)),
    )
