"""H01–H23: what servers do to time, size, framing and connections."""

import asyncio

from auditbot.model.fetch import FailureKind
from auditbot.settings import MIB
from tests.hostile.case import Case, Port, healthy
from tests.net.framing import CUT_OFF, HEAD, LARGE, MALFORMED, SLOW, TOLERATED
from tests.net.world import HASTY, Conduct, Served, cut, endless, page, reset


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Close without a word."""
    writer.transport.abort()


def _named(key: str, serve: Served, kind: FailureKind | None, **more: object) -> Case:
    identity, _, what = key.partition(" ")
    return Case(identity, what, serve, kind, **more)  # type: ignore[arg-type]  # fields by name


def _catalogued(key: str) -> bool:
    return key[0] == "H" and key[1:3].isdigit()


_SMALL = {"page_bytes": MIB}
_COOKIES = [f"Set-Cookie: c{number}=v; Path=/" for number in range(3000)]
_LATE: Conduct = cut(page(b"<p>one</p>") + page(b"<p>evil</p>"))

CASES = (
    *(_named(key, serve, kind, limits=HASTY, requests=1) for key, (serve, kind) in SLOW.items()),
    *(
        _named(key, serve, FailureKind.TOO_LARGE, limits=_SMALL, requests=1)
        for key, serve in LARGE.items()
        if key < "H24"
    ),
    *(_named(key, serve, FailureKind.MALFORMED, requests=1) for key, serve in MALFORMED.items()),
    *(_named(key, serve, None) for key, serve in TOLERATED.items() if _catalogued(key)),
    *(_named(key, serve, kind, requests=3) for key, (serve, kind) in CUT_OFF.items() if key < "H24"),
    Case(
        "H09",
        "fifty megabytes on one line",
        endless(HEAD + b"\r\n<p>", b"x" * 65536, 50 * MIB),
        FailureKind.TOO_LARGE,
        limits=_SMALL,
        requests=1,
    ),
    Case(
        "H12",
        "three thousand cookies",
        healthy("", *_COOKIES),
        remarks=("cookies-over-limit", "many-headers"),
    ),
    Case("H17", "a second answer unasked", _LATE, body=b"<p>one</p>"),
    Case(
        "H22",
        "a kept connection closed on reuse",
        [hang_up, healthy()],
        paths={"/ok": page()},
        before=("/ok",),
    ),
    Case("H23", "refused", kind=FailureKind.REFUSED, port=Port.CLOSED),
    Case("H23", "full queue", kind=FailureKind.CONNECT_TIMEOUT, port=Port.FULL, limits=HASTY),
    Case("H21", "reset and then good", [reset(), healthy()], requests=2),
    Case("H15", "cut and then good", [cut(healthy()[:-20]), healthy()], requests=2),
)
