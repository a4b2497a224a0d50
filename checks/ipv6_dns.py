"""IPv6 addresses in the name service, for the site's hosts and for its name servers."""

from collections.abc import AsyncIterator, Iterable

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Net, Note, Outcome, Tally
from auditbot.model.fetch import FailureKind
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.url import literal
from checks.shared.ipv6 import NO_APPS, NO_LINE, measured_hosts
from checks.shared.links import word


class HostRecords(Note):
    """What the name service says of one host."""

    host: str
    addresses: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    failure: str = ""


class ServerRecords(Note):
    """One name server of the site's zone. ``answers`` is ``None`` when it could not be asked."""

    zone: str
    name: str
    addresses: tuple[str, ...] = ()
    answers: bool | None = None
    failure: str = ""
    """Why its addresses are not known."""


class UnknownZone(Note):
    """A host whose name servers could not be asked for."""

    host: str
    failure: str


class Ipv6Dns(Check):
    """Judges AAAA records; asks for them in ``probe``."""

    id = "ipv6-dns"
    title = "域名 IPv6 解析"
    counted = "个域名"
    glance = True
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
        "zone-unknown": Message("查询 {host} 的权威域名服务器没有得到答复（{failure}）。"),
        "no-line": NO_LINE,
    }

    class Options(CheckOptions):
        """``apps``: judge the hosts of mobile clients that the site file lists, instead of the site's own."""

        chinese = {"apps": "看网站文件所列移动客户端的主机，不看网站自己的"}

        apps: bool = False
        """Judge the hosts of mobile clients that the site file lists, instead of the site's own."""

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Ask for AAAA of every host, then for the zone's name servers."""
        hosts = measured_hosts(crawl, apps=self.options.apps)
        for host, optional in hosts:
            answer = await net.resolve(host, "AAAA")
            if optional and not answer.records and not (await net.resolve(host, "A")).records:
                continue
            good = tuple(address for address in answer.records if net.usable(address))
            bad = tuple(address for address in answer.records if address not in good)
            failure = answer.failure.kind if answer.failure else ""
            yield HostRecords(host=host, addresses=good, unusable=bad, failure=failure)
        zones: dict[str, tuple[str, ...]] = {}
        for host, optional in hosts:
            if not (optional or self.options.apps or literal(host)):
                zone, names, failure = await _zone_of(net, host)
                if failure:
                    yield UnknownZone(host=host, failure=failure)
                elif names:
                    zones[zone] = names
        for zone, names in zones.items():
            async for server in self._servers(net, zone, names):
                yield server

    async def _servers(self, net: Net, zone: str, names: tuple[str, ...]) -> AsyncIterator[Note]:
        for name in names[:13]:
            answer = await net.resolve(name, "AAAA")
            addresses = tuple(address for address in answer.records if net.usable(address))
            answers = None
            for address in addresses[:2]:
                reply = await net.query_server(address, zone, "SOA", name)
                if reply.failure is None:
                    answers = True
                elif net.line_proven(address):
                    answers = bool(answers)
            failure = answer.failure.kind if answer.failure else ""
            yield ServerRecords(zone=zone, name=name, addresses=addresses, answers=answers, failure=failure)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge each host, then the name servers together."""
        if self.options.apps and not crawl.site.apps:
            yield NO_APPS
        silent = set[str]()
        for _, host in crawl.notes(HostRecords):
            yield self._judge_host(host)
            silent |= {host.host} if host.failure else set()
        for _, lost in crawl.notes(UnknownZone):
            if lost.host not in silent:
                yield self._unanswered(lost.host, lost.failure, "zone-unknown")
        zones: dict[str, list[ServerRecords]] = {}
        for _, server in crawl.notes(ServerRecords):
            zones.setdefault(server.zone, []).append(server)
        for zone, servers in zones.items():
            yield from self._judge_servers(zone, servers)

    def _judge_host(self, note: HostRecords) -> Finding | Tally:
        host = note.host
        if note.failure:
            return self._unanswered(host, note.failure)
        if note.unusable:
            return self.finding("not-global", host, host=host, addresses=note.unusable)
        if not note.addresses:
            return self.finding("no-aaaa", host, host=host)
        return Tally(1)

    def _unanswered(self, host: str, failure: str, message: str = "dns-failed") -> Finding:
        return self.finding(message, host, Outcome.UNTESTED, host=host, failure=word(failure))

    def _judge_servers(self, zone: str, servers: list[ServerRecords]) -> Iterable[Finding | Tally]:
        able = [server for server in servers if server.addresses]
        lost = [server for server in servers if server.failure]
        if len(able) + len(lost) < 2:
            names = [server.name for server in servers]
            yield self.finding("ns-few", zone, zone=zone, count=len(able), servers=names)
        elif len(able) < 2:
            for server in lost:
                yield self._unanswered(server.name, server.failure)
        enough = sum(server.answers is True for server in able) >= 2
        for server in able:
            if server.answers:
                yield Tally(1)
            elif server.answers is None:
                yield self.finding("no-line", server.name, Outcome.UNTESTED, what=server.name)
            else:
                yield self.finding(
                    "ns-silent",
                    zone,
                    key=server.name,
                    weight=Severity.NOTICE if enough else None,
                    server=server.name,
                    addresses=server.addresses,
                )


async def _zone_of(net: Net, host: str) -> tuple[str, tuple[str, ...], str]:
    """The zone that a host lies in, its name servers (of the longest name that has any), or why not known."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        zone = ".".join(labels[start:])
        answer = await net.resolve(zone, "NS")
        if answer.records:
            return zone, answer.records, ""
        if answer.failure and answer.failure.kind is not FailureKind.NXDOMAIN:
            return zone, (), answer.failure.kind
    return "", (), ""
