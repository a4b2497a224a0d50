"""What a notice says, as far as its text can be taken apart."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Due:
    """A day that a duty names, with the words that name it."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One clause: its number as printed, its text, who answers for it and by when."""

    id: str
    text: str
    heading: str = ""
    """The headings it stands under, the nearest last."""
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    lasting: bool = False
    """The notice itself says that it has no end (长期坚持)."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The head of a notice, and its duties in their order."""

    title: str
    number: str = ""
    issued: date | None = None
    duties: tuple[Duty, ...] = field(default=())
