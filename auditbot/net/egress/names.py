"""One question to one name server, and what its answer says: every fault of it is a value."""

import asyncio
import errno
from dataclasses import dataclass
from typing import Any

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype

from auditbot.model.fetch import Failure, FailureKind

_RECORDS = 32
_RECORD_LENGTH = 512
_NO_WAY = (
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.EADDRNOTAVAIL,
    errno.EAFNOSUPPORT,
    errno.EPERM,  # a packet filter of this machine
    errno.EACCES,
)
_OF_RCODE = {
    dns.rcode.NXDOMAIN: FailureKind.NXDOMAIN,
    dns.rcode.REFUSED: FailureKind.DNS_REFUSED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one answer told. ``ttl`` in seconds; ``onward``: the alias at whose target the trail ends."""

    records: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    ttl: float = 0
    onward: str = ""


def question(name: str, rdtype: str, *, recurse: bool) -> dns.message.QueryMessage | Failure:
    """A query, or why the name or the type cannot be asked for."""
    try:
        asked = dns.message.make_query(dns.name.from_text(name), rdtype)
    except (dns.exception.DNSException, UnicodeError, ValueError) as fault:
        return Failure(FailureKind.BAD_NAME, f"{name[:100]}: {fault}"[:200])
    if not recurse:
        asked.flags &= ~dns.flags.RD
    return asked


async def ask(query: dns.message.QueryMessage, server: str, port: int, seconds: float) -> Told | Failure:
    """Ask over UDP, and over TCP where the answer is cut short."""
    try:
        async with asyncio.timeout(seconds):
            response, _ = await dns.asyncquery.udp_with_fallback(
                query,
                server,
                timeout=seconds,
                port=port,
                ignore_unexpected=True,
                ignore_trailing=True,
                ignore_errors=True,
            )
    except (TimeoutError, dns.exception.Timeout):
        return Failure(
            FailureKind.DNS_TIMEOUT, f"{server}: no answer in {seconds:.1f} s", limit="dns_seconds"
        )
    except OSError as fault:
        return _unasked(server, fault)
    except (dns.exception.DNSException, EOFError, ValueError) as fault:
        return Failure(FailureKind.SERVFAIL, f"{server}: malformed answer: {type(fault).__name__}")
    return _told(response, server)


def _unasked(server: str, fault: OSError) -> Failure:
    if isinstance(fault, ConnectionError):
        return Failure(FailureKind.DNS_REFUSED, f"{server}: {fault.strerror or type(fault).__name__}")
    if fault.errno in _NO_WAY:
        return Failure(FailureKind.NO_ROUTE, f"{server}: {fault.strerror}")
    return Failure(FailureKind.LOCAL, f"{server}: {fault.strerror or fault}")


def _told(response: dns.message.Message, server: str) -> Told | Failure:
    code = response.rcode()
    if code != dns.rcode.NOERROR:
        kind = _OF_RCODE.get(code, FailureKind.SERVFAIL)
        return Failure(kind, f"{server}: {dns.rcode.to_text(code)}")
    if not isinstance(response, dns.message.QueryMessage):
        return Failure(FailureKind.SERVFAIL, f"{server}: not an answer to a query")
    try:
        trail = response.resolve_chaining()
    except dns.message.ChainTooLong:
        return Failure(FailureKind.DNS_LOOP, f"{server}: aliases without end")
    except dns.exception.DNSException as fault:
        return Failure(FailureKind.SERVFAIL, f"{server}: malformed answer: {type(fault).__name__}")
    chain = tuple(_name(rrset[0].target) for rrset in trail.cnames)
    if trail.answer is not None:
        records = tuple(sorted(map(_text, trail.answer))[:_RECORDS])  # servers shuffle them
        return Told(records, chain, trail.minimum_ttl)
    recursive = bool(response.flags & dns.flags.RA)
    onward = chain[-1] if chain and not recursive else ""
    return Told((), chain, trail.minimum_ttl, onward)


def _name(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True).lower()


def _text(record: Any) -> str:
    """A record as text; dnspython gives each type a class of its own, told apart by their fields."""
    if record.rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA):
        return str(record.address)
    if record.rdtype in (dns.rdatatype.NS, dns.rdatatype.CNAME, dns.rdatatype.PTR):
        return _name(record.target)
    if record.rdtype == dns.rdatatype.MX:
        return f"{record.preference} {_name(record.exchange)}"
    written: str = record.to_text()
    return "".join(letter for letter in written[:_RECORD_LENGTH] if letter.isprintable())
