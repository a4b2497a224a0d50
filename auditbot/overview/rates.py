"""Parts of a whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """0 to 1; nothing of nothing is unknown."""
        return self.part / self.whole if self.whole else None
