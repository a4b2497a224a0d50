"""The one result object. Every report is a view of it and of nothing else."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from auditbot.model.crawl import (
    BrowserInfo,
    Coverage,
    CrawlRecord,
    Gap,
    HostRecord,
    LimitHit,
    Line,
    StopReason,
    Trap,
    Vantage,
)
from auditbot.model.document import Document
from auditbot.model.fetch import PageOutcome
from auditbot.model.finding import Finding
from auditbot.model.framework import Framework, IndicatorKind, Requirement, Wording
from auditbot.model.outcome import Outcome
from auditbot.model.page import PageKind
from auditbot.model.remembered import Remembered
from auditbot.model.sheet import Reckoning
from auditbot.model.site import Site
from auditbot.url import Url

__all__ = [
    "SCHEMA",
    "Audit",
    "BrowserInfo",
    "CheckRecord",
    "ColumnBrief",
    "Coverage",
    "CrawlRecord",
    "FrameworkRecord",
    "Gap",
    "Grade",
    "HostRecord",
    "IndicatorResult",
    "IndicatorState",
    "LimitHit",
    "Line",
    "PageBrief",
    "PageRecord",
    "PairBrief",
    "Score",
    "Since",
    "StopReason",
    "Trap",
    "Vantage",
    "Verdict",
]

SCHEMA: Literal["auditbot/audit/1"] = "auditbot/audit/1"


class Verdict(Requirement):
    """What became of one requirement."""

    outcome: Outcome
    reason: Wording | None = None
    """Why it was not tested, or what was decided without a finding."""
    tally: dict[Outcome, int] = Field(default_factory=dict)
    """How many things were judged with each outcome; a thing may be a page, a link, a column …"""
    counted: Wording | None = None
    """What the tally counts."""
    findings: tuple[str, ...] = ()
    due_state: str = "standing"
    """``standing``, ``not-due``, ``due-soon``, ``overdue``, ``lapsed``."""
    due_days: int | None = None


class IndicatorState(StrEnum):
    """Whether an indicator is met."""

    MET = "met"
    NOT_MET = "not-met"
    OPEN = "open"
    """It depends on what could not be told."""
    NOT_CHECKED = "not-checked"


class IndicatorResult(Document):
    """One indicator, counted."""

    framework: str
    id: str
    title: Wording
    clause: str
    kind: IndicatorKind
    state: IndicatorState
    counts: tuple[tuple[int, int, int], ...] = ()
    """For each threshold: failed, those that may yet fail, and the number that meets it."""
    points: float | None = None


class Grade(StrEnum):
    """The verdict in one word: 合格, 不合格, 尚不能判定."""

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    UNDETERMINED = "undetermined"


class Score(Document):
    """The verdict over all. ``low`` and ``high`` stay empty where a sheet lacks points."""

    grade: Grade
    reasons: tuple[Wording, ...]
    low: float | None = None
    high: float | None = None
    indicators: tuple[IndicatorResult, ...] = ()
    sheet: Reckoning | None = None
    """How the points were reckoned, and by which sheet."""


class FrameworkRecord(Framework):
    """A framework as it was when the audit was made."""

    digest: str


class Since(Document):
    """What changed since the audit before: ids of findings."""

    audit: str
    finished: datetime
    new: tuple[str, ...] = ()
    still: tuple[str, ...] = ()
    gone: tuple[Finding, ...] = ()
    gone_is_proof: bool = False
    """False when this audit saw too little to say that what is gone was mended."""

    def is_back(self, finding: Finding) -> bool:
        """Whether a finding that is new against that audit had been seen by an earlier one."""
        seen = finding.first_seen
        return seen is not None and seen.timestamp() < self.finished.timestamp()


class CheckRecord(Document):
    """The documentation of a check, as printed beside its findings."""

    id: str
    title: Wording
    what: Wording
    why: Wording
    mend: Wording
    origin: str
    """The distribution it came from."""


class PageRecord(Document):
    """One line of ``pages.jsonl``."""

    url: str
    final_url: str | None
    outcome: PageOutcome
    status: int | None
    failure: str | None
    kind: PageKind
    title: str
    published: date | None
    published_source: str
    depth: int | None
    found_on: str | None
    fetched_at: datetime | None
    bytes: int
    detail: str = ""
    rendered: bool = False
    same_as: str | None = None
    """The address that the page goes by, where this is another address of the same page (``/x/index.html``
    for ``/x/``, https for http): it is counted and judged once."""


class PageBrief(Document):
    """A page that findings name, for the report's list by page."""

    url: Url
    also_at: tuple[Url, ...] = ()
    """Other addresses at which the same page was read."""
    title: str
    path: tuple[str, ...]
    findings: tuple[str, ...]


class ColumnBrief(Document):
    """A column that was found, for the report's picture of ages."""

    name: str
    url: Url
    path: tuple[str, ...]
    items: int
    newest: date | None
    newest_title: str = ""
    period: int | None = None
    state: str = "items"
    """``items``, ``empty``, ``placeholder``, ``unseen``, ``text``, ``unreachable``."""
    partly: bool = False
    """A glance did not see all of it: it may be fresher than it looks."""
    unit: str = ""


class PairBrief(Document):
    """A policy and an interpretation of it, for the report's graph."""

    policy: str
    """Title."""
    policy_url: Url | None
    interpretation: str
    interpretation_url: Url | None
    forward: bool
    """The interpretation links to the policy."""
    back: bool
    """The policy links to the interpretation."""


class Audit(Document):
    """One audit of one site."""

    schema_: Literal["auditbot/audit/1"] = Field(default=SCHEMA, alias="schema")
    id: str
    program: str
    """Name and version."""
    lang: str = "zh"
    as_of: date
    site: Site
    site_shown: dict[str, str] = Field(default_factory=dict)
    """What the site says of itself: name, code, host."""
    frameworks: tuple[FrameworkRecord, ...]
    vantage: Vantage
    settings: dict[str, Any]
    visitor: str = ""
    """The User-Agent under which the site was visited."""
    crawl: CrawlRecord
    coverage: Coverage
    checks: tuple[CheckRecord, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    score: Score
    columns: tuple[ColumnBrief, ...] = ()
    pairs: tuple[PairBrief, ...] = ()
    pages: tuple[PageBrief, ...] = ()
    since: Since | None = None
    remembered: Remembered | None = None
    """What the office store made of it, where one was in use."""
    warnings: tuple[Wording, ...] = ()
