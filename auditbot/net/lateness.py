"""How late this program comes to things while it is busy. That must not be taken for a host's slowness."""

import asyncio
from collections import deque

_BEAT = 0.05
"""Seconds between two looks at the clock."""
_NOTICEABLE = 0.005
_KEPT = 2048
"""Delays that are remembered: those of two minutes of work without a pause."""


class Lateness:
    """A heartbeat on the event loop that remembers by how many seconds its beats were delayed."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._delays: deque[tuple[float, float]] = deque(maxlen=_KEPT)
        self._due = loop.time() + _BEAT
        self._timer = loop.call_at(self._due, self._beat)

    def _beat(self) -> None:
        now = self._loop.time()
        if now - self._due > _NOTICEABLE:
            self._delays.append((now, now - self._due))
        self._due = now + _BEAT
        self._timer = self._loop.call_at(self._due, self._beat)

    def since(self, moment: float) -> float:
        """The longest delay in seconds since a moment of the loop's clock, one that is not over included."""
        longest = max(0.0, self._loop.time() - self._due)
        for when, delay in reversed(self._delays):
            if when < moment:
                break
            longest = max(longest, delay)
        return longest

    def stop(self) -> None:
        """End the heartbeat."""
        self._timer.cancel()
