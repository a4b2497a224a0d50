"""Text gathered up to a bound."""

from time import process_time

from auditbot.attachments.radicals import folded


class Prose:
    """Collects parts until there are enough characters, or enough seconds of CPU were spent on them."""

    def __init__(self, most: int, seconds: float) -> None:
        self._parts: list[str] = []
        self._left = most
        self._until = process_time() + seconds
        self._cut = False
        self._late = False

    @property
    def full(self) -> bool:
        """No more shall be read; whoever stops for that has not read all."""
        self._late = self._late or process_time() > self._until
        self._cut = self._cut or self._left <= 0
        return self._late or self._cut

    @property
    def remarks(self) -> set[str]:
        """Why there is not all of it."""
        told = {"text-cut": self._cut, "time-cut": self._late}
        return {remark for remark, is_so in told.items() if is_so}

    def add(self, part: str) -> None:
        """Keep a part, or what fits of it. NUL, which no database takes, is dropped."""
        self._cut = self._cut or len(part) > self._left
        kept = folded(part[: self._left].replace("\x00", ""))
        self._parts.append(kept)
        self._left -= len(kept)

    def __str__(self) -> str:
        return "".join(self._parts).strip()
