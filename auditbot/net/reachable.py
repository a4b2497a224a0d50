"""Whether a connection to a place stands at all."""

from auditbot.net.connector import connect
from auditbot.net.egress import Destination
from auditbot.net.wire import WireFault


async def reachable(destination: Destination, seconds: float) -> bool:
    """Open a TCP connection to one of the addresses after the other, and close it without a word."""
    for endpoint in destination.endpoints:
        try:
            opened = await connect(endpoint.address, endpoint.port, seconds)
        except WireFault:
            continue
        opened.close()
        return True
    return False
