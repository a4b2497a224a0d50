import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from auditbot.net.browser.devtools import DevTools

LARGEST = 100_000


class Browser:
    """The other end of the pipe."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def hear(self) -> str:
        return (await asyncio.wait_for(self.reader.readuntil(b"\0"), 5))[:-1].decode()

    def say(self, message: str) -> None:
        self.writer.write(message.encode() + b"\0")


@asynccontextmanager
async def pipe() -> AsyncIterator[tuple[DevTools, Browser]]:
    arrived: asyncio.Queue[Browser] = asyncio.Queue()
    server = await asyncio.start_server(lambda *ends: arrived.put_nowait(Browser(*ends)), "127.0.0.1", 0)
    ends = await asyncio.open_connection(*server.sockets[0].getsockname()[:2], limit=LARGEST)
    devtools = DevTools(*ends, LARGEST)
    browser = await arrived.get()
    try:
        yield devtools, browser
    finally:
        browser.writer.close()
        await devtools.close()
        await browser.writer.wait_closed()
        server.close()


@asynccontextmanager
async def connected(devtools: DevTools) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with aiohttp.ClientSession() as session, session.ws_connect(await devtools.serve()) as client:
        yield client


async def test_a_question_is_answered() -> None:
    async with pipe() as (devtools, browser):
        asking = asyncio.create_task(devtools.ask("Browser.getVersion"))
        assert json.loads(await browser.hear())["method"] == "Browser.getVersion"
        browser.say('{"method":"Target.targetCreated","params":{}}')
        browser.say('{"id":0,"result":{"product":"Chrome/1"}}')
        assert await asking == {"product": "Chrome/1"}


async def test_a_browser_that_ends_does_not_answer() -> None:
    async with pipe() as (devtools, browser):
        asking = asyncio.create_task(devtools.ask("Browser.getVersion"))
        await browser.hear()
        browser.writer.close()
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(asking, 5)


async def test_messages_pass_both_ways_without_the_pages_chatter() -> None:
    async with pipe() as (devtools, browser), connected(devtools) as client:
        await client.send_str('{"id":1,"method":"Página.中文"}')
        assert await browser.hear() == '{"id":1,"method":"Página.中文"}'
        browser.say('{"method":"Runtime.consoleAPICalled","params":{"args":["' + "x" * 1000 + '"]}}')
        browser.say('{"id":1,"result":{}}')
        assert await client.receive_str(timeout=5) == '{"id":1,"result":{}}'


async def test_the_address_cannot_be_guessed_and_serves_one() -> None:
    async with pipe() as (devtools, _), aiohttp.ClientSession() as session:
        endpoint = await devtools.serve()
        base, _, path = endpoint.rpartition("/")
        assert len(path) >= 32
        for address in (f"{base}/", f"{base}/json/version", f"{base}/{'A' * 43}"):
            async with session.get(address.replace("ws:", "http:")) as answer:
                assert answer.status == 404
        async with session.ws_connect(endpoint):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(endpoint)


async def test_a_message_that_is_too_large_ends_the_connection() -> None:
    async with pipe() as (devtools, browser), connected(devtools) as client:
        browser.say("x" * (2 * LARGEST))
        message = await client.receive(timeout=5)
        assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


async def test_when_the_client_leaves_the_browser_is_let_go() -> None:
    async with pipe() as (devtools, browser):
        async with connected(devtools):
            pass
        assert await asyncio.wait_for(browser.reader.read(), 5) == b""
