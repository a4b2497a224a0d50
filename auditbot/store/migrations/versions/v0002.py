"""The clock: glances, missed runs, terms of the watch, and an outbox that knows what is under way."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The first schema never wrote notices: their table is made anew."""
    _add("audit", sa.Column("glance", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add("run", sa.Column("last_due", INSTANT, nullable=True))
    _add("run", sa.Column("times", sa.Integer(), nullable=False, server_default="1"))
    _add("watch", sa.Column("term", sa.Integer(), nullable=False, server_default="1"))
    op.drop_table("notice")
    _outbox()


def _add(table: str, column: "sa.Column[object]") -> None:
    """Add a column; what there is gets the default, what comes later says it itself."""
    op.add_column(table, column)
    if column.server_default is not None:
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column.name, server_default=None)


def _outbox() -> None:
    op.create_table(
        "notice",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("made", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_notice"),
    )
    op.create_table(
        "told",
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("made", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("change", name="pk_told"),
    )
    op.create_table(
        "delivery",
        sa.Column("key", KEY, nullable=False),
        sa.Column("notice_key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("gathered", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("cut_off", sa.Integer(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("changed", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_key"], ["notice.key"], name="fk_delivery_notice_key_notice", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_delivery"),
        sa.UniqueConstraint(
            "notice_key", "channel", "recipient", name="uq_delivery_notice_key_channel_recipient"
        ),
    )
    op.create_index("ix_delivery_state_due", "delivery", ["state", "due"])
