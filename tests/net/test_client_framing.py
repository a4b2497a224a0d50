"""What servers do to the protocol (H01–H31): each ends in time, with its own kind of failure."""

import asyncio
import gzip
import random
import time

import pytest

from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.settings import MIB
from tests.net.world import HASTY, Conduct, Server, cut, drip, endless, got, one, page, reset, world

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
CUT = b"<html><body>half a pa"


def lengthy(length: str, body: bytes = b"abcdef") -> bytes:
    return HEAD + f"Content-Length: {length}\r\n\r\n".encode() + body


SLOW: dict[str, tuple[Conduct, FailureKind]] = {
    "H01 headers byte by byte": (drip(HEAD, *[b"X"] * 60, pause=0.03), FailureKind.TIMEOUT),
    "H02 no answer": (drip(close=False), FailureKind.TIMEOUT),
    "H03 body byte by byte": (
        drip(HEAD + b"Content-Length: 900\r\n\r\n", *[b"a"] * 60, pause=0.03),
        FailureKind.TOO_SLOW,
    ),
    "H04 one-byte chunks": (drip(CHUNKED, *[b"1\r\na\r\n"] * 60, pause=0.03), FailureKind.TOO_SLOW),
    "H05 stall": (drip(lengthy("900"), close=False), FailureKind.TOO_SLOW),
    "H06 never closed": (drip(HEAD + b"\r\n<html></html>", close=False), FailureKind.TOO_SLOW),
}


@pytest.mark.parametrize(("conduct", "kind"), SLOW.values(), ids=SLOW)
async def test_slow_answers_are_given_up_in_time(conduct: Conduct, kind: FailureKind) -> None:
    began = time.monotonic()
    reply, server = await one(conduct, **HASTY)
    assert time.monotonic() - began < 2.5
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


LARGE: dict[str, "bytes | Conduct"] = {
    "H07 endless chunks": endless(CHUNKED, b"10000\r\n" + b"a" * 65536 + b"\r\n"),
    "H07 endless until closed": endless(HEAD + b"\r\n", b"a" * 65536),
    "H08 ten gigabytes announced": cut(lengthy("10737418240")),
    "H13 endless chunk extension": endless(CHUNKED + b"5;", b"e" * 65536),
    "H24 bomb": lengthy(str(len(BOMB := gzip.compress(bytes(8 * MIB)))), BOMB).replace(
        b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n", 1
    ),
}


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


MALFORMED: dict[str, "bytes | Conduct"] = {
    "H10 many headers": cut(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 50_000 + b"\r\n"),
    "H10 long header": endless(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 65536, 4 * MIB),
    "H10 endless headers": endless(b"HTTP/1.1 200 OK\r\n", b"X-Y: a\r\n" * 500, 4 * MIB),
    "H11 long status line": endless(b"HTTP/1.1 200 ", b"O" * 65536, 4 * MIB),
    "H11 endless interim answers": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50, MIB),
    "H13 endless trailers": endless(CHUNKED + b"0\r\n", b"X-Y: a\r\n" * 500, 4 * MIB),
    "H14 no number": cut(CHUNKED + b"zz\r\nabc"),
    "H14 negative": cut(CHUNKED + b"-1\r\nabc"),
    "H14 too large a number": cut(CHUNKED + b"fffffffffffffffff\r\nabc"),
    "H14 later": drip(CHUNKED + b"5\r\nabcde\r\n", b"zz\r\n"),
    "H16 too small": cut(lengthy("2")),
    "H16 negative": cut(lengthy("-2")),
    "H16 words": cut(lengthy("two")),
    "H16 two values": cut(lengthy("2\r\nContent-Length: 3")),
    "H16 with chunked": cut(lengthy("2\r\nTransfer-Encoding: chunked", b"1\r\na\r\n0\r\n\r\n")),
    "H18 no colon": cut(lengthy("2\r\nrubbish", b"hi")),
    "H18 NUL": cut(lengthy("2\r\nX: a\0b", b"hi")),
    "H19 noise": cut(bytes(range(256)) * 4),
    "H19 SSH": cut(b"SSH-2.0-OpenSSH_8.0\r\n"),
    "H19 HTTP/0.9": cut(b"<html>old</html>"),
    "H31 unasked 101": cut(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhi"),
    "H31 status 099": page(status="099 Odd"),
}


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


TOLERATED: dict[str, "bytes | Conduct"] = {
    "H18 bare line feeds": cut(b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"),
    "H18 folded": cut(lengthy("2\r\nX: a\r\n  b", b"hi")),
    "H18 GBK": cut(lengthy("2\r\nX: ", b"hi").replace(b"X: ", "X: 中文".encode("gbk"))),
    "H20 HTTP/1.0": cut(b"HTTP/1.0 200 OK\r\n\r\nhi"),
    "H31 no reason": cut(lengthy("2", b"hi").replace(b"200 OK", b"200")),
    "H10 500 headers": cut(lengthy("2" + "\r\nX: a" * 500, b"hi")),
    "reset after the end mark": reset(HEAD + b"\r\n<html>hi</html>"),
    "chunk extension": cut(CHUNKED + b"2;a=b\r\nhi\r\n0\r\n\r\n"),
    "duplicate server field": cut(lengthy("2\r\nServer: a\r\nServer: b", b"hi")),
}


@pytest.mark.parametrize("conduct", TOLERATED.values(), ids=TOLERATED)
async def test_what_browsers_accept_is_accepted(conduct: "bytes | Conduct") -> None:
    reply, _ = await one(conduct)
    assert reply.fetch.failure is None
    assert b"hi" in reply.body
    assert all(name.isprintable() and value.isprintable() for name, value in reply.fetch.headers)
    assert len(reply.fetch.headers) <= 128


CUT_OFF: dict[str, tuple[Conduct, FailureKind]] = {
    "H15 within a chunk": (cut(CHUNKED + b"5\r\nab"), FailureKind.TRUNCATED),
    "H15 within the length": (cut(lengthy("100")), FailureKind.TRUNCATED),
    "H15 within the header": (cut(HEAD + b"Content-Le"), FailureKind.TRUNCATED),
    "H19 empty close": (cut(b""), FailureKind.RESET),
    "H21 at once": (reset(), FailureKind.RESET),
    "H21 within the length": (reset(lengthy("100")), FailureKind.RESET),
    "H21 without length": (reset(HEAD + b"\r\n" + CUT), FailureKind.RESET),
    "H29 cut gzip": (
        cut(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<html>" * 900)[:-9]),
        FailureKind.TRUNCATED,
    ),
}


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
