"""All tables together, for what has to know every one: the migrations."""

from auditbot.store import schema, schema_clock, schema_ledger
from auditbot.store.base import Base

METADATA = Base.metadata
MODULES = (schema, schema_ledger, schema_clock)
"""Where the tables are declared."""
