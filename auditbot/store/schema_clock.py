"""The tables of the clock: schedules, runs, availability samples, and who holds the watch."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from auditbot.store.base import Base, Word, Written
from auditbot.store.schema import Key

_FOR_ALL = text("site_id IS NULL")


class RunKind(StrEnum):
    """What is done by the clock."""

    AUDIT = "audit"
    LIGHT = "light"
    """Homepage, columns, known faults."""
    SAMPLE = "sample"
    """One look at whether the site answers."""
    RECHECK = "recheck"
    """Entries of the ledger that claim to be mended."""


class RunState(StrEnum):
    """What became of a run."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    MISSED = "missed"
    """Nobody was there to begin it."""
    SKIPPED = "skipped"
    """The one before was still running, or something else stood against it."""
    PARKED = "parked"
    """It was cut off too often: its site has no run of its kind until it is set free."""


class ScheduleRow(Base):
    """When something is done for a site, or for all that have none of their own."""

    __tablename__ = "schedule"
    __table_args__ = (
        UniqueConstraint("site_id", "kind"),
        Index(
            "uq_schedule_kind_for_all",
            "kind",
            unique=True,
            sqlite_where=_FOR_ALL,
            postgresql_where=_FOR_ALL,
        ),
    )

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[str | None] = mapped_column(ForeignKey("site.id"))
    kind: Mapped[RunKind] = mapped_column(Word(RunKind))
    rule: Mapped[dict[str, Any]]
    """Names and numbers only; read by the scheduler."""
    enabled: Mapped[bool] = mapped_column(default=True)
    next_due: Mapped[datetime | None] = mapped_column(index=True)
    changed: Mapped[datetime]


class RunRow(Base):
    """One thing that was done, or should have been; one a site, kind and time."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("site_id", "kind", "due"), Index(None, "state", "due"))

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"))
    schedule_key: Mapped[int | None] = mapped_column(ForeignKey("schedule.key", ondelete="SET NULL"))
    kind: Mapped[RunKind] = mapped_column(Word(RunKind))
    due: Mapped[datetime]
    last_due: Mapped[datetime | None]
    """Of the due times that it stands for, if they are more than one."""
    times: Mapped[int] = mapped_column(default=1)
    """Due times that it stands for: those that were missed one after the other are one row."""
    cut_off: Mapped[int] = mapped_column(default=0)
    """Times that the process which conducted it was gone without a word."""
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    state: Mapped[RunState] = mapped_column(Word(RunState))
    reason: Mapped[str] = mapped_column(Written(2000))
    holder: Mapped[str]
    """The process that does it."""
    folder: Mapped[str] = mapped_column(Written(4096))
    audit_key: Mapped[int | None] = mapped_column(ForeignKey("audit.key", ondelete="SET NULL"))


class SampleRow(Base):
    """One look at whether a site answers."""

    __tablename__ = "sample"
    __table_args__ = (Index(None, "site_id", "at"),)

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    url: Mapped[str] = mapped_column(Written(4096))
    reached: Mapped[bool]
    seconds: Mapped[float]
    """From the request to the last byte."""
    status: Mapped[int | None]
    failure: Mapped[str]
    """The kind of failure; empty: none."""
    ours: Mapped[bool]
    """Our own line was at fault: it counts neither way."""


class WatchRow(Base):
    """A duty that only one process has at a time, such as the clock."""

    __tablename__ = "watch"

    duty: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    term: Mapped[int] = mapped_column(default=1)
    """Counts up with every new holder: what an earlier one still writes is refused."""
    since: Mapped[datetime]
    until: Mapped[datetime]
    """Unless renewed before, it is free from then on."""
