"""A door that lets so many in at once; the others wait in line. Its width may change at any time."""

import asyncio
from collections import deque


class Gate:
    """As a semaphore, but narrower or wider while it is in use."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.inside = 0
        self._line: deque[asyncio.Future[None]] = deque()

    async def enter(self) -> None:
        """Go in, in the order of coming."""
        if self.inside < self.width and not self._line:
            self.inside += 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():
                self.leave()  # it was let in at the same moment
            elif place in self._line:
                self._line.remove(place)
            raise

    def leave(self) -> None:
        """Go out, and let in whoever has a place now."""
        self.inside -= 1
        while self._line and self.inside < self.width:
            place = self._line.popleft()
            if not place.done():
                self.inside += 1
                place.set_result(None)
