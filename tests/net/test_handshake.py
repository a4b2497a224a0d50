"""Handshakes for their own sake: versions and certificates of self-made servers."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from auditbot.model.fetch import FailureKind
from auditbot.model.secured import Secured
from auditbot.net.egress.egress import Destination, Endpoint
from auditbot.net.handshake import handshake
from auditbot.net.secure.tls import Trust
from auditbot.settings import Limits
from auditbot.url import Url
from tests.hostile.certificates import self_signed, serving
from tests.net.world import Server

HOST = "www.a.example"
NOW = datetime.now(UTC)
UNTIL = (NOW + timedelta(40)).replace(microsecond=0)


@pytest.fixture(scope="module")
def trust(roots: Path) -> Trust:
    return Trust.load(roots)


@asynccontextmanager
async def shaken(context: ssl.SSLContext | None, trust: Trust, **limits: Any) -> AsyncIterator[Secured]:
    server = Server()
    async with server.run(context):
        endpoints = (Endpoint("127.0.0.1", server.port, 4),)
        destination = Destination(Url(f"https://{HOST}/"), HOST, 443, endpoints)
        yield await handshake(destination, trust, Limits(**limits))
        assert not server.heads


async def test_a_good_certificate(authority: trustme.CA, trust: Trust) -> None:
    certificate = authority.issue_cert(HOST, "a.example", not_after=UNTIL)
    async with shaken(serving(certificate), trust) as seen:
        assert (seen.host, seen.port, seen.failure) == (HOST, 443, None)
        assert (seen.address, seen.version) == ("127.0.0.1", "TLSv1.3")
        assert (set(seen.names), seen.until) == ({HOST, "a.example"}, UNTIL)


async def test_a_refused_certificate_is_read_all_the_same(authority: trustme.CA, trust: Trust) -> None:
    expired = authority.issue_cert(HOST, not_before=NOW - timedelta(90), not_after=NOW - timedelta(3))
    async with shaken(serving(expired), trust) as seen:
        assert seen.failure is not None
        assert seen.failure.kind is FailureKind.TLS_EXPIRED
        assert (seen.version, seen.names) == ("TLSv1.3", (HOST,))
        assert seen.until is not None
        assert seen.until < NOW


async def test_certificates_of_others(authority: trustme.CA, trust: Trust, tmp_path: Path) -> None:
    for context, kind in (
        (serving(authority.issue_cert("www.b.example")), FailureKind.TLS_WRONG_HOST),
        (serving(trustme.CA().issue_cert(HOST)), FailureKind.TLS_UNKNOWN_ISSUER),
    ):
        async with shaken(context, trust) as seen:
            assert seen.failure is not None
            assert seen.failure.kind is kind
    async with shaken(self_signed(HOST, tmp_path / "self.pem"), trust) as seen:
        assert seen.failure is not None
        assert seen.failure.kind is FailureKind.TLS_SELF_SIGNED


async def test_an_old_server(authority: trustme.CA, trust: Trust) -> None:
    context = serving(authority.issue_cert(HOST))
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    async with shaken(context, trust) as seen:
        assert seen.failure is not None
        assert (seen.failure.kind, seen.version) == (FailureKind.TLS_HANDSHAKE, "TLSv1.1")


async def test_a_server_without_tls(trust: Trust) -> None:
    async with shaken(None, trust, tls_seconds=2) as seen:
        assert seen.failure is not None
        assert (seen.version, seen.until) == ("", None)


async def test_a_port_that_is_closed(trust: Trust) -> None:
    destination = Destination(Url(f"https://{HOST}/"), HOST, 443, (Endpoint("127.0.0.1", 1, 4),))
    seen = await handshake(destination, trust, Limits())
    assert seen.failure is not None
    assert (seen.failure.kind, seen.address) == (FailureKind.REFUSED, "")
