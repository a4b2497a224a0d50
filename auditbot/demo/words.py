"""The texts of the town: word lists read from data files, and choices that depend on a key alone."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from importlib.resources import files
from typing import Any, TypeVar

T = TypeVar("T")

_SLOT = re.compile(r"\{([a-z]+)(?::(\d{1,6})-(\d{1,6}))?\}")


def load(name: str) -> dict[str, Any]:
    """One data file of the package, by its name without ``.toml``."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


def number(key: str, low: int, high: int) -> int:
    """A number from ``low`` to ``high`` that is always the same for the same key."""
    return low + int.from_bytes(sha256(key.encode()).digest()[:8], "big") % (high - low + 1)


def pick(key: str, choices: Sequence[T]) -> T:
    """One of the choices, always the same for the same key."""
    return choices[number(key, 0, len(choices) - 1)]


def several(key: str, choices: Sequence[T], count: int) -> tuple[T, ...]:
    """That many of the choices, in an order of their own."""
    order = sorted(range(len(choices)), key=lambda index: sha256(f"{key}/{index}".encode()).digest())
    return tuple(choices[index] for index in order[:count])


def fill(text: str, key: str, words: Mapping[str, Sequence[str]], **given: str) -> str:
    """Put words in the slots of a text: ``{name}`` from ``given`` or ``words``, ``{a:10-90}`` a number.

    The same slot has the same word wherever it stands in texts filled under the same key.
    """

    def word(slot: re.Match[str]) -> str:
        name, low, high = slot.groups()
        if low:
            return str(number(f"{key}/{name}", int(low), int(high)))
        return given[name] if name in given else pick(f"{key}/{name}", words[name])

    return _SLOT.sub(word, text)


def chinese(day: date) -> str:
    """A day as official prose writes it: 2026年8月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
