"""All tables together, for what has to know every one: the migrations."""

from auditbot.store import schema, schema_clock, schema_ledger, schema_notices
from auditbot.store.base import Base

METADATA = Base.metadata
MODULES = (schema, schema_ledger, schema_clock, schema_notices)
"""Where the tables are declared."""
