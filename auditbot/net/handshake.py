"""A TLS handshake for its own sake: which version a host speaks, and what its certificate says."""

import asyncio
import ssl
from dataclasses import replace

from auditbot.model.secured import Secured
from auditbot.net.egress.egress import Destination, Endpoint
from auditbot.net.http.connector import connect
from auditbot.net.http.wire import WireFault
from auditbot.net.secure import certificate, tls
from auditbot.settings import Limits


async def handshake(destination: Destination, trust: tls.Trust, limits: Limits) -> Secured:
    """Speak TLS with the first address that can be connected to; if refused, once more unverified."""
    seen = Secured(destination.host, destination.port)
    for endpoint in destination.endpoints:
        seen = await _at(endpoint, destination, trust, limits)
        if seen.address:
            break
    return seen


async def _at(endpoint: Endpoint, destination: Destination, trust: tls.Trust, limits: Limits) -> Secured:
    verified = await _once(endpoint, destination, trust.verified, trust, limits)
    if verified.failure is None or verified.failure.kind not in tls.FAILURES:
        return verified
    looked = await _once(endpoint, destination, trust.unverified, trust, limits)
    return replace(looked, failure=verified.failure)


async def _once(
    endpoint: Endpoint,
    destination: Destination,
    context: ssl.SSLContext,
    trust: tls.Trust,
    limits: Limits,
) -> Secured:
    host = destination.host
    seen = Secured(host, destination.port)
    try:
        opened = await connect(endpoint.address, endpoint.port, limits.connect_seconds)
    except WireFault as fault:
        return replace(seen, failure=fault.failure)
    seen = replace(seen, address=endpoint.address)
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(limits.tls_seconds):
            transport, _ = await loop.create_connection(
                asyncio.Protocol, sock=opened, ssl=context, server_hostname=host.rstrip(".")
            )
    except OSError as fault:
        opened.close()
        return replace(seen, failure=tls.broken(fault, host, limits.tls_seconds, rooted=trust.rooted))
    tunnel = transport.get_extra_info("ssl_object")
    version, der = tunnel.version() or "", tunnel.getpeercert(binary_form=True)
    transport.abort()
    return _described(replace(seen, version=version), certificate.read(der) if der else None)


def _described(seen: Secured, read: certificate.Certificate | None) -> Secured:
    if read is None:
        return seen
    return replace(
        seen, subject=read.subject[:200], issuer=read.issuer[:200], names=read.names, until=read.until
    )
