"""The name service of the town: one small authoritative server for every name there is."""

import asyncio
import struct
from collections.abc import Collection
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdatatype
import dns.rrset

from auditbot.demo.hosts import ZONES, Host, Zone

_TTL = 60
_QUESTION_LIMIT = 4096
_PATIENCE = 10.0


class NameService:
    """Knows the records of all hosts; asked for anything else it says that there is no such name."""

    def __init__(self, hosts: Collection[Host]) -> None:
        self._records: dict[str, dict[str, tuple[str, ...]]] = {}
        self._broken = {(host.name, "AAAA") for host in hosts if host.broken6}
        for host in hosts:
            self._add(host.name, host.v4, host.v6)
        for zone in ZONES:
            for server in zone.servers:
                self._add(server.name, "127.0.0.1", "::1" if server.v6 else "")
            self._records[zone.name]["NS"] = tuple(f"{server.name}." for server in zone.servers)
            self._records[zone.name]["SOA"] = (_soa(zone),)

    def _add(self, name: str, v4: str, v6: str) -> None:
        self._records[name] = {"A": (v4,) if v4 else (), "AAAA": (v6,) if v6 else ()}

    def answer(self, wire: bytes) -> bytes | None:
        """The answer to a question in wire format; ``None``: it is none."""
        try:
            query = dns.message.from_wire(wire)
        except dns.exception.DNSException:
            return None
        if query.opcode() != dns.opcode.QUERY or not query.question or query.flags & dns.flags.QR:
            return None
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        rdtype = dns.rdatatype.to_text(question.rdtype)
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.AA
        if (name, rdtype) in self._broken:
            reply.set_rcode(dns.rcode.SERVFAIL)
        else:
            self._fill(reply, question.name, name, rdtype)
        return reply.to_wire()

    def _fill(self, reply: dns.message.Message, asked: dns.name.Name, name: str, rdtype: str) -> None:
        records = self._records.get(name)
        if records is None and not any(known.endswith(f".{name}") for known in self._records):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        texts = (records or {}).get(rdtype, ())
        if texts:
            reply.answer.append(dns.rrset.from_text(asked, _TTL, "IN", rdtype, *texts))
        elif zone := _zone_of(name):
            reply.authority.append(dns.rrset.from_text(f"{zone.name}.", _TTL, "IN", "SOA", _soa(zone)))


def _zone_of(name: str) -> Zone | None:
    """The zone that a name belongs to, the most exact one."""
    held = [zone for zone in ZONES if name == zone.name or name.endswith(f".{zone.name}")]
    return max(held, key=lambda zone: len(zone.name), default=None)


def _soa(zone: Zone) -> str:
    return f"{zone.servers[0].name}. hostmaster.{zone.name}. 1 3600 600 86400 60"


class Datagrams(asyncio.DatagramProtocol):
    """Questions over UDP, at one address."""

    def __init__(self, names: NameService) -> None:
        self._names = names
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer one question."""
        reply = self._names.answer(data)
        if reply and self._transport:
            self._transport.sendto(reply, addr)


async def converse(names: NameService, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Questions over one TCP connection, until its end or a pause that is too long."""
    try:
        while True:
            async with asyncio.timeout(_PATIENCE):
                (size,) = struct.unpack("!H", await reader.readexactly(2))
                wire = await reader.readexactly(min(size, _QUESTION_LIMIT))
            reply = names.answer(wire)
            if reply is None:
                return
            writer.write(struct.pack("!H", len(reply)) + reply)
            await writer.drain()
    except (asyncio.IncompleteReadError, TimeoutError, ConnectionError):
        return
