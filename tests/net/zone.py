"""A small authoritative name server on a port of the system's choice, over UDP and TCP."""

import asyncio
import struct
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import cast

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

RCODES = {"servfail": dns.rcode.SERVFAIL, "refused": dns.rcode.REFUSED, "notimp": dns.rcode.NOTIMP}


class Zone(asyncio.DatagramProtocol):
    """Answers from ``records``: name and type to texts.

    Names that begin with a word of ``RCODES`` get that code, ``silent.`` nothing, ``rubbish.`` no DNS
    message, ``long.`` is cut short over UDP. What is not listed does not exist. ``*.name`` stands for all
    below a name. Questions after the first one are answered from ``later``, with a TTL of 0.
    """

    def __init__(
        self,
        records: Mapping[tuple[str, str], list[str]],
        *,
        recursive: bool = True,
        later: Mapping[tuple[str, str], list[str]] | None = None,
    ) -> None:
        self.records = dict(records)
        self.later = dict(later or {})
        self.recursive = recursive
        self.asked: Counter[tuple[str, str]] = Counter()
        self.over_tcp = 0
        self.port = 0
        self._transport: asyncio.DatagramTransport | None = None

    @asynccontextmanager
    async def run(self, address: str = "127.0.0.1") -> AsyncIterator["Zone"]:
        server = await asyncio.start_server(self._stream, address, 0)
        self.port = server.sockets[0].getsockname()[1]
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(address, self.port))
        try:
            yield self
        finally:
            transport.close()
            server.close()
            await asyncio.sleep(0)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self._answer(data, udp=True)
        if answer and self._transport:
            self._transport.sendto(answer, addr)

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            (length,) = struct.unpack("!H", await reader.readexactly(2))
            self.over_tcp += 1
            answer = self._answer(await reader.readexactly(length), udp=False)
            writer.write(struct.pack("!H", len(answer)) + answer)
            await writer.drain()
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    def _answer(self, data: bytes, *, udp: bool) -> bytes:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        rdtype = dns.rdatatype.to_text(question.rdtype)
        self.asked[name, rdtype] += 1
        first = name.partition(".")[0]
        if first == "silent":
            return b""
        if first == "rubbish":
            return data[:2] + b"\x80\x00rubbish"
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA if self.recursive else 0
        if first in RCODES:
            response.set_rcode(RCODES[first])
        elif udp and first == "long":
            response.flags |= dns.flags.TC
        else:
            self._fill(response, name, rdtype)
        return response.to_wire()

    def _fill(self, response: dns.message.Message, name: str, rdtype: str) -> None:
        known = False
        for _ in range(40):
            texts = self._texts(name, rdtype)
            alias = self.records.get((name, "CNAME"))
            known = known or any(key == name for key, _ in self.records) or bool(self._wild(name, "A"))
            if texts:
                ttl = 0 if (name, rdtype) in self.later else 60
                response.answer.append(dns.rrset.from_text(name + ".", ttl, "IN", rdtype, *texts))
                return
            if not alias:
                break
            response.answer.append(dns.rrset.from_text(name + ".", 60, "IN", "CNAME", *alias))
            name = alias[0].rstrip(".")
            if not self.recursive:
                return
        if not known:
            response.set_rcode(dns.rcode.NXDOMAIN)

    def _texts(self, name: str, rdtype: str) -> list[str] | None:
        if self.asked[name, rdtype] > 1 and (name, rdtype) in self.later:
            return self.later[name, rdtype]
        return self.records.get((name, rdtype)) or self._wild(name, rdtype)

    def _wild(self, name: str, rdtype: str) -> list[str] | None:
        return self.records.get((f"*.{name.partition('.')[2]}", rdtype))
