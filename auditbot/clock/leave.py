"""Whether sites let us look at their homepages (robots.txt), asked once a day and site."""

import asyncio
import time
from collections.abc import Callable

from auditbot.net.http.client import Client
from auditbot.net.http.request import Request, Want
from auditbot.net.polite import robots
from auditbot.net.polite.robots import Rules
from auditbot.settings import Limits
from auditbot.url import Url, origin, parse

_DAY = 86_400.0
_PATIENCE = 3.0
"""Seconds to wait for robots.txt: it must not use up the time of the look itself."""
_KEPT = 4096


class Leave:
    """What robots.txt of each origin says. It forbids a look only where it was read and forbids it.

    Whether a site answers is what is to be found out: that its robots.txt does not answer is no reason not to
    look. What was read once is kept until it can be read again.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._known: dict[str, tuple[Rules, float]] = {}

    async def given(self, home: Url, client: Client) -> bool:
        """Whether we may look."""
        place = origin(home)
        known = self._known.get(place)
        if known is None or known[1] <= self._clock():
            known = await self._learnt(place, client) or known
        return known is None or known[0].allowed(home) is not False

    async def _learnt(self, place: str, client: Client) -> tuple[Rules, float] | None:
        """The rules as they are now, and until when they hold; ``None`` where nobody can tell."""
        url = parse(f"{place}/robots.txt")
        assert url is not None, "an origin of a valid URL makes a valid URL"
        request = Request(url, want=Want.OPENING, despite_tls=True, opening=self._limits.robots_bytes)
        try:
            async with asyncio.timeout(_PATIENCE):
                reply = await client.fetch(request)
        except TimeoutError:
            return None
        rules = robots.read(reply, self._limits)
        if rules.state == "unreachable":
            return None
        self._known.pop(place, None)
        while len(self._known) >= _KEPT:
            del self._known[next(iter(self._known))]
        known = self._known[place] = (rules, self._clock() + _DAY)
        return known
