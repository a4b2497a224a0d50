"""The tables of what was seen: sites, audits, verdicts, findings and their sightings.

Rows are found by whole numbers; the names that people and files use (``SiteRow.id``, ``AuditRow.id``,
``FindingRow.id``) stand beside them. The id of an audit, and of a finding, is unique within its site.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auditbot.model.audit import Grade, StopReason
from auditbot.model.outcome import Outcome, Severity
from auditbot.store.base import Base, Word, Written

Key = BigInteger().with_variant(Integer, "sqlite")
"""Numbers of rows; SQLite counts up by itself only in its own INTEGER."""


class FindingState(StrEnum):
    """Where a finding stands."""

    PRESENT = "present"
    GONE = "gone"
    """Proved absent: an audit that saw everything did not meet it."""
    BACK = "back"
    """Present again after it was gone."""
    UNTOLD = "untold"
    """It appeared, but never yet as a fault or as something for a person: it could only not be tested."""


class SiteRow(Base):
    """A site. ``document`` is the whole ``Site``; the other columns are drawn from it, for finding."""

    __tablename__ = "site"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    home: Mapped[str] = mapped_column(Written(4096))
    name: Mapped[str]
    code: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str | None]
    unit: Mapped[str] = mapped_column(index=True)
    supervisor: Mapped[str] = mapped_column(index=True)
    document: Mapped[str] = mapped_column(Text)
    added: Mapped[datetime]
    changed: Mapped[datetime]
    removed: Mapped[datetime | None]
    """Since then it is audited no more; its history stays."""


class TagRow(Base):
    """A tag of a site."""

    __tablename__ = "site_tag"

    site_id: Mapped[str] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(Text, primary_key=True, index=True)


class AuditRow(Base):
    """One audit of one site; the whole of it lies in ``folder``."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("site_id", "id"), Index(None, "site_id", "finished"))

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"))
    id: Mapped[str]
    digest: Mapped[str]
    """Of everything below that an audit decides: the same audit recorded again changes nothing."""
    folder: Mapped[str] = mapped_column(Written(4096))
    recorded: Mapped[datetime]
    program: Mapped[str]
    as_of: Mapped[date]
    started: Mapped[datetime]
    finished: Mapped[datetime] = mapped_column(index=True)
    seconds: Mapped[float]
    stopped: Mapped[StopReason] = mapped_column(Word(StopReason))
    stop_detail: Mapped[str]
    whole: Mapped[bool]
    """It ended by itself and its coverage is complete: only such an audit proves absence."""
    glance: Mapped[bool] = mapped_column(default=False)
    """It looked at the homepage, the columns and known faults only, as it was told to."""
    coverage: Mapped[dict[str, Any]]
    """The ``Coverage`` of the audit."""
    extent: Mapped[list[str]]
    """What the audit could see: see ``extent.extent_of``."""
    pages: Mapped[int]
    frameworks: Mapped[list[str]]
    grade: Mapped[Grade] = mapped_column(Word(Grade))
    low: Mapped[float | None]
    high: Mapped[float | None]
    counts: Mapped[dict[str, Any]]
    """Findings: outcome → severity → number."""
    new: Mapped[int] = mapped_column(default=0)
    still: Mapped[int] = mapped_column(default=0)
    gone: Mapped[int] = mapped_column(default=0)
    back: Mapped[int] = mapped_column(default=0)


class VerdictRow(Base):
    """What an audit concluded about one requirement."""

    __tablename__ = "verdict"

    audit_key: Mapped[int] = mapped_column(ForeignKey("audit.key", ondelete="CASCADE"), primary_key=True)
    requirement: Mapped[str] = mapped_column(primary_key=True)
    """``framework/requirement``."""
    framework: Mapped[str]
    clause: Mapped[str]
    check: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    severity: Mapped[Severity] = mapped_column(Word(Severity))
    decided: Mapped[bool]
    """All that it speaks of was looked at: what it does not name is not there."""


class FindingRow(Base):
    """A finding through time. What the last audit that met it said is in ``document`` (a ``Finding``)."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("site_id", "id"), Index(None, "site_id", "state"))

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"))
    id: Mapped[str]
    check: Mapped[str] = mapped_column(index=True)
    target: Mapped[str] = mapped_column(Written(4096))
    unit: Mapped[str] = mapped_column(index=True)
    severity: Mapped[Severity] = mapped_column(Word(Severity))
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    requirements: Mapped[list[str]]
    message: Mapped[str] = mapped_column(Written(2000))
    document: Mapped[str] = mapped_column(Text)
    state: Mapped[FindingState] = mapped_column(Word(FindingState))
    state_since: Mapped[datetime]
    """When the audit finished that put it into its state."""
    first_seen: Mapped[datetime]
    """When the first audit finished that told it (while none has: that it appeared in)."""
    last_seen: Mapped[datetime]
    last_audit_key: Mapped[int] = mapped_column(ForeignKey("audit.key"))
    """The last one it appeared in, with any outcome."""
    times_seen: Mapped[int]
    """Audits that told it, as a fault or for a person to decide."""


class SightingRow(Base):
    """A finding in one audit, with any outcome."""

    __tablename__ = "sighting"

    audit_key: Mapped[int] = mapped_column(ForeignKey("audit.key", ondelete="CASCADE"), primary_key=True)
    finding_key: Mapped[int] = mapped_column(
        ForeignKey("finding.key", ondelete="CASCADE"), primary_key=True, index=True
    )
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    severity: Mapped[Severity] = mapped_column(Word(Severity))
    requirements: Mapped[list[str]]
