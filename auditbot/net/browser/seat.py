"""One Chromium with its proxy and one context: where one page at a time is rendered."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from auditbot.errors import EnvironmentProblem
from auditbot.model.audit import BrowserInfo
from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.browser.chromium import START_SECONDS, Chromium, launch
from auditbot.net.browser.guard import Guard
from auditbot.net.browser.proxy import EgressProxy, Meter
from auditbot.net.browser.tab import Rendered, Tab
from auditbot.net.egress.egress import Egress
from auditbot.net.http.identity import user_agent
from auditbot.net.secure.pins import public_keys
from auditbot.settings import MIB, Limits, Settings
from auditbot.url import Url

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Playwright

_WEIGH = 0.25
"""Seconds between two looks at the memory in use."""
_GRACE = 5.0
"""Seconds that opening and closing a page may take."""

_FEW = """(() => {
  const few = (name, otherwise) => {
    const real = window[name];
    let left = 5;
    window[name] = (...words) => left-- > 0 ? real.apply(window, words) : otherwise();
  };
  const fail = () => { throw new Error('too many dialogs') };
  for (const name of ['alert', 'confirm', 'prompt', 'print']) few(name, fail);
  few('open', () => null);
})()"""
"""A script that opens dialogs for ever would never yield. So it fails, and the page can be judged."""


class Seat:
    """A browser at work. ``spoiled``: of no more use. ``crashed``: by its own fault, not ours or a page's."""

    def __init__(
        self,
        proxy: EgressProxy,
        chromium: Chromium,
        browser: "Browser",
        context: "BrowserContext",
        guard: Guard,
        limits: Limits,
        stack: AsyncExitStack,
    ) -> None:
        self._proxy = proxy
        self._chromium = chromium
        self._browser = browser
        self._context = context
        self._guard = guard
        self._limits = limits
        self._stack = stack
        self._overweight = False
        self.pages = 0
        self.spoiled = False
        self.crashed = False

    @property
    def info(self) -> BrowserInfo:
        """Which browser it is."""
        return self._chromium.info

    @property
    def lost(self) -> bool:
        """The browser ended while nothing was asked of it."""
        return not self.spoiled and not self._browser.is_connected()

    async def render(self, url: Url) -> Rendered | Failure:
        """Open one page. The browser is killed if it does not come out of it as it went in."""
        from playwright.async_api import Error

        self.pages += 1
        self.spoiled = True
        self._overweight = False
        watch = asyncio.create_task(self._watch())
        seconds = self._limits.render_seconds + self._limits.render_stall + _GRACE
        try:
            async with (
                asyncio.timeout(seconds),
                Tab.open(self._context, self._guard, self._proxy, self._limits) as tab,
            ):
                outcome = await tab.visit(url)
            self.spoiled = tab.stuck
        except TimeoutError:
            return Failure(FailureKind.TIMEOUT, "the browser did not answer", limit="render_seconds")
        except Error:
            return self._broken()
        finally:
            watch.cancel()
            if self.spoiled:
                self._chromium.kill()
        return outcome

    def _broken(self) -> Failure:
        if self._overweight:
            most = self._limits.render_memory // MIB
            return Failure(
                FailureKind.TOO_LARGE,
                f"the page needs more than {most} MiB of memory",
                limit="render_memory",
            )
        self.crashed = True
        return Failure(FailureKind.LOCAL, "the browser crashed")

    async def _watch(self) -> None:
        """Kill the browser when one of its processes takes more memory than a page may have."""
        while not self._overweight:
            await asyncio.sleep(_WEIGH)
            self._overweight = self._chromium.heaviest() > self._limits.render_memory
        self._chromium.kill()

    async def close(self) -> None:
        """End the browser and everything that belongs to it."""
        from playwright.async_api import Error

        try:
            with suppress(Error, TimeoutError):
                async with asyncio.timeout(_GRACE):
                    await self._browser.close()
        finally:
            await self._stack.aclose()


@dataclass(frozen=True, slots=True)
class SeatFactory:
    """What it takes to start a browser for one site."""

    playwright: "Playwright"
    path: Path
    egress: Egress
    settings: Settings
    own: Callable[[Url], bool]
    """Tells the audited site's own addresses."""
    meter: Meter = field(default_factory=Meter)

    async def start(self, *, sandbox: bool) -> Seat:
        """Start a browser and see that it opens a page. Raises EnvironmentProblem when it does not."""
        from playwright.async_api import Error

        limits, reach = self.settings.limits, self.settings.reach
        trusted = public_keys(reach.ca_file) if reach.ca_file else ()
        async with AsyncExitStack() as stack:
            proxy = await stack.enter_async_context(EgressProxy(self.egress, limits, self.meter))
            chromium = await launch(self.path, proxy.port, limits, sandbox=sandbox, trusted=trusted)
            stack.push_async_callback(chromium.close)
            try:
                async with asyncio.timeout(START_SECONDS):
                    browser = await self.playwright.chromium.connect_over_cdp(chromium.endpoint)
                    guard = Guard(await browser.new_browser_cdp_session(), proxy, self.settings, self.own)
                    stack.push_async_callback(guard.stop)
                    await guard.enable()
                    context = await _context(browser, _signed(chromium.user_agent, reach.contact))
            except (Error, TimeoutError) as fault:
                raise EnvironmentProblem(f"{self.path} starts, but opens no page: {fault}") from fault
            return Seat(proxy, chromium, browser, context, guard, limits, stack.pop_all())


async def _context(browser: "Browser", user_agent: str) -> "BrowserContext":
    """A profile in memory that has proved to open a page.

    That page stays open: with it stays the window, which costs more to build than most pages do.
    """
    context = await browser.new_context(
        accept_downloads=False,
        locale="zh-CN",
        permissions=[],
        service_workers="block",
        timezone_id="Asia/Shanghai",
        user_agent=user_agent,
    )
    await context.add_init_script(_FEW)
    page = await context.new_page()
    await page.goto("about:blank")
    return context


def _signed(browser: str, contact: str) -> str:
    """The browser's own name and ours: who visits can be told, and asked."""
    return f"{browser} {user_agent(contact).removeprefix('Mozilla/5.0 ')}"
