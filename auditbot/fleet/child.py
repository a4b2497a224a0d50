"""The process of one audit: started, listened to, asked to end, killed."""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from auditbot.fleet.ends import How
from auditbot.fleet.messages import Message
from auditbot.fleet.output import Output
from auditbot.net.processes import descendants

_CHUNK = 64 * 1024
_BREATH = 0.1
"""Seconds to wait after a full read: whoever prints without end is slowed."""
_LAST_READS = 64


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: what an audit may take, and what it has to end afterwards, or whenever it is asked to."""

    deadline: float
    grace: float


class Child:
    """One process in a session of its own, so that a Ctrl-C at the terminal reaches the fleet alone.

    Its standard input is a pipe that ends when this process does, however that happens: then it ends, too.
    """

    def __init__(self, command: Sequence[str], patience: Patience, hear: Callable[[Message], None]) -> None:
        self._command = command
        self._patience = patience
        self._hear = hear
        self._process: asyncio.subprocess.Process | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._breath: asyncio.TimerHandle | None = None
        self.output = Output()
        self.asked: How | None = None
        """Why it was asked to end."""

    async def run(self) -> int:
        """Run it to its end; gives the exit code. Raises OSError if it does not start."""
        loop = asyncio.get_running_loop()
        (their_in, our_out), (our_in, their_out) = os.pipe(), os.pipe()
        try:
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command,
                    stdin=their_in,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=their_out,
                    start_new_session=True,
                )
            finally:
                os.close(their_in)
                os.close(their_out)
            os.set_blocking(our_in, False)
            loop.add_reader(our_in, self._read, our_in)
            self._after(self._patience.deadline + self._patience.grace, lambda: self.stop(How.LATE))
            if self.asked:
                self._ask()
            return await self._process.wait()
        finally:
            self._end(our_in)
            loop.remove_reader(our_in)
            os.close(our_in)
            os.close(our_out)

    def stop(self, why: How = How.INTERRUPTED) -> None:
        """Ask it to end with a partial report; it is killed if it takes longer than the grace."""
        if self.asked:
            return
        self.asked = why
        if self._process:
            self._ask()

    def kill(self) -> None:
        """End it at once."""
        self.asked = self.asked if self.asked is How.LATE else How.KILLED
        if self._process:
            self._kill_all()

    def _ask(self) -> None:
        """One that was to be killed before it began is killed."""
        if self.asked is How.KILLED:
            self._kill_all()
            return
        self._signal(signal.SIGINT)
        self._after(self._patience.grace, self._kill_all)

    def _after(self, seconds: float, does: Callable[[], None]) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, does)

    def _signal(self, number: int) -> None:
        assert self._process
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    def _kill_all(self) -> None:
        """Kill it with all that it started: the browser has a session of its own."""
        assert self._process
        for process in descendants(self._process.pid):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        self._signal(signal.SIGKILL)

    def _end(self, our_in: int) -> None:
        """Leave nothing behind: timers, what it started, what it said last."""
        for timer in (self._timer, self._breath):
            if timer:
                timer.cancel()
        if self._process is None:
            return
        if self._process.returncode is None:
            self._kill_all()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for _ in range(_LAST_READS):
            if self._take(our_in) < 1:
                return

    def _read(self, our_in: int) -> None:
        """Take what is there; after a full read, wait."""
        loop = asyncio.get_running_loop()
        taken = self._take(our_in)
        if taken == 0:
            loop.remove_reader(our_in)
        elif taken == _CHUNK:
            loop.remove_reader(our_in)
            self._breath = loop.call_later(_BREATH, loop.add_reader, our_in, self._read, our_in)

    def _take(self, our_in: int) -> int:
        """Bytes that were read; 0 at the end, -1 if there are none now."""
        try:
            data = os.read(our_in, _CHUNK)
        except BlockingIOError:
            return -1
        for message in self.output.feed(data):
            self._hear(message)
        return len(data)
