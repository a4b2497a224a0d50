"""T01–T05: certificates and handshakes."""

import asyncio

from auditbot.model.fetch import FailureKind
from tests.hostile.case import Case, Port, Told, healthy, markup
from tests.net.framing import HEAD
from tests.net.world import Conduct, Served, reset

_UNVERIFIED = ("tls-unverified",)
_PAGE = markup().encode()
_SILENT = Told("broken", "tls-silent")
_REFUSED = {
    "expired": FailureKind.TLS_EXPIRED,
    "not yet valid": FailureKind.TLS_NOT_YET_VALID,
    "self-signed": FailureKind.TLS_SELF_SIGNED,
    "wrong host": FailureKind.TLS_WRONG_HOST,
    "unknown root": FailureKind.TLS_UNKNOWN_ISSUER,
    "incomplete chain": FailureKind.TLS_UNKNOWN_ISSUER,
}


def _greet(said: bytes | None) -> Conduct:
    """Listen to the beginning of a handshake and say something else; nothing said: close."""

    async def conduct(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(50)
        if said is None:
            return
        writer.write(said)
        await writer.drain()
        await reader.read()  # until the client gives up

    return conduct


async def _reset_the_handshake(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(50)
    await reset(pause=0)(reader, writer)


def _secure(case: str, what: str, serve: Served, kind: FailureKind | None, certificate: str = "good") -> Case:
    remarks = _UNVERIFIED if certificate != "good" else ()
    return Case(
        case,
        what,
        serve,
        kind,
        scheme="https",
        port=Port.OWN,
        certificate=certificate,
        body=_PAGE if remarks else None,
        remarks=remarks,
    )


def _spoiled(
    what: str, greeting: Conduct, kind: FailureKind, told: Told | None = None, *, outside: bool = False
) -> Case:
    return Case(
        "T03",
        what,
        kind=kind,
        scheme="https",
        port=Port.OWN,
        greeting=greeting,
        outside=outside,
        told=told,
        limits={"tls_seconds": 1},
    )


CASES = (
    _secure("T01", "good", healthy(), None),
    *(_secure("T01", what, healthy(), kind, what) for what, kind in _REFUSED.items()),
    _secure("T02", "TLS 1.1 only", healthy(), FailureKind.TLS_HANDSHAKE, "old protocol"),
    _spoiled("silence", _greet(b""), FailureKind.TIMEOUT, _SILENT),
    _spoiled("silence outside", _greet(b""), FailureKind.TIMEOUT, _SILENT, outside=True),
    _spoiled("noise", _greet(bytes(range(256))), FailureKind.TLS_HANDSHAKE),
    _spoiled("plain HTTP", _greet(b"HTTP/1.1 400 Bad\r\n\r\n"), FailureKind.TLS_HANDSHAKE),
    _spoiled("closed", _greet(None), FailureKind.TLS_HANDSHAKE),
    _spoiled("reset", _reset_the_handshake, FailureKind.TLS_HANDSHAKE),
    _secure("T04", "cut without the end mark", reset(HEAD + b"\r\n<html>half a pa"), FailureKind.RESET),
    _secure("T04", "whole without the end mark", reset(HEAD + b"\r\n" + _PAGE), None),
    Case(
        "T05",
        "ten thousand names",
        kind=FailureKind.TLS_HANDSHAKE,
        scheme="https",
        port=Port.OWN,
        certificate="many names",
    ),
)
