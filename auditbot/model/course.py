"""What is known of a finding through time: what audits made of it, and what people do about it."""

from datetime import date, datetime
from enum import StrEnum

from auditbot.model.document import Document


class Change(StrEnum):
    """What an audit brought for one finding."""

    NEW = "new"
    STILL = "still"
    GONE = "gone"
    BACK = "back"


class LedgerState(StrEnum):
    """Where an entry of the ledger stands. 超期 is no state: it follows from the deadline."""

    WAITING = "waiting"
    """待审核."""
    ASSIGNED = "assigned"
    """交办."""
    MENDING = "mending"
    """整改中."""
    REPORTED = "reported"
    """已反馈: the unit says that it is mended."""
    RECHECK = "recheck"
    """复查."""
    CLOSED = "closed"
    """销号."""
    FALSE_ALARM = "false-alarm"
    """误报."""
    APPEALED = "appealed"
    """申诉."""
    RETURNED = "returned"
    """退回."""


class Judgement(StrEnum):
    """What a person says of a finding."""

    TRUE = "true"
    FALSE_ALARM = "false-alarm"
    DOUBTFUL = "doubtful"


class ExceptionScope(StrEnum):
    """How far an exception reaches."""

    TARGET = "target"
    PAGE = "page"
    SITE = "site"
    ALL_SITES = "all-sites"


class Review(Document):
    """What a person judged a finding to be, the last time."""

    judgement: Judgement
    person: str
    note: str
    at: datetime


class Excepted(Document):
    """An exception in force that covers a finding."""

    scope: ExceptionScope
    reason: str
    person: str
    until: date | None
    """The last day it holds."""


class Pursued(Document):
    """The ledger's entry of a finding. What was claimed and what was proved stand side by side."""

    number: int
    state: LedgerState
    unit: str
    person: str
    due: date | None
    overdue: int = 0
    """Days; 0: it is not."""
    claimed: datetime | None = None
    """When it was said to be mended."""
    claimed_by: str = ""
    proofs: int = 0
    wanted: int = 1
    """Proofs that close it."""
    proved: datetime | None = None
    closed: datetime | None = None
    reopened: int = 0
    """Times it came back after it was closed."""


class Course(Document):
    """One finding through time. ``change``: since the audit before, where one audit is spoken of."""

    change: Change | None = None
    first_seen: datetime
    last_seen: datetime
    times_seen: int
    """Audits that told it."""
    ledger: Pursued | None = None
    review: Review | None = None
    exception: Excepted | None = None

    @property
    def dismissed(self) -> bool:
        """A person judged it a false alarm."""
        return self.ledger is not None and self.ledger.state is LedgerState.FALSE_ALARM

    @property
    def set_aside(self) -> bool:
        """It is not pursued: a false alarm, or excepted."""
        return self.dismissed or self.exception is not None
