"""Time limits for code that was not written by us: a check that loops is interrupted, one that clings is left.

All of it works in the main thread and for Python code; code in C is interrupted when it comes back.
"""

import asyncio
import signal
import threading
from asyncio.events import Handle
from collections.abc import AsyncIterator, Callable, Coroutine, Generator
from contextlib import asynccontextmanager
from types import FrameType, TracebackType
from typing import Any, Self

_AGAIN = 0.05
"""Seconds until code that swallowed the interruption is interrupted again."""
_RELENTLESS = 0.0001
"""The same after it has swallowed several: then it is met between two of its attempts to catch them."""
_SWALLOWED = 10


class OutOfTime(BaseException):
    """The code ran longer than it may. No ``Exception``, so that code which survives those ends too."""


class _Clock:
    """Raises OutOfTime in the code inside the block when it has run down; wound again, it starts anew."""

    def __init__(self, seconds: float, due: Callable[[FrameType], bool] = lambda _: True) -> None:
        self._seconds = seconds
        self._due = due
        self._running = False
        self._rung = 0
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGALRM, self._ring)
            self._running = True
            self.wind()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._running:
            self._running = False  # first: from here on no ring raises
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)

    def wind(self) -> None:
        """Give the full time again."""
        if self._running:
            self._rung = 0
            signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN)

    def _ring(self, _signal: int, frame: FrameType | None) -> None:
        ours = frame is None or frame.f_code.co_filename == __file__
        if not self._running or frame is None or ours or not self._due(frame):
            return
        self._rung += 1
        if self._rung == _SWALLOWED:
            signal.setitimer(signal.ITIMER_REAL, _RELENTLESS, _RELENTLESS)
        raise OutOfTime(f"longer than {self._seconds:g} s")


def at_most(seconds: float) -> _Clock:
    """Raise OutOfTime inside the block after so many seconds, and again while the code goes on."""
    return _Clock(seconds)


@asynccontextmanager
async def never_stuck(seconds: float) -> AsyncIterator[None]:
    """Raise OutOfTime in whatever holds up the event loop for so long while the block lasts."""
    loop = asyncio.get_running_loop()

    def beat() -> None:
        nonlocal beating
        clock.wind()
        beating = loop.call_later(seconds / 4, beat)

    with _Clock(seconds, _in_callback) as clock:
        beating = loop.call_later(seconds / 4, beat)
        try:
            yield
        finally:
            beating.cancel()


def _in_callback(frame: FrameType | None) -> bool:
    """Whether a callback of the event loop is running; else the loop itself is, which waits or was stopped."""
    while frame is not None:
        if frame.f_code is Handle._run.__code__:  # noqa: SLF001 — where every callback and task is run
            return True
        frame = frame.f_back
    return False


class Left:
    """A coroutine that can be left where it stands, even if it does not let itself be cancelled.

    What it raises is kept as ``error``: no exception of it ends the event loop.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self.error: BaseException | None = None
        self._coroutine = coroutine
        self._left = False

    def leave(self) -> None:
        """Do not step it again, whatever it waits for."""
        self._left = True

    async def run(self) -> None:
        """Run it to its end, or until it is left and this is cancelled."""
        try:
            await _Steps(self._steps)
        except BaseException as error:  # noqa: BLE001 — of any kind: it is not ours
            self.error = error

    def _steps(self) -> Generator[Any, Any, None]:
        step: Callable[[Any], Any] = self._coroutine.send
        given: Any = None
        while not self._left:
            try:
                waited = step(given)
            except StopIteration:
                return
            try:
                step, given = self._coroutine.send, (yield waited)
            except BaseException as error:  # noqa: BLE001 — handed on, as ``await`` would
                step, given = self._coroutine.throw, error


class _Steps:
    """Makes a generator of steps something to be awaited."""

    def __init__(self, steps: Callable[[], Generator[Any, Any, None]]) -> None:
        self._steps = steps

    def __await__(self) -> Generator[Any, Any, None]:
        return self._steps()
