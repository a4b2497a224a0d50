"""The number of the document that a page shows (发文字号): in its table, its title, or the line below."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from auditbot.extract.about.titles import Heading
from auditbot.extract.text.document_numbers import find, parse
from auditbot.extract.text.document_quotes import passed_on
from auditbot.extract.text.words import squeeze
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Metadata

_REACH = 1000
_LINES = 12
"""Lines with words below the title in which the number may stand."""
_LONGEST_LINE = 60
_ORDER_SERIAL = re.compile(r"[（(]?第\d{1,4}号[)）]?")


def own_number(metadata: Metadata | None, title: str, heading: Heading | None, outline: Outline) -> str:
    """As written, blanks left out; empty where the page shows none. Broken numbers are given as they are.

    The number of a document that this one passes on is not its own, wherever it stands.
    """
    if metadata and metadata.number:
        written = squeeze(metadata.number)
        if any(letter.isdigit() for letter in written):
            return written
    in_title = list(find(title))
    if in_title and squeeze(title).rstrip("）)】]").endswith(in_title[-1].written):
        return in_title[-1].written
    start = heading.end if heading else 0
    others = passed_on(squeeze(title))
    lines = filter(None, map(squeeze, outline.text[start : start + _REACH].split("\n")))
    for line in _with_orders(islice(lines, _LINES)):
        bare = line.strip("()（）")
        number = parse(line) or parse(bare) if 5 < len(bare) <= _LONGEST_LINE else None
        if number and not any(map(number.same, others)):
            return number.written
        others += passed_on(bare)
    return ""


def _with_orders(lines: Iterable[str]) -> Iterator[str]:
    """The lines; the serial of an order that stands below the order's name is read with it."""
    before = ""
    for line in lines:
        yield before + line if before.endswith("令") and _ORDER_SERIAL.fullmatch(line) else line
        before = line
