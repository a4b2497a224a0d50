"""Whether a site is to blame for a look that failed, or our own line."""

import asyncio
import time

import pytest

from auditbot.clock import own_line
from auditbot.model.audit import Line
from tests.clock.sampled import HOME, OPENED, alone, told, town
from tests.net.world import Server, drip


async def test_a_name_server_that_does_not_know_what_to_say_of_a_site() -> None:
    """It answers for others, so the site's own name servers are at fault."""
    async with alone(None) as one:
        assert told(await one.look("servfail.a.example")) == (False, "servfail", False)
        assert told(await one.look("silent.a.example")) == (False, "dns-timeout", False)


async def test_our_own_name_server_gone_is_no_fault_of_a_site() -> None:
    async with alone(Server({"/": HOME}), dns=False) as one:
        sample = await one.look()
        assert (sample.reached, sample.ours) == (False, True)


async def test_our_own_network_gone_is_no_fault_of_a_site(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unreachable(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    async with alone(Server({"/": HOME})) as one:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "sock_connect", unreachable)
        assert told(await one.look()) == (False, "no-route", True)


async def test_everybody_silent_is_our_own_line() -> None:
    other = Server({"/": HOME})
    sites = {"www.a.example": ("127.1.0.1", None), "www.b.example": ("127.2.0.1", other)}
    async with town(sites) as two:
        assert told(await two.look("www.b.example")) == OPENED
        assert told(await two.look("www.a.example")) == (False, "refused", False)
        await two.places["www.b.example"][1].aclose()
        assert told(await two.look("www.a.example")) == (False, "refused", True)


async def test_a_witness_in_the_same_network_proves_nothing_by_its_silence() -> None:
    sites = {"www.a.example": ("127.1.0.1", None), "www.b.example": ("127.1.0.2", Server({"/": HOME}))}
    async with town(sites) as two:
        assert told(await two.look("www.b.example")) == OPENED
        await two.places["www.b.example"][1].aclose()
        assert told(await two.look("www.a.example")) == (False, "refused", False)


async def test_who_fell_silent_is_no_witness() -> None:
    first, second = Server({"/": HOME}), Server({"/": HOME})
    sites = {"www.a.example": ("127.1.0.1", first), "www.b.example": ("127.2.0.1", second)}
    async with town(sites) as two:
        await two.look("www.a.example")
        await two.look("www.b.example")
        await two.places["www.a.example"][1].aclose()
        assert told(await two.look("www.a.example")) == (False, "refused", False)
        await two.places["www.b.example"][1].aclose()
        assert told(await two.look("www.b.example")) == (False, "refused", False)


async def test_an_unproven_line_is_held_against_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No witness, and a name server of our own network that may itself be cut off."""

    async def unproven(*_: object) -> tuple[Line, Line]:
        return Line.UNPROVEN, Line.NO_ROUTE

    monkeypatch.setattr(own_line, "line", unproven)
    async with alone(None) as one:
        assert told(await one.look("servfail.a.example")) == (False, "servfail", True)
        assert told(await one.look()) == (False, "refused", False), "the name was found a moment ago"


async def test_our_own_lateness_is_no_slowness_of_a_site() -> None:
    async def hold_up() -> None:
        await asyncio.sleep(0.1)
        time.sleep(1.3)  # noqa: ASYNC251 - this is what holds everything up

    async with alone(Server({"/": drip(HOME[:40], then=20)}), slow=0.6) as one:
        sample, _ = await asyncio.gather(one.look(), hold_up())
        assert told(sample) == (False, "timeout", True)
