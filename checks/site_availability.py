"""Whether the homepage opens, visited a few times."""

import math
from collections.abc import AsyncIterator, Iterable, Sequence
from statistics import median

from pydantic import Field

from auditbot.check import About, Answer, Check, CheckOptions, Crawl, Message, Net, Note, Outcome, Tally, Text
from auditbot.model.fetch import Blame, FailureKind
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from checks._links import word

_TIMEOUT = Text("超时", "timed out")


class Visit(Note):
    """One visit to the homepage; times in seconds."""

    url: str
    first_byte: float | None
    total: float
    failure: str = ""
    """How the site failed; empty when the page came."""
    hindered: str = ""
    """Why the visit says nothing of the site: a wall, our own line, robots.txt."""


class SiteAvailability(Check):
    """Measures in ``probe``. A few visits never decide: the rule asks for a week of them (VETO-2)."""

    id = "site-availability"
    title = "网站可用"
    counted = "次访问"
    about = About(
        "间隔访问首页若干次，记录能否打开、首字节时间和总时间。规定的监测要持续一周、每天至少二十次，"
        "本检查只如实报告这几次访问，不据此判定单项否决。",
        "网站打不开，公众什么也办不成；一周内打不开的次数达到 5% 即单项否决。",
        "检查服务器、带宽、域名解析和防火墙；配置持续监测，保留记录。",
    )
    messages = {
        "partly": Message(
            "访问首页 {count} 次，{good} 次打开，{bad} 次失败。",
            "{seconds} 秒内打开；一周监测失败不到 {percent}%",
            "{failures}",
            "查看服务器日志，持续监测一周",
        ),
        "never": Message(
            "访问首页 {count} 次，都没有打开。",
            "{seconds} 秒内打开；一周监测失败不到 {percent}%",
            "{failures}",
            "从另一网络复查，检查服务器和域名解析",
        ),
        "hindered": Message("有 {count} 次访问未能进行（{why}），不作为网站的问题。"),
        "times": Message(
            "{count} 次访问都打开：首字节中位 {first_byte} 秒，总时间中位 {middle} 秒、"
            "九成在 {most} 秒内、最长 {longest} 秒。"
        ),
    }

    class Options(CheckOptions):
        """How often, and what counts as open."""

        visits: int = Field(default=3, ge=1, le=20)
        """Visits one after the other, as far apart as the politeness asks."""
        seconds: float = Field(default=15, gt=0, le=120)
        """A page that takes longer did not open."""
        percent: float = Field(default=5, gt=0, le=100)
        """Failed visits of a full week at which the rule speaks of a veto; told, never applied to a few."""

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Visit the homepage, as the crawl would."""
        for _ in range(self.options.visits):
            yield _visit(await net.fetch(crawl.site.home), self.options.seconds)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Tell N of M; a visit that could not be made counts for nothing."""
        visits = [note for _, note in crawl.notes(Visit)]
        made = [visit for visit in visits if not visit.hindered]
        hindered = [visit for visit in visits if visit.hindered]
        good = [visit for visit in made if not visit.failure]
        home = crawl.site.home
        if hindered:
            why = word(hindered[0].hindered)
            yield self.finding("hindered", home, Outcome.UNTESTED, count=len(hindered), why=why)
        if len(good) < len(made):
            yield self._failed(made, good, crawl)
        elif good:
            yield self._times(good, home)
            yield Tally(len(good))
        elif not hindered:
            yield Tally(1, Outcome.UNTESTED)

    def _failed(self, made: Sequence[Visit], good: Sequence[Visit], crawl: Crawl) -> Finding:
        failures = list(dict.fromkeys(visit.failure for visit in made if visit.failure))
        named = [_TIMEOUT if failure == "slow" else word(failure) for failure in failures[:4]]
        return self.finding(
            "partly" if good else "never",
            crawl.site.home,
            Outcome.CANT_TELL,
            key="visits",
            evidence=[crawl.evidence(crawl.site.home)],
            count=len(made),
            good=len(good),
            bad=len(made) - len(good),
            failures=Text("、".join(one.zh for one in named), ", ".join(one.en for one in named)),
            seconds=f"{self.options.seconds:g}",
            percent=f"{self.options.percent:g}",
        )

    def _times(self, good: Sequence[Visit], home: str) -> Finding:
        totals = sorted(visit.total for visit in good)
        first = [visit.first_byte for visit in good if visit.first_byte is not None]
        return self.finding(
            "times",
            home,
            Outcome.PASSED,
            weight=Severity.NOTICE,
            count=len(good),
            first_byte=f"{median(first or totals):.3f}",
            middle=f"{median(totals):.3f}",
            most=f"{totals[math.ceil(0.9 * len(totals)) - 1]:.3f}",
            longest=f"{totals[-1]:.3f}",
        )


def _visit(answer: Answer, seconds: float) -> Visit:
    fetch = answer.fetch
    failure = fetch.failure
    ours = failure is not None and (failure.kind is FailureKind.BLOCKED or failure.blame is Blame.US)
    late = fetch.timing.total > seconds and not ours
    how = f"{failure.kind}" if failure else "slow" if late else ""
    return Visit(
        url=fetch.final_url or fetch.url,
        first_byte=fetch.timing.first_byte,
        total=fetch.timing.total,
        failure="" if ours else how,
        hindered=how if ours else "",
    )
