"""A process that is killed while it sends: at least once, at most twice, and the second time it says so."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from auditbot.notify.outbox import LEASE, Post
from auditbot.notify.store_outbox import StoreOutbox
from auditbot.store.schema_notices import DeliveryState
from tests.notify.world import NOON, Chat, notice, put

CHILD = Path(__file__).parent / "child.py"


async def courier(named: str, chat: Chat, step: int, moment: str) -> tuple[int, str]:
    """One courier in a process of its own; its exit code and what it says."""
    now = NOON + step * LEASE + timedelta(seconds=step)
    arguments = (CHILD, named, chat.port, now.isoformat(), moment)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *(str(one) for one in arguments), stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(60):
        said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode().strip()


@pytest.fixture(autouse=True)
def _waiting(box: StoreOutbox) -> None:
    put(box, Post(notice(), "hook", "", NOON))


async def test_killed_after_the_sending(named: str) -> None:
    async with Chat().run() as chat:
        assert (await courier(named, chat, 0, "after"))[0] == -9
        assert await courier(named, chat, 1, "never") == (0, "1 0 []")
        assert await courier(named, chat, 2, "never") == (0, "0 0 []")
    first, second = (one.json for one in chat.sent)
    assert (first["repeated"], second["repeated"]) == (False, True)
    assert first["id"] == second["id"]


async def test_killed_before_the_sending(named: str) -> None:
    async with Chat().run() as chat:
        assert (await courier(named, chat, 0, "before"))[0] == -9
        assert await courier(named, chat, 1, "never") == (0, "1 0 []")
    (only,) = chat.sent
    assert only.json["repeated"] is True


async def test_killed_twice_it_is_not_sent_a_third_time(named: str) -> None:
    async with Chat().run() as chat:
        for step in range(2):
            assert (await courier(named, chat, step, "after"))[0] == -9
        assert await courier(named, chat, 2, "never") == (0, "0 0 ['given-up']")
    assert len(chat.sent) == 2


async def test_while_a_courier_may_still_live_nobody_sends_the_same(named: str, box: StoreOutbox) -> None:
    box.begin([1], NOON)
    async with Chat().run() as chat:
        assert await courier(named, chat, 0, "never") == (0, "0 0 ['sending']")
    assert chat.sent == []
    assert box.counted() == {DeliveryState.SENDING: 1}
