"""The tables of what people do about findings: ledger (台账), reviews, exceptions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from auditbot.model.course import ExceptionScope, Judgement, LedgerState
from auditbot.store.base import Base, Word, Written
from auditbot.store.schema import Key

__all__ = [
    "ExceptionRow",
    "ExceptionScope",
    "Judgement",
    "LedgerEventRow",
    "LedgerRow",
    "LedgerState",
    "ReviewRow",
]


class LedgerRow(Base):
    """One fault to be mended. What was claimed and what was proved stand side by side."""

    __tablename__ = "ledger"
    __table_args__ = (Index(None, "site_id", "state"), Index(None, "state", "due"))

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"))
    finding_key: Mapped[int] = mapped_column(ForeignKey("finding.key"), unique=True)
    state: Mapped[LedgerState] = mapped_column(Word(LedgerState))
    unit: Mapped[str] = mapped_column(index=True)
    """责任单位."""
    person: Mapped[str]
    """责任人."""
    due: Mapped[date | None]
    """整改时限."""
    opened: Mapped[datetime]
    assigned: Mapped[datetime | None]
    claimed: Mapped[datetime | None]
    """When it was claimed to be mended."""
    proved: Mapped[datetime | None]
    """When enough audits had found it right."""
    closed: Mapped[datetime | None]
    proofs: Mapped[int] = mapped_column(default=0)
    """Days on which audits found it right since it was last met, as far as they are needed."""
    reopened: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Written(2000))
    """整改说明."""
    changed: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    """Counts changes: a sheet that comes back says which one it was drawn from."""


class LedgerEventRow(Base):
    """One thing that happened to an entry; never changed and never removed."""

    __tablename__ = "ledger_event"
    __table_args__ = (Index(None, "ledger_key", "at"),)

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    ledger_key: Mapped[int] = mapped_column(ForeignKey("ledger.key", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    before: Mapped[LedgerState | None] = mapped_column(Word(LedgerState))
    after: Mapped[LedgerState] = mapped_column(Word(LedgerState))
    person: Mapped[str]
    """Who did it; empty: the program."""
    note: Mapped[str] = mapped_column(Written(2000))
    audit_key: Mapped[int | None] = mapped_column(ForeignKey("audit.key", ondelete="SET NULL"))
    data: Mapped[dict[str, Any]]


class ReviewRow(Base):
    """What a person judged a finding to be; the last one counts."""

    __tablename__ = "review"

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    finding_key: Mapped[int] = mapped_column(ForeignKey("finding.key", ondelete="CASCADE"), index=True)
    judgement: Mapped[Judgement] = mapped_column(Word(Judgement))
    person: Mapped[str]
    note: Mapped[str] = mapped_column(Written(2000))
    at: Mapped[datetime]


class ExceptionRow(Base):
    """Findings that are not pursued for a time. They stay visible and counted."""

    __tablename__ = "exception"
    __table_args__ = (Index(None, "site_id", "check"),)

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    scope: Mapped[ExceptionScope] = mapped_column(Word(ExceptionScope))
    site_id: Mapped[str | None] = mapped_column(ForeignKey("site.id"))
    """None only for all sites."""
    check: Mapped[str]
    """Empty: of every check."""
    target: Mapped[str] = mapped_column(Written(4096))
    page: Mapped[str] = mapped_column(Written(4096))
    reason: Mapped[str] = mapped_column(Written(2000))
    person: Mapped[str]
    made: Mapped[datetime]
    expires: Mapped[date | None]
    """The last day it holds; none: until it is withdrawn."""
    withdrawn: Mapped[datetime | None]
