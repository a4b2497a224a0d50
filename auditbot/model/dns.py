"""What the name service answered."""

from dataclasses import dataclass

from auditbot.model.fetch import Failure


@dataclass(frozen=True, slots=True)
class DnsAnswer:
    """One question and its answer. No records and no failure: the name exists, without this type."""

    name: str
    rdtype: str
    """``A``, ``AAAA``, ``NS`` …"""
    records: tuple[str, ...] = ()
    """As text: addresses in canonical form, names without the final dot; at most 32."""
    chain: tuple[str, ...] = ()
    """The aliases (CNAME) that led to the records."""
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt to open a connection."""

    address: str
    port: int
    seconds: float | None = None
    """Until it stood; ``None`` when it did not."""
    failure: Failure | None = None
