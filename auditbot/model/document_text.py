"""What a policy document says of itself in its title and text, beside its table."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Release(StrEnum):
    """How a document may be released, by its own note."""

    OPEN = "open"
    """此件公开发布, 主动公开, 删减后公开."""
    ON_REQUEST = "on-request"
    """依申请公开."""
    CLOSED = "closed"
    """不予公开."""


@dataclass(frozen=True, slots=True)
class Abolished:
    """A document that the text declares void, as it names it. ``words``: the sentence, cut short."""

    title: str = ""
    number: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What one document says of itself. Texts are as written; empty where it says nothing."""

    title_number: str = ""
    """The number at the end of its title, whole or not."""
    line_number: str = ""
    """The number on a line of its own above the text, outside of the table."""
    broken: tuple[str, ...] = ()
    """Other documents' numbers in the running text that lost a bracket or the year."""
    malformed: tuple[str, ...] = ()
    """Other documents' numbers in the running text with other brackets than 〔〕."""
    prose: int = 0
    """Letters of its sentences; few where the page holds only files or pictures."""
    release: str = ""
    """The note on its release."""
    released: Release | None = None
    announced: date | None = None
    """The day under the label of publication below the title, though it may be to come."""
    signed: date | None = None
    """The day below the issuer's name at the end (落款)."""
    signer: str = ""
    """The name above that day, blanks left out."""
    dated_as: str = ""
    """The label of its 成文日期, as the page calls it: 成文日期, 生成日期 …"""
    term: str = ""
    """The sentence that states from when, and how long, it is in force."""
    limited: bool = False
    """The text states how long, though the last day may not be known."""
    starts: date | None = None
    """Its first day in force."""
    ends: date | None = None
    """Its last day in force."""
    void: str = ""
    """The words that declare this very document void."""
    extended: str = ""
    """The words that prolong its own validity."""
    abolishes: tuple[Abolished, ...] = ()
    prolongs: tuple[Abolished, ...] = ()
    """Documents whose validity the text prolongs."""
