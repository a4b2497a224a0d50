"""Real servers on loopback: a chat or webhook that notes what it is sent, and a mail sink."""

import asyncio
import json
import ssl
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from auditbot.model.outcome import Severity
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.secure.tls import Trust
from auditbot.notify.channel import Letter
from auditbot.notify.notice import Audience, AudienceKind, Notice
from auditbot.notify.outbox import Outbox, Post
from auditbot.notify.posting import Poster
from auditbot.settings import ConnectTo, Limits, Reach

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
HOST = "mail.office.example"


def notice(key: str = "k", **more: Any) -> Notice:
    told = {
        "key": key,
        "site": "qinghe",
        "audience": Audience(kind=AudienceKind.SITE),
        "subject": "【网站检查】青禾区：新问题 2 个",
        "text": "网站：青禾区\n\n1. 链接打不开。",
        "severity": Severity.MAJOR,
        "created": NOON,
        "changes": (f"{key}-1",),
    }
    return Notice(**(told | more))


def put(box: Outbox, *posts: Post) -> int:
    """Put posts, whatever was told before."""
    return box.put({change for post in posts for change in post.notice.changes}, lambda _: posts, NOON)


def letter(repeated: bool = False, **more: Any) -> Letter:
    return Letter("letter-1", notice(**more), repeated)


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Sent:
    """One request as it came."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answer = Callable[[Sent], Awaitable[web.StreamResponse]]


@dataclass
class Chat:
    """Answers with what it is told to, or as ``answer`` does; notes everything."""

    said: object = field(default_factory=lambda: {"errcode": 0, "code": 0, "errmsg": "ok"})
    status: int = 200
    answer: Answer | None = None
    sent: list[Sent] = field(default_factory=list)
    port: int = 0

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        one = Sent(request.path, dict(request.query), headers, await request.read())
        self.sent.append(one)
        if self.answer is not None:
            return await self.answer(one)
        if isinstance(self.said, bytes):
            return web.Response(body=self.said, status=self.status)
        return web.json_response(self.said, status=self.status)

    def url(self, path: str = "/send?key=0123456789abcdef", scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.port}{path}"

    @asynccontextmanager
    async def run(self, context: ssl.SSLContext | None = None) -> AsyncIterator["Chat"]:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        place = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
        await place.start()
        self.port = runner.addresses[0][1]
        try:
            yield self
        finally:
            await runner.cleanup()


def egress(*, allow: bool = True, connect_to: tuple[str, ...] = (), limits: Limits | None = None) -> Egress:
    reach = Reach(
        allow=(ip_network("127.0.0.0/8"),) if allow else (),
        connect_to=tuple(ConnectTo.parse(one) for one in connect_to),
        dns_server=("127.0.0.1", 9),
    )
    limits = limits or Limits()
    return Egress(Resolver(reach, limits), reach, limits)


@asynccontextmanager
async def posting(
    *, allow: bool = True, ca_file: Path | None = None, **limits: float
) -> AsyncIterator[Poster]:
    bounds = Limits.model_validate(limits)
    async with Poster(egress(allow=allow, limits=bounds), bounds, Trust.load(ca_file)) as poster:
        yield poster


def _content(envelope: Envelope) -> bytes:
    assert isinstance(envelope.content, bytes)
    return envelope.content


@dataclass
class Sink:
    """A mail server that keeps what it takes. ``refused``: recipients that it does not know."""

    user: bytes = b"office"
    password: bytes = b"correct-horse"
    refused: frozenset[str] = frozenset()
    data_reply: str = "250 OK"
    auth_reply: str = "535 5.7.8 no"
    envelopes: list[Envelope] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, to: str, options: Any) -> str:
        if to in self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        if self.data_reply.startswith("250"):
            self.envelopes.append(envelope)
        return self.data_reply

    def _login(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (
            self.user,
            self.password,
        )
        return AuthResult(success=right, handled=False, message=None if right else self.auth_reply)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(_content(one), policy=default) for one in self.envelopes]

    @asynccontextmanager
    async def run(
        self, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None
    ) -> AsyncIterator["Sink"]:
        secured = tls is not None or starttls is not None

        def serve() -> SMTP:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # it does not know that all of it is in TLS
                return SMTP(
                    self,
                    hostname="sink",
                    tls_context=starttls,
                    authenticator=self._login,
                    auth_required=secured,
                    auth_require_tls=starttls is not None,
                )

        loop = asyncio.get_running_loop()
        server = await loop.create_server(serve, "127.0.0.1", 0, ssl=tls)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()


@asynccontextmanager
async def silent(greeting: bytes = b"", *, endless: bytes = b"") -> AsyncIterator[int]:
    """A server that says little, or never ends saying it; gives its port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(greeting)
            while endless:
                writer.write(endless * 100)
                await writer.drain()
            await reader.read()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
