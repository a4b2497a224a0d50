"""Whether the site answers over IPv6 on every address, with the ports it has over IPv4."""

from collections.abc import AsyncIterator, Iterable
from statistics import median

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Net, Note, Outcome, Tally, Text
from auditbot.model.fetch import FailureKind
from auditbot.model.finding import Finding
from auditbot.url import Url, split
from checks.shared.ipv6 import NO_APPS, NO_LINE, measured_hosts
from checks.shared.links import word

_NO_ADDRESS = Tally(
    1, Outcome.INAPPLICABLE, Text("域名没有可用的 IPv6 地址", "the names have no usable IPv6 address")
)
_UNANSWERED = Tally(
    1,
    Outcome.UNTESTED,
    Text("查询域名的 IPv6 地址没有得到答复", "the names' IPv6 addresses were asked for without an answer"),
)


class Dialled(Note):
    """Attempts on one port of one IPv6 address of a host."""

    host: str
    address: str
    port: int
    open_v4: bool
    """The host accepts connections on this port over IPv4."""
    times: tuple[float | None, ...]
    """Seconds until each connection stood; ``None``: it did not."""
    v4_time: float | None
    failure: str = ""
    proven: bool = True
    """Our own line to such addresses has been seen to work."""

    @property
    def stood(self) -> bool:
        """Whether any connection did."""
        return any(seconds is not None for seconds in self.times)


class Undialled(Note):
    """A host without an IPv6 address that could be dialled."""

    host: str
    failure: str = ""
    """Why its addresses are not known; empty where there are none."""


class Asked(Note):
    """The page of a host over IPv6."""

    host: str
    url: str
    failure: str = ""
    blocked: bool = False
    proven: bool = True


class Ipv6Reachable(Check):
    """Judges connections and one page a host; makes them in ``probe``."""

    id = "ipv6-reachable"
    title = "IPv6 访问"
    counted = "个地址端口"
    glance = True
    about = About(
        "通过 IPv6 连接网站域名的每个地址，开放的端口应与 IPv4 一致，页面能够打开；同时记录成功率和时延。",
        "有 AAAA 记录却连不上，IPv6 用户会先等待超时，比没有 IPv6 更糟。",
        "检查防火墙、负载均衡和 Web 服务器在 IPv6 上的监听与放行，使 80、443 端口与 IPv4 一致。",
    )
    messages = {
        "unreachable": Message(
            "{host} 的 IPv6 地址 {address} 无法连接。",
            "{port} 端口与 IPv4 一样可以连接",
            "{count} 次连接成功 {good} 次（{failure}）",
            "检查该地址上的监听和防火墙策略",
        ),
        "port-missing": Message(
            "{host} 的 {port} 端口在 IPv4 上开放，在 IPv6 地址 {address} 上不开放。",
            "两种协议开放的端口一致",
            "{count} 次连接成功 {good} 次（{failure}）",
            "在 IPv6 上开放 {port} 端口",
        ),
        "http-failed": Message(
            "{host} 通过 IPv6 可以连接，但页面打不开。",
            "{url} 返回页面",
            "{failure}",
            "检查 Web 服务器在 IPv6 上的站点配置",
        ),
        "no-line": NO_LINE,
    }

    class Options(CheckOptions):
        """How the addresses are dialled."""

        chinese = {"apps": "看网站文件所列移动客户端的主机", "visits": "每个地址和端口连接几次"}

        apps: bool = False
        """Judge the hosts of mobile clients that the site file lists."""
        visits: int = Field(default=3, ge=1, le=20)
        """Connections to each address and port."""

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Dial every IPv6 address of every host, then ask for the host's page."""
        scheme, _, own_port, _, _ = split(crawl.site.home)
        for host, optional in measured_hosts(crawl, apps=self.options.apps):
            answer = await net.resolve(host, "AAAA")
            addresses = [address for address in answer.records if net.usable(address)]
            if not addresses and not optional:
                yield Undialled(host=host, failure=answer.failure.kind if answer.failure else "")
            if not addresses:
                continue
            older = [a for a in (await net.resolve(host, "A")).records if net.usable(a)]
            for port in sorted({80, 443, own_port}):
                first = await net.connect(older[0], port, host) if older else None
                for address in addresses:
                    yield await self._dial(net, host, address, port, first.seconds if first else None)
            url = Url(f"{scheme}://{host}{'' if own_port in (80, 443) else f':{own_port}'}/")
            failure = (await net.fetch(url, family=6)).fetch.failure
            yield Asked(
                host=host,
                url=url,
                failure=f"{failure.kind} {failure.status or ''}".strip() if failure else "",
                blocked=bool(failure and failure.kind is FailureKind.BLOCKED),
                proven=net.line_proven(addresses[0]),
            )

    async def _dial(self, net: Net, host: str, address: str, port: int, v4: float | None) -> Dialled:
        tries = [await net.connect(address, port, host) for _ in range(self.options.visits)]
        failure = next((one.failure.kind for one in tries if one.failure), "")
        times = tuple(one.seconds for one in tries)
        proven = net.line_proven(address) and failure != "no-route"
        return Dialled(
            host=host,
            address=address,
            port=port,
            open_v4=v4 is not None,
            times=times,
            v4_time=v4,
            failure=failure,
            proven=proven,
        )

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge each address and port, then the pages of hosts that can be dialled."""
        dialled = [note for _, note in crawl.notes(Dialled)]
        if self.options.apps and not crawl.site.apps:
            yield NO_APPS
        for _, lost in crawl.notes(Undialled):
            yield _UNANSWERED if lost.failure else _NO_ADDRESS
        alive = {(note.host, note.address) for note in dialled if note.stood}
        reached = {host for host, _ in alive}
        v4_hosts = {note.host for note in dialled if note.open_v4}
        for note in dialled:
            if note.open_v4 or (note.host not in v4_hosts and note.stood):
                yield self._judge(note, (note.host, note.address) in alive)
        for _, asked in crawl.notes(Asked):
            if asked.host in reached:
                yield self._judge_page(asked)

    def _judge(self, note: Dialled, alive: bool) -> Finding | Tally:
        good = [seconds for seconds in note.times if seconds is not None]
        if len(good) == len(note.times):
            return Tally(1)
        what = f"{note.host} [{note.address}]:{note.port}"
        if not good and not note.proven:
            return self.finding("no-line", note.host, Outcome.UNTESTED, key=what, what=what)
        return self.finding(
            "port-missing" if alive and not good else "unreachable",
            note.host,
            Outcome.CANT_TELL if good else Outcome.FAILED,
            key=what,
            host=note.host,
            address=note.address,
            port=note.port,
            good=len(good),
            count=len(note.times),
            failure=word(note.failure),
            seconds_v6=median(good) if good else None,
            seconds_v4=note.v4_time,
        )

    def _judge_page(self, asked: Asked) -> Finding | Tally:
        if not asked.failure:
            return Tally(1)
        if asked.blocked or not asked.proven:
            return self.finding("no-line", asked.host, Outcome.UNTESTED, key="page", what=asked.url)
        return self.finding("http-failed", asked.host, host=asked.host, url=asked.url, failure=asked.failure)
