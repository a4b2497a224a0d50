"""The web server of the town: looks up prebuilt answers by host and path."""

import asyncio
import socket
import struct
from collections import deque
from dataclasses import dataclass

from aiohttp import web

from auditbot.demo.answers import HTML, Act, Answer
from auditbot.demo.hosts import Over6
from auditbot.demo.town import Town

_LOGGED = 20_000
_SILENT_FOR = 60.0
_RECOVERS_AFTER = 1.5
_SLOW_OVER_6 = 1.5
_COOKIE = "visitor=1"
_NOT_FOUND = (
    "<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>404</title></head>"
    "<body><h1>您访问的页面不存在</h1><p><a href='/'>返回首页</a></p></body></html>"
).encode()
_NO_SUCH_GUIDE = (
    "<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>青禾政务服务</title></head>"
    "<body><p>抱歉，您访问的页面不存在或已下线。</p></body></html>"
).encode()


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the log."""

    method: str
    host: str
    path: str
    family: int
    """4 or 6."""


class WebHosts:
    """Answers requests for all hosts of the town."""

    def __init__(self, town: Town) -> None:
        self.requests: deque[Asked] = deque(maxlen=_LOGGED)
        self._answers = town.answers
        self._hosts = {host.name: host for host in town.hosts}
        self._first_asked: dict[str, float] = {}

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        name, path = request.host.partition(":")[0].lower(), request.raw_path
        family = 6 if _over6(request) else 4
        self.requests.append(Asked(request.method, name, path, family))
        host = self._hosts.get(name)
        if host is None:
            return web.Response(status=421, text="no such site here\n")
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        if family == 6 and host.over6 is Over6.SLOW:
            await asyncio.sleep(_SLOW_OVER_6)
        answer = self._answers.get(name, {}).get(path)
        if answer is None:
            return _page(_NO_SUCH_GUIDE, 200) if host.soft_404 else _page(_NOT_FOUND, 404)
        if answer.act is not Act.NOTHING:
            acted = await self._act(answer, f"http://{name}{path}", request)
            if acted is not None:
                return acted
        if answer.wait:
            await asyncio.sleep(answer.wait)
        return _response(answer, request.method == "HEAD", family)

    async def _act(self, answer: Answer, url: str, request: web.BaseRequest) -> web.StreamResponse | None:
        """What an answer does besides answering; ``None``: it answers after all."""
        now = asyncio.get_running_loop().time()
        first = self._first_asked.setdefault(url, now)
        if answer.act is Act.SILENCE:
            await asyncio.sleep(_SILENT_FOR)
        if answer.act in (Act.SILENCE, Act.RESET) or (answer.act is Act.RESET_ONCE and first == now):
            _reset(request)
            return web.Response(status=503)
        if answer.act is Act.RECOVERS and now - first < _RECOVERS_AFTER:
            return web.Response(status=503, text="busy\n")
        if answer.act is Act.COOKIE and _COOKIE not in request.headers.get("Cookie", ""):
            headers = {"Location": request.raw_path, "Set-Cookie": f"{_COOKIE}; Path=/"}
            return web.Response(status=302, headers=headers)
        return None


def _over6(request: web.BaseRequest) -> bool:
    transport = request.transport
    own = transport.get_extra_info("sockname") if transport else None
    return own is not None and ":" in own[0]


def _reset(request: web.BaseRequest) -> None:
    """Drop the connection so that the visitor sees a reset, not an end."""
    if request.transport:
        own = request.transport.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()


def _page(body: bytes, status: int) -> web.Response:
    return web.Response(body=body, status=status, headers={"Content-Type": HTML})


def _response(answer: Answer, head: bool, family: int) -> web.Response:
    status = answer.head if head and answer.head else answer.status
    body = answer.over6 if family == 6 and answer.over6 is not None else answer.body
    headers = {"Content-Type": answer.type, **dict(answer.headers)}
    return web.Response(body=body, status=status, headers=headers)
