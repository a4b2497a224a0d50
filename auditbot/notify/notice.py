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


class Audience(Document):
    """For whom a notice is; ``name`` is that of the unit."""

    kind: AudienceKind
    name: str = ""


class Notice(Document):
    """What one audience is told of one audit. Its words are harmless, bounded, and in one language."""

    key: str
    """The same whenever the same changes are told to the same audience."""
    site: str
    audience: Audience
    subject: str
    """One line."""
    text: str
    severity: Severity
    """Of the gravest change."""
    urgent: bool = False
    """It does not wait for a digest."""
    created: datetime
    """When the audit was finished."""
    changes: tuple[str, ...] = ()
    """Keys of the changes it tells, told to this audience: none of them is ever told again."""
