"""What our own line can do, as far as that can be told without sending anything."""

import socket

from auditbot.model.audit import Line
from auditbot.net.egress import addresses
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import Reach

_FAR = {4: "198.41.0.4", 6: "2001:503:ba3e::2:30"}
"""A public address of each family (of a root name server). It is only looked up in the routing table."""


async def line(resolver: Resolver, reach: Reach) -> tuple[Line, Line]:
    """What can be said of IPv4 and of IPv6.

    A line works when a public name server answered over it, or when it is the loopback that the operator
    allowed. With a route and no answer yet it is unproven.
    """
    return _line(4, resolver, reach), _line(6, resolver, reach)


def routed(address: str) -> bool:
    """Whether the kernel knows a way to an address. Connecting a UDP socket sends nothing."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
    except OSError:
        return False
    return True


def _line(family: int, resolver: Resolver, reach: Reach) -> Line:
    allowed = [network for network in reach.allow if network.version == family]
    if any(network.is_loopback and routed(str(network.network_address)) for network in allowed):
        return Line.WORKS
    if any(_is_public(server, family) for server in resolver.answered):
        return Line.WORKS
    ways = (_FAR[family], *(str(network.network_address) for network in allowed))
    return Line.UNPROVEN if any(routed(way) for way in ways) else Line.NO_ROUTE


def _is_public(server: str, family: int) -> bool:
    address = addresses.parse(server)
    return address is not None and address.version == family and not addresses.why_inner(address)
