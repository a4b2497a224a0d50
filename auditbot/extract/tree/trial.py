"""Suspicious pages are tried in a child process that can be killed, before they are parsed in this one."""

import asyncio
import signal
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from auditbot.extract.tree.hazard import suspicious
from auditbot.model.unseen import NOT_TRIED, TOO_BIG, TOO_DEEP, TOO_SLOW
from auditbot.settings import MIB, Limits

__all__ = ["Trial", "Tried", "suspicious"]

MEMORY = 320 * MIB
"""Address space of the child, its own 30 MiB or so included; 400,000 links, or 10 MiB of markup, fit in."""
_CHILD = Path(__file__).with_name("trial_child.py")
_PATIENCE = 10
"""Seconds of waiting for each second of CPU: the machine may be busy."""


class Tried(NamedTuple):
    """What became of a page on trial. ``reason`` is empty if it may be parsed here, else an id.

    The reasons are those of ``model.unseen``. ``seconds`` are of CPU, ``depth`` counts levels; both are 0
    where unknown.
    """

    ok: bool
    seconds: float = 0.0
    depth: int = 0
    reason: str = ""


class Trial:
    """Tries one page at a time. The child starts with the first page, and again after it was killed.

    Trees of any depth can be walked, so depth alone does not make a page suspicious; but one that is both
    suspicious and deeper than ``limits.tree_depth`` (browsers flatten trees there) was made to do harm.
    """

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.parse_seconds
        self._depth = limits.tree_depth
        self._child: Process | None = None
        self._answered = False
        self._turn = asyncio.Lock()

    async def parse(self, html: str) -> Tried:
        """Whether ``html`` can be parsed within the limits."""
        async with self._turn:
            self._answered = False
            try:
                return await self._try(html.encode("utf-8", "replace"))
            except OSError:
                return Tried(ok=False, reason=NOT_TRIED)
            finally:
                if not self._answered:
                    await self._end()

    async def close(self) -> None:
        """End the child, if there is one."""
        async with self._turn:
            await self._end()

    async def _try(self, page: bytes) -> Tried:
        child = self._child = self._child or await self._start()
        try:
            answer = await asyncio.wait_for(self._ask(child, page), self._seconds * _PATIENCE)
        except TimeoutError:
            return Tried(ok=False, reason=TOO_SLOW)
        if not answer:
            ended_by = await child.wait()
            return Tried(ok=False, reason=TOO_SLOW if ended_by == -signal.SIGPROF else TOO_BIG)
        self._answered = True
        seconds, depth = answer.split()
        too_deep = int(depth) > self._depth
        return Tried(not too_deep, float(seconds), int(depth), TOO_DEEP if too_deep else "")

    async def _start(self) -> Process:
        limits = (str(self._seconds), str(MEMORY))
        return await asyncio.create_subprocess_exec(
            sys.executable, "-I", _CHILD, *limits, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )

    @staticmethod
    async def _ask(child: Process, page: bytes) -> bytes:
        """The child's answer; nothing if it was ended."""
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(struct.pack(">I", len(page)) + page)
        try:
            await child.stdin.drain()
        except ConnectionError:
            return b""
        return await child.stdout.readline()

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
