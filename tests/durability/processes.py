"""Sessions as processes of their own, which can be killed; none outlives its deadline."""

import asyncio
import multiprocessing
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from time import monotonic

from tests.durability.faults import Point
from tests.durability.session import child
from tests.durability.site import Site

KILLED = -9
_DEADLINE = 60.0
"""Seconds after which a session hangs."""


class Hangs(AssertionError):
    """A session did not end by itself in time."""


class Sessions:
    """Runs sessions of audits of one site, forked from a process that has imported everything."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(
            ["tests.durability.session", "auditbot.cli.after", "checks.broken_links", "auditbot.registry"]
        )

    async def run(self, place: Path, *, moment: float | None = None, point: Point | None = None) -> int:
        """Run one session; kill it at a moment, if one is given. Returns its exit code. Raises Hangs."""
        place.parent.mkdir(parents=True, exist_ok=True)
        process = self._context.Process(target=child, args=(place, self.site.ports, said(place), point))
        process.start()
        try:
            if moment is not None:
                await _ended(process, moment)
                if process.exitcode is None:
                    process.kill()
            if not await _ended(process, _DEADLINE):
                raise Hangs(f"a session of {place} hangs")
            return process.exitcode or 0
        finally:
            process.kill()
            process.join()


def said(place: Path) -> Path:
    """The file with what the sessions of an audit said."""
    return place.with_name(f"{place.name}.txt")


async def _ended(process: ForkServerProcess, seconds: float) -> bool:
    """Wait for the end of a process, at most so long; the site goes on being served."""
    until = monotonic() + seconds
    while process.exitcode is None:
        if monotonic() >= until:
            return False
        await asyncio.sleep(min(0.005, max(0.0, until - monotonic())))
    return True
