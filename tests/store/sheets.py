"""Workbooks as people make them."""

from pathlib import Path

from openpyxl import Workbook


def book(folder: Path, *rows: list[object]) -> Path:
    """One worksheet with these rows."""
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    path = folder / "sites.xlsx"
    made.save(path)
    return path
