"""Pages as a browser builds them: Chromium, started when it is there and safe, restarted when it breaks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.util import find_spec

from auditbot.errors import EnvironmentProblem
from auditbot.model.audit import BrowserInfo
from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.browser.chromium import find
from auditbot.net.browser.seat import Seat, SeatFactory
from auditbot.net.browser.tab import Rendered
from auditbot.net.egress.egress import Egress
from auditbot.settings import Limits, Render, Settings
from auditbot.url import Url

__all__ = ["Browser", "Rendered"]

_SEATS = 2
"""Pages rendered at once, each in a Chromium of its own, so that none can harm the other."""


class Browser:
    """Renders the pages of one site.

    Without a browser ``info`` is ``None``, and ``absence`` says why: ``not-installed``, ``not-wanted``,
    ``no-sandbox`` or ``broken``. Every page is a failure then.
    """

    def __init__(
        self, limits: Limits, absence: str = "", factory: SeatFactory | None = None, first: Seat | None = None
    ) -> None:
        self._limits = limits
        self._factory = factory
        self._turns = asyncio.Semaphore(_SEATS)
        self._seats = {first} if first else set()
        self._free = list(self._seats)
        self._crashes = 0
        self.info: BrowserInfo | None = first.info if first else None
        self.absence = absence

    @classmethod
    @asynccontextmanager
    async def open(
        cls, egress: Egress, settings: Settings, own: Callable[[Url], bool]
    ) -> AsyncIterator["Browser"]:
        """Start a browser if one is wanted and there. ``own`` tells the audited site's own addresses."""
        async with AsyncExitStack() as stack:
            browser = await cls._opened(egress, settings, own, stack)
            stack.push_async_callback(browser.close)
            yield browser

    @classmethod
    async def _opened(
        cls, egress: Egress, settings: Settings, own: Callable[[Url], bool], stack: AsyncExitStack
    ) -> "Browser":
        limits = settings.limits
        if settings.rendering.mode is Render.NEVER:
            return cls(limits, "not-wanted")
        path = find(settings.rendering)
        if path is None or find_spec("playwright") is None:
            return cls(limits, "not-installed")
        from playwright.async_api import Error, async_playwright

        try:
            driver = await stack.enter_async_context(async_playwright())
        except (Error, OSError):
            return cls(limits, "broken")
        factory = SeatFactory(driver, path, egress, settings, own)
        first = await _first(factory, without_sandbox=settings.rendering.allow_no_sandbox)
        if isinstance(first, str):
            return cls(limits, first)
        return cls(limits, "", factory, first)

    async def render(self, url: Url) -> Rendered | Failure:
        """Open one page. A time-out or a crash is of this page alone; the next gets a new browser."""
        if self._factory is None or self.info is None:
            return Failure(FailureKind.LOCAL, f"no browser: {self.absence}")
        async with self._turns:
            await self._drop_lost()
            if self._crashes > self._limits.render_restarts:
                return Failure(FailureKind.LOCAL, "the browser crashed too often")
            try:
                seat = await self._take(self._factory, sandbox=self.info.sandboxed)
            except EnvironmentProblem as problem:
                self._crashes += 1
                return Failure(FailureKind.LOCAL, problem.message.en)
            try:
                return await seat.render(url)
            finally:
                await self._give_back(seat)

    async def _drop_lost(self) -> None:
        """What ended while nobody looked counts as crashed."""
        lost = [seat for seat in self._free if seat.lost]
        self._free = [seat for seat in self._free if not seat.lost]
        self._crashes += len(lost)
        for seat in lost:
            await self._end(seat)

    async def _take(self, factory: SeatFactory, *, sandbox: bool) -> Seat:
        if self._free:
            return self._free.pop()
        seat = await factory.start(sandbox=sandbox)
        self._seats.add(seat)
        return seat

    async def _give_back(self, seat: Seat) -> None:
        self._crashes += seat.crashed
        if seat.spoiled or seat.pages >= self._limits.render_pages:
            await self._end(seat)
        else:
            self._free.append(seat)

    async def _end(self, seat: Seat) -> None:
        self._seats.discard(seat)
        await seat.close()

    async def close(self) -> None:
        """End every browser."""
        while self._seats:
            await self._seats.pop().close()


async def _first(factory: SeatFactory, *, without_sandbox: bool) -> Seat | str:
    """The first browser, or why there is none: that is known by starting it without its sandbox."""
    seat: Seat | None = None
    try:
        seat = await factory.start(sandbox=True)
    except EnvironmentProblem:
        try:
            seat = await factory.start(sandbox=False)
        except EnvironmentProblem:
            return "broken"
    if seat.info.sandboxed or without_sandbox:
        return seat
    await seat.close()
    return "no-sandbox"
