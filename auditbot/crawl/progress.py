"""How far a crawl is: plain numbers that a display may read at any time."""

from collections import Counter, deque
from dataclasses import dataclass, field
from time import monotonic

_WINDOW = 10.0


@dataclass(slots=True)
class Progress:
    """Counted as things happen; nothing is decided by it."""

    stage: str = "start"
    """``start``, ``crawl``, ``confirm``, ``probe``, ``judge``, ``report``."""
    found: int = 0
    waiting: int = 0
    pages: int = 0
    targets: int = 0
    rendered: int = 0
    bytes: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    current: dict[int, tuple[str, float]] = field(default_factory=dict)
    """What is under way: the address, and since when."""
    trouble: str = ""
    """What holds the work up, for a person."""
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=4096))

    def began(self, identity: int, url: str) -> None:
        """A request for an address has begun."""
        self.current[identity] = (url, monotonic())

    def ended(self, identity: int, outcome: str) -> None:
        """An address is done."""
        self.current.pop(identity, None)
        self.outcomes[outcome] += 1
        self._recent.append(monotonic())

    @property
    def rate(self) -> float:
        """Addresses a second over the last ten seconds."""
        now = monotonic()
        count = sum(1 for at in self._recent if now - at <= _WINDOW)
        return count / _WINDOW

    def slowest(self, count: int = 3) -> list[tuple[str, float]]:
        """What has been under way longest, with seconds."""
        now = monotonic()
        ages = sorted(((url, now - since) for url, since in self.current.values()), key=lambda pair: -pair[1])
        return ages[:count]
