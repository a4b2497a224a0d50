"""Alembic's entrance: it runs this within the transaction that ``versions.upgrade`` hands over."""

from alembic import context

from auditbot.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
