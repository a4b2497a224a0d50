"""Whether the homepage over IPv6 is the page over IPv4."""

import asyncio
import math
from collections.abc import AsyncIterator, Iterable

from pydantic import Field

from auditbot.check import About, Answer, Check, CheckOptions, Crawl, Message, Net, Note, Outcome, Tally
from auditbot.model.fetch import FailureKind
from auditbot.model.finding import Finding
from checks.shared.ipv6 import NO_LINE
from checks.shared.links import word

_COMPARED = 20_000
"""Characters of text; beyond that a homepage says nothing new and comparing costs too much."""


class Both(Note):
    """The homepage fetched over both families at the same moment."""

    url: str
    status_v4: int | None
    status_v6: int | None
    failure_v4: str = ""
    failure_v6: str = ""
    type_v4: str = ""
    type_v6: str = ""
    alike: float | None = None
    """Similarity of the texts, 0 to 1; ``None`` where there is no text to compare."""


class Ipv6Consistent(Check):
    """Judges one comparison, made in ``probe``. Internet.nl asks for the same closeness (distance ≤ 10)."""

    id = "ipv6-consistent"
    title = "IPv4 与 IPv6 首页一致"
    counted = "个首页"
    glance = True
    about = About(
        "在同一时刻分别通过 IPv4 和 IPv6 打开首页，比较状态码、内容类型和文字，容许动态内容造成的差异。",
        "防止用一个空白页或临时页应付 IPv6 检测。",
        "让两种协议指向同一套站点配置和同一份内容。",
    )
    messages = {
        "status-differs": Message(
            "首页在 IPv4 上返回 {status_v4}，在 IPv6 上返回 {status_v6}。",
            "状态码相同",
            "IPv4：{status_v4}；IPv6：{status_v6}",
            "检查 Web 服务器在 IPv6 上的站点配置",
        ),
        "text-differs": Message(
            "首页在 IPv6 上的文字与 IPv4 只有 {alike}% 相同。",
            "不低于 {wanted}%",
            "{alike}%",
            "让两种协议指向同一份内容",
        ),
        "headers-differ": Message(
            "首页在两种协议上的内容类型不同。",
            "Content-Type 相同",
            "IPv4：{type_v4}；IPv6：{type_v6}",
            "检查 Web 服务器在 IPv6 上的站点配置",
        ),
        "not-both": Message("首页未能同时通过 IPv4 和 IPv6 打开，无法比较（{failure}）。"),
        "no-line": NO_LINE,
    }

    class Options(CheckOptions):
        """How alike the two must be."""

        chinese = {"similarity": "IPv4 与 IPv6 页面至少有多少相同（0 到 1）"}

        similarity: float = Field(default=0.9, gt=0, le=1)
        """How much of the two pages must be the same, from 0 to 1."""

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Fetch the homepage over both families at once."""
        home = crawl.home()
        url = home.url if home else crawl.site.home
        old, new = await asyncio.gather(net.fetch(url, family=4), net.fetch(url, family=6))
        yield Both(
            url=url,
            status_v4=old.fetch.status,
            status_v6=new.fetch.status,
            failure_v4=old.fetch.failure.kind if old.fetch.failure else "",
            failure_v6=new.fetch.failure.kind if new.fetch.failure else "",
            type_v4=_type(old),
            type_v6=_type(new),
            alike=_alike(old, new),
        )

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge the comparison."""
        for _, note in crawl.notes(Both):
            yield self._judge(note)

    def _judge(self, note: Both) -> Finding | Tally:
        if note.failure_v6 == FailureKind.NO_ROUTE:
            return self.finding("no-line", note.url, Outcome.UNTESTED, what=note.url)
        failures = {note.failure_v4, note.failure_v6} - {"", str(FailureKind.STATUS)}
        if failures or note.status_v4 is None or note.status_v6 is None:
            failure = note.failure_v6 or note.failure_v4
            return self.finding("not-both", note.url, Outcome.UNTESTED, failure=word(failure))
        if note.status_v4 != note.status_v6:
            return self.finding(
                "status-differs", note.url, status_v4=note.status_v4, status_v6=note.status_v6
            )
        if _differ(note.type_v4, note.type_v6):
            return self.finding("headers-differ", note.url, type_v4=note.type_v4, type_v6=note.type_v6)
        if note.alike is None:
            return self.finding("not-both", note.url, Outcome.UNTESTED, failure=note.type_v6)
        if note.alike < self.options.similarity:
            alike, wanted = math.floor(note.alike * 100), round(self.options.similarity * 100)
            return self.finding("text-differs", note.url, alike=alike, wanted=wanted)
        return Tally(1)


def _type(answer: Answer) -> str:
    return (answer.fetch.header("content-type") or "").lower().replace(" ", "")


def _differ(one: str, other: str) -> bool:
    """Whether two types contradict each other; a parameter that only one of them names does not."""
    (kind, _, more), (other_kind, _, other_more) = one.partition(";"), other.partition(";")
    return kind != other_kind or bool(more and other_more and more != other_more)


def _alike(old: Answer, new: Answer) -> float | None:
    if old.document is None or new.document is None:
        return None
    ours, theirs = (document.full_text[:_COMPARED] for document in (old.document, new.document))
    from rapidfuzz.distance import Indel  # loaded where two pages are to be compared

    return Indel.normalized_similarity(ours, theirs)
