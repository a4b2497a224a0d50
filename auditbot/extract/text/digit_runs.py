"""Long numbers as people write them: with blanks or dashes between groups, in letters of either width."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FOLDED = str.maketrans("０１２３４５６７８９Ｘｘx－—–‐−\u00a0\u3000", "0123456789XXX-----  ")
_RUN = re.compile(r"[0-9]++(?:[ -][0-9]++)*+")
_LOOSE = re.compile(r"[0-9０-９](?:[ \-－—–‐−\u00a0\u3000]?[0-9０-９]){10,}+")
LEAST = 11
"""Digits of the shortest number that is looked for."""
_MOST = 19
_MOST_GROUPS = 6
_GLUED = frozenset("_=/%&#@\\")
"""What makes a number part of an address or of a code, as letters do."""
_TABLE = bytes(0x30 if byte in b"0123456789" or 0x90 <= byte <= 0x99 else 0x2E for byte in range(256))
_BETWEEN = b" -\xc2\xa0\xef\xbc\xe2\x80\xe3"
"""Bytes of blanks and dashes, and those with which a wide digit begins."""
_LONG = b"0" * LEAST


@dataclass(frozen=True, slots=True)
class Number:
    """Digits, the last of them perhaps X, that stand at ``text[start:end]`` with blanks or dashes between."""

    digits: str
    start: int
    end: int
    groups: int


def may_hold(text: str) -> bool:
    """Whether there may be a number that is long enough; false only where there is none. Very quick."""
    return may_hold_bytes(text.encode("utf-8", "replace"))


def may_hold_bytes(data: bytes) -> bool:
    """As ``may_hold``, for UTF-8."""
    return _LONG in data.translate(_TABLE, _BETWEEN)


def long_runs(text: str) -> Iterator[str]:
    """The parts of a text, folded, in which long numbers stand, with the letters beside them."""
    for run in _LOOSE.finditer(text):
        yield folded(text[max(0, run.start() - 4) : run.end() + 3])


def folded(text: str) -> str:
    """The text with narrow digits, X, dashes and blanks, letter for letter."""
    return text.translate(_FOLDED)


def numbers(text: str) -> Iterator[list[Number]]:
    """Of each place in a folded text: the numbers that can be read there, the shortest first.

    Linear: at each group at most six groups are joined.
    """
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= LEAST:
            yield from _in_run(text, run.start(), run.end())


def _in_run(text: str, start: int, end: int) -> Iterator[list[Number]]:
    groups: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = at
        while stop < end and text[stop] not in " -":
            stop += 1
        groups.append((at, stop))
        at = stop + 1
    for first in range(len(groups)):
        found = list(_from(text, groups[first : first + _MOST_GROUPS]))
        if found:
            yield found


def _from(text: str, groups: list[tuple[int, int]]) -> Iterator[Number]:
    start = groups[0][0]
    if start and (text[start - 1] in _GLUED or _is_letter(text[start - 1]) or _is_decimal(text, start - 1)):
        return
    digits = ""
    for count, (begin, end) in enumerate(groups, 1):
        digits += text[begin:end]
        if len(digits) > _MOST:
            return
        marked = text[end : end + 1] == "X"
        after = end + marked
        if len(digits) + marked >= LEAST and _ends(text, after):
            yield Number(digits + "X" * marked, start, after, count)


def _ends(text: str, end: int) -> bool:
    """Whether a number may end here: neither letters nor decimals follow."""
    following = text[end : end + 2]
    if not following:
        return True
    return not (_is_letter(following[0]) or following[0] in "_=" or following[0].isdigit()) and not (
        following[0] == "." and following[1:].isdigit()
    )


def _is_letter(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _is_decimal(text: str, point: int) -> bool:
    """Whether the point is that of a fraction: digits stand on both sides, more than a list would count."""
    return text[point] == "." and text[max(0, point - 3) : point].isdigit() and point >= 3
