"""Personal data that was found in a text: what is kept of it never holds a number in clear."""

from dataclasses import dataclass
from enum import StrEnum


class PersonalKind(StrEnum):
    """What a number tells of a person."""

    ID_CARD = "id-card"
    """A citizen's identity number (GB 11643)."""
    MOBILE = "mobile"
    """A mobile telephone number beside the name of whom it belongs to."""
    BANK_CARD = "bank-card"


@dataclass(frozen=True, slots=True)
class PersonalHit:
    """One number, masked but for its first three and last two characters."""

    kind: PersonalKind
    masked: str
    excerpt: str
    """The words around it, all other numbers masked as well."""
    sure: bool = True
    """The words around it leave no doubt; otherwise a person must look."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What was found in one text: the first hits, and how many there are in truth, each number once."""

    hits: tuple[PersonalHit, ...] = ()
    counts: tuple[tuple[PersonalKind, int], ...] = ()

    def count(self, kind: PersonalKind) -> int:
        """Different numbers of one kind."""
        return dict(self.counts).get(kind, 0)
