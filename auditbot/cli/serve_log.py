"""What ``serve`` tells: a line for each event, for a person or for a program."""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TextIO

from auditbot.model.text import Lang, Text


class Log:
    """Writes to standard error, or where it is told to; may be called from any thread."""

    def __init__(
        self, lang: Lang, now: Callable[[], datetime], *, as_json: bool, to: TextIO | None = None
    ) -> None:
        self._lang, self._now, self._as_json, self._to = lang, now, as_json, to

    def __call__(self, event: str, said: Text, /, **fields: object) -> None:
        """One line, at once: who reads it may wait for it."""
        at, text = self._now().replace(microsecond=0), said.of(self._lang)
        if self._as_json:
            told = {"at": at.isoformat(), "event": event, "text": text, **fields}
            line = json.dumps(told, ensure_ascii=False)
        else:
            line = f"{at:%Y-%m-%d %H:%M:%S} {''.join(one if one.isprintable() else ' ' for one in text)}"
        with suppress(OSError):  # whoever read it is gone
            print(line, file=self._to or sys.stderr, flush=True)
