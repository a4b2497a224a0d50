"""Text shown to people, in the languages this program speaks."""

from enum import StrEnum
from typing import NamedTuple


class Lang(StrEnum):
    """A language of the interface; Chinese is the default everywhere."""

    ZH = "zh"
    EN = "en"


class Text(NamedTuple):
    """One sentence or word in every language; may hold ``{name}`` places for parameters."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """The text in one language."""
        return self.en if lang is Lang.EN else self.zh


class Fault(ValueError):
    """A value that a model refuses, told in every language: pydantic carries it to whoever reads the file."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Text(zh, en)


class Message(NamedTuple):
    """What a check can say, keyed by a stable message id, in Chinese; translations lie in ``locale/``.

    ``says`` is one sentence that names the thing. ``expected``, ``seen`` and ``mend`` fill the rows
    应当, 看到 and 怎样改 of a finding. All may hold ``{name}`` places for the finding's parameters.
    """

    says: str
    expected: str = ""
    seen: str = ""
    mend: str = ""


class About(NamedTuple):
    """A check's documentation in Chinese: what it looks at, why it matters, how a fault is mended."""

    what: str
    why: str
    mend: str
