"""Sessions as processes of their own, which can be killed; none outlives its deadline."""

import asyncio
import multiprocessing
from collections.abc import Callable
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
        self._context.set_forkserver_preload(["tests.durability.warm"])

    async def run(
        self,
        place: Path,
        *,
        kill: Callable[[], bool] = lambda: False,
        point: Point | None = None,
        files: int = 0,
    ) -> int:
        """Run one session; kill it as soon as ``kill`` says so. Returns its exit code. Raises Hangs."""
        place.parent.mkdir(parents=True, exist_ok=True)
        given = (place, self.site.ports, said(place), point, files)
        process = self._context.Process(target=child, args=given)
        process.start()
        try:
            until = monotonic() + _DEADLINE
            while process.exitcode is None:
                if kill():
                    process.kill()
                if monotonic() >= until:
                    raise Hangs(f"a session of {place} hangs")
                await asyncio.sleep(0.003)
            return process.exitcode
        finally:
            process.kill()
            process.join()


def said(place: Path) -> Path:
    """The file with what the sessions of an audit said."""
    return place.with_name(f"{place.name}.txt")


def in_seconds(seconds: float) -> Callable[[], bool]:
    """Says so after so many seconds from now."""
    until = monotonic() + seconds
    return lambda: monotonic() >= until
