"""Whether a connection to a place stands at all."""

from auditbot.net.egress.egress import Destination
from auditbot.net.http.connector import connect
from auditbot.net.http.wire import WireFault


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
