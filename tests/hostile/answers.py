"""H32–H41: refusals, waits, redirects and cookie walls."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from auditbot.model.fetch import FailureKind
from tests.hostile.case import OUTSIDE, Case, Told, healthy, markup
from tests.net.framing import lengthy
from tests.net.world import HASTY, Served, drip, moved, page

ELSEWHERE = f"elsewhere.{OUTSIDE}"
"""Whom some cases redirect to; credentials must not follow."""
_PLACES = ("/ok", "/o%20k", "/%D6%D0", "/%E6%94%BF%E7%AD%96")
_LOOP = FailureKind.REDIRECT_LOOP
_NOWHERE = FailureKind.BAD_REDIRECT


def _busy(wait: str, status: str = "429 Too Many Requests") -> bytes:
    return page(b"later", f"Retry-After: {wait}", status=status)


async def _busy_until_a_date(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=1)
    writer.write(_busy(format_datetime(soon, usegmt=True), "503 Busy"))
    await writer.drain()


def _to(location: str | bytes, what: str, kind: FailureKind | None = None, case: str = "H37") -> Case:
    return Case(case, what, moved(location), kind, paths=dict.fromkeys(_PLACES, healthy()), requests=1)


_WALL = b"<html><script>document.cookie='a=b';location.reload();</script></html>"
_HEAD_ONLY: dict[str, Served] = {
    "head is 405": page(status="405 No"),
    "head is 403": page(status="403 No"),
    "head hangs": drip(close=False),
}

CASES = (
    Case("H32", "401", page(b"who", "WWW-Authenticate: Basic", status="401 Who"), FailureKind.BLOCKED, 401),
    Case("H32", "407", page(b"who", status="407 Proxy"), FailureKind.STATUS, 407),
    Case("H33", "in a second", [_busy("1"), healthy()]),
    Case("H33", "until a date", [_busy_until_a_date, healthy()]),
    Case("H33", "in a day", _busy("86400"), FailureKind.BLOCKED, 429, in_archive=FailureKind.BUDGET),
    Case("H33", "rubbish", _busy("soon", "503 Busy"), FailureKind.STATUS, 503),
    *(
        Case("H34", what, paths={"HEAD /x": said}, outside=True, limits=HASTY)
        for what, said in _HEAD_ONLY.items()
    ),
    Case("H35", "to itself", moved("/x"), _LOOP, requests=1),
    Case("H35", "ping pong", moved("/y"), _LOOP, paths={"/y": moved("/x")}, requests=1),
    Case("H35", "new addresses for ever", moved("a/"), _LOOP, paths={"*": moved("a/")}, requests=1, most=40),
    Case(
        "H35",
        "address that doubles",
        moved("/a/a/"),
        _LOOP,
        paths={"*": moved("b/../c/d/e/f/g/h/")},
        requests=1,
        most=40,
    ),
    Case(
        "H36",
        "honest chain",
        moved("/b", status="301 Moved"),
        paths={"/b": moved("c?d=1", status="308 Here"), "/c?d=1": moved("e#top"), "/e": healthy()},
        requests=1,
    ),
    Case("H36", "same scheme", moved(f"//{ELSEWHERE}/landing"), requests=1),
    _to("/政策".encode(), "raw utf-8"),
    _to("/中".encode("gbk"), "raw gbk"),
    _to(" /ok ", "spaces around"),
    _to("/o k", "a space within"),
    _to("", "empty", _NOWHERE),
    _to("http://a:99999/", "bad port", _NOWHERE),
    _to("http://[", "half a bracket", _NOWHERE),
    Case("H37", "none", page(status="302 Found"), _NOWHERE, requests=1),
    *(
        _to(f"{scheme}:{rest}", f"to {scheme}", _NOWHERE, "H38")
        for scheme, rest in (
            ("file", "///etc/passwd"),
            ("data", "text/html,x"),
            ("javascript", "alert(1)"),
            ("ftp", "//files.example/x"),
            ("gopher", "//127.0.0.2:70/_x"),
            ("dict", "//127.0.0.2:11211/stat"),
            ("view-source", "http://127.0.0.2/"),
        )
    ),
    Case("H39", "another host", moved(f"http://{ELSEWHERE}/landing", "Set-Cookie: a=h39; Domain=.example")),
    Case("H40", "cookie wall", [moved("/x", "Set-Cookie: pass=1; Path=/"), healthy()], requests=2),
    Case("H40", "script wall 412", page(_WALL, status="412 No"), FailureKind.BLOCKED, 412),
    Case("H40", "script wall 521", page(_WALL, status="521 No"), FailureKind.BLOCKED, 521),
    Case("H40", "script wall 200", page(_WALL), FailureKind.BLOCKED, told=Told("blocked")),
    Case(
        "H41",
        "slow but good",
        drip(lengthy(str(len(markup().encode())), b""), markup().encode(), pause=0.7),
        body=markup().encode(),
    ),
)
