"""Connections to judged addresses: opened, compared with what was asked for, kept, dropped."""

import asyncio
import errno
import socket
import ssl
from contextlib import ExitStack
from typing import Any

from aiohttp import BaseConnector, ClientRequest, ClientTimeout
from aiohttp.client_proto import ResponseHandler

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress import addresses
from auditbot.net.http.wire import Wire, WireFault
from auditbot.net.secure import certificate, tls
from auditbot.settings import Limits

_IDLE_HOSTS = 200
"""Addresses to which unused connections are kept; more would only use up descriptors."""
_KEPT_CERTIFICATES = 1000
_GOODBYE_SECONDS = 1.0
"""How long the end mark of TLS is waited for."""

_OF_ERRNO = {
    errno.ECONNREFUSED: FailureKind.REFUSED,
    errno.ECONNRESET: FailureKind.RESET,
    errno.ENOTCONN: FailureKind.RESET,  # before it could be asked whom it is connected to
    errno.ETIMEDOUT: FailureKind.CONNECT_TIMEOUT,
    errno.ENETUNREACH: FailureKind.NO_ROUTE,
    errno.EHOSTUNREACH: FailureKind.NO_ROUTE,
    errno.EADDRNOTAVAIL: FailureKind.NO_ROUTE,
    errno.EAFNOSUPPORT: FailureKind.NO_ROUTE,
    errno.EPERM: FailureKind.NO_ROUTE,  # a packet filter of this machine
    errno.EACCES: FailureKind.NO_ROUTE,
}
"""Whatever is missing here is a fault of this machine."""


async def connect(address: str, port: int, seconds: float) -> socket.socket:
    """Open a TCP connection to an address, never to a name. Raises WireFault."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with ExitStack() as undo:
        try:
            opened = undo.enter_context(socket.socket(family, socket.SOCK_STREAM))
            opened.setblocking(False)
            async with asyncio.timeout(seconds):
                await asyncio.get_running_loop().sock_connect(opened, (address, port))
            peer = opened.getpeername()[0]
        except TimeoutError as fault:
            detail = f"{address} port {port}: no answer in {seconds:g} s"
            failure = Failure(FailureKind.CONNECT_TIMEOUT, detail, limit="connect_seconds")
            raise WireFault(failure, unconnected=True) from fault
        except OSError as fault:
            raise WireFault(_unconnected(fault, address, port), unconnected=True) from fault
        if addresses.parse(peer) != addresses.parse(address):
            raise WireFault(Failure(FailureKind.PRIVATE, f"asked for {address}, connected to {peer}"))
        undo.pop_all()
        return opened


def _unconnected(fault: OSError, address: str, port: int) -> Failure:
    kind = _OF_ERRNO.get(fault.errno or 0, FailureKind.LOCAL)
    return Failure(kind, f"{address} port {port}: {fault.strerror or fault}")


class Connector(BaseConnector):
    """aiohttp's pool over connections of ours. The URL of a request carries the address, not the name."""

    def __init__(self, limits: Limits, trust: tls.Trust) -> None:
        super().__init__(limit=0)
        self._limits = limits
        self._trust = trust
        self._certificates: dict[tuple[str, int, str], str] = {}

    def drop_idle(self) -> None:
        """Close all unused connections: somebody needs their descriptors."""
        for key in list(self._conns):
            for wire, _ in self._conns.pop(key):
                wire.close()

    def drop(self, address: str, port: int) -> None:
        """Close the unused connections to an address: where one failed the others are not worth a try."""
        for key in [key for key in self._conns if key.host == address and key.port == port]:
            for wire, _ in self._conns.pop(key):
                wire.close()

    def _release(self, key: Any, protocol: ResponseHandler, *, should_close: bool = False) -> None:
        full = len(self._conns) >= _IDLE_HOSTS and key not in self._conns
        super()._release(key, protocol, should_close=should_close or full)

    async def _create_connection(
        self,
        req: ClientRequest,
        traces: list[Any],
        timeout: ClientTimeout,  # noqa: ASYNC109 - the signature is aiohttp's; the limits are those of Limits
    ) -> ResponseHandler:
        address, port = req.host, req.port or 0
        began = self._loop.time()
        opened = await connect(address, port, self._limits.connect_seconds)
        seconds = self._loop.time() - began
        context = req.ssl if isinstance(req.ssl, ssl.SSLContext) else None
        if context is None:
            _, wire = await self._loop.create_connection(self._wire, sock=opened)
        else:
            wire = await self._secured(opened, context, req.server_hostname or address, (address, port))
        wire.seconds_to_connect = seconds
        return wire

    def _wire(self) -> Wire:
        return Wire(self._loop, self._limits)

    async def _secured(
        self, opened: socket.socket, context: ssl.SSLContext, name: str, place: tuple[str, int]
    ) -> Wire:
        try:
            return await self._handshake(opened, context, name)
        except OSError as fault:
            refused = isinstance(fault, ssl.SSLCertVerificationError)
            seen = await self._certificate(*place, name) if refused else ""
            seconds, rooted = self._limits.tls_seconds, self._trust.rooted
            raise WireFault(tls.broken(fault, name, seconds, seen, rooted=rooted)) from fault

    async def _handshake(self, opened: socket.socket, context: ssl.SSLContext, name: str) -> Wire:
        async with asyncio.timeout(self._limits.tls_seconds):
            _, wire = await self._loop.create_connection(
                self._wire,
                sock=opened,
                ssl=context,
                server_hostname=name.rstrip("."),
                ssl_shutdown_timeout=_GOODBYE_SECONDS,
            )
        return wire

    async def _certificate(self, address: str, port: int, name: str) -> str:
        """What the refused certificate says of itself, read over a second handshake; kept."""
        key = (address, port, name)
        if key not in self._certificates:
            while len(self._certificates) >= _KEPT_CERTIFICATES:
                del self._certificates[next(iter(self._certificates))]
            self._certificates[key] = await self._seen(address, port, name)
        return self._certificates[key]

    async def _seen(self, address: str, port: int, name: str) -> str:
        try:
            opened = await connect(address, port, self._limits.connect_seconds)
            wire = await self._handshake(opened, self._trust.unverified, name)
        except (WireFault, OSError):
            return ""
        tunnel = wire.transport.get_extra_info("ssl_object") if wire.transport else None
        der = tunnel.getpeercert(binary_form=True) if tunnel else None
        wire.abort()
        return str(certificate.read(der) or "") if der else ""
