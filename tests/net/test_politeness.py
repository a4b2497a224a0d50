import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from auditbot import settings
from auditbot.model.fetch import Failure, FailureKind, Fetch, Hop, Timing
from auditbot.net.polite.gate import Gate
from auditbot.net.polite.politeness import Politeness
from auditbot.url import Url
from tests.net.clock import Clock

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def fetch(
    kind: FailureKind | None = None, status: int = 200, retry: str = "", first_byte: float = 0.01
) -> Fetch:
    headers = (("retry-after", retry),) if retry else ()
    failure = Failure(kind, status=status if status != 200 else None) if kind else None
    return Fetch(
        Url("http://a.example/"),
        NOW,
        final_url=Url("http://a.example/"),
        status=status,
        headers=headers,
        timing=Timing(first_byte, first_byte),
        failure=failure,
    )


def politeness(clock: Clock, **chosen: Any) -> Politeness:
    return Politeness(settings.Politeness(**chosen), settings.Limits(), clock, clock.sleep)


async def visit(polite: Politeness, answer: Fetch, host: str = "a.example", own: bool = True) -> None:
    async with polite.turn(host, own) as turn:
        turn.heard(answer)


@pytest.mark.parametrize(("own", "gap"), [(True, 0.25), (False, 1.0)])
async def test_the_rate_is_kept(own: bool, gap: float) -> None:
    clock = Clock()
    polite = politeness(clock)
    starts = []
    for _ in range(4):
        async with polite.turn("a.example", own) as turn:
            starts.append(clock.now)
            turn.heard(fetch())
    assert [round(later - earlier, 6) for earlier, later in pairwise(starts)] == [gap] * 3


async def test_rate_zero_is_without_pause_for_own_hosts_only() -> None:
    clock = Clock()
    polite = politeness(clock, rate=0)
    for _ in range(100):
        await visit(polite, fetch())
    assert clock.slept == []
    await visit(polite, fetch(), "b.example", own=False)
    await visit(polite, fetch(), "b.example", own=False)
    assert clock.slept == [1.0]


async def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    polite = politeness(clock)
    for host in ("a.example", "b.example", "c.example"):
        await visit(polite, fetch(), host)
    assert clock.slept == []


async def test_hosts_of_the_site_behind_one_address_keep_the_rate_together() -> None:
    clock = Clock()
    polite = politeness(clock, rate=4)
    starts = []
    for number in range(6):
        async with polite.turn(f"{number}.example", True, "192.0.2.1") as turn:
            starts.append(clock.now)
            turn.heard(fetch())
    assert [later - earlier for earlier, later in pairwise(starts)] == [0.25] * 5
    async with polite.turn("elsewhere.example", True, "192.0.2.2"):
        assert clock.now == starts[-1]


async def test_without_a_rate_and_outside_of_the_site_addresses_are_not_compared() -> None:
    clock = Clock()
    polite = politeness(clock, rate=0)
    for number in range(6):
        async with polite.turn(f"{number}.example", True, "192.0.2.1") as turn:
            turn.heard(fetch())
    polite = politeness(clock)
    for number in range(6):
        async with polite.turn(f"{number}.example", False, "192.0.2.1") as turn:
            turn.heard(fetch())
    assert clock.slept == []


async def test_hosts_of_the_site_behind_one_address_share_its_places() -> None:
    polite = politeness(Clock(), rate=1000, concurrency=2)
    inside = most = 0

    async def one(number: int) -> None:
        nonlocal inside, most
        async with polite.turn(f"{number % 8}.example", True, "192.0.2.1"):
            inside += 1
            most = max(most, inside)
            try:
                await asyncio.sleep(0)
            finally:
                inside -= 1

    async with asyncio.timeout(10):
        waiting = [asyncio.create_task(one(number)) for number in range(40)]
        await asyncio.sleep(0)
        for task in waiting[::3]:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await one(0)
    assert most == 2


async def test_a_host_that_asked_for_a_pause_holds_up_no_neighbour() -> None:
    clock = Clock()
    polite = politeness(clock, concurrency=1)
    async with polite.turn("a.example", True, "192.0.2.1") as turn:
        turn.heard(fetch(FailureKind.STATUS, 503, "60", first_byte=0.0))
    asleep = asyncio.Event()
    slept = clock.sleep

    async def sleep(seconds: float) -> None:
        if seconds < 10:
            await slept(seconds)
        else:
            asleep.set()
            await asyncio.Event().wait()

    polite._sleep = sleep
    waiting = asyncio.create_task(visit_at(polite, "a.example"))
    async with asyncio.timeout(10):
        await asleep.wait()
        await visit_at(polite, "b.example")
    waiting.cancel()


async def visit_at(polite: Politeness, host: str) -> None:
    async with polite.turn(host, True, "192.0.2.1") as turn:
        turn.heard(fetch())


async def test_a_host_that_turns_out_to_be_own_is_visited_as_one() -> None:
    clock = Clock()
    polite = politeness(clock, rate=0)
    await visit(polite, fetch(), own=False)
    await visit(polite, fetch())
    await visit(polite, fetch())
    assert polite.records()["a.example"].delay == 0


@pytest.mark.parametrize(("own", "most"), [(True, 4), (False, 1)])
async def test_concurrency_is_bounded_per_host(own: bool, most: int) -> None:
    polite = politeness(Clock(), rate=0, external_rate=1000)
    inside, peak = 0, 0

    async def one() -> None:
        nonlocal inside, peak
        async with polite.turn("a.example", own) as turn:
            inside += 1
            peak = max(peak, inside)
            await asyncio.sleep(0.001)
            inside -= 1
            turn.heard(fetch())

    await asyncio.gather(*(one() for _ in range(20)))
    assert peak == most


async def test_concurrency_is_bounded_in_all() -> None:
    polite = politeness(Clock(), rate=0, total_concurrency=3)
    inside, peak = 0, 0

    async def one(host: str) -> None:
        nonlocal inside, peak
        async with polite.turn(host, True):
            inside += 1
            peak = max(peak, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(one(f"{i}.example") for i in range(12)))
    assert peak == 3


async def test_a_fault_or_a_cancellation_gives_the_place_back() -> None:
    polite = politeness(Clock(), rate=0, concurrency=1)
    with pytest.raises(ZeroDivisionError):
        async with polite.turn("a.example", True):
            raise ZeroDivisionError
    async with polite.turn("a.example", True):
        waiting = asyncio.create_task(visit(polite, fetch()))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.wait_for(visit(polite, fetch()), 1)


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


async def test_crawl_delay_is_a_floor_and_capped() -> None:
    clock = Clock()
    polite = politeness(clock, rate=0)
    await visit(polite, fetch())
    polite.set_delay("a.example", 3)
    await visit(polite, fetch())
    await visit(polite, fetch())
    assert clock.slept[-1] == 3
    polite.set_delay("a.example", 86_400)
    assert polite.records()["a.example"].delay == 30


async def test_a_gate_keeps_order_and_survives_cancellation_at_the_same_moment() -> None:
    gate = Gate(1)
    await gate.enter()
    order: list[int] = []

    async def one(number: int) -> None:
        await gate.enter()
        order.append(number)
        gate.leave()

    tasks = [asyncio.create_task(one(i)) for i in range(4)]
    await asyncio.sleep(0)
    gate.leave()
    tasks[0].cancel()  # it was let in, but has not run yet
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == [1, 2, 3]
    assert gate.inside == 0


async def test_where_this_machine_runs_out_of_means_fewer_are_let_in_and_more_again_later() -> None:
    polite = politeness(Clock(), rate=0, concurrency=64, total_concurrency=16)

    async def most_at_once(number: int, answer: Fetch) -> int:
        inside = most = 0

        async def one() -> None:
            nonlocal inside, most
            async with polite.turn("a.example", True) as turn:
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1
                turn.heard(answer)

        await asyncio.gather(*(one() for _ in range(number)))
        return most

    assert await most_at_once(40, fetch()) == 16
    await visit(polite, fetch(FailureKind.LOCAL))
    assert await most_at_once(4, fetch()) == 1
    await most_at_once(200, fetch())
    assert await most_at_once(40, fetch()) == 16


async def test_what_this_machine_cannot_send_is_no_fault_of_the_host() -> None:
    polite = politeness(Clock())
    for _ in range(20):
        await visit(polite, fetch(FailureKind.LOCAL))
    assert polite.records()["a.example"].slowed == 0
