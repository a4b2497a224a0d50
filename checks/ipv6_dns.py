"""IPv6 addresses in the name service, for the site's hosts and for its name servers."""

from collections.abc import AsyncIterator, Iterable

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Net, Note, Outcome, Tally
from auditbot.model.finding import Finding
from auditbot.url import literal
from checks._ipv6 import NO_LINE, measured_hosts


class HostRecords(Note):
    """What the name service says of one host."""

    host: str
    addresses: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    failure: str = ""
    optional: bool = False
    """The twin of the homepage's host, with or without www: it need not exist."""


class ServerRecords(Note):
    """One name server of the site's zone. ``answers`` is ``None`` when it could not be asked."""

    zone: str
    name: str
    addresses: tuple[str, ...] = ()
    answers: bool | None = None


class Ipv6Dns(Check):
    """Judges AAAA records; asks for them in ``probe``."""

    id = "ipv6-dns"
    title = "域名 IPv6 解析"
    counted = "个域名"
    about = About(
        "查询网站域名和权威域名服务器的 AAAA 记录，地址须可公开访问。",
        "没有 AAAA 记录，只有 IPv6 的用户打不开网站；域名服务器不支持 IPv6，解析链不完整。",
        "在域名解析商处为网站域名添加 AAAA 记录，选用至少两台支持 IPv6 的权威域名服务器。",
    )
    messages = {
        "no-aaaa": Message(
            "域名 {host} 没有 IPv6（AAAA）记录。",
            "网站的每个域名都有 AAAA 记录",
            "查询成功，没有 AAAA 记录",
            "为 {host} 添加 AAAA 记录",
        ),
        "not-global": Message(
            "域名 {host} 的 IPv6 地址不能公开访问。",
            "全球单播 IPv6 地址",
            "{addresses}",
            "改为运营商分配的公网 IPv6 地址",
        ),
        "ns-few": Message(
            "{zone} 的权威域名服务器中有 IPv6 地址的只有 {count} 台。",
            "至少 2 台",
            "{servers}",
            "请域名解析商启用支持 IPv6 的权威服务器",
        ),
        "ns-silent": Message(
            "域名服务器 {server} 有 IPv6 地址，但在 IPv6 上不应答。",
            "在 IPv6 上应答查询",
            "{addresses}：无应答",
            "请域名解析商检查该服务器",
        ),
        "dns-failed": Message("查询 {host} 的 IPv6 记录没有得到答复（{failure}）。"),
        "no-line": NO_LINE,
    }

    class Options(CheckOptions):
        """``apps``: judge the hosts of mobile clients that the site file lists, instead of the site's own."""

        apps: bool = False

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Ask for AAAA of every host, then for the zone's name servers."""
        hosts = measured_hosts(crawl, apps=self.options.apps)
        for host, optional in hosts:
            answer = await net.resolve(host, "AAAA")
            good = tuple(address for address in answer.records if net.usable(address))
            bad = tuple(address for address in answer.records if address not in good)
            failure = answer.failure.kind if answer.failure else ""
            yield HostRecords(host=host, addresses=good, unusable=bad, failure=failure, optional=optional)
        zones: dict[str, tuple[str, ...]] = {}
        for host, optional in hosts:
            if not (optional or self.options.apps or literal(host)):
                zones.update(await _zone_of(net, host))
        for zone, names in zones.items():
            async for note in self._servers(net, zone, names):
                yield note

    async def _servers(self, net: Net, zone: str, names: tuple[str, ...]) -> AsyncIterator[Note]:
        for name in names[:13]:
            addresses = tuple(a for a in (await net.resolve(name, "AAAA")).records if net.usable(a))
            answers = None
            for address in addresses[:2]:
                reply = await net.query_server(address, zone, "SOA", name)
                if reply.failure is None:
                    answers = True
                elif net.line_proven(address):
                    answers = bool(answers)
            yield ServerRecords(zone=zone, name=name, addresses=addresses, answers=answers)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge each host, then the name servers together."""
        for _, host in crawl.notes(HostRecords):
            yield from self._judge_host(host)
        zones: dict[str, list[ServerRecords]] = {}
        for _, server in crawl.notes(ServerRecords):
            zones.setdefault(server.zone, []).append(server)
        for zone, servers in zones.items():
            yield from self._judge_servers(zone, servers)

    def _judge_host(self, note: HostRecords) -> Iterable[Finding | Tally]:
        host = note.host
        if note.failure == "nxdomain" and note.optional:
            return
        if note.failure:
            yield self.finding("dns-failed", host, Outcome.UNTESTED, host=host, failure=note.failure)
        elif note.unusable and not note.addresses:
            yield self.finding("not-global", host, host=host, addresses=note.unusable)
        elif not note.addresses:
            yield self.finding("no-aaaa", host, host=host)
        elif note.unusable:
            yield self.finding("not-global", host, host=host, addresses=note.unusable)
        else:
            yield Tally(1)

    def _judge_servers(self, zone: str, servers: list[ServerRecords]) -> Iterable[Finding | Tally]:
        able = [server for server in servers if server.addresses]
        if len(able) < 2:
            names = [server.name for server in servers]
            yield self.finding("ns-few", zone, zone=zone, count=len(able), servers=names)
        for server in able:
            if server.answers:
                yield Tally(1)
            elif server.answers is None:
                yield self.finding("no-line", server.name, Outcome.UNTESTED, what=server.name)
            else:
                yield self.finding(
                    "ns-silent", zone, key=server.name, server=server.name, addresses=server.addresses
                )


async def _zone_of(net: Net, host: str) -> dict[str, tuple[str, ...]]:
    """The zone that a host lies in, with its name servers: the longest name that has any."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        zone = ".".join(labels[start:])
        names = (await net.resolve(zone, "NS")).records
        if names:
            return {zone: names}
    return {}
