"""What servers do to the protocol (H01–H31): each ends in time, with its own kind of failure."""

import asyncio
import random

import pytest

from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.settings import MIB
from tests.net.framing import CHUNKED, CUT_OFF, HEAD, LARGE, MALFORMED, SLOW, TOLERATED, lengthy
from tests.net.world import HASTY, Conduct, Server, cut, drip, got, one, page, world


@pytest.mark.parametrize(("conduct", "kind"), SLOW.values(), ids=SLOW)
async def test_slow_answers_are_given_up_in_time(conduct: Conduct, kind: FailureKind) -> None:
    async with asyncio.timeout(20):
        reply, server = await one(conduct, **HASTY)
    assert reply.fetch.failure is not None
    assert reply.fetch.failure.kind is kind
    assert reply.fetch.outcome is PageOutcome.TIMEOUT
    assert len(server.heads) == 1


async def test_the_whole_has_a_limit_too() -> None:
    steady = drip(HEAD + b"Content-Length: 90000\r\n\r\n", *[b"a" * 600] * 80, pause=0.05)
    reply, _ = await one(steady, total_seconds=0.6)
    assert reply.fetch.failure is not None
    assert reply.fetch.failure.kind is FailureKind.TIMEOUT


async def test_stuck_answers_do_not_hold_up_others() -> None:
    server = Server({"/stuck": drip(close=False), "/ok": page()})
    async with world(server, first_byte_seconds=1.5) as client:
        stuck = [asyncio.create_task(got(client, "/stuck")) for _ in range(16)]
        await asyncio.sleep(0.05)
        assert (await got(client, "/ok")).fetch.ok
        assert not any(task.done() for task in stuck)
        await asyncio.gather(*stuck)


async def test_a_slow_but_good_page_is_good() -> None:
    reply, _ = await one(drip(lengthy("10", b""), b"12345", b"12345", pause=0.15))
    assert (reply.fetch.failure, reply.body) == (None, b"1234512345")


@pytest.mark.parametrize("conduct", LARGE.values(), ids=LARGE)
async def test_large_answers_are_given_up_without_a_body(conduct: "bytes | Conduct") -> None:
    reply, server = await one(conduct, page_bytes=MIB)
    assert reply.fetch.failure is not None
    assert reply.fetch.failure.kind is FailureKind.TOO_LARGE
    assert reply.fetch.outcome is PageOutcome.TOO_LARGE
    assert reply.fetch.wire_bytes <= 2 * MIB
    assert not reply.body
    assert len(server.heads) == 1


async def test_documents_may_be_larger_than_pages() -> None:
    server = Server({"/x": page(b"a" * 3000)})
    async with world(server, page_bytes=2000, document_bytes=4000) as client:
        assert not (await got(client, "/x")).fetch.ok
        assert (await got(client, "/x", page=False)).fetch.ok


@pytest.mark.parametrize("conduct", MALFORMED.values(), ids=MALFORMED)
async def test_malformed_answers_say_so(conduct: "bytes | Conduct") -> None:
    reply, server = await one(conduct)
    failure = reply.fetch.failure
    assert failure is not None
    assert failure.kind is FailureKind.MALFORMED
    assert reply.fetch.outcome is PageOutcome.HTTP_ERROR
    assert failure.detail.isprintable()
    assert len(failure.detail) <= 300
    assert len(server.heads) == 1


@pytest.mark.parametrize("conduct", TOLERATED.values(), ids=TOLERATED)
async def test_what_browsers_accept_is_accepted(conduct: "bytes | Conduct") -> None:
    reply, _ = await one(conduct)
    assert reply.fetch.failure is None
    assert b"hi" in reply.body
    assert all(name.isprintable() and value.isprintable() for name, value in reply.fetch.headers)
    assert len(reply.fetch.headers) <= 128


@pytest.mark.parametrize(("conduct", "kind"), CUT_OFF.values(), ids=CUT_OFF)
async def test_what_breaks_off_is_tried_once_more(conduct: Conduct, kind: FailureKind) -> None:
    reply, server = await one(conduct)
    assert reply.fetch.failure is not None
    assert reply.fetch.failure.kind is kind
    assert len(server.heads) == 2
    assert server.connections == 2


async def test_mutilated_answers_never_raise() -> None:
    dice = random.Random(7)
    whole = (
        page(b"<html>hello</html>", "Content-Encoding: identity", "Set-Cookie: a=b")
        + CHUNKED
        + b"2\r\nhi\r\n0\r\n\r\n"
    )
    answers: dict[str, Conduct] = {}
    for number in range(150):
        bent = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            place = dice.randrange(len(bent))
            bent[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        answers[f"/{number}"] = cut(bytes(bent[dice.choice((0, 0, 0, 30)) :]))
    server = Server(answers)
    async with world(server) as client:
        replies = await asyncio.gather(*(got(client, path) for path in answers))
    assert len(replies) == 150
    assert all(reply.fetch.failure is not None or reply.fetch.status for reply in replies)
