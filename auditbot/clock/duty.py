"""What is to be done now."""

from dataclasses import dataclass
from datetime import datetime

from auditbot.clock.rule import Window
from auditbot.model.site import Site
from auditbot.store.schema_clock import RunKind

TRIES = 3
"""A run that was cut off so often is parked."""


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
    cut_off: int = 0
    """Times that the process which conducted it was gone without a word."""

    @property
    def is_last_try(self) -> bool:
        """Once more parks it."""
        return self.cut_off >= TRIES - 1
