"""Tables on a terminal, or in a file or a pipe, where lines may be as long as they have to be."""

import sys
from collections.abc import Iterable, Sequence

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text as Plain

from auditbot.model.text import Lang, Text

_SHORT = 16
"""Cells up to this width are not broken."""
_UNBOUNDED = 1000


def print_table(heads: Sequence[Text], rows: Iterable[Sequence[str]], lang: Lang) -> None:
    """Print rows of printable cells under their headings; a column in which nothing stands is left out."""
    cells = list(rows)
    table = Table(box=None, pad_edge=False, header_style="bold")
    kept = [number for number in range(len(heads)) if any(row[number] for row in cells)]
    for number in kept:
        widest = max(cell_len(row[number]) for row in cells)
        least = min(widest, _SHORT)
        table.add_column(heads[number].of(lang), overflow="fold", min_width=least, no_wrap=widest <= _SHORT)
    for row in cells:
        table.add_row(*(Plain(row[number]) for number in kept))
    width = None if sys.stdout.isatty() else _UNBOUNDED
    console = Console(width=width, highlight=False)
    with console.capture() as drawn:
        console.print(table, crop=False)
    click.echo("\n".join(line.rstrip() for line in drawn.get().splitlines()))
