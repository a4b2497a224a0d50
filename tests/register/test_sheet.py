"""The register as a worksheet, written and read back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from auditbot.errors import ConfigError
from auditbot.model.column import ColumnType
from auditbot.model.site import Column
from auditbot.register.completed import LONGEST, MOST_ROWS, Completed, read_register
from auditbot.register.draft import Line
from auditbot.register.sheet import HEADINGS, SHEET, write_register
from auditbot.url import Url

HOSTILE = ("=HYPERLINK(1)", "+1+1", "-1+cmd", "@SUM(A1)", "=cmd|' /C calc'!A0", "<b>x</b>", "a\x00b\x1bc")


def sheet(path: Path, *rows: tuple[Any, ...], head: tuple[str, ...] = tuple(HEADINGS)) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "表一"
    for row in (head, *rows):
        page.append(row)
    made = path / "filled.xlsx"
    book.save(made)
    return made


def row(name: str, **more: object) -> tuple[Any, ...]:
    keys = dict(zip(HEADINGS.values(), HEADINGS, strict=True))
    return tuple({"name": name, **more}.get(key) for key in keys)


def read(path: Path, *rows: tuple[Any, ...]) -> Completed:
    return read_register(sheet(path, *rows))


def refused(path: Path, *rows: tuple[Any, ...]) -> str:
    with pytest.raises(ConfigError) as error:
        read(path, *rows)
    return error.value.message.zh


def test_what_is_written(tmp_path: Path) -> None:
    entry = Column(
        name="政策解读", url=Url("http://www.site.example/zcjd/"), period=180, unit="区司法局", person="王某"
    )
    retired = Column(name="抗旱专题", archived=True, event_driven=True, until=date(2026, 12, 31))
    write_register([Line(entry, ColumnType.POLICIES), Line(retired)], tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    page = book[SHEET]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == tuple(HEADINGS)
    expected = (
        "政策解读",
        "http://www.site.example/zcjd/",
        "政策文件",
        180,
        "区司法局",
        "王某",
        None,
        None,
        None,
    )
    assert rows[1] == expected
    assert rows[2][6:] == ("是", "是", "2026-12-31")
    assert page.column_dimensions["B"].width > page.column_dimensions["D"].width
    assert len(book.sheetnames) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_names_are_never_formulas(text: str, tmp_path: Path) -> None:
    entry = Column(name=text, unit=text, person=text)
    write_register([Line(entry)], tmp_path / "r.xlsx")
    page = load_workbook(tmp_path / "r.xlsx")[SHEET]
    for cell in (page["A2"], page["E2"], page["F2"]):
        assert cell.data_type == "s"
        assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))
    (line,) = read_register(tmp_path / "r.xlsx").rows
    assert line.values["name"] == "".join(letter for letter in text if letter.isprintable())


def test_all_cells_are_read(tmp_path: Path) -> None:
    full = row(
        "政策解读", url="www.site.example/zcjd/", type="随便", period=30, unit="区司法局", person="王某",
        event_driven="是", archived="否", until=date(2026, 12, 31),
    )  # fmt: skip
    (line,) = read(tmp_path, full).rows
    assert line.number == 2
    assert line.values == {
        "name": "政策解读",
        "url": "http://www.site.example/zcjd/",
        "period": 30,
        "unit": "区司法局",
        "person": "王某",
        "event_driven": True,
        "archived": False,
        "until": date(2026, 12, 31),
    }


def test_empty_cells_and_rows_say_nothing(tmp_path: Path) -> None:
    done = read(tmp_path, row("甲"), (), row("乙", unit="  "))
    assert [(line.number, line.values) for line in done.rows] == [(2, {"name": "甲"}), (4, {"name": "乙"})]


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("period", "30天", 30),
        ("period", 14.0, 14),
        ("event_driven", "√", True),
        ("archived", True, True),
        ("archived", 0, False),
        ("until", "2026年1月5日", date(2026, 1, 5)),
        ("until", "2026/1/5", date(2026, 1, 5)),
        ("person", 12345, "12345"),
    ],
)
def test_ways_of_writing(key: str, cell: object, value: object, tmp_path: Path) -> None:
    assert read(tmp_path, row("甲", **{key: cell})).rows[0].values[key] == value


@pytest.mark.parametrize(
    ("key", "cell", "at"),
    [
        ("period", "半年", "D2"),
        ("period", 0, "D2"),
        ("period", 1.5, "D2"),
        ("url", "不是网址 ！", "B2"),
        ("url", "ftp://x.example/", "B2"),
        ("event_driven", "可能", "G2"),
        ("until", "2026-02-30", "I2"),
        ("until", "明年", "I2"),
        ("name", None, "A2"),
        ("unit", "长" * (LONGEST + 1), "E2"),
    ],
)
def test_faults_name_sheet_row_and_cell(key: str, cell: object, at: str, tmp_path: Path) -> None:
    values: dict[str, Any] = {"name": "甲", "person": "王某", key: cell}
    said = refused(tmp_path, row(**values))
    assert "表一" in said
    assert "第 2 行" in said
    assert at in said


def test_all_faults_are_told_at_once_and_no_more_than_can_be_read(tmp_path: Path) -> None:
    said = refused(tmp_path, *(row("甲", period="x") for _ in range(50)))
    assert "D2" in said
    assert "D21" in said
    assert "D51" not in said
    assert "30" in said


def test_unknown_headings_are_told(tmp_path: Path) -> None:
    made = sheet(tmp_path, ("甲", "备注一"), head=("栏目名称", "备注"))
    assert read_register(made).unknown == ("备注",)


def test_headings_as_people_write_them(tmp_path: Path) -> None:
    made = sheet(tmp_path, ("甲", 30), head=(" 栏目名称", "更新周期（天）"))
    assert read_register(made).rows[0].values == {"name": "甲", "period": 30}


def test_a_title_above_the_head(tmp_path: Path) -> None:
    made = sheet(tmp_path, ("栏目名称", "责任人"), ("甲", "王某"), head=("某区栏目台账",))
    (line,) = read_register(made).rows
    assert (line.number, line.values["person"]) == (3, "王某")


def test_a_heading_twice(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        read_register(sheet(tmp_path, ("甲", 1, 2), head=("栏目名称", "责任人", "责任人")))


def test_other_files(tmp_path: Path) -> None:
    plain = tmp_path / "a.xlsx"
    for content in (b"", b"PK\x03\x04", b"<html>"):
        plain.write_bytes(content)
        with pytest.raises(ConfigError):
            read_register(plain)
    with pytest.raises(ConfigError):
        read_register(tmp_path / "none.xlsx")
    with pytest.raises(ConfigError, match="栏目名称"):
        read_register(sheet(tmp_path, ("甲",), head=("姓名",)))


def test_too_many_rows(tmp_path: Path) -> None:
    assert str(MOST_ROWS) in refused(tmp_path, *(row(f"栏目{number}") for number in range(MOST_ROWS + 1)))
