import csv
import io

import pytest

from auditbot.model.text import Lang
from reports.order import numbered
from reports.table import BOM, COLUMNS, cell, rows
from tests.reports.sample import clean, sample


def table(lang: Lang = Lang.ZH) -> list[list[str]]:
    text = "".join(rows(sample(), lang))
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))


def test_one_row_for_every_finding_under_one_heading() -> None:
    found = table()
    assert [len(row) for row in found] == [len(COLUMNS)] * 61
    assert found[0][0] == "编号"
    assert table(Lang.EN)[0][0] == "No."


def test_numbers_are_those_of_the_report() -> None:
    items = numbered(sample().findings)
    assert [(row[0], row[-1].lstrip("'")) for row in table()[1:]] == [
        (str(item.number), item.finding.id) for item in items
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "=cmd|'/c calc'!A1",
    ],
)
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    assert not any(letter in cell(text) for letter in "\t\r\n")


@pytest.mark.parametrize("text", ["1234567890123456", "12345678901234e5", "00000000000000001"])
def test_long_numbers_are_kept_as_they_are(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "404", "2026-11-20", "《关于……的意见》", "https://a.example/?a=1"])
def test_plain_cells_are_left_alone(text: str) -> None:
    assert cell(text) == text


def test_cells_are_bounded_and_without_secrets() -> None:
    assert len(cell("x" * 100_000)) <= 32_000
    assert cell("ftp://root:pw@a.example/") == "ftp://***@a.example/"


def test_without_findings_there_is_a_heading() -> None:
    assert len(list(rows(clean(), Lang.ZH))) == 1
