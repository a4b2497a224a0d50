"""What the clock tells while it is at work: one event at a time."""

from typing import Protocol

from auditbot.errors import AuditbotError
from auditbot.model.text import Text


class Tell(Protocol):
    """Tells one event; called from several threads."""

    def __call__(self, event: str, said: Text, /, **fields: object) -> None:
        """``event`` names its kind for a program, ``said`` tells it to a person, ``fields`` are its facts."""


def trouble(error: AuditbotError) -> Text:
    """A fault that is tried again, in one line."""
    said, hint = error.message, error.hint
    return Text(*(f"{one}（{more}）" if more else one for one, more in zip(said, hint, strict=True)))
