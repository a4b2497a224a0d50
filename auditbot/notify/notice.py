"""A notice: what somebody is told, ready to be sent."""

from datetime import datetime
from enum import StrEnum

from auditbot.model.document import Document
from auditbot.model.outcome import Severity


class AudienceKind(StrEnum):
    """For whom a notice is."""

    SITE = "site"
    """Who answers for the site: is told everything."""
    UNIT = "unit"
    """A unit: is told what is its own."""
    SUPERVISOR = "supervisor"
    """Who supervises the site: is told of verdicts, warnings and what is urgent."""
    OPERATOR = "operator"
    """Who runs this program: is told of what keeps it from its work."""


class Audience(Document):
    """For whom a notice is; ``name`` is that of the unit."""

    kind: AudienceKind
    name: str = ""


class Notice(Document):
    """What one audience is told at once. Its words are harmless, bounded, and in one language."""

    key: str
    """The same whenever the same changes are told to the same audience."""
    site: str
    """Its id; empty: it is not about one."""
    audience: Audience
    subject: str
    """One line."""
    text: str
    severity: Severity
    """Of the gravest change."""
    urgent: bool = False
    """It does not wait for a digest."""
    created: datetime
    """When the audit was finished, or the notice made."""
    changes: tuple[str, ...] = ()
    """Keys of the changes it tells, told to this audience: none of them is ever told again."""
