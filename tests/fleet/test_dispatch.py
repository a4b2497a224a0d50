"""Several at once, never two on one host, and nothing left behind."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

import pytest

from auditbot.errors import StoreError
from auditbot.fleet.child import Patience
from auditbot.fleet.dispatch import Fleet
from auditbot.fleet.ends import End, How
from auditbot.fleet.entry import Counts, Entry, Order, State, remaining
from auditbot.model.site import Site
from auditbot.url import Url
from tests.fleet.children import PATIENT, STUBBORN, at_work, child
from tests.fleet.places import Map

Command = tuple[str, ...]


LONG = Patience(60, 60)


def order(name: str, command: Command, patience: Patience = LONG) -> Order:
    return Order(Site(id=name, home=Url(f"http://{name}.example/")), command, patience)


class Journal:
    """What was kept; looks at the fleet whenever something begins."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[End] = []
        self.look: Callable[[], None] = lambda: None

    def begin(self, site: str) -> None:
        self.begun.append(site)
        self.look()

    def end(self, end: End) -> None:
        self.ended.append(end)


def fleet(
    commands: Mapping[str, Command], jobs: int = 4, where: Map | None = None, **more: Patience
) -> tuple[Fleet, Journal]:
    journal = Journal()
    orders = [order(name, command, **more) for name, command in commands.items()]
    return Fleet(orders, jobs, where or Map(), journal), journal


def running(one: Fleet) -> list[str]:
    return [entry.site.id for entry in one.entries if entry.state is State.RUNNING]


async def test_all_are_done_and_no_more_at_once_than_asked() -> None:
    one, journal = fleet({f"s{number}": at_work(0.05) for number in range(9)}, jobs=3)
    most: list[int] = []
    journal.look = lambda: most.append(len(running(one)) + 1)
    await one.run()
    assert max(most) == 3
    assert [end.how for end in journal.ended] == [How.DONE] * 9
    assert sorted(journal.begun) == [f"s{number}" for number in range(9)]
    assert Counts.of(one.entries) == Counts(9, 0, 0, 0, 9, 0, 0, 63)


async def test_one_host_is_never_visited_by_two() -> None:
    places = {"a": {"x", "1"}, "b": {"y", "1"}, "c": {"z", "3"}, "d": {"x"}, "e": {"y", "z"}}
    one, journal = fleet({name: at_work(0.1) for name in places}, where=Map(places))
    pairs: set[frozenset[str]] = set()
    journal.look = lambda: pairs.update(frozenset((journal.begun[-1], other)) for other in running(one))
    await one.run()
    assert len(journal.ended) == 5
    assert pairs, "some ran together"
    assert not [
        pair for pair in pairs if len(pair) == 2 and set.intersection(*(places[name] for name in pair))
    ]


async def test_what_is_held_is_told_apart() -> None:
    one, journal = fleet({"a": at_work(0.2), "b": at_work(0), "c": at_work(0)}, where=Map({"b": {"a"}}))
    states: list[State] = []
    journal.look = lambda: states.append(one.entries[1].state)
    await one.run()
    assert states[1] is State.HELD
    assert journal.begun == ["a", "c", "b"]


async def test_one_that_breaks_harms_no_other() -> None:
    rogues = {
        "killed": child("os.kill(os.getpid(), signal.SIGKILL)"),
        "exits": child("os._exit(0)"),
        "floods": child("os.write(2, b'x' * 1200000); os._exit(1)"),
        "deaf": STUBBORN,
        "slow": PATIENT,
        "absent": ("/no-such-program",),
    }
    calm = {f"s{number}": at_work(0.05) for number in range(4)}
    one, journal = fleet({**rogues, **calm}, patience=Patience(3.0, 0.5))
    await one.run()
    hows = {end.site: end.how for end in journal.ended}
    assert {hows[name] for name in calm} == {How.DONE}
    assert {name: hows[name] for name in rogues} == {
        "killed": How.CRASHED,
        "exits": How.CRASHED,
        "floods": How.CRASHED,
        "deaf": How.HUNG,
        "slow": How.LATE,
        "absent": How.CRASHED,
    }
    assert {end.site for end in journal.ended if end.flooded} == {"floods"}
    assert {end.exit_code for end in journal.ended if end.site in rogues} == {3, 4}


async def test_stopped_it_begins_no_more() -> None:
    one, journal = fleet({f"s{number}": PATIENT for number in range(5)}, jobs=2)
    run = asyncio.create_task(one.run())
    await until(lambda: sum(bool(entry.folder) for entry in one.entries) == 2)
    one.stop()
    await run
    assert [end.how for end in journal.ended] == [How.INTERRUPTED] * 2
    assert [entry.state for entry in one.entries].count(State.WAITING) == 3


async def test_killed_it_ends_at_once() -> None:
    one, journal = fleet({"a": STUBBORN, "b": STUBBORN, "c": STUBBORN}, jobs=2)
    run = asyncio.create_task(one.run())
    await until(lambda: sum(bool(entry.folder) for entry in one.entries) == 2)
    one.stop()
    began = monotonic()
    one.kill()
    await run
    assert monotonic() - began < 10
    assert [end.how for end in journal.ended] == [How.KILLED] * 2


async def test_without_room_one_at_a_time() -> None:
    one, journal = fleet({f"s{number}": at_work(0) for number in range(3)})
    one._room = lambda: False
    most: list[int] = []
    journal.look = lambda: most.append(len(running(one)))
    await one.run()
    assert most == [0, 0, 0]


async def test_a_journal_that_cannot_be_written_leaves_no_process() -> None:
    one, journal = fleet({"a": PATIENT, "b": at_work(0), "c": at_work(0)}, jobs=2)

    def full() -> None:
        if journal.begun[-1] == "c":
            raise StoreError("full")

    journal.look = full
    with pytest.raises(StoreError):
        await one.run()
    assert [entry.child for entry in one.entries] == [None] * 3


async def test_a_silent_name_server_holds_up_only_whom_it_concerns() -> None:
    """Looking up a site takes a second; twelve sites are not told one after the other."""

    class Slow(Map):
        told: set[str] = set()

        async def claims(self, site: Site) -> frozenset[str]:
            if site.id not in self.told:
                await asyncio.sleep(1)
                self.told.add(site.id)
            return frozenset({site.id})

    one, journal = fleet({f"s{number}": at_work(0) for number in range(12)}, where=Slow())
    began = monotonic()
    await one.run()
    assert monotonic() - began < 10
    assert len(journal.ended) == 12


def entries(states: Sequence[State], took: Sequence[float]) -> list[Entry]:
    made = [Entry(order(f"s{number}", ()), state, began=90.0) for number, state in enumerate(states)]
    for entry, seconds in zip(made, took, strict=False):
        entry.end = End(site=entry.site.id, home=entry.site.home, how=How.DONE, code=0, seconds=seconds)
    return made


def test_what_is_left() -> None:
    over, runs, waits = State.ENDED, State.RUNNING, State.WAITING
    assert remaining(entries([runs, waits], []), 2, 100.0) is None
    assert remaining(entries([over, over], [10, 30]), 2, 100.0) == 0
    assert remaining(entries([over, over, runs, waits, State.HELD], [10, 30]), 2, 100.0) == (10 + 20 + 20) / 2
    assert remaining(entries([over, runs], [5]), 1, 100.0) == 0, "one that is late is about to end"


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")
