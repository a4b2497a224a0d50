"""Values of a script as far as they are known, and what operators and methods make of them."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, unquote


class Special(Enum):
    """What is not a plain value."""

    UNKNOWN = "unknown"
    UNDEFINED = "undefined"
    FUNCTION = "function"
    """A function of the script; what a call would do is not looked into."""


UNKNOWN = Special.UNKNOWN
UNDEFINED = Special.UNDEFINED
FUNCTION = Special.FUNCTION


@dataclass(frozen=True, slots=True)
class Host:
    """A thing of the browser, by its path: ``document.write``."""

    path: str


@dataclass(frozen=True, slots=True)
class Field:
    """An input element of the page."""

    value: str


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a known string, not yet called."""

    text: str
    name: str


Value = str | float | bool | None | Special | Host | Field | Method


def truth(value: Value) -> bool | None:
    """Whether a condition of this value holds; ``None``: nobody knows."""
    if value is UNKNOWN or isinstance(value, Host):
        return None
    if value is UNDEFINED:
        return False
    if isinstance(value, float) and math.isnan(value):
        return False
    return bool(value) if isinstance(value, str | int | float | None) else True


def text_of(value: Value) -> str | None:
    """The value as a script would write it; ``None`` if that is not known."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value)) if value == value // 1 and abs(value) < 1e15 else None
    if value is None:
        return "null"
    return "undefined" if value is UNDEFINED else None


def number(written: str) -> Value:
    """A number as it stands in a script. The old octal form is not read."""
    try:
        return int(written, 0)
    except ValueError:
        return UNKNOWN if written.isdigit() else float(written)


def plus(left: Value, right: Value) -> Value:
    """``left + right``."""
    if isinstance(left, str) or isinstance(right, str):
        before, after = text_of(left), text_of(right)
        return UNKNOWN if before is None or after is None else before + after
    return _reckoned(left, right, lambda a, b: a + b)


def operate(mark: str, left: Value, right: Value) -> Value:
    """Any binary operator but ``+`` and those that may leave their right side alone."""
    if mark in ("==", "!=", "===", "!=="):
        equal = _equal(left, right, strict=len(mark) == 3)
        return UNKNOWN if equal is None else equal is (mark[0] == "=")
    compare = _COMPARISONS.get(mark)
    if compare and isinstance(left, str) and isinstance(right, str):
        # JavaScript compares UTF-16 units; the order differs only beyond the basic plane
        return compare(left.encode("utf-16-be", "surrogatepass"), right.encode("utf-16-be", "surrogatepass"))
    reckon = compare or _ARITHMETIC.get(mark)
    return _reckoned(left, right, reckon) if reckon else UNKNOWN


_COMPARISONS: dict[str, Callable[..., bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
_ARITHMETIC: dict[str, Callable[..., float]] = {
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": math.fmod,
}


def _reckoned(left: Value, right: Value, reckon: Callable[..., float]) -> Value:
    if not _is_number(left) or not _is_number(right):
        return UNKNOWN
    try:
        outcome = reckon(left, right)
    except (ZeroDivisionError, OverflowError, ValueError):
        return UNKNOWN
    return outcome if math.isfinite(outcome) and abs(outcome) < 2**53 else UNKNOWN


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equal(left: Value, right: Value, *, strict: bool) -> bool | None:
    nothing = (None, UNDEFINED)
    if UNKNOWN in (left, right) or isinstance(left, Host) or isinstance(right, Host):
        return None
    if left in nothing or right in nothing:
        return left is right if strict else left in nothing and right in nothing
    if not isinstance(left, str | int | float) or not isinstance(right, str | int | float):
        return None
    if isinstance(left, str) == isinstance(right, str):
        alike = isinstance(left, bool) == isinstance(right, bool)
        return left == right if alike else (False if strict else float(left) == float(right))
    if strict:
        return False
    return _number(left) == _number(right)


def _number(value: str | float) -> float:
    try:
        return float(value) if str(value).strip() else 0.0
    except ValueError:
        return math.nan


def member(text: str, name: str) -> Value:
    """A property of a known string."""
    if name != "length":
        return Method(text, name)
    return UNKNOWN if _beyond_basic_plane(text) else len(text)


def call_method(method: Method, arguments: Sequence[Value]) -> Value:
    """What a method of a known string gives; ``UNKNOWN`` for those that are not known here."""
    function = _METHODS.get(method.name)
    plain = [value for value in arguments if isinstance(value, str | int)]
    if function is None or len(plain) < len(arguments) or _beyond_basic_plane(method.text):
        return UNKNOWN
    try:
        return function(method.text, *plain)
    except (TypeError, ValueError, AttributeError, OverflowError):
        return UNKNOWN  # called with arguments that are rarely seen


def _beyond_basic_plane(text: str) -> bool:
    """Python counts letters, JavaScript UTF-16 units: they disagree here."""
    return not text.isascii() and max(text) > "\uffff"


def _substring(text: str, start: int, end: int | None = None) -> str:
    first = max(0, start)
    last = len(text) if end is None else max(0, end)
    return text[min(first, last) : max(first, last)]


def _substr(text: str, start: int, length: int | None = None) -> str:
    first = max(0, len(text) + start) if start < 0 else start
    return text[first:] if length is None else text[first : first + max(0, length)]


def _slice(text: str, start: int = 0, end: int | None = None) -> str:
    return text[start:end]


def _replace(text: str, old: str, new: str) -> Value:
    return UNKNOWN if "$" in new else text.replace(old, new, 1)


_METHODS: dict[str, Callable[..., Value]] = {
    "substring": _substring,
    "substr": _substr,
    "slice": _slice,
    "replace": _replace,
    "indexOf": lambda text, part, start=0: text.find(part, max(0, start)),
    "lastIndexOf": lambda text, part: text.rfind(part),
    "charAt": lambda text, place=0: text[place] if 0 <= place < len(text) else "",
    "concat": lambda text, *parts: text + "".join(part + "" for part in parts),
    "toLowerCase": lambda text: text.lower(),
    "toUpperCase": lambda text: text.upper(),
    "trim": lambda text: text.strip(),
    "toString": lambda text: text,
}

_UNESCAPE = re.compile(r"%(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{2}))")


def _unescape(text: str) -> str:
    return _UNESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)


def _decoded(text: str) -> Value:
    try:
        return unquote(text, errors="strict")
    except ValueError:
        return UNKNOWN


FUNCTIONS: dict[str, Callable[[str], Value]] = {
    "unescape": _unescape,
    "decodeURI": _decoded,
    "decodeURIComponent": _decoded,
    "encodeURI": lambda text: quote(text, safe=";,/?:@&=+$-_.!~*'()#"),
    "encodeURIComponent": lambda text: quote(text, safe="-_.!~*'()"),
    "String": lambda text: text,
}
"""Functions of the browser that make one string of another."""
