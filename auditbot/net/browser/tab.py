"""One page in the browser: opened, waited for, read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.background import Background
from auditbot.net.browser.guard import Guard
from auditbot.net.browser.look import HTML, SEEN, WORLD, Seen, seen
from auditbot.net.browser.neterrors import net_failure
from auditbot.net.browser.proxy import EgressProxy
from auditbot.net.http import challenge
from auditbot.settings import Limits
from auditbot.url import Url, parse

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Dialog, Page, Request, Response

_QUIET = 0.5
"""Seconds without requests and without change after which a page is taken to be complete."""
_LOOK = 0.1
"""Seconds between two looks at it."""
_CLOSING = 3.0
"""Seconds that closing it may take."""
_DIALOGS = 10
"""Afterwards the script that opens them is stopped."""
_CONTENT = frozenset({"script", "xhr", "fetch"})
"""Requests, as Playwright names them, by which a page gets what it shows."""
_STOPPED = ("net::ERR_ABORTED", "net::ERR_BLOCKED_BY_CLIENT")
"""Failures of requests that the page or we gave up."""
_NOT_AWAITED = frozenset({"eventsource", "websocket", "ping", "image", "media", "font", "manifest"})
"""Requests that stay open, or are never made."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as the browser built it."""

    url: Url
    final_url: Url
    """Where it was in the end, after redirects and navigations of its own."""
    status: int
    """Of the last answer that became the page."""
    html: str
    """The serialised DOM."""
    seconds: float
    remarks: tuple[str, ...] = ()
    """``unsettled``: it never came to rest. ``withheld``, ``unanswered``: it asked its own site for something
    that we do not send, or got no answer, so what is missing may be there. ``dialogs``, ``popups``,
    ``navigations``: some were stopped.
    """
    blocked: tuple[str, ...] = ()
    """Addresses it asked for in vain: inner ones, other methods than GET, effects."""


class Tab:
    """One page, one visit. ``stuck``: it does not react any more, and its process must be ended."""

    def __init__(
        self, page: "Page", session: "CDPSession", guard: Guard, proxy: EgressProxy, limits: Limits
    ) -> None:
        self._page = page
        self._session = session
        self._guard = guard
        self._proxy = proxy
        self._limits = limits
        self._background = Background()
        self._under_way: set[Request] = set()
        self._moved = monotonic()
        self._status = 0
        self._dialogs = 0
        self._popups = 0
        self._crashed = False
        self._unsettled = False
        self._lacking = False
        self.stuck = False

    @classmethod
    @asynccontextmanager
    async def open(
        cls, context: "BrowserContext", guard: Guard, proxy: EgressProxy, limits: Limits
    ) -> AsyncIterator["Tab"]:
        """A blank page, closed in the end if that can still be done."""
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        guard.turn_page(frame)
        proxy.turn_page()
        tab = cls(page, session, guard, proxy, limits)
        tab._listen(context)
        try:
            yield tab
        finally:
            context.remove_listener("page", tab._popped_up)
            await tab._background.stop()
        if not tab.stuck:
            await tab._close()

    async def visit(self, url: Url) -> Rendered | Failure:
        """Open an address, wait until the page is complete, and read it.

        Raises Playwright's Error when the page's process or the browser is gone.
        """
        began = monotonic()
        failure = await self._go(url) or await self._settle(began + self._limits.render_seconds)
        if failure:
            return failure
        html = await self._evaluate(f"{HTML}({self._limits.page_bytes})")
        failure = self._misled() or self._unreadable(html)
        if failure:
            return failure
        return Rendered(
            url=url,
            final_url=parse(self._page.url) or url,
            status=self._status,
            html=html.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
            seconds=monotonic() - began,
            remarks=self._remarks(),
            blocked=(*self._guard.walk.blocked, *self._proxy.traffic.refused),
        )

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(_CLOSING):
                await self._page.close()
        except TimeoutError:
            self.stuck = True

    async def _go(self, url: Url) -> Failure | None:
        """Until the first answer begins to become the page."""
        from playwright.async_api import Error
        from playwright.async_api import TimeoutError as TooLate

        seconds = self._limits.render_seconds
        try:
            await self._page.goto(url, wait_until="commit", timeout=seconds * 1000)
        except TooLate:
            return Failure(
                FailureKind.TIMEOUT, f"no answer in the browser within {seconds:g} s", limit="render_seconds"
            )
        except Error as fault:
            if self._gone():
                raise
            if "interrupted by another navigation" in fault.message:
                return None
            return self._guard.walk.stopped or self._unanswered() or net_failure(fault.message)
        return None

    async def _settle(self, until: float) -> Failure | None:
        """Until the page has been read and nothing has moved for a while, at most ``until``."""
        before: Seen | None = None
        while monotonic() < until:
            now = seen(await self._evaluate(SEEN))
            if self.stuck:
                return self._stall()
            if now is None or now != before or now.ready == "loading" or self._under_way:
                before = now
                self._moved = monotonic()
            elif monotonic() - self._moved >= _QUIET:
                return None
            await asyncio.sleep(_LOOK)
        if before is None or before.ready == "loading":
            return Failure(
                FailureKind.TIMEOUT,
                f"not loaded within {self._limits.render_seconds:g} s",
                limit="render_seconds",
            )
        self._unsettled = True
        return None

    async def _evaluate(self, expression: str) -> Any:
        """The value of an expression in our own world; ``None`` between two documents, or when it stalls."""
        from playwright.async_api import Error

        world = {"frameId": self._guard.walk.frame, "worldName": WORLD}
        asked: dict[str, Any] = {"expression": expression, "returnByValue": True}
        try:
            async with asyncio.timeout(self._limits.render_stall):
                made = await self._session.send("Page.createIsolatedWorld", world)
                asked["contextId"] = made["executionContextId"]
                answer = await self._session.send("Runtime.evaluate", asked)
        except TimeoutError:
            self.stuck = True
            return None
        except Error:
            if self._gone():
                raise
            return None
        return answer["result"].get("value")

    def _stall(self) -> Failure:
        return Failure(
            FailureKind.TIMEOUT,
            f"its script did not yield for {self._limits.render_stall:g} s",
            limit="render_stall",
        )

    def _misled(self) -> Failure | None:
        """Why what is shown is not a page of a site."""
        shown = self._page.url
        if self._status >= 400 or shown.startswith("chrome-error:"):
            return self._unanswered() or Failure(FailureKind.BAD_REDIRECT, self._guard.walk.at[:200])
        if not shown.startswith(("http://", "https://")):
            return Failure(FailureKind.BAD_REDIRECT, shown[:200])
        return None

    def _unanswered(self) -> Failure | None:
        """Why where the page was sent to last gave no page, as the proxy or the status tells."""
        at = parse(self._guard.walk.at)
        failure = self._proxy.failure(at) if at else None
        if failure or self._status < 400:
            return failure
        kind = FailureKind.BLOCKED if self._status in challenge.STATUSES else FailureKind.STATUS
        return Failure(kind, f"{self._status} in the browser", self._status)

    def _unreadable(self, html: object) -> Failure | None:
        if self.stuck:
            return self._stall()
        if not isinstance(html, str | int):
            return Failure(FailureKind.TIMEOUT, "it never stood still")
        most = self._limits.page_bytes
        if self._proxy.traffic.cut or isinstance(html, int) or len(html.encode("utf-8", "replace")) > most:
            return Failure(FailureKind.TOO_LARGE, "more than one page may have")
        return None

    def _remarks(self) -> tuple[str, ...]:
        told = {
            "unsettled": self._unsettled,
            "withheld": self._guard.walk.withheld,
            "unanswered": self._lacking,
            "dialogs": self._dialogs > 0,
            "popups": self._popups > 0,
            "navigations": "navigations" in self._guard.walk.blocked.values(),
        }
        return tuple(name for name, is_so in told.items() if is_so)

    def _listen(self, context: "BrowserContext") -> None:
        self._page.on("request", self._began)
        self._page.on("requestfinished", self._ended)
        self._page.on("requestfailed", self._failed)
        self._page.on("response", self._answered)
        self._page.on("dialog", self._asked)
        self._page.on("crash", self._broke)
        context.on("page", self._popped_up)

    def _began(self, request: "Request") -> None:
        if request.resource_type not in _NOT_AWAITED:
            self._under_way.add(request)

    def _ended(self, request: "Request") -> None:
        if request in self._under_way:
            self._under_way.discard(request)
            self._moved = monotonic()

    def _failed(self, request: "Request") -> None:
        self._ended(request)
        if self._content(request) and not (request.failure or "").startswith(_STOPPED):
            self._lacking = True

    def _answered(self, response: "Response") -> None:
        if response.request.is_navigation_request() and response.frame == self._page.main_frame:
            self._status = response.status
        elif response.status >= 500 or response.status in challenge.STATUSES:
            self._lacking |= self._content(response.request)

    def _content(self, request: "Request") -> bool:
        return request.resource_type in _CONTENT and self._guard.is_own(request.url)

    def _asked(self, dialog: "Dialog") -> None:
        self._dialogs += 1
        self._background.start(dialog.dismiss())
        if self._dialogs > _DIALOGS:
            self._stop_script()

    def _popped_up(self, page: "Page") -> None:
        self._popups += 1
        self._background.start(page.close())
        if self._popups > self._limits.popups:
            self._stop_script()

    def _stop_script(self) -> None:
        self._background.start(self._session.send("Runtime.terminateExecution"))

    def _broke(self, _: "Page") -> None:
        self._crashed = True

    def _gone(self) -> bool:
        return self._crashed or self._page.is_closed()
