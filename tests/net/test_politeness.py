import asyncio
from itertools import pairwise

import pytest

from auditbot.model.fetch import FailureKind, Fetch
from auditbot.net.polite.gate import Gate
from auditbot.net.polite.politeness import Politeness
from tests.net.clock import Clock
from tests.net.polite import fetch, politeness, visit


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
