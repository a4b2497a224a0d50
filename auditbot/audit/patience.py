"""Time limits for code not written by us: what loops is interrupted, what clings to its life is left.

Interruption works in the main thread and for Python code; code in C is interrupted when it comes back.
"""

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from inspect import CORO_CREATED, getcoroutinestate
from types import FrameType, TracebackType
from typing import Any, Self

from auditbot.errors import CheckError

_AGAIN = 0.05
"""Seconds until code that swallowed the interruption is interrupted again."""
_RELENTLESS = 0.0001
"""The same after it has swallowed several: then it is met between two of its attempts to catch them."""
_SWALLOWED = 10


class OutOfTime(BaseException):
    """The code ran longer than it may. No ``Exception``, so that code which survives those ends too."""


class Alarm:
    """The alarm signal, taken over for as long as the block lasts: taking it costs more than setting it."""

    def __init__(self) -> None:
        self._taken = False
        self._running = False
        self._seconds = 0.0
        self._rung = 0
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGALRM, self._ring)
            self._taken = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._taken:
            signal.signal(signal.SIGALRM, self._before)
            self._taken = False

    def begin(self, seconds: float) -> None:
        """From now on, raise OutOfTime after so many seconds, again and again."""
        if self._taken:
            self._seconds, self._rung, self._running = seconds, 0, True
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)

    def end(self) -> None:
        """Raise nothing any more."""
        if self._running:
            self._running = False  # first: from here on no ring raises
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _ring(self, _signal: int, frame: FrameType | None) -> None:
        if not self._running or frame is None or frame.f_code.co_filename == __file__:
            return
        self._rung += 1
        if self._rung == _SWALLOWED:
            signal.setitimer(signal.ITIMER_REAL, _RELENTLESS, _RELENTLESS)
        raise OutOfTime(f"longer than {self._seconds:g} s")


class at_most:  # noqa: N801 — read as a verb phrase: with at_most(5)
    """Raise OutOfTime inside the block after so many seconds, and again while its code goes on."""

    def __init__(self, seconds: float, alarm: Alarm | None = None) -> None:
        self._seconds = seconds
        self._alarm = alarm or Alarm()
        self._own = alarm is None

    def __enter__(self) -> None:
        if self._own:
            self._alarm.__enter__()
        self._alarm.begin(self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._alarm.end()
        if self._own:
            self._alarm.__exit__(kind, error, trace)


class Left:
    """A coroutine that can be left where it stands, even if it does not let itself be cancelled.

    It may go on for ``stall`` seconds at a time without waiting. What it raises is kept as ``error``: no
    exception of it ends the event loop.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, None], stall: float) -> None:
        self.error: BaseException | None = None
        self._coroutine = coroutine
        self._steps = _Steps(coroutine, stall)

    def leave(self) -> None:
        """Do not step it again, whatever it waits for; one that never began is closed."""
        self._steps.left = True
        if getcoroutinestate(self._coroutine) == CORO_CREATED:
            self._coroutine.close()

    async def run(self) -> None:
        """Run it to its end, or until it is left and this is cancelled."""
        try:
            await self._steps
        except BaseException as error:  # noqa: BLE001 — of any kind: it is not ours
            self.error = error


@contextmanager
def tasks_at_most(stall: float) -> Iterator[None]:
    """Give every task that is made within the block so many seconds at a time."""
    loop = asyncio.get_running_loop()
    before = loop.get_task_factory()

    def made(_: Any, coroutine: Any, **named: Any) -> "asyncio.Task[Any]":
        return asyncio.Task(_contained(coroutine, stall), loop=loop, **named)

    loop.set_task_factory(made)
    try:
        yield
    finally:
        loop.set_task_factory(before)


async def _contained(coroutine: Coroutine[Any, Any, Any], stall: float) -> Any:
    try:
        return await _Steps(coroutine, stall)
    except SystemExit as error:
        raise CheckError(f"SystemExit: {error}") from error


@contextmanager
def _unregistered() -> Iterator[None]:
    """Keep the event loop from waiting, at its own end, for async generators that were left."""
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(None, None)
    try:
        yield
    finally:
        sys.set_asyncgen_hooks(*hooks)


class _Steps:
    """Awaits a coroutine with a time limit for every step."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], stall: float) -> None:
        self.left = False
        self._coroutine = coroutine
        self._stall = stall

    def __await__(self) -> Generator[Any, Any, Any]:
        step: Callable[[Any], Any] = self._coroutine.send
        given: Any = None
        while not self.left:
            try:
                with at_most(self._stall), _unregistered():
                    waited = step(given)
            except StopIteration as end:
                return end.value
            try:
                step, given = self._coroutine.send, (yield waited)
            except BaseException as error:  # noqa: BLE001 — handed on, as ``await`` would
                step, given = self._coroutine.throw, error
        return None
