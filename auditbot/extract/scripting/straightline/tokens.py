"""The text of a script as tokens (ECMAScript, lexical grammar; with the HTML-like comments of annex B)."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

MOST_TOKENS = 20_000
_LONGEST_KEPT = 4096
_BEFORE_OPERAND = frozenset({"return", "typeof", "case", "in", "of", "new", "delete", "void", "instanceof"})
_CLOSERS = frozenset({")", "]", "}"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}

_TOKEN = re.compile(
    r"""((?:\s++|//[^\n]*+|/\*.*?\*/|<!--[^\n]*+)*+)(?:
    ([A-Za-z_$\x80-\uffff][\w$]*+)
    |([{}()\[\];,.]|===|!==|>>>|==|!=|<=|>=|=>|&&|\|\||\+\+|--|\+=|-=|\*=|/=|%=|<<|>>|\?\?|[<>+\-*/%!?:=&|^~])
    |("(?:[^"\\\n\r]|\\(?:\r\n|.))*+"|'(?:[^'\\\n\r]|\\(?:\r\n|.))*+'|`(?:[^`\\$]|\\.|\$(?!\{))*+`)
    |(0[xX][0-9a-fA-F]++|(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?+)
    |(`(?:[^`\\]|\\.)*+`)
    |\Z)""",
    re.DOTALL | re.VERBOSE,
)
_REGEX = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/[a-z]*+")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_LINE = re.compile(r"[^\n]*")


class Kind(Enum):
    """What a token is. Of an ``OPAQUE`` operand nothing is known: a regular expression, a template."""

    NAME = "name"
    STRING = "string"
    NUMBER = "number"
    MARK = "mark"
    OPAQUE = "opaque"
    END = "end"


class Token(NamedTuple):
    """``text`` is the value of a string, else as written; ``fresh``: a line break stands before it."""

    kind: Kind
    text: str
    fresh: bool


_KINDS = (Kind.END, Kind.END, Kind.NAME, Kind.MARK, Kind.STRING, Kind.NUMBER, Kind.OPAQUE)
"""By the group of the pattern that matched."""


class Broken(Exception):
    """The text is no script: a browser would run nothing of it. Also: it is longer than is read here."""


def tokens(script: str) -> Sequence[Token]:
    """All tokens, closed by one of kind ``END``. Raises Broken."""
    return _short(script) if len(script) <= _LONGEST_KEPT else _read(script)


@lru_cache(maxsize=64)
def _short(script: str) -> Sequence[Token]:
    """The pages of a site share most of their scripts."""
    return _read(script)


def _read(script: str) -> Sequence[Token]:
    found: list[Token] = []
    place, fresh = 0, True
    while True:
        match = _TOKEN.match(script, place)
        if match is None or len(found) > MOST_TOKENS:
            raise Broken(f"at {place}")
        place = match.end()
        fresh = fresh or "\n" in match[1]
        if match.lastindex == 1:
            found.append(Token(Kind.END, "", fresh=True))
            return found
        kind, text = _KINDS[match.lastindex or 0], match[match.lastindex or 0]
        if kind is Kind.STRING:
            text = _unescaped(text[1:-1])
        elif text in ("/", "/=") and _operand_expected(found[-1] if found else None):
            kind, text = Kind.OPAQUE, ""
            place = _end_of(_REGEX, script, match.start(match.lastindex or 0))
        elif text == "--" and fresh and script.startswith(">", place):
            place = _end_of(_LINE, script, place)
            continue
        found.append(Token(kind, text, fresh))
        fresh = False


def _end_of(pattern: re.Pattern[str], script: str, place: int) -> int:
    match = pattern.match(script, place)
    if match is None:
        raise Broken(f"at {place}")
    return match.end()


def _operand_expected(before: Token | None) -> bool:
    if before is None:
        return True
    if before.kind is Kind.NAME:
        return before.text in _BEFORE_OPERAND
    return before.kind is Kind.MARK and before.text not in _CLOSERS


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_letter, text) if "\\" in text else text


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _ESCAPES.get(match[4], match[4])
