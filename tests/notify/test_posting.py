import asyncio

import pytest
from aiohttp import web

from auditbot.notify.channel import Undelivered
from auditbot.url import Url
from tests.hostile.certificates import Authority
from tests.notify.world import Chat, Sent, posting, silent


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


async def test_over_tls(authority: Authority) -> None:
    context = authority.context("good", "127.0.0.1")
    async with Chat().run(context) as chat, posting(ca_file=authority.roots) as poster:
        answer = await poster.post(Url(chat.url(scheme="https")), b"{}", {})
    assert isinstance(answer, bytes)


@pytest.mark.parametrize("kind", ["expired", "self-signed", "wrong host", "unknown root"])
async def test_broken_tls_is_sent_nothing(kind: str, authority: Authority) -> None:
    context = authority.context(kind, "127.0.0.1")
    async with Chat().run(context) as chat, posting(ca_file=authority.roots) as poster:
        answer = await poster.post(Url(chat.url(scheme="https")), b"{}", {})
    assert isinstance(answer, Undelivered)
    assert not answer.unsure
    assert chat.sent == []


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_private_address_is_reached_only_if_allowed(scheme: str) -> None:
    async with Chat().run() as chat, posting(allow=False) as poster:
        answer = await poster.post(Url(chat.url(scheme=scheme)), b"{}", {})
    assert isinstance(answer, Undelivered)
    assert "private" in answer.detail
    assert chat.sent == []


async def test_nobody_there() -> None:
    async with posting() as poster:
        answer = await poster.post(Url("http://127.0.0.1:1/"), b"{}", {})
    assert isinstance(answer, Undelivered)
    assert not answer.unsure


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 429, 500, 503])
async def test_other_answers_are_no_success_and_redirects_are_not_followed(status: int) -> None:
    async def answer(_: Sent) -> web.Response:
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    async with Chat(answer=answer).run() as chat, posting() as poster:
        told = await poster.post(Url(chat.url()), b"{}", {})
    assert told == Undelivered(f"HTTP {status}")
    assert len(chat.sent) == 1


async def test_a_slow_server_may_have_taken_it() -> None:
    async def answer(_: Sent) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    async with Chat(answer=answer).run() as chat, posting(total_seconds=0.3) as poster:
        told = await poster.post(Url(chat.url()), b"{}", {})
    assert isinstance(told, Undelivered)
    assert told.unsure
    assert len(chat.sent) == 1


async def test_a_server_that_closes_may_have_taken_it_and_is_not_asked_again() -> None:
    connections = 0

    async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0)
    async with server, posting() as poster:
        port = server.sockets[0].getsockname()[1]
        told = await poster.post(Url(f"http://127.0.0.1:{port}/"), b"{}", {})
    assert isinstance(told, Undelivered)
    assert told.unsure
    assert connections == 1


async def test_an_endless_answer_is_cut() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    async with silent(head, endless=b"x" * 1000) as port, posting(total_seconds=5) as poster:
        answer = await poster.post(Url(f"http://127.0.0.1:{port}/"), b"{}", {})
    assert isinstance(answer, bytes | Undelivered)
    assert not isinstance(answer, bytes) or len(answer) <= 65536
