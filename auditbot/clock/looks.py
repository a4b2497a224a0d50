"""Looks at whether sites answer, in this process: a few at once, whatever is audited meanwhile."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from auditbot.clock.duty import Due
from auditbot.clock.telling import Tell, trouble
from auditbot.clock.term import Term
from auditbot.errors import StoreError
from auditbot.model.sample import Sample
from auditbot.model.site import Site
from auditbot.model.text import Text
from auditbot.store.samples import put_sample
from auditbot.store.watch import WatchLost

_AT_ONCE = 8


class Looker(Protocol):
    """Looks at a homepage."""

    async def look(self, site: Site) -> Sample:
        """Once; faults of the world are told in the sample."""


class Looks:
    """What is due and under way; each site once."""

    def __init__(
        self, looker: Looker, term: Term, tell: Tell, lost: Callable[[WatchLost], None], most: int = _AT_ONCE
    ) -> None:
        self._looker, self._term, self._tell, self._lost = looker, term, tell, lost
        self._slots = asyncio.Semaphore(most)
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def add(self, due: Due) -> None:
        """Look at a site as soon as there is a slot; never twice at once at the same."""
        site = due.site.id
        if site in self._tasks:
            said = Text(f"{site}：上一次取样尚未结束", f"{site}: the look before is not finished")
            self._tell("skipped", said, site=site, kind=due.kind.value)
            return
        task = asyncio.create_task(self._look(due.site))
        self._tasks[site] = task
        task.add_done_callback(lambda _: self._over(site, task))

    async def _look(self, site: Site) -> None:
        async with self._slots:
            sample = await self._looker.look(site)
        await self._term.surely(lambda session: put_sample(session, site.id, sample))

    def _over(self, site: str, task: "asyncio.Task[None]") -> None:
        """A look that breaks in a way that none should is told, and harms no other."""
        del self._tasks[site]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, WatchLost):
            self._lost(error)
        elif isinstance(error, StoreError):
            self._tell("trouble", trouble(error), site=site)
        elif error is not None:
            said = f"{type(error).__name__}: {error}"[:300]
            text = Text(f"{site}：取样时程序出错：{said}", f"{site}: a fault of the sampler: {said}")
            self._tell("fault", text, site=site)

    async def end(self) -> None:
        """Look no more."""
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
