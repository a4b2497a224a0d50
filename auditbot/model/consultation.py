"""What a page shows of a consultation (征求意见): the call for opinions, or what came of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditbot.url import Url


class Role(StrEnum):
    """What the page is in a consultation."""

    CALL = "call"
    """It asks for opinions; what came of it may be told on it as well."""
    OUTCOME = "outcome"
    """It tells what came of an earlier call."""


class Channel(StrEnum):
    """The ways in which one may answer."""

    POST = "post"
    MAIL = "mail"
    """Electronic mail."""
    PHONE = "phone"
    FAX = "fax"
    FORM = "form"
    """On the page, or on another one of the site."""


class Stage(StrEnum):
    """What the page itself says of the state of the consultation."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Consultation:
    """One page of a consultation. Words are as shown, at most 80 characters; empty where there are none."""

    role: Role
    subject: str
    """What opinions are asked about: the draft's title where the page's title has it in marks."""
    drafted: bool = False
    """It is about a draft, not a call for ideas."""
    draft: str = ""
    """What gives the draft: the name of a file or link, or the first words of its text."""
    explanation: str = ""
    """起草说明, in words or as a file."""
    files: int = 0
    """Files, frames and pictures of the page that may hold what its text does not."""
    channels: tuple[tuple[Channel, str], ...] = ()
    starts: date | None = None
    ends: date | None = None
    """The last day, as the page shows it or as it follows from the number of days that it gives."""
    deadline: str = ""
    """The words that tell until when."""
    stage: Stage | None = None
    stage_words: str = ""
    received: str = ""
    """How many opinions came in, or that none did."""
    nothing_received: bool = False
    adopted: str = ""
    """What was adopted."""
    all_adopted: bool = False
    reasons: str = ""
    """Why opinions were not adopted."""
    links: tuple[tuple[Url, str], ...] = ()
    """Links of the page's own part with their words: the explanation, the outcome, the earlier call."""
