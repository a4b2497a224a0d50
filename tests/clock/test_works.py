"""Audits that are due: their order, their hosts, their ends, and what a stop makes of them."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from auditbot.clock.duty import Due
from auditbot.clock.rule import Window
from auditbot.clock.work import Means
from auditbot.clock.works import Works
from auditbot.errors import ConfigError, StoreError
from auditbot.fleet.child import Patience
from auditbot.fleet.ends import End, How
from auditbot.fleet.entry import Order
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.store.schema_clock import RunKind, RunState
from auditbot.store.watch import WatchLost
from auditbot.url import Url
from tests.clock.office import START, ZONE, Told, until
from tests.fleet.children import PATIENT, STUBBORN, at_work, child
from tests.fleet.test_dispatch import Map

LONG = Patience(60, 60)
Command = tuple[str, ...]


def site(name: str) -> Site:
    return Site(id=name, home=Url(f"http://{name}.example/"))


class Records:
    """What became of runs: (site, what) in order; and the sites as they are now."""

    def __init__(self) -> None:
        self.sites: dict[str, Site | None] = {}
        self.kept: list[tuple[str, object]] = []
        self.folders: list[str] = []
        self.lost = False

    async def goes_on(self, due: Due) -> Site | None:
        await asyncio.sleep(0)
        if self.lost:
            raise WatchLost("another")
        now = self.sites.get(due.site.id, due.site)
        if now == due.site:
            self.kept.append((due.site.id, "on"))
        return now

    async def lies_in(self, due: Due, folder: str) -> None:
        self.folders.append(folder)

    async def waits(self, due: Due, reason: str, folder: str) -> None:
        assert reason
        self.kept.append((due.site.id, f"waits {folder}"))

    async def ends(self, due: Due, state: RunState, reason: str, folder: str) -> None:
        self.kept.append((due.site.id, state))
        self.folders.append(folder)
        self.reason = reason

    def of(self, what: object) -> list[str]:
        return [name for name, kept in self.kept if kept == what]


class Shop:
    """Works with everything around them."""

    def __init__(self, commands: Mapping[str, Command], jobs: int = 4, where: Map | None = None) -> None:
        self.commands = commands
        self.records = Records()
        self.told = Told()
        self.over: list[End] = []
        self.in_use: set[str] = set()
        self.local: datetime = START.astimezone(ZONE)
        self.refusals: list[Exception] = []
        means = Means(
            self.order, where or Map(), jobs, in_use=lambda folder: folder in self.in_use, again=0.01
        )
        self.works = Works(means, self.records, self.note, self.told, Lang.EN, lambda: self.local)

    def order(self, due: Due) -> Order:
        if self.refusals:
            raise self.refusals.pop()
        return Order(due.site, self.commands[due.site.id], LONG)

    async def note(self, due: Due, end: End) -> None:
        self.over.append(end)

    def add(self, name: str, hour: int = 0, run: int = 1, **more: object) -> None:
        due = Due(site(name), RunKind.AUDIT, START + timedelta(hours=hour), run, **more)
        self.works.add(due)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["asyncio.Task[None]"]:
        """At work until the block is left."""
        task = asyncio.create_task(self.works.run())
        try:
            yield task
            self.works.stop()
            await asyncio.wait_for(task, 30)
        finally:
            self.works.kill()
            await asyncio.gather(task, return_exceptions=True)


async def test_all_are_done_in_the_order_of_their_due_times() -> None:
    shop = Shop({name: at_work(0) for name in "abc"}, jobs=1)
    shop.add("a", 3, 1)
    shop.add("b", 1, 2)
    shop.add("c", 2, 3)
    async with shop.open():
        await until(lambda: len(shop.over) == 3)
    assert shop.records.of(RunState.DONE) == ["b", "c", "a"]
    assert [end.how for end in shop.over] == [How.DONE] * 3
    assert (shop.works.running, shop.works.waiting) == ([], 0)
    assert len(shop.told.of("begun")) == len(shop.told.of("ended")) == 3


async def test_what_was_begun_before_goes_first_and_keeps_its_folder() -> None:
    shop = Shop({"a": at_work(0), "b": child("sys.exit(3)")}, jobs=1)
    shop.add("a", 1, 1)
    shop.add("b", 2, 2, folder="old")
    async with shop.open():
        await until(lambda: len(shop.over) == 2)
    assert shop.records.of("on") == ["b", "a"]
    assert shop.records.folders == ["old", "f", "f"]


async def test_never_two_on_one_host_also_of_one_that_came_later() -> None:
    where = Map({"a": {"h"}, "b": {"h"}, "c": {"other"}})
    shop = Shop({"a": PATIENT, "b": at_work(0), "c": at_work(0)}, where=where)
    shop.add("a", 0, 1)
    shop.add("b", 1, 2)
    async with shop.open():
        await until(lambda: shop.records.folders)
        shop.add("c", 2, 3)
        await until(lambda: shop.records.of(RunState.DONE) == ["c"])
        assert shop.works.waiting == 1
    assert shop.records.of("on") == ["a", "c"]


async def test_no_more_at_once_than_there_are_jobs() -> None:
    shop = Shop({f"s{n}": at_work(0.02) for n in range(8)}, jobs=3)
    most: list[int] = []
    original = shop.records.lies_in

    async def note(due: Due, folder: str) -> None:
        most.append(len(shop.works.running))
        await original(due, folder)

    shop.records.lies_in = note
    for number in range(8):
        shop.add(f"s{number}", number, number + 1)
    async with shop.open():
        await until(lambda: len(shop.over) == 8)
    assert max(most) <= 3


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("os._exit(77)", "77"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("tell('the disk is full'); sys.exit(4)", "the disk is full"),
        ("os.kill(os.getpid(), signal.SIGINT)", "SIGINT"),
    ],
)
async def test_one_that_crashes_has_failed_and_says_why_and_is_not_tried_again(
    does: str, reason: str
) -> None:
    shop = Shop({"a": child(does), "b": at_work(0)})
    shop.add("a", 0, 1)
    async with shop.open():
        await until(lambda: shop.records.of(RunState.FAILED))
        assert reason in shop.records.reason
        shop.add("b", 0, 2)
        await until(lambda: shop.records.of(RunState.DONE))
    assert shop.records.of("on") == ["a", "b"]


async def test_one_that_cannot_be_started_has_failed() -> None:
    shop = Shop({"a": ("/no-such-program",)})
    shop.add("a")
    async with shop.open():
        await until(lambda: shop.records.of(RunState.FAILED) == ["a"])


async def test_a_stop_lets_it_end_and_it_waits_for_another_time() -> None:
    shop = Shop({"a": PATIENT, "b": at_work(0)}, jobs=1)
    shop.add("a", 0, 1)
    shop.add("b", 1, 2)
    async with shop.open():
        await until(lambda: shop.records.folders)
    assert shop.records.kept == [("a", "on"), ("a", "waits f")]
    assert shop.over == []


async def test_one_that_ends_by_itself_while_all_are_stopped_is_done() -> None:
    ends = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    shop = Shop({"a": child(ends + at_work(0.3)[-1].partition("sys.stderr.flush()\n")[2])})
    shop.add("a")
    async with shop.open():
        await until(lambda: shop.records.folders)
    assert shop.records.of(RunState.DONE) == ["a"]


async def test_a_second_stop_ends_it_at_once_and_it_waits_all_the_same() -> None:
    shop = Shop({"a": STUBBORN})
    shop.add("a")
    async with shop.open() as task:
        await until(lambda: shop.records.folders)
        shop.works.stop()
        shop.works.kill()
        await asyncio.wait_for(task, 30)
    assert shop.records.of("waits f") == ["a"]


async def test_who_lost_the_watch_ends_everything() -> None:
    shop = Shop({"a": STUBBORN, "b": at_work(0)})
    shop.add("a", 0, 1)
    task = asyncio.create_task(shop.works.run())
    await until(lambda: shop.records.folders)
    shop.records.lost = True
    shop.add("b", 0, 2)
    with pytest.raises(WatchLost):
        await asyncio.wait_for(task, 30)
    assert shop.works.running == []


async def test_a_site_that_was_taken_out_is_not_audited() -> None:
    shop = Shop({"a": at_work(0)})
    shop.records.sites["a"] = None
    shop.add("a")
    async with shop.open():
        await until(lambda: not shop.works.waiting)
    assert shop.records.kept == []


async def test_a_site_that_changed_while_it_waited_is_audited_as_it_is_now() -> None:
    shop = Shop({"a": at_work(0)})
    shop.records.sites["a"] = Site(id="a", home=site("a").home, name="renamed")
    shop.add("a")
    async with shop.open():
        await until(lambda: shop.over)
    assert shop.records.of("on") == ["a"]


async def test_wrong_settings_of_one_site_fail_that_run_alone() -> None:
    shop = Shop({"a": at_work(0), "b": at_work(0)}, jobs=1)
    shop.refusals.append(ConfigError("no such framework"))
    shop.add("a", 0, 1)
    shop.add("b", 1, 2)
    async with shop.open():
        await until(lambda: shop.over)
    assert shop.records.of(RunState.FAILED) == ["a"]
    assert shop.records.of(RunState.DONE) == ["b"]


async def test_a_full_disk_is_told_and_it_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditbot.clock.works._LOOK", 0.05)
    shop = Shop({"a": at_work(0)})
    shop.refusals.append(StoreError("the disk is full"))
    shop.add("a")
    async with shop.open():
        await until(lambda: shop.over)
    assert shop.records.kept == [("a", "on"), ("a", "waits "), ("a", "on"), ("a", RunState.DONE)]
    assert shop.told.of("trouble")


async def test_nothing_begins_in_quiet_hours() -> None:
    shop = Shop({"a": at_work(0), "b": at_work(0)})
    shop.add("a", 0, 1, quiet=(Window(begin="08:00", end="18:00"),))
    shop.add("b", 1, 2)
    async with shop.open():
        await until(lambda: shop.records.of(RunState.DONE) == ["b"])
        assert shop.works.waiting == 1
        shop.local += timedelta(hours=9)
        shop.add("b", 2, 3)
        await until(lambda: "a" in shop.records.of(RunState.DONE))


async def test_what_another_process_is_still_at_is_not_gone_on_with() -> None:
    shop = Shop({"a": at_work(0), "b": at_work(0)})
    shop.in_use.add("old")
    shop.add("a", 0, 1, folder="old")
    shop.add("b", 1, 2)
    async with shop.open():
        await until(lambda: shop.records.of(RunState.DONE) == ["b"])
        assert shop.works.waiting == 1
        shop.in_use.clear()
        shop.add("b", 2, 3)
        await until(lambda: "a" in shop.records.of(RunState.DONE))


async def test_where_memory_is_short_one_at_a_time_goes_on(tmp_path: Path) -> None:
    shop = Shop({f"s{n}": at_work(0.01) for n in range(3)}, jobs=3)
    shop.works._means = Means(shop.order, Map(), 3, room=lambda: False)
    for number in range(3):
        shop.add(f"s{number}", number, number + 1)
    async with shop.open():
        await until(lambda: len(shop.over) == 3)
