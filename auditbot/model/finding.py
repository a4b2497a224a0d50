"""What a check saw, with the evidence for it."""

from datetime import datetime
from typing import Any

from pydantic import Field

from auditbot.model.course import Course
from auditbot.model.document import Document
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.page import Region
from auditbot.model.text import Lang
from auditbot.url import Url

FOUND_ON_LIMIT = 50
"""Pages listed with a finding; ``found_on_total`` has the true number."""


class Locator(Document):
    """The exact place on a page."""

    region: Region | None = None
    selector: str = ""
    """A CSS path that leads to the element, at most 300 characters."""
    ordinal: int | None = None
    """The how-manieth link of the page, from 1."""


class Evidence(Document):
    """What was seen, so that somebody else can see it again."""

    url: Url | None = None
    title: str = ""
    """Of the page, as a person would call it."""
    path: tuple[str, ...] = ()
    """The menu path to the page: 首页, 政务公开, …"""
    seen_at: datetime | None = None
    status: int | None = None
    excerpt: str = ""
    """The words around the place, at most 300 characters; personal data masked."""
    mark: str = ""
    """The part of the excerpt that matters."""
    locator: Locator | None = None
    digest: str = ""
    """SHA-256 of the page's body as archived, hexadecimal, first 16 characters."""


class Wordings(Document):
    """A finding's message in one language, with its parameters filled in."""

    says: str
    expected: str = ""
    seen: str = ""
    mend: str = ""


class Finding(Document):
    """One thing a check has to say. ``id`` is the same in the next audit if the defect is the same."""

    id: str
    check: str
    outcome: Outcome
    severity: Severity = Severity.NOTICE
    """The gravest of the requirements it counts for; set when verdicts are given."""
    weight: Severity | None = None
    """It weighs no more than this, whatever the requirement says; a notice decides no verdict."""
    requirements: tuple[str, ...] = ()
    target: str
    """What is wrong: the dead address, the column's page, the host …"""
    unit: str = ""
    """The unit that answers for the target, where the site's register names one."""
    message_id: str
    message: str
    """The sentence in the language of the audit."""
    texts: dict[Lang, Wordings]
    parameters: dict[str, Any] = Field(default_factory=dict)
    class_: str | None = Field(default=None, alias="class")
    """For links: how it is broken."""
    found_on: tuple[Url, ...] = ()
    """Pages that carry it, at most ``FOUND_ON_LIMIT``."""
    found_on_total: int = 0
    evidence: tuple[Evidence, ...] = ()
    first_seen: datetime | None = None
    course: Course | None = None
    """What the office store knew of it, where one was in use."""
