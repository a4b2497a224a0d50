"""Document numbers as a page writes them: at the end of its title, and those that its text quotes."""

import re
from collections.abc import Collection
from itertools import islice

from auditbot.extract.text.document_numbers import DocumentNumber, NumberFault, broken, find, parse
from auditbot.extract.text.words import squeeze

MOST = 20
_MOST_LOOKED_AT = 500

_CUT = re.compile(r"[一-鿿]{2,16}[〔﹝](?:19|20)\d\d[〕﹞]?\d{0,5}$")
"""A number that ends before its 号."""
_FIELD = re.compile(r"(?:字号|文号|编号|号)[\]】]?[:：]?$")
"""The label of a table before its value."""
_PASSES_ON = re.compile(r"转发|批转")
_BEGINNING = 2500
_LONGEST_LINE = 60
_NOT_QUOTED = frozenset({NumberFault.BROKEN, NumberFault.SHORT_YEAR})


def number_at_end(title: str) -> str:
    """The number with which a title ends, as written, be it whole, broken or cut off; empty without one."""
    bare = squeeze(title).rstrip("）)】]")
    for number in (*islice(find(bare), _MOST_LOOKED_AT), *islice(broken(bare), _MOST_LOOKED_AT)):
        if number.end == len(bare):
            return number.written
    squeezed = squeeze(title)
    cut = _CUT.search(squeezed)
    return cut[0] if cut else ""


def number_line(text: str, title: str = "") -> str:
    """The first number that stands alone in a line near the beginning of a text, well formed or not.

    One that the title or a line above gives to another document is that document's.
    """
    before, others = "", passed_on(title)
    for line in text[:_BEGINNING].split("\n"):
        bare = squeeze(line)
        number = parse(bare.strip("()（）")) if 5 < len(bare) <= _LONGEST_LINE else None
        if number and not _FIELD.search(before) and not any(map(number.same, others)):
            return number.written
        others += passed_on(bare)
        before = bare or before
    return ""


def passed_on(words: str) -> list[DocumentNumber]:
    """The numbers of other documents in a title or line that passes these on: 现将《…》（…号）转发给你们."""
    return list(islice(find(words), MOST)) if _PASSES_ON.search(words) else []


def is_cut(written: str) -> bool:
    """Whether a number ends before its 号."""
    return _CUT.fullmatch(written) is not None and parse(written) is None


def quoted(text: str, own: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Numbers in a text that lost a bracket, and those in other brackets than 〔〕, ``own`` left out.

    A number that a picture or a line break interrupts is left out: what stood there is not known.
    """
    lost = (
        number.written
        for number in islice(broken(text), _MOST_LOOKED_AT)
        if number.code and "\n" not in text[number.start : number.end]
    )
    wrong = (
        number.written
        for number in islice(find(text), _MOST_LOOKED_AT)
        if NumberFault.BRACKETS in number.faults and _NOT_QUOTED.isdisjoint(number.faults)
    )
    kept = [tuple(dict.fromkeys(one for one in found if one not in own))[:MOST] for found in (lost, wrong)]
    return kept[0], kept[1]
