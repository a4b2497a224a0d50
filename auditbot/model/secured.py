"""What a TLS handshake showed."""

from dataclasses import dataclass
from datetime import datetime

from auditbot.model.fetch import Failure


@dataclass(frozen=True, slots=True)
class Secured:
    """One handshake with a host. ``failure`` says why a certificate was refused, the rest what it says."""

    host: str
    port: int
    address: str = ""
    """Where a connection stood; empty where none did."""
    version: str = ""
    """``TLSv1.3`` …, the best that both sides know; empty where no TLS came about."""
    subject: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()
    """Hosts that the certificate is for, at most 8."""
    until: datetime | None = None
    """When the certificate expires."""
    failure: Failure | None = None
