"""For the tests of looks: sites on loopback, each at an address of its own, and who looks at them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from ipaddress import ip_network
from typing import Any

from auditbot.clock.sampler import Sampler
from auditbot.model.sample import Sample
from auditbot.model.site import Site
from auditbot.settings import ConnectTo, Limits, Reach, Settings
from tests.net.world import Server, page
from tests.net.zone import Zone

LOOPBACK = (ip_network("127.0.0.0/8"),)
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
HOME = page(b"<html><body>" + "青禾区人民政府".encode() + b"</body></html>")
GONE = page(b"gone", status="503 Service Unavailable")


@dataclass
class Town:
    """Sites by host, each at an address of its own, and a name server that knows them."""

    stack: AsyncExitStack
    sampler: Sampler
    zone: Zone
    places: dict[str, tuple[Server, AsyncExitStack]] = field(default_factory=dict)

    async def look(self, host: str = "www.a.example", scheme: str = "http", **more: Any) -> Sample:
        site = Site(id=host, home=f"{scheme}://{host}/", **more)
        return await self.sampler.look(site)


@asynccontextmanager
async def town(
    sites: Mapping[str, tuple[str, Server | None]], *, slow: float = 3.0, dns: bool = True, **more: Any
) -> AsyncIterator[Town]:
    """``sites``: address and server by host; without a server a site refuses."""
    async with AsyncExitStack() as stack:
        zone = await stack.enter_async_context(
            Zone({(host, "A"): [address] for host, (address, _) in sites.items()}).run()
        )
        ports: list[ConnectTo] = []
        running: dict[str, tuple[Server, AsyncExitStack]] = {}
        for host, (address, server) in sites.items():
            own = await stack.enter_async_context(AsyncExitStack())
            if server is not None:
                await own.enter_async_context(server.run(address=address))
                running[host] = (server, own)
            port = server.port if server else 9
            ports += [
                ConnectTo(host=host, port=at, to_host="", to_port=port if at == 80 else 9) for at in (80, 443)
            ]
        settings = Settings(
            as_of=date(2026, 11, 20),
            limits=Limits(dns_seconds=0.6),
            reach=Reach(
                allow=LOOPBACK,
                connect_to=tuple(ports),
                dns_server=("127.0.0.1", zone.port if dns else 9),
                **more,
            ),
        )
        sampler = await stack.enter_async_context(Sampler(settings, lambda: AT, slow))
        yield Town(stack, sampler, zone, running)


def alone(server: Server | None, **more: Any) -> AbstractAsyncContextManager[Town]:
    return town({"www.a.example": ("127.1.0.1", server)}, **more)


async def looked(served: Any, **more: Any) -> Sample:
    async with alone(Server({"/": served}), **more) as one:
        return await one.look()


def told(sample: Sample) -> tuple[bool, str, bool]:
    return sample.reached, sample.failure, sample.ours


OPENED = (True, "", False)
