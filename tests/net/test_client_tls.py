"""TLS as servers break it (T01, T03, T04)."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from auditbot.errors import ConfigError
from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.net.http.client import Client, Reply, Request
from auditbot.net.secure.tls import Refusals, Trust
from auditbot.url import Url
from tests.hostile.certificates import self_signed, serving
from tests.net.clock import Clock
from tests.net.world import Conduct, Server, client_of, cut, moved, page, settings

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
NOW = datetime.now(UTC)


@asynccontextmanager
async def secure(
    server: Server, context: ssl.SSLContext | None, roots: Path, **options: Any
) -> AsyncIterator[Client]:
    async with (
        server.run(context),
        client_of(settings(tls_port=server.port, ca=roots, **options)) as client,
    ):
        yield client


async def got(client: Client, url: str = "https://www.a.example/x", **options: Any) -> Reply:
    return await client.fetch(Request(Url(url), **options))


async def test_a_good_certificate(authority: trustme.CA, roots: Path) -> None:
    server = Server({"/x": page(b"<p>safe</p>")})
    async with secure(server, serving(authority.issue_cert("www.a.example")), roots) as client:
        for _ in range(3):
            reply = await got(client)
            assert (reply.fetch.failure, reply.body) == (None, b"<p>safe</p>")
        assert server.connections == 1
        assert (await got(client, "https://www.a.example./x")).fetch.ok


def _expired(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("www.a.example", not_before=NOW - timedelta(90), not_after=NOW - timedelta(3))


def _early(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("www.a.example", not_before=NOW + timedelta(3), not_after=NOW + timedelta(9))


def _foreign(_: trustme.CA) -> trustme.LeafCert:
    return trustme.CA().issue_cert("www.a.example")


def _other(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("*.b.example", "b.example")


REFUSED = {
    _expired: FailureKind.TLS_EXPIRED,
    _early: FailureKind.TLS_NOT_YET_VALID,
    _foreign: FailureKind.TLS_UNKNOWN_ISSUER,
    _other: FailureKind.TLS_WRONG_HOST,
}


@pytest.mark.parametrize(("make", "kind"), REFUSED.items(), ids=[make.__name__ for make in REFUSED])
async def test_a_refused_certificate_says_why(
    make: Any, kind: FailureKind, authority: trustme.CA, roots: Path
) -> None:
    server = Server({"/x": page()})
    async with secure(server, serving(make(authority)), roots) as client:
        reply = await got(client)
        assert reply.fetch.failure is not None
        assert reply.fetch.failure.kind is kind
        assert reply.fetch.outcome is PageOutcome.TLS_ERROR
        assert "valid 20" in reply.fetch.failure.detail
        assert ("b.example" if make is _other else "www.a.example") in reply.fetch.failure.detail
        assert not server.heads
        assert reply.body == b""


async def test_a_self_signed_certificate(roots: Path, tmp_path: Path) -> None:
    context = self_signed("www.a.example", tmp_path / "self.pem")
    async with secure(Server(), context, roots) as client:
        reply = await got(client)
        assert reply.fetch.failure is not None
        assert reply.fetch.failure.kind is FailureKind.TLS_SELF_SIGNED


async def test_a_second_look_is_marked_and_carries_no_credentials(authority: trustme.CA, roots: Path) -> None:
    server = Server({"/x": page(b"<p>behind</p>", "Set-Cookie: a=1"), "/y": page(b"<p>more</p>")})
    context = serving(_expired(authority))
    async with secure(server, context, roots, headers=(("X-Token", "secret"),)) as client:
        for path, body in (("/x", b"<p>behind</p>"), ("/y", b"<p>more</p>")):
            reply = await got(client, f"https://www.a.example{path}", despite_tls=True)
            assert reply.fetch.failure is not None
            assert reply.fetch.failure.kind is FailureKind.TLS_EXPIRED
            assert reply.body == body
            assert reply.fetch.status == 200
            assert reply.fetch.remarks == ("tls-unverified",)
        assert not any("secret" in head or "Cookie" in head for head in server.heads)


WALL = b"<html><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};location.reload();</script></html>"
BEHIND: dict[str, tuple[bytes, FailureKind]] = {
    "not found": (page(b"<p>404</p>", status="404 Not Found"), FailureKind.STATUS),
    "a wall": (page(WALL, status="412 Precondition Failed"), FailureKind.TLS_EXPIRED),
    "a wall called success": (page(WALL), FailureKind.TLS_EXPIRED),
    "half a page": (HEAD + b"Content-Length: 90\r\n\r\n<html>", FailureKind.TLS_EXPIRED),
}


@pytest.mark.parametrize(("answer", "kind"), BEHIND.values(), ids=BEHIND)
async def test_what_is_no_page_behind_broken_tls_is_not_taken_for_one(
    answer: bytes, kind: FailureKind, authority: trustme.CA, roots: Path
) -> None:
    server = Server({"/x": cut(answer)})
    async with secure(server, serving(_expired(authority)), roots) as client:
        fetch = (await got(client, despite_tls=True)).fetch
        assert fetch.failure is not None
        assert fetch.failure.kind is kind
        assert "tls-unverified" not in fetch.remarks


async def test_the_first_look_is_spared_where_it_failed_a_moment_ago(
    authority: trustme.CA, roots: Path
) -> None:
    server = Server({f"/{i}": page() for i in range(5)})
    async with secure(server, serving(_expired(authority)), roots) as client:
        for i in range(5):
            await got(client, f"https://www.a.example/{i}", despite_tls=True)
        assert server.connections <= 3  # refused, its certificate read, and one kept for the pages


SILENT: dict[str, tuple[Any, set[FailureKind]]] = {
    "silence": (b"", {FailureKind.TIMEOUT}),
    "noise": (bytes(range(256)), {FailureKind.TLS_HANDSHAKE}),
    "plain HTTP": (b"HTTP/1.1 400 Bad\r\n\r\n", {FailureKind.TLS_HANDSHAKE}),
    "closed": (None, {FailureKind.TLS_HANDSHAKE}),
}


@pytest.mark.parametrize(("answer", "kinds"), SILENT.values(), ids=SILENT)
async def test_broken_handshakes(answer: bytes | None, kinds: set[FailureKind], roots: Path) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(50)
        if answer is not None:
            writer.write(answer)
            await asyncio.sleep(0.5)
        writer.close()

    server = Server(greeting=greet)
    async with secure(server, None, roots, tls_seconds=5 if answer != b"" else 0.3) as client:
        reply = await got(client)
    assert reply.fetch.failure is not None
    assert reply.fetch.failure.kind in kinds


ENDS: dict[str, tuple[bytes, FailureKind | None]] = {
    "no length, cut": (HEAD + b"\r\n<html>half a pa", FailureKind.TRUNCATED),
    "no length, whole": (HEAD + b"\r\n<html>whole</html>", None),
    "length, cut": (HEAD + b"Content-Length: 90\r\n\r\n<html>", FailureKind.TRUNCATED),
    "length, whole": (HEAD + b"Content-Length: 6\r\n\r\n<html>", None),
}


@pytest.mark.parametrize(("answer", "kind"), ENDS.values(), ids=ENDS)
async def test_an_end_without_the_end_mark(
    answer: bytes, kind: FailureKind | None, authority: trustme.CA, roots: Path
) -> None:
    async def conduct(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.transport.abort()

    server = Server({"/x": conduct})
    async with secure(server, serving(authority.issue_cert("www.a.example")), roots) as client:
        failure = (await got(client)).fetch.failure
        assert (failure.kind if failure else None) is kind


async def test_a_proper_end_needs_no_length(authority: trustme.CA, roots: Path) -> None:
    conduct: Conduct = cut(HEAD + b"\r\n<p>no end tag")
    server = Server({"/x": conduct})
    async with secure(server, serving(authority.issue_cert("www.a.example")), roots) as client:
        reply = await got(client)
        assert reply.fetch.ok
        assert reply.fetch.remarks == ()


async def test_old_versions_are_refused_and_read_only_at_the_second_look(
    authority: trustme.CA, roots: Path
) -> None:
    context = serving(authority.issue_cert("www.a.example"))
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    async with secure(Server({"/x": page(b"<p>old</p>")}), context, roots) as client:
        reply = await got(client, despite_tls=True)
        assert reply.fetch.failure is not None
        assert reply.fetch.failure.kind is FailureKind.TLS_HANDSHAKE
        assert reply.body == b"<p>old</p>"


def test_a_file_that_holds_no_certificates(tmp_path: Path) -> None:
    rubbish = tmp_path / "x.pem"
    rubbish.write_text("rubbish")
    for path in (rubbish, tmp_path / "missing.pem"):
        with pytest.raises(ConfigError):
            Trust.load(path)


def test_refusals_are_forgotten() -> None:
    from auditbot.model.fetch import Failure

    clock = Clock()
    refusals = Refusals(clock)
    failure = Failure(FailureKind.TLS_EXPIRED)
    refusals.put(("a", 443), failure)
    assert refusals.get(("a", 443)) == failure
    clock.now += 61
    assert refusals.get(("a", 443)) is None


async def test_credentials_do_not_go_down_from_tls(authority: trustme.CA, roots: Path) -> None:
    secured = Server({"/x": moved("http://www.a.example/y")})
    plain = Server({"/y": page(b"<p>open</p>")})
    secret = (("X-Token", "secret"),)
    context = serving(authority.issue_cert("www.a.example"))
    async with secured.run(context), plain.run():
        chosen = settings(plain.port, secured.port, ca=roots, headers=secret)
        async with client_of(chosen) as client:
            reply = await got(client)
    assert reply.body == b"<p>open</p>"
    assert "secret" in secured.heads[0]
    assert "secret" not in plain.heads[0]


def test_certificates_are_judged_as_browsers_do_on_every_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.13 demands what RFC 5280 does; browsers accept authorities that leave some of it out."""

    def strict() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
        return context

    monkeypatch.setattr(ssl, "create_default_context", strict)
    assert not Trust.load().verified.verify_flags & ssl.VERIFY_X509_STRICT
