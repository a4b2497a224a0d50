"""The tables of a page as rows of equal length: cells that span others are repeated in each place."""

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from auditbot.extract.text.words import plain
from auditbot.extract.tree.document import Document

MOST_TABLES = 20
MOST_ROWS = 3000
MOST_CELLS = 30
LONGEST = 200
"""Characters of one cell."""
_MOST_SEEN = 2000
_FAR = 30

Row = tuple[str, ...]


def tables(document: Document) -> Iterator[list[Row]]:
    """The innermost tables of a page, at most ``MOST_TABLES``; rows beyond ``MOST_ROWS`` are left out."""
    found = document.tree.css("table")[:_MOST_SEEN]
    outer = {around.mem_id for around in map(_table_around, found) if around}
    for table in islice((table for table in found if table.mem_id not in outer), MOST_TABLES):
        yield _rows(table)


def _table_around(table: LexborNode) -> LexborNode | None:
    """The table that holds this one, unless it lies far above."""
    around = table.parent
    for _ in range(_FAR):
        if around is None or around.tag == "table":
            return around
        around = around.parent
    return None


def _rows(table: LexborNode) -> list[Row]:
    rows: list[Row] = []
    pending: dict[int, tuple[str, int]] = {}
    for row in islice(table.css("tr"), MOST_ROWS):
        cells = iter(islice((cell for cell in row.iter() if cell.tag in ("td", "th")), MOST_CELLS))
        rows.append(_row(cells, pending))
    return rows


def _row(cells: Iterator[LexborNode], pending: dict[int, tuple[str, int]]) -> Row:
    """One row; ``pending``: by place, the text of a cell above that reaches down, and how far."""
    made: list[str] = []
    cell = next(cells, None)
    while len(made) < MOST_CELLS and (cell is not None or len(made) in pending):
        place = len(made)
        if place in pending:
            text, left = pending.pop(place)
            if left > 1:
                pending[place] = (text, left - 1)
            made.append(text)
        elif cell is not None:
            _put(cell, made, pending)
            cell = next(cells, None)
    return tuple(made)


def _put(cell: LexborNode, made: list[str], pending: dict[int, tuple[str, int]]) -> None:
    text = plain(cell.text(separator=" "), LONGEST)
    down = _span(cell, "rowspan", MOST_ROWS) - 1
    for _ in range(min(_span(cell, "colspan", MOST_CELLS), MOST_CELLS - len(made))):
        if down:
            pending[len(made)] = (text, down)
        made.append(text)


def _span(cell: LexborNode, name: str, most: int) -> int:
    written = (cell.attributes.get(name) or "").strip()
    told = written.isascii() and written.isdigit() and len(written) < 10
    return min(max(int(written), 1), most) if told else 1
