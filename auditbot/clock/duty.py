"""What is to be done now."""

from dataclasses import dataclass
from datetime import datetime

from auditbot.clock.rule import Window
from auditbot.model.site import Site
from auditbot.store.schema_clock import RunKind


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is to be done now."""

    site: Site
    kind: RunKind
    due: datetime
    run: int = 0
    """The key of its row; looks have none."""
    quiet: tuple[Window, ...] = ()
    """Hours in which it does not begin."""
    folder: str = ""
    """Where the files lie of what is gone on with."""
