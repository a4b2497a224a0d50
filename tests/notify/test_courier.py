import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from auditbot.notify.channel import Letter, Undelivered
from auditbot.notify.courier import Courier, Round
from auditbot.notify.outbox import Post
from auditbot.notify.store_outbox import StoreOutbox
from auditbot.store.schema_notices import DeliveryState
from tests.notify.world import NOON, Clock, notice, put


class Fake:
    """A channel that gives one outcome after the other, the last for ever."""

    secrets: Sequence[str] = ("top-secret",)

    def __init__(self, *outcomes: Undelivered | None) -> None:
        self._outcomes = list(outcomes) or [None]
        self.letters: list[tuple[str, Letter]] = []

    async def deliver(self, letter: Letter, recipient: str) -> Undelivered | None:
        self.letters.append((recipient, letter))
        return self._outcomes.pop(0) if len(self._outcomes) > 1 else self._outcomes[0]


@pytest.fixture
def box(file_box: StoreOutbox) -> StoreOutbox:
    return file_box


def post(key: str = "k", channel: str = "mail", recipient: str = "a@b.cn", gathered: bool = False) -> Post:
    return Post(notice(key), channel, recipient, NOON, gathered)


def written(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_everything_due_is_sent_once(box: StoreOutbox) -> None:
    put(box, post(), post("l"), post(recipient="c@d.cn"))
    channel = Fake()
    courier = Courier(box, {"mail": channel}, Clock())
    assert await courier.round() == Round(sent=3)
    assert await courier.round() == Round()
    assert len({letter.id for _, letter in channel.letters}) == 3


async def test_a_failure_is_tried_again_when_it_is_time(box: StoreOutbox) -> None:
    put(box, post())
    clock, channel = Clock(), Fake(Undelivered("refused"), Undelivered("no answer", unsure=True), None)
    courier = Courier(box, {"mail": channel}, clock)
    assert await courier.round() == Round(failed=1)
    assert await courier.round() == Round()
    clock.forward(minutes=1)
    assert await courier.round() == Round(failed=1)
    clock.forward(minutes=5)
    assert await courier.round() == Round(sent=1)
    assert [letter.repeated for _, letter in channel.letters] == [False, False, True]
    assert len({letter.id for _, letter in channel.letters}) == 1


async def test_a_dead_channel_is_left_alone_and_harms_no_other(box: StoreOutbox) -> None:
    put(box, post("a", "dead"), post("b", "dead"), post("c"))
    dead, mail = Fake(Undelivered("refused")), Fake()
    assert await Courier(box, {"dead": dead, "mail": mail}, Clock()).round() == Round(1, 1, 1)
    assert len(dead.letters) == 1


async def test_a_refused_recipient_harms_no_other(box: StoreOutbox) -> None:
    put(box, post("a", recipient="no@b.cn"), post("b"))
    mail = Fake(Undelivered("550", recipient_only=True), None)
    assert await Courier(box, {"mail": mail}, Clock()).round() == Round(1, 1, 0)


async def test_a_channel_that_is_no_longer_configured_is_waited_for(box: StoreOutbox) -> None:
    put(box, post())
    assert await Courier(box, {}, Clock()).round() == Round(left=1)
    assert box.counted() == {DeliveryState.WAITING: 1}


async def test_secrets_are_not_written_down(box: StoreOutbox, tmp_path: Path) -> None:
    put(box, post())
    await Courier(box, {"mail": Fake(Undelivered("535 top-secret is wrong"))}, Clock()).round()
    assert box.undelivered()[0].trouble == "535 *** is wrong"
    assert b"top-secret" not in written(tmp_path)


async def test_what_is_gathered_goes_out_together(box: StoreOutbox) -> None:
    put(box, *(post(f"{n}", gathered=True) for n in range(3)), post("x", recipient="c@d.cn", gathered=True))
    channel = Fake()
    assert await Courier(box, {"mail": channel}, Clock()).round() == Round(sent=4)
    assert [recipient for recipient, _ in channel.letters] == ["a@b.cn", "c@d.cn"]
    assert "3 份通知" in channel.letters[0][1].subject
    assert box.counted() == {DeliveryState.SENT: 4}


async def test_a_digest_that_failed_is_the_same_letter_again(box: StoreOutbox) -> None:
    put(box, *(post(f"{n}", gathered=True) for n in range(3)))
    clock, channel = Clock(), Fake(Undelivered("500"), None)
    courier = Courier(box, {"mail": channel}, clock)
    await courier.round()
    put(box, Post(notice("new"), "mail", "a@b.cn", clock(), True))
    clock.forward(minutes=1)
    assert await courier.round() == Round(sent=4)
    first, second, _ = sorted(channel.letters, key=lambda pair: len(pair[1].notice.changes), reverse=True)
    assert first[1].id == second[1].id


async def test_it_is_given_up_after_two_days_and_shown(box: StoreOutbox) -> None:
    put(box, post())
    clock, channel = Clock(), Fake(Undelivered("refused"))
    for _ in range(60):
        await Courier(box, {"mail": channel}, clock).round()
        clock.forward(hours=2)
    assert len(channel.letters) == 9
    assert [one.state for one in box.undelivered()] == [DeliveryState.GIVEN_UP]
    assert timedelta(hours=1) < clock() - NOON


class Slow(Fake):
    """Takes until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go = asyncio.Event(), asyncio.Event()

    async def deliver(self, letter: Letter, recipient: str) -> Undelivered | None:
        self.reached.set()
        await self.go.wait()
        return await super().deliver(letter, recipient)


async def test_a_letter_on_its_way_arrives_though_the_round_is_cancelled(box: StoreOutbox) -> None:
    put(box, post(), post("l"))
    slow = Slow()
    running = asyncio.create_task(Courier(box, {"mail": slow}, Clock()).round())
    await slow.reached.wait()
    running.cancel()
    await asyncio.sleep(0)
    assert not running.done()
    slow.go.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert len(slow.letters) == 1
    assert box.counted() == {DeliveryState.SENT: 1, DeliveryState.WAITING: 1}
