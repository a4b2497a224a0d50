"""What a host says of itself, by its answers or by its pace, is heeded."""

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from auditbot.model.fetch import FailureKind, Fetch, Hop
from auditbot.url import Url
from tests.net.clock import Clock
from tests.net.polite import fetch, politeness, visit


@pytest.mark.parametrize(
    ("retry", "wait"),
    [("7", 7.0), ("Sun, 22 Nov 2026 00:00:30 GMT", 30.0), ("1", 1.0), ("120", 120.0)],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_waited_for(status: int, retry: str, wait: float) -> None:
    clock = Clock()
    polite = politeness(clock, rate=0)
    await visit(polite, fetch(FailureKind.STATUS, status, retry, first_byte=0.0))
    assert not polite.parked("a.example")
    before = clock.now
    await visit(polite, fetch())
    assert clock.now - before == pytest.approx(wait, abs=0.01)


@pytest.mark.parametrize("retry", ["86400", "121", "Mon, 23 Nov 2026 00:00:00 GMT", "9" * 40])
async def test_a_long_retry_after_parks_the_host(retry: str) -> None:
    clock = Clock()
    polite = politeness(clock, rate=0)
    await visit(polite, fetch(FailureKind.STATUS, 503, retry))
    assert polite.parked("a.example")
    assert not polite.parked("b.example")
    clock.now += 86_401
    assert not polite.parked("a.example")


@pytest.mark.parametrize("retry", ["soon", "-5", "1.5", "Fri, 99 Foo", "二"])
async def test_rubbish_in_retry_after_only_slows_down(retry: str) -> None:
    polite = politeness(Clock(), rate=0)
    await visit(polite, fetch(FailureKind.STATUS, 429, retry))
    assert not polite.parked("a.example")
    assert 1 <= polite.records()["a.example"].delay <= 30


async def test_what_another_host_says_after_a_redirect_is_not_held_against_this_one() -> None:
    polite = politeness(Clock(), rate=0)
    hop = Hop(Url("http://a.example/"), 302, "http://b.example/")
    for kind, status in ((FailureKind.STATUS, 503), (FailureKind.BLOCKED, 429), (FailureKind.RESET, 200)):
        for _ in range(6):
            answer = fetch(kind, status, retry="86400")
            await visit(polite, replace(answer, hops=(hop,), final_url=Url("http://b.example/")))
    assert not polite.parked("a.example")
    assert polite.records()["a.example"].slowed == 0


async def test_those_who_waited_for_the_end_of_a_pause_keep_the_gap() -> None:
    class Shared(Clock):
        """A clock by which several may sleep at once."""

        async def sleep(self, seconds: float) -> None:
            woken = asyncio.get_running_loop().create_future()
            asleep.append((self.now + seconds, woken))
            await woken

    asleep: list[tuple[float, asyncio.Future[None]]] = []
    clock = Shared()
    polite = politeness(clock, concurrency=4)
    starts: list[float] = []

    async def one(answer: Fetch) -> None:
        async with polite.turn("a.example", True) as turn:
            starts.append(clock.now)
            turn.heard(answer)

    await one(fetch(FailureKind.STATUS, 503, "60", first_byte=0.0))
    waiting = asyncio.gather(*(one(fetch()) for _ in range(4)))
    while not waiting.done():
        clock.now += 0.125
        for due in [one for one in asleep if one[0] <= clock.now]:
            asleep.remove(due)
            due[1].set_result(None)
        for _ in range(20):
            await asyncio.sleep(0)
    assert starts[1] - starts[0] >= 60
    assert [later - earlier for earlier, later in pairwise(starts[1:])] == [1.0] * 3


async def test_429_slows_down_again_and_again_within_bounds() -> None:
    clock = Clock()
    polite = politeness(clock)
    for _ in range(12):
        await visit(polite, fetch(FailureKind.BLOCKED, 429))
    record = polite.records()["a.example"]
    assert record.delay == 30
    assert record.slowed == 12
    assert (record.requests, record.failures) == (12, 12)


async def test_one_failing_page_does_not_slow_down_but_many_do() -> None:
    polite = politeness(Clock(), rate=0)
    for kind in (FailureKind.RESET, None, FailureKind.TIMEOUT, None, None):
        await visit(polite, fetch(kind))
    assert polite.records()["a.example"].delay == 0
    for _ in range(4):
        await visit(polite, fetch(FailureKind.CONNECT_TIMEOUT))
    assert 0 < polite.records()["a.example"].delay <= 2


async def test_dead_links_are_no_reason_to_slow_down() -> None:
    polite = politeness(Clock(), rate=0)
    for _ in range(50):
        await visit(polite, fetch(FailureKind.STATUS, 404))
    assert polite.records()["a.example"].slowed == 0


async def test_rising_latency_slows_down_and_calm_speeds_up_slowly() -> None:
    clock = Clock()
    polite = politeness(clock)
    for _ in range(8):
        await visit(polite, fetch(first_byte=0.05))
    for _ in range(8):
        await visit(polite, fetch(first_byte=0.9))
    slowed = polite.records()["a.example"].delay
    assert slowed > 0.25
    for _ in range(16):
        await visit(polite, fetch(first_byte=0.05))
    later = polite.records()["a.example"].delay
    assert 0.25 <= later < slowed
    for _ in range(200):
        await visit(polite, fetch(first_byte=0.05))
    assert polite.records()["a.example"].delay == 0.25


async def test_a_slow_host_that_was_always_slow_is_not_suffering() -> None:
    polite = politeness(Clock())
    for _ in range(40):
        await visit(polite, fetch(first_byte=2.0))
    assert polite.records()["a.example"].slowed == 0


async def test_what_this_machine_cannot_send_is_no_fault_of_the_host() -> None:
    polite = politeness(Clock())
    for _ in range(20):
        await visit(polite, fetch(FailureKind.LOCAL))
    assert polite.records()["a.example"].slowed == 0
