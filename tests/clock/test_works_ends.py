"""What becomes of audits that crash, are stopped, or cannot be begun."""

import asyncio

import pytest

from auditbot.errors import ConfigError, StoreError
from auditbot.fleet.messages import Begun
from auditbot.model.site import Site
from auditbot.store.schema_clock import RunState
from auditbot.store.watch import WatchLost
from tests.clock.office import until
from tests.clock.shop import Shop, site
from tests.fleet.children import PATIENT, STUBBORN, at_work, child, says

BEGUN = says(Begun(folder="f"))


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("tell('the disk is full'); sys.exit(4)", "the disk is full"),
        ("tell('no such option'); sys.exit(2)", "no such option"),
    ],
)
async def test_one_that_gives_up_has_failed_and_says_why_and_is_not_tried_again(
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


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("os._exit(77)", "77"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("os.kill(os.getpid(), signal.SIGINT)", "SIGINT"),
    ],
)
async def test_one_that_crashes_is_tried_again_and_parked_after_three_times(
    does: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.clock.works._LOOK", 0.05)
    shop = Shop({"a": child(does)})
    shop.add("a")
    async with shop.open():
        await until(lambda: shop.parked)
    assert shop.records.kept == [("a", "on"), ("a", "crashes ")] * 3
    assert reason in shop.records.reason
    assert [due.cut_off for due in shop.parked] == [3]
    assert len(shop.told.of("crashed")) == 2
    assert len(shop.told.of("ended")) == 1
    assert shop.over == [], "what is tried again is no news"


async def test_one_that_crashed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditbot.clock.works._LOOK", 0.05)
    shop = Shop({"a": child(f"{BEGUN}\nos._exit(77)")})
    shop.add("a")
    async with shop.open():
        await until(lambda: shop.told.of("crashed"))
        shop.commands = {"a": at_work(0)}
        await until(lambda: shop.records.of(RunState.DONE))
    assert shop.records.of("crashes f") == ["a"]
    assert [(due.folder, due.cut_off) for due in shop.orders] == [("", 0), ("f", 1)]
    assert shop.parked == []


async def test_one_that_crashes_while_all_are_stopped_goes_on_another_time() -> None:
    crashes = "signal.signal(signal.SIGINT, lambda *_: os._exit(77))"
    shop = Shop({"a": child(f"{crashes}\n{BEGUN}\ntime.sleep(60)")})
    shop.add("a")
    async with shop.open():
        await until(lambda: shop.records.folders)
    assert shop.records.of("crashes f") == ["a"]
    assert shop.works.waiting == 1


async def test_one_that_cannot_be_started_is_tried_again() -> None:
    shop = Shop({"a": ("/no-such-program",)})
    shop.add("a")
    async with shop.open():
        await until(lambda: shop.records.of("crashes ") == ["a"])


async def test_a_stop_lets_it_end_and_it_waits_for_another_time() -> None:
    shop = Shop({"a": PATIENT, "b": at_work(0)}, jobs=1)
    shop.add("a", 0, 1)
    shop.add("b", 1, 2)
    async with shop.open():
        await until(lambda: shop.records.folders)
    assert shop.records.kept == [("a", "on"), ("a", "stops"), ("a", "waits f")]
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
