"""Audits that are due: their order, their hosts, how many at once, and when they may begin."""

from datetime import timedelta
from pathlib import Path

import pytest

from auditbot.clock.duty import Due
from auditbot.clock.rule import Window
from auditbot.clock.work import Means
from auditbot.fleet.ends import How
from auditbot.store.schema_clock import RunState
from tests.clock.office import until
from tests.clock.shop import Shop
from tests.fleet.children import PATIENT, at_work, child
from tests.fleet.places import Map


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
    shop = Shop({"a": at_work(0), "b": child("sys.exit(4)")}, jobs=1)
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


async def test_no_more_at_once_than_there_are_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop({f"s{n}": at_work(0.02) for n in range(8)}, jobs=3)
    most: list[int] = []
    original = shop.records.lies_in

    async def note(due: Due, folder: str) -> None:
        most.append(len(shop.works.running))
        await original(due, folder)

    monkeypatch.setattr(shop.records, "lies_in", note)
    for number in range(8):
        shop.add(f"s{number}", number, number + 1)
    async with shop.open():
        await until(lambda: len(shop.over) == 8)
    assert max(most) <= 3


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


async def test_of_those_that_may_be_the_end_of_the_clock_one_goes_at_a_time() -> None:
    shop = Shop({"a": PATIENT, "b": at_work(0), "c": at_work(0)})
    shop.add("a", 0, 1, cut_off=2)
    shop.add("b", 1, 2, cut_off=2)
    shop.add("c", 2, 3, cut_off=1)
    async with shop.open():
        await until(lambda: shop.records.of(RunState.DONE) == ["c"])
        assert shop.works.waiting == 1
    assert shop.records.of("on") == ["a", "c"]


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
