"""How much of the site's second and third level, and of what its pages are made of, is there over IPv6."""

import math
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from hashlib import sha256

from pydantic import Field

from auditbot.check import (
    About,
    Check,
    CheckOptions,
    Crawl,
    Message,
    Net,
    Note,
    Outcome,
    Page,
    Tally,
    Target,
    Text,
)
from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.finding import Finding
from auditbot.url import Url, literal, split
from checks.shared.links import word

_UNKNOWN = frozenset(
    {
        FailureKind.NO_ROUTE,
        FailureKind.LOCAL,
        FailureKind.PRIVATE,
        FailureKind.ROBOTS,
        FailureKind.ROBOTS_UNREACHABLE,
        FailureKind.BUDGET,
        FailureKind.NXDOMAIN,
        FailureKind.SERVFAIL,
        FailureKind.DNS_REFUSED,
        FailureKind.DNS_TIMEOUT,
        FailureKind.BLOCKED,
    }
)
"""Failures that say nothing of the page: it answers over IPv4 under the same name."""
_PARTS = frozenset(
    {"img", "script", "link", "iframe", "frame", "video", "audio", "source", "embed", "object"}
)

_MOST_HOSTS = 100
"""Hosts of one page that are remembered."""


class Level(Note):
    """The pages of one level over IPv6."""

    level: int
    pages: int
    """Of that level, answering over IPv4."""
    asked: int
    answered: int
    unknown: int = 0
    """Could not be asked: our line, robots.txt, no answer of the name service."""
    silent: tuple[str, ...] = ()
    """Addresses that did not answer; at most 50."""


class PartHost(Note):
    """A host from which pages take pictures, scripts or styles."""

    host: str
    has_address: bool
    failure: str = ""
    targets: int
    example: str


class Parts(Note):
    """The hosts from which one page takes pictures, scripts or styles."""

    hosts: tuple[str, ...]


class Ipv6Links(Check):
    """Judges shares of links; asks for them over IPv6 in ``probe``."""

    id = "ipv6-links"
    title = "二、三级链接与页面资源支持 IPv6"
    counted = "项"
    about = About(
        "统计首页链接到的页面（二级）和这些页面链接到的页面（三级）中能通过 IPv6 打开的比例，"
        "并列出页面引用的图片、脚本、样式所在而没有 IPv6 地址的域名（“天窗”）。",
        "只有首页支持 IPv6 不算完成改造；引用的资源没有 IPv6，页面会缺图、变慢。",
        "把仍只有 IPv4 的页面和资源迁到支持 IPv6 的域名，或改为引用本站地址。",
    )
    messages = {
        "level-share": Message(
            "{level} 级链接中能通过 IPv6 打开的占 {share}%。",
            "不低于 {wanted}%",
            "{pages} 个页面抽测 {asked} 个，{answered} 个能打开",
            "逐一检查未能打开的地址：{silent}",
        ),
        "skylight": Message(
            "{pages} 个页面引用的域名 {host} 没有 IPv6 地址。",
            "页面引用的资源都支持 IPv6",
            "{host} 无 AAAA 记录，上面有页面资源的 {share}%（{targets} 项），例如 {example}",
            "为 {host} 添加 AAAA 记录，或把资源移到本站",
        ),
        "dns-failed": Message("查询 {host} 的 IPv6 记录没有得到答复（{failure}）。"),
    }

    class Options(CheckOptions):
        """What share is demanded, and how many pages are asked."""

        chinese = {
            "percent": "能通过 IPv6 打开的链接应占百分之几",
            "sample": "每一级用 IPv6 访问多少个页面；0 为全部",
        }

        percent: float = Field(default=100, ge=0, le=100)
        """Share of the links that must open over IPv6."""
        sample: int = Field(default=200, ge=0)
        """Pages of each level that are asked over IPv6; 0: all."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember from which hosts the page takes its parts."""
        hosts = {split(link.target).host for link in page.links if link.target and link.element in _PARTS}
        if hosts:
            yield Parts(hosts=tuple(sorted(hosts)[:_MOST_HOSTS]))

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Ask for pages of level 2 and 3 over IPv6, and for AAAA of every host that parts come from."""
        for number, urls in enumerate(crawl.levels(3)[1:], start=2):
            answering = [url for url in urls if _answers(crawl.target(url))]
            yield await self._ask(net, number, answering)
        async for note in self._part_hosts(net, crawl):
            yield note

    async def _ask(self, net: Net, level: int, urls: list[Url]) -> Level:
        chosen = _sample(urls, self.options.sample)
        silent = []
        unknown = 0
        for url in chosen:
            failure = await _failure(net, url)
            if failure and await _tells_nothing(net, url, failure):
                unknown += 1
            elif failure:
                silent.append(url)
        return Level(
            level=level,
            pages=len(urls),
            asked=len(chosen) - unknown,
            unknown=unknown,
            answered=len(chosen) - unknown - len(silent),
            silent=tuple(silent[:50]),
        )

    async def _part_hosts(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        targets: Counter[str] = Counter()
        example: dict[str, str] = {}
        for target in crawl.targets():
            if _PARTS.intersection(target.elements):
                host = split(target.url).host
                targets[host] += 1
                example.setdefault(host, target.url)
        for host in sorted(targets):
            if literal(host) is None:
                answer = await net.resolve(host, "AAAA")
                yield PartHost(
                    host=host,
                    has_address=any(net.usable(address) for address in answer.records),
                    failure=answer.failure.kind if answer.failure else "",
                    targets=targets[host],
                    example=example[host],
                )

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge each level and each host."""
        for _, level in crawl.notes(Level):
            yield from self._judge_level(level, str(crawl.site.home))
        parts = [part for _, part in crawl.notes(PartHost)]
        pages = Counter(host for _, note in crawl.notes(Parts) for host in note.hosts)
        whole = sum(part.targets for part in parts)
        for part in parts:
            if part.failure == "nxdomain":
                continue
            if part.failure:
                yield self.finding(
                    "dns-failed", part.host, Outcome.UNTESTED, host=part.host, failure=word(part.failure)
                )
            elif part.has_address:
                yield Tally(1)
            else:
                yield self.finding(
                    "skylight",
                    part.host,
                    host=part.host,
                    pages=pages[part.host],
                    targets=part.targets,
                    share=100 * part.targets / whole,
                    example=part.example,
                )

    def _judge_level(self, note: Level, home: str) -> Iterable[Finding | Tally]:
        key = f"level-{note.level}"
        if note.unknown:
            why = Text("这些链接未能通过 IPv6 检测", "these could not be asked over IPv6")
            yield Tally(note.unknown, Outcome.UNTESTED, why)
        if not note.asked:
            return
        share = 100 * note.answered / note.asked
        if share >= self.options.percent:
            yield Tally(note.asked)
        else:
            yield self.finding(
                "level-share",
                home,
                key=key,
                level=note.level,
                share=math.floor(10 * share) / 10,
                wanted=f"{self.options.percent:g}",
                pages=note.pages,
                asked=note.asked,
                answered=note.answered,
                silent=list(note.silent[:10]),
            )


def _answers(target: Target | None) -> bool:
    return target is not None and target.fetch is not None and target.fetch.ok and not target.soft_404


async def _failure(net: Net, url: Url) -> Failure | None:
    """How a page fails over IPv6, asked twice: some servers know no HEAD, some are slow once."""
    failure = (await net.fetch(url, family=6, method="HEAD")).fetch.failure
    if failure is None or failure.kind in _UNKNOWN - {FailureKind.BLOCKED}:
        return failure
    return (await net.fetch(url, family=6)).fetch.failure


async def _tells_nothing(net: Net, url: Url, failure: Failure) -> bool:
    """Whether a failure may as well be our own line's, or a wall's."""
    if failure.kind in _UNKNOWN:
        return True
    addresses = (await net.resolve(split(url).host, "AAAA")).records
    return bool(addresses) and not any(net.line_proven(address) for address in addresses)


def _sample(urls: list[Url], count: int) -> list[Url]:
    """The same pages every time, spread over the site: by digest of the address."""
    ordered = sorted(urls, key=lambda url: sha256(url.encode()).digest())
    return sorted(ordered[:count] if count else ordered)
