"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables."""
    _seen()
    _pursued()
    _clocked()


def _required(kind: "sa.types.TypeEngine[Any]", *names: str) -> list["sa.Column[Any]"]:
    """Columns of one type that are never empty."""
    return [sa.Column(name, kind, nullable=False) for name in names]


def _seen() -> None:
    """Sites, audits, findings."""
    op.create_table(
        "site",
        *_required(sa.Text(), "id", "home", "name", "code"),
        sa.Column("kind", sa.Text(), nullable=True),
        *_required(sa.Text(), "unit", "supervisor", "document"),
        *_required(INSTANT, "added", "changed"),
        sa.Column("removed", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
    )
    op.create_index("ix_site_code", "site", ["code"])
    op.create_index("ix_site_supervisor", "site", ["supervisor"])
    op.create_index("ix_site_unit", "site", ["unit"])
    op.create_table(
        "site_tag",
        *_required(sa.Text(), "site_id", "tag"),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name="fk_site_tag_site_id_site", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("site_id", "tag", name="pk_site_tag"),
    )
    op.create_index("ix_site_tag_tag", "site_tag", ["tag"])
    op.create_table(
        "audit",
        sa.Column("key", KEY, nullable=False),
        *_required(sa.Text(), "site_id", "id", "digest", "folder"),
        sa.Column("recorded", INSTANT, nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        *_required(INSTANT, "started", "finished"),
        sa.Column("seconds", sa.Double(), nullable=False),
        *_required(sa.Text(), "stopped", "stop_detail"),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("coverage", sa.JSON(), nullable=False),
        sa.Column("extent", sa.JSON(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("frameworks", sa.JSON(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("still", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("back", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_audit_site_id_site"),
        sa.PrimaryKeyConstraint("key", name="pk_audit"),
        sa.UniqueConstraint("site_id", "id", name="uq_audit_site_id_id"),
    )
    op.create_index("ix_audit_finished", "audit", ["finished"])
    op.create_index("ix_audit_site_id_finished", "audit", ["site_id", "finished"])
    op.create_table(
        "verdict",
        sa.Column("audit_key", KEY, nullable=False),
        *_required(sa.Text(), "requirement", "framework", "clause", "check", "outcome", "severity"),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_key"], ["audit.key"], name="fk_verdict_audit_key_audit", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("audit_key", "requirement", name="pk_verdict"),
    )
    op.create_table(
        "finding",
        sa.Column("key", KEY, nullable=False),
        *_required(sa.Text(), "site_id", "id", "check", "target", "unit", "severity", "outcome"),
        sa.Column("requirements", sa.JSON(), nullable=False),
        *_required(sa.Text(), "message", "document", "state"),
        *_required(INSTANT, "state_since", "first_seen", "last_seen"),
        sa.Column("last_audit_key", KEY, nullable=False),
        sa.Column("times_seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_finding_site_id_site"),
        sa.ForeignKeyConstraint(["last_audit_key"], ["audit.key"], name="fk_finding_last_audit_key_audit"),
        sa.PrimaryKeyConstraint("key", name="pk_finding"),
        sa.UniqueConstraint("site_id", "id", name="uq_finding_site_id_id"),
    )
    op.create_index("ix_finding_check", "finding", ["check"])
    op.create_index("ix_finding_site_id_state", "finding", ["site_id", "state"])
    op.create_index("ix_finding_unit", "finding", ["unit"])
    op.create_table(
        "sighting",
        sa.Column("audit_key", KEY, nullable=False),
        sa.Column("finding_key", KEY, nullable=False),
        *_required(sa.Text(), "outcome", "severity"),
        sa.Column("requirements", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_key"], ["audit.key"], name="fk_sighting_audit_key_audit", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["finding_key"], ["finding.key"], name="fk_sighting_finding_key_finding", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("audit_key", "finding_key", name="pk_sighting"),
    )
    op.create_index("ix_sighting_finding_key", "sighting", ["finding_key"])


def _pursued() -> None:
    """Ledger, reviews, exceptions."""
    op.create_table(
        "ledger",
        sa.Column("key", KEY, nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("finding_key", KEY, nullable=False),
        *_required(sa.Text(), "state", "unit", "person"),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("opened", INSTANT, nullable=False),
        sa.Column("assigned", INSTANT, nullable=True),
        sa.Column("claimed", INSTANT, nullable=True),
        sa.Column("proved", INSTANT, nullable=True),
        sa.Column("closed", INSTANT, nullable=True),
        sa.Column("proofs", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding_key"], ["finding.key"], name="fk_ledger_finding_key_finding"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_ledger_site_id_site"),
        sa.PrimaryKeyConstraint("key", name="pk_ledger"),
        sa.UniqueConstraint("finding_key", name="uq_ledger_finding_key"),
    )
    op.create_index("ix_ledger_site_id_state", "ledger", ["site_id", "state"])
    op.create_index("ix_ledger_state_due", "ledger", ["state", "due"])
    op.create_index("ix_ledger_unit", "ledger", ["unit"])
    op.create_table(
        "ledger_event",
        sa.Column("key", KEY, nullable=False),
        sa.Column("ledger_key", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        *_required(sa.Text(), "after", "person", "note"),
        sa.Column("audit_key", KEY, nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_key"], ["audit.key"], name="fk_ledger_event_audit_key_audit", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["ledger_key"], ["ledger.key"], name="fk_ledger_event_ledger_key_ledger", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_ledger_event"),
    )
    op.create_index("ix_ledger_event_ledger_key_at", "ledger_event", ["ledger_key", "at"])
    op.create_table(
        "review",
        sa.Column("key", KEY, nullable=False),
        sa.Column("finding_key", KEY, nullable=False),
        *_required(sa.Text(), "judgement", "person", "note"),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_key"], ["finding.key"], name="fk_review_finding_key_finding", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_review"),
    )
    op.create_index("ix_review_finding_key", "review", ["finding_key"])
    op.create_table(
        "exception",
        sa.Column("key", KEY, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=True),
        *_required(sa.Text(), "check", "target", "page", "reason", "person"),
        sa.Column("made", INSTANT, nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("withdrawn", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_exception_site_id_site"),
        sa.PrimaryKeyConstraint("key", name="pk_exception"),
    )
    op.create_index("ix_exception_site_id_check", "exception", ["site_id", "check"])


def _clocked() -> None:
    """Schedules, runs, samples, notices."""
    op.create_table(
        "schedule",
        sa.Column("key", KEY, nullable=False),
        sa.Column("site_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("next_due", INSTANT, nullable=True),
        sa.Column("changed", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_schedule_site_id_site"),
        sa.PrimaryKeyConstraint("key", name="pk_schedule"),
        sa.UniqueConstraint("site_id", "kind", name="uq_schedule_site_id_kind"),
    )
    op.create_index("ix_schedule_next_due", "schedule", ["next_due"])
    op.create_table(
        "run",
        sa.Column("key", KEY, nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("schedule_key", KEY, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("started", INSTANT, nullable=True),
        sa.Column("finished", INSTANT, nullable=True),
        *_required(sa.Text(), "state", "reason", "holder", "folder"),
        sa.Column("audit_key", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["audit_key"], ["audit.key"], name="fk_run_audit_key_audit", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["schedule_key"], ["schedule.key"], name="fk_run_schedule_key_schedule", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_run_site_id_site"),
        sa.PrimaryKeyConstraint("key", name="pk_run"),
        sa.UniqueConstraint("site_id", "kind", "due", name="uq_run_site_id_kind_due"),
    )
    op.create_index("ix_run_state_due", "run", ["state", "due"])
    op.create_table(
        "sample",
        sa.Column("key", KEY, nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_sample_site_id_site", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name="pk_sample"),
    )
    op.create_index("ix_sample_site_id_at", "sample", ["site_id", "at"])
    op.create_table(
        "notice",
        sa.Column("key", KEY, nullable=False),
        sa.Column("site_id", sa.Text(), nullable=True),
        *_required(sa.Text(), "change", "kind", "channel", "recipient", "subject", "body", "state"),
        sa.Column("made", INSTANT, nullable=False),
        sa.Column("next_try", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent", INSTANT, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_notice_site_id_site"),
        sa.PrimaryKeyConstraint("key", name="pk_notice"),
        sa.UniqueConstraint("change", "channel", "recipient", name="uq_notice_change_channel_recipient"),
    )
    op.create_index("ix_notice_state_next_try", "notice", ["state", "next_try"])
    op.create_table(
        "watch",
        *_required(sa.Text(), "duty", "holder"),
        *_required(INSTANT, "since", "until"),
        sa.PrimaryKeyConstraint("duty", name="pk_watch"),
    )
