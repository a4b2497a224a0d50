"""Workbooks as people make them."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook


def book(folder: Path, *rows: Sequence[str | float | None]) -> Path:
    """One worksheet with these rows."""
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(tuple(row))
    path = folder / "sites.xlsx"
    made.save(path)
    return path
