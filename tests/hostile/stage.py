"""The servers, names and ports that a number of cases need, all at once."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile.answers import ELSEWHERE
from tests.hostile.case import OUTSIDE, Case, Port, healthy
from tests.hostile.certificates import Authority
from tests.hostile.names import ALIASES, SENTINEL
from tests.hostile.robots import RULES_ELSEWHERE
from tests.hostile.sentinel import Sentinel, aimed, closed_port, full_queue
from tests.net.world import Paths, Server, host_of
from tests.net.zone import Zone

SECRET = "s3cret-of-the-operator"
_FRIEND = {"/rules.txt": RULES_ELSEWHERE, "*": healthy()}


@dataclass
class Stage:
    """What was put up. ``connect_to`` and ``dns`` are what the product has to be told."""

    web: Server
    zone: Zone
    sentinel: Sentinel
    roots: Path
    others: dict[str, Server] = field(default_factory=dict)
    connect_to: list[str] = field(default_factory=list)

    @property
    def dns(self) -> str:
        """The name server, as an option of the command line."""
        return f"127.0.0.1:{self.zone.port}"

    @property
    def heads(self) -> list[str]:
        """The head of every request to any server."""
        return [head for server in (self.web, *self.others.values()) for head in server.heads]

    def asked(self, host: str, path: str = "") -> int:
        """How many requests were sent to a host, or for one of its addresses."""
        return sum(host_of(head) == host and path in ("", head.split(" ", 2)[1]) for head in self.heads)

    def leaks(self, own: Iterable[str]) -> list[str]:
        """Requests that carry the operator's secret, or a cookie that names another host."""
        trusted = frozenset(own)
        return [head for head in self.heads if _leaks(head, trusted)]


def _leaks(head: str, trusted: frozenset[str]) -> bool:
    host = host_of(head)
    if SECRET in head and host not in trusted:
        return True
    cookies = head.partition("\r\nCookie: ")[2].partition("\r\n")[0]
    return "a=h39" in cookies and not host.startswith("h39-")


@asynccontextmanager
async def put_up(
    cases: Iterable[Case], authority: Authority, more: dict[str, Paths] | None = None
) -> AsyncIterator[Stage]:
    """Serve all of the cases; ``more``: further hosts."""
    every = tuple(cases)
    async with AsyncExitStack() as stack:
        sentinel = await stack.enter_async_context(Sentinel().run(SENTINEL))
        hosts = {case.host: case.served for case in every if case.port is Port.WEB}
        hosts |= {ELSEWHERE: _FRIEND, **(more or {})}
        web = Server(hosts={host: aimed(paths, sentinel) for host, paths in hosts.items()})
        zone = Zone({**_records(every), **_plain(hosts), **ALIASES}, later=_later(every))
        await stack.enter_async_context(web.run())
        await stack.enter_async_context(zone.run())
        closed = await stack.enter_async_context(closed_port())
        full = await stack.enter_async_context(full_queue())
        stage = Stage(web, zone, sentinel, authority.roots)
        ports = {Port.WEB: web.port, Port.CLOSED: closed, Port.FULL: full}
        for case in every:
            port = await _own(stack, stage, case, authority) if case.port is Port.OWN else ports[case.port]
            stage.connect_to.append(f"{case.host}:{443 if case.scheme == 'https' else 80}::{port}")
        stage.connect_to += [f"{host}:80::{web.port}" for host in (ELSEWHERE, *(more or {}))]
        yield stage


async def _own(stack: AsyncExitStack, stage: Stage, case: Case, authority: Authority) -> int:
    server = Server(case.served, case.greeting)
    context = authority.context(case.certificate, case.host) if case.certificate else None
    stage.others[case.host] = await stack.enter_async_context(server.run(context))
    return server.port


def _records(cases: tuple[Case, ...]) -> dict[tuple[str, str], list[str]]:
    return {(case.host, kind): texts for case in cases for kind, texts in case.records.items()} | {
        (f"*.wild.{OUTSIDE}", "A"): ["127.0.0.1"]
    }


def _later(cases: tuple[Case, ...]) -> dict[tuple[str, str], list[str]]:
    return {(case.host, kind): texts for case in cases for kind, texts in case.later.items()}


def _plain(hosts: dict[str, Paths]) -> dict[tuple[str, str], list[str]]:
    """Hosts that no case speaks of are where everybody is."""
    return {(host, "A"): ["127.0.0.1"] for host in (ELSEWHERE, *hosts) if "-" not in host.partition(".")[0]}
