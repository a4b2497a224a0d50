"""Score sheets from YAML and XLSX."""

from pathlib import Path
from typing import TypeAlias

import pytest
from openpyxl import Workbook, load_workbook

from auditbot.errors import ConfigError
from auditbot.registry import load as load_checks
from auditbot.sheet_xlsx import read_xlsx, write_xlsx
from auditbot.sheets import NONE, OURS, read, sheet_for, shipped

Row: TypeAlias = tuple[str | float | None, ...]


def workbook(path: Path, *rows: Row) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(row)
    book.save(path)
    return path


HEAD = ("编号", "指标", "类型", "分值", "每处扣分", "检查项", "要求", "仅办事服务")


def test_our_sheet_says_that_it_is_ours_and_names_checks_that_exist() -> None:
    ours, known = read(OURS), load_checks().checks
    assert ours.ours
    assert ours.title.zh.endswith("（非官方）")
    assert {name for line in ours.lines for name in line.checks} <= set(known)
    assert sum(line.points or 0 for line in ours.lines) == 100


def test_our_sheet_counts_for_the_rules_of_the_state_only() -> None:
    assert set(shipped()) == {OURS}
    assert sheet_for("", ("state",)) == read(OURS)
    assert sheet_for("", ("elsewhere",)) is None
    assert sheet_for(NONE, ("state",)) is None


def test_a_sheet_survives_the_way_through_a_workbook(tmp_path: Path) -> None:
    ours = read(OURS)
    write_xlsx(ours, tmp_path / "区办.xlsx")
    back = read(str(tmp_path / "区办.xlsx"))
    assert (back.id, back.ours) == ("区办", False)
    plain = [
        line.model_copy(update={"title": line.title.model_copy(update={"en": ""})}) for line in ours.lines
    ]
    assert list(back.lines) == plain


def test_text_is_never_written_as_a_formula(tmp_path: Path) -> None:
    ours = read(OURS)
    evil = ours.lines[0].model_copy(update={"id": "=1+1"})
    write_xlsx(ours.model_copy(update={"lines": (evil,)}), tmp_path / "s.xlsx")
    assert load_workbook(tmp_path / "s.xlsx").worksheets[0]["A2"].data_type == "s"


def test_headings_may_stand_in_any_order_and_points_may_be_empty(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "s.xlsx",
        ("分值", "备注", "指标", "编号", "检查项"),
        (None, "x", "链接", "l", "broken-links"),
    )
    (line,) = read_xlsx(path).lines
    assert (line.points, line.checks, line.title.zh) == (None, ("broken-links",), "链接")


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ((), 1),
        ((("编号", "指标"),), 1),
        ((HEAD,), 2),
        ((HEAD, ("a", "甲", "扣分", "十", 1, "broken-links")), 2),
        ((HEAD, ("a", "甲", "罚分", 10, 1, "broken-links")), 2),
        ((HEAD, ("a", "甲", "扣分", 10, 1, "broken-links"), ("b", "乙", "扣分", -5, 1, "broken-links")), 3),
        ((HEAD, ("a", "甲", "扣分", 10, 1, "")), 2),
        ((HEAD, ("a", "甲", "扣分", 10, 1, "x"), ("a", "乙", "扣分", 10, 1, "x")), 1),
    ],
)
def test_a_wrong_sheet_names_its_row(tmp_path: Path, rows: tuple[Row, ...], row: int) -> None:
    with pytest.raises(ConfigError, match=f"row {row}:"):
        read_xlsx(workbook(tmp_path / "s.xlsx", *rows))


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04rubbish"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s.xlsx").write_bytes(content)
    with pytest.raises(ConfigError, match="XLSX"):
        read(str(tmp_path / "s.xlsx"))


@pytest.mark.parametrize("name", ["nothing", "nothing.xlsx", "nothing.yaml"])
def test_a_missing_sheet_is_named(name: str) -> None:
    with pytest.raises(ConfigError, match="nothing"):
        read(name)
