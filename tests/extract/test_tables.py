from functools import partial

from auditbot.extract.tree.document import Document
from auditbot.extract.tree.tables import MOST_CELLS, MOST_ROWS, MOST_TABLES, tables
from auditbot.url import Url
from tests.growth import STEP, goes_with_size


def read(html: str) -> list[list[tuple[str, ...]]]:
    return list(tables(Document(Url("http://www.site.example/"), f"<html><body>{html}</body></html>")))


def test_plain_rows() -> None:
    assert read("<table><tr><th>a<th>b<tr><td> c <td>d</table>") == [[("a", "b"), ("c", "d")]]


def test_cells_that_span_are_repeated() -> None:
    html = (
        "<table><tr><td rowspan=2>a<td colspan=2>b<td>c</tr><tr><td>d<td>e<td>f</tr>"
        "<tr><td>g<td>h<td>i<td>j</tr></table>"
    )
    assert read(html) == [[("a", "b", "b", "c"), ("a", "d", "e", "f"), ("g", "h", "i", "j")]]


def test_a_cell_that_spans_to_the_end_of_a_row() -> None:
    html = "<table><tr><td>a<td rowspan=2>b</tr><tr><td>c</tr></table>"
    assert read(html) == [[("a", "b"), ("c", "b")]]


def test_only_the_innermost_tables() -> None:
    html = "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>"
    assert read(html) == [[("a",)]]


def test_spans_that_lie() -> None:
    html = "<table><tr><td colspan=999999999 rowspan=-3>a<td>b</tr><tr><td colspan=x>c</tr></table>"
    (rows,) = read(html)
    assert len(rows[0]) == MOST_CELLS
    assert rows[1] == ("c",)


def test_bounds() -> None:
    many = "<table><tr><td>a</td></tr></table>" * (MOST_TABLES + 5)
    assert len(read(many)) == MOST_TABLES
    wide = "<tr>" + "<td rowspan=9 colspan=9>x" * 50 + "</tr>"
    (rows,) = read(f"<table>{wide * (MOST_ROWS + 10)}</table>")
    assert len(rows) == MOST_ROWS
    assert max(map(len, rows)) <= MOST_CELLS


def test_tables_in_tables_are_read_in_linear_time() -> None:
    small, large = ("<table><tr><td>" * depth for depth in (100, STEP * 100))
    assert goes_with_size(partial(read, small), partial(read, large))
