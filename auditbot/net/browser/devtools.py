"""Chromium's debugging pipe, offered as the WebSocket that Playwright can connect to.

A debugging port would hand the browser to everybody on this machine. The pipe belongs to us alone, Chromium
ends when it breaks, and the WebSocket in front of it has an address that cannot be guessed.
"""

import asyncio
import json
from contextlib import suppress
from secrets import token_urlsafe
from typing import Any

from aiohttp import WSMsgType, web

_CHATTER = (
    b'{"method":"Runtime.consoleAPICalled"',
    b'{"method":"Runtime.exceptionThrown"',
    b'{"method":"Log.entryAdded"',
)
"""Events that nobody reads and that a page can make as many and as large as it likes."""

_LAST_WORDS = 1.0
"""Seconds within which the other end closes the pipe too."""


class DevTools:
    """The pipe and the WebSocket; one client at a time, messages of at most ``largest`` bytes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, largest: int) -> None:
        self._reader = reader
        self._writer = writer
        self._largest = largest
        self._path = f"/{token_urlsafe(32)}"
        self._runner: web.AppRunner | None = None
        self._taken = False

    async def ask(self, method: str) -> dict[str, Any]:
        """Ask the browser itself, before anybody is connected. Raises ConnectionError when it is gone."""
        self._send(json.dumps({"id": 0, "method": method}))
        while message := await self._receive():
            try:
                answer = json.loads(message)
            except ValueError as fault:
                raise ConnectionError("whoever answers is no browser") from fault
            if answer.get("id") == 0:
                answered: dict[str, Any] = answer.get("result", {})
                return answered
        raise ConnectionError("the debugging pipe is closed")

    async def serve(self) -> str:
        """Listen on loopback; the address to connect to."""
        app = web.Application()
        app.router.add_get(self._path, self._connect)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        return f"ws://{host}:{port}{self._path}"

    async def close(self) -> None:
        """Close the pipe, which ends the browser, and stop listening."""
        self._writer.close()
        if self._runner:
            await self._runner.cleanup()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS):
                while await self._receive():
                    pass

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        if self._taken:
            return web.Response(status=409)
        self._taken = True
        client = web.WebSocketResponse(compress=False, max_msg_size=self._largest)
        await client.prepare(request)
        outward = asyncio.create_task(self._pass_to(client))
        try:
            async for message in client:
                if message.type is WSMsgType.TEXT:
                    self._send(message.data)
        finally:
            self._writer.close()
            outward.cancel()
            await asyncio.gather(outward, return_exceptions=True)
        return client

    async def _pass_to(self, client: web.WebSocketResponse) -> None:
        while message := await self._receive():
            if not message.startswith(_CHATTER):
                await client.send_str(message.decode("utf-8", "replace"))
        await client.close()

    def _send(self, message: str) -> None:
        self._writer.write(message.encode() + b"\0")

    async def _receive(self) -> bytes:
        """The next message; empty when the browser is gone or sends one that is too large."""
        try:
            return (await self._reader.readuntil(b"\0"))[:-1]
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            return b""
