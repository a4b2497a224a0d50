"""Runs that were cut off are counted, one rule of a kind for all sites, indexes of times."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FOR_ALL = sa.text("site_id IS NULL")


def upgrade() -> None:
    """Of several rules for all sites the first one counted; the others go."""
    _count_cut_off()
    op.create_index("ix_ledger_event_at", "ledger_event", ["at"])
    op.create_index("ix_told_made", "told", ["made"])
    _one_rule_for_all()


def _count_cut_off() -> None:
    """Add the column; what there is gets the default, what comes later says it itself."""
    op.add_column("run", sa.Column("cut_off", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("run") as batch:
        batch.alter_column("cut_off", server_default=None)


def _one_rule_for_all() -> None:
    schedule, run = _table("schedule", "key", "site_id", "kind"), _table("run", "schedule_key")
    first = schedule.alias("first")
    earlier = sa.exists().where(
        first.c.site_id.is_(None), first.c.kind == schedule.c.kind, first.c.key < schedule.c.key
    )
    others = sa.select(schedule.c.key).where(schedule.c.site_id.is_(None), earlier)
    connection = op.get_bind()
    surplus = connection.execute(others).scalars().all()
    connection.execute(sa.update(run).where(run.c.schedule_key.in_(surplus)).values(schedule_key=None))
    connection.execute(sa.delete(schedule).where(schedule.c.key.in_(surplus)))
    op.create_index(
        "uq_schedule_kind_for_all",
        "schedule",
        ["kind"],
        unique=True,
        sqlite_where=FOR_ALL,
        postgresql_where=FOR_ALL,
    )


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *map(sa.column, columns))
