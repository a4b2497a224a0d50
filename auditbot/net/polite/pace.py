"""The pace at which one host is visited: never faster than told, slower where the host suffers."""

from collections import deque
from statistics import median

from auditbot.model.fetch import Failure, FailureKind, Fetch

_SUFFERING = frozenset(
    {
        FailureKind.REFUSED,
        FailureKind.CONNECT_TIMEOUT,
        FailureKind.RESET,
        FailureKind.TIMEOUT,
        FailureKind.TOO_SLOW,
    }
)
"""Failures that a host gives when it has too much to do; one alone may be any page's own fault."""

_MEMORY = 8
"""Answers that are looked back on."""
_MANY = 4
"""Failures among them that make a visitor slow down."""
_STEP = 0.25
_LONGEST_FOR_STRAIN = 2.0
_LONGEST_FOR_PLEA = 30.0
_SLOWER = 4.0
"""How many times the first latency the recent one must be, and at least ``_NOTICEABLE`` seconds more."""
_NOTICEABLE = 0.5
_NEGLIGIBLE = 0.05
_RECOVERY = 0.7
"""What is left of the additional delay after ``_MEMORY`` good answers."""


class Pace:
    """Seconds between requests to one host. ``delay`` is what holds now, ``slowed`` how often it grew."""

    def __init__(self, least: float) -> None:
        self.requests = 0
        self.failures = 0
        self.slowed = 0
        self._least = least
        self._robots = 0.0
        self._extra = 0.0
        self._calm = 0
        self._troubles: deque[bool] = deque(maxlen=_MEMORY)
        self._first: list[float] = []
        self._recent: deque[float] = deque(maxlen=_MEMORY)

    @property
    def delay(self) -> float:
        """Seconds from the start of one request to the start of the next."""
        return max(self._least, self._robots, self._extra)

    @property
    def alone(self) -> bool:
        """Whether the host asked for relief: then one request at a time is enough."""
        return self._extra > _LONGEST_FOR_STRAIN

    def be_at_least(self, least: float) -> None:
        """Change the shortest delay."""
        self._least = least

    def obey(self, seconds: float) -> None:
        """Keep the Crawl-delay of robots.txt."""
        self._robots = seconds

    def heard(self, fetch: Fetch, *, plea: bool, trouble: bool) -> None:
        """Learn from an answer.

        ``plea``: the host said in so many words that it is too much. ``trouble``: a failure is its own.
        """
        self.requests += 1
        self.failures += fetch.failure is not None
        self._troubles.append(trouble and _suffers(fetch.failure))
        if plea:
            self.slow_down(_LONGEST_FOR_PLEA, at_least=1.0)
        elif self._troubles[-1]:
            if sum(self._troubles) >= _MANY:
                self.slow_down(_LONGEST_FOR_STRAIN)
        else:
            self._timed(fetch)

    def slow_down(self, longest: float, at_least: float = _STEP) -> None:
        """Double the delay, within bounds."""
        self._extra = min(max(self.delay * 2, at_least), max(longest, self._extra))
        self.slowed += 1
        self._calm = 0
        self._troubles.clear()
        self._recent.clear()

    def _timed(self, fetch: Fetch) -> None:
        """Compare latencies, and take back some of the delay when all is well for a while."""
        self._calm += 1
        first_byte = fetch.timing.first_byte
        if first_byte is not None and not fetch.hops:
            if len(self._first) < _MEMORY:
                self._first.append(first_byte)
            else:
                self._recent.append(first_byte)
        if len(self._recent) == _MEMORY and self._lags():
            self.slow_down(_LONGEST_FOR_STRAIN)
        elif self._extra and self._calm % _MEMORY == 0:
            self._extra *= _RECOVERY
            if self._extra <= max(self._least, self._robots, _NEGLIGIBLE):
                self._extra = 0.0

    def _lags(self) -> bool:
        usual, now = median(self._first), median(self._recent)
        return now > usual * _SLOWER and now - usual > _NOTICEABLE


def _suffers(failure: Failure | None) -> bool:
    return failure is not None and (failure.kind in _SUFFERING or failure.status == 503)
