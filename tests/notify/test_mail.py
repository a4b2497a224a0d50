import asyncio
import ssl
from pathlib import Path

import pytest

from auditbot.notify.channel import Undelivered
from auditbot.notify.config import MailSpec, Security
from auditbot.notify.mail import Mail
from tests.hostile.certificates import Authority
from tests.notify.world import HOST, NOON, Clock, Sink, egress, letter, silent

TO = "office@qinghe.example"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


def mail(
    port: int,
    security: Security = Security.NONE,
    *,
    roots: Path | None = None,
    password: str = "correct-horse",
    allow: bool = True,
    seconds: float = 20,
    sender_name: str = "网站检查",
) -> Mail:
    login = {} if security is Security.NONE else {"user": "office", "password_env": "X"}
    spec = MailSpec(
        kind="email",
        host=HOST,
        port=port,
        security=security,
        sender="audit@office.example",
        sender_name=sender_name,
        **login,
    )
    context = ssl.create_default_context()
    if roots:
        context.load_verify_locations(roots)
    ways = egress(allow=allow, connect_to=(f"{HOST}:{port}:127.0.0.1:{port}",))
    return Mail(spec, "" if security is Security.NONE else password, ways, context, Clock(), seconds)


async def test_a_letter_arrives() -> None:
    async with Sink().run() as sink:
        assert await mail(sink.port).deliver(letter(), TO) is None
    (got,) = sink.messages
    assert got["Subject"] == "【网站检查】青禾区：新问题 2 个"
    assert got["From"] == "网站检查 <audit@office.example>"
    assert got["To"] == TO
    assert got["Date"].datetime == NOON
    assert got["Message-ID"] == "<letter-1@office.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_content_type() == "text/plain"
    assert got.get_content().strip().endswith("1. 链接打不开。")


async def test_a_letter_that_may_be_the_second_says_so() -> None:
    async with Sink().run() as sink:
        await mail(sink.port).deliver(letter(repeated=True), TO)
    (got,) = sink.messages
    assert got["Subject"].startswith("（可能重复）")
    assert got["Message-ID"] == "<letter-1@office.example>"


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_with_tls_and_login(security: Security, authority: Authority) -> None:
    context = authority.context("good", HOST)
    ways = {"tls": context} if security is Security.TLS else {"starttls": context}
    async with Sink().run(**ways) as sink:
        assert await mail(sink.port, security, roots=authority.roots).deliver(letter(), TO) is None
    assert sink.envelopes[0].rcpt_tos == [TO]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
@pytest.mark.parametrize("kind", ["expired", "self-signed", "wrong host", "unknown root"])
async def test_broken_tls_is_told_nothing(security: Security, kind: str, authority: Authority) -> None:
    context = authority.context(kind, HOST)
    ways = {"tls": context} if security is Security.TLS else {"starttls": context}
    async with Sink().run(**ways) as sink:
        outcome = await mail(sink.port, security, roots=authority.roots).deliver(letter(), TO)
    assert isinstance(outcome, Undelivered)
    assert not outcome.unsure
    assert sink.envelopes == []


async def test_no_login_without_the_encryption_that_was_asked_for(authority: Authority) -> None:
    async with Sink().run() as sink:
        outcome = await mail(sink.port, Security.STARTTLS).deliver(letter(), TO)
    assert isinstance(outcome, Undelivered)
    assert sink.envelopes == []


async def test_a_wrong_password(authority: Authority) -> None:
    sink = Sink(auth_reply="535 5.7.8 you said wrong-password, which is wrong")
    async with sink.run(starttls=authority.context("good", HOST)):
        wrong = mail(sink.port, Security.STARTTLS, roots=authority.roots, password="wrong-password")
        outcome = await wrong.deliver(letter(), TO)
    assert isinstance(outcome, Undelivered)
    assert "535" in outcome.detail
    assert not outcome.unsure
    assert wrong.secrets == ("wrong-password",)


async def test_a_recipient_that_is_refused_is_no_fault_of_the_server() -> None:
    async with Sink(refused=frozenset({TO})).run() as sink:
        outcome = await mail(sink.port).deliver(letter(), TO)
    assert outcome is not None
    assert outcome.recipient_only


@pytest.mark.parametrize("reply", ["451 later", "554 spam"])
async def test_a_message_that_is_refused(reply: str) -> None:
    async with Sink(data_reply=reply).run() as sink:
        outcome = await mail(sink.port).deliver(letter(), TO)
    assert outcome is not None
    assert reply[:3] in outcome.detail
    assert not outcome.unsure


async def test_nobody_there() -> None:
    outcome = await mail(1).deliver(letter(), TO)
    assert outcome is not None
    assert not outcome.unsure


@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
async def test_a_silent_server_is_left_in_time(security: Security) -> None:
    async with silent() as port, asyncio.timeout(20):
        outcome = await mail(port, security, seconds=0.3).deliver(letter(), TO)
    assert isinstance(outcome, Undelivered)


@pytest.mark.parametrize("endless", [b"220-more\r\n", b"x" * 1000])
async def test_an_endless_greeting_is_left(endless: bytes) -> None:
    async with silent(endless=endless) as port:
        outcome = await mail(port, seconds=10).deliver(letter(), TO)
    assert isinstance(outcome, Undelivered)
    assert not outcome.unsure


async def test_private_addresses_only_if_allowed() -> None:
    async with Sink().run() as sink:
        outcome = await mail(sink.port, allow=False).deliver(letter(), TO)
    assert outcome is not None
    assert "private" in outcome.detail
    assert sink.envelopes == []


@pytest.mark.parametrize(
    "hostile", ["甲\r\nBcc: x@y.example", "甲\nX: 1\n\n正文", "\r\n.\r\nMAIL FROM:<a@b.c>"]
)
async def test_no_header_and_no_command_is_injected(hostile: str) -> None:
    async with Sink().run() as sink:
        assert await mail(sink.port).deliver(letter(subject=hostile, text=hostile), TO) is None
    (got,) = sink.messages
    assert len(sink.envelopes) == 1
    assert sink.envelopes[0].rcpt_tos == [TO]
    assert got["Bcc"] is None
    assert got["X"] is None
    assert got.get_content_type() == "text/plain"
    lines = [line.strip() for line in hostile.splitlines()]
    assert [line.strip() for line in got.get_content().splitlines()] == lines


@pytest.mark.parametrize("text", ["\ud800半个", "\x00\x1b", "长" * 100_000, ".\n..\n", ""])
async def test_odd_texts_arrive(text: str) -> None:
    async with Sink().run() as sink:
        assert await mail(sink.port).deliver(letter(text=text, subject="题" * 300), TO) is None
    (got,) = sink.messages
    assert got["Subject"].startswith("题题")
    assert len(got["Subject"]) <= 200
