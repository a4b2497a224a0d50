"""Whether the homepage opens: by a week of looks of the clock, else by a few visits."""

import math
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import Any

from pydantic import Field

from auditbot.check import (
    About,
    Answer,
    Check,
    CheckOptions,
    Crawl,
    Message,
    Needs,
    Net,
    Note,
    Outcome,
    Tally,
    Text,
)
from auditbot.crawl.wrecks import wrecked
from auditbot.model.fetch import Blame, FailureKind
from auditbot.model.finding import Evidence, Finding
from auditbot.model.outcome import Severity
from auditbot.model.sample import KEPT_DAYS, SLOW, Figures, Sample, Spread, by_day, day_of, figures
from auditbot.url import Url
from checks.shared.links import word

_TIMEOUT = Text("超时", "timed out")
_NEVER = Text("没有", "none")
_KINDS = 5
"""Kinds of failure that are told."""


class Visit(Note):
    """One visit to the homepage during the audit; times in seconds."""

    url: str
    first_byte: float | None
    total: float
    failure: str = ""
    """How the site failed; empty when the page came."""
    hindered: str = ""
    """Why the visit says nothing of the site: a wall, our own line, robots.txt."""


class SiteAvailability(Check):
    """The State's rule (VETO-2) over the days before the audit, as the clock saw them.

    Without all of these days the visits of ``probe`` are told, and nothing is decided.
    """

    id = "site-availability"
    title = "网站可用"
    counted = "次访问"
    needs = Needs.SAMPLES
    glance = True
    about = About(
        "监测一周，每天间隔访问首页二十次以上，十五秒内打不开的次数达到 5% 的单项否决。抽样访问由定时运行"
        "（auditbot serve）记录，本机线路的故障不计入。抽样不满一周的，只如实报告检查时的几次访问，"
        "不作判定。",
        "网站打不开，公众什么也办不成；一周内打不开的次数达到 5% 即单项否决。",
        "检查服务器、带宽、域名解析和防火墙；配置持续监测，保留记录。",
    )
    messages = {
        "down": Message(
            "{first} 至 {last} 访问首页 {count} 次，{bad} 次没有打开，占 {share}%。",
            "每天间隔访问 {looks} 次以上，{seconds} 秒内打不开的不到 {percent}%",
            "{failures}；最长一次 {longest} 秒",
            "查看这几天的服务器日志，检查服务器、带宽、域名解析和防火墙",
        ),
        "week": Message(
            "{first} 至 {last} 访问首页 {count} 次，{bad} 次没有打开，占 {share}%，不到 {percent}%；"
            "失败情况：{failures}；最长一次 {longest} 秒。"
        ),
        "so-far": Message(
            "满 {days} 天才能判定，目前有 {full} 天的抽样符合要求：{first} 至 {last} 访问首页 {count} 次，"
            "{bad} 次没有打开（{failures}）。"
        ),
        "spoilt": Message("另有 {count} 次抽样访问不计入，原因不在网站或未获准访问：{why}。"),
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

        chinese = {
            "visits": "连续访问几次，间隔按访问规则",
            "seconds": "多少秒没有打开算打不开；值守进程的访问一律以 15 秒为限",
            "percent": "打不开的次数占百分之几即单项否决",
            "days": "检查日之前必须都有监测的天数",
            "looks": "每天至少有效访问几次；因本机线路失败的不算",
            "gap_hours": "当天相邻两次访问最多相隔几小时",
            "span_hours": "当天首末两次访问至少相隔几小时",
        }

        visits: int = Field(default=3, ge=1, le=20)
        """Visits one after the other, as far apart as the politeness asks."""
        seconds: float = Field(default=SLOW, gt=0, le=120)
        """A page that takes as long did not open. The clock's own looks end after 15 whatever stands here."""
        percent: float = Field(default=5, gt=0, le=100)
        """Looks of a hundred that failed, at which it is a veto."""
        days: int = Field(default=7, ge=1, le=KEPT_DAYS)
        """Calendar days in China, just before the audit's own, that must all have been watched."""
        looks: int = Field(default=20, ge=1)
        """Looks a day that must count: those that failed by our own line do not."""
        gap_hours: float = Field(default=4, gt=0, le=24)
        """On a watched day two looks are no further apart."""
        span_hours: float = Field(default=12, ge=0, le=24)
        """On a watched day the first and the last look are at least as far apart."""

        @property
        def spread(self) -> Spread:
            """What makes a day count as watched."""
            return Spread(self.looks, timedelta(hours=self.gap_hours), timedelta(hours=self.span_hours))

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Visit the homepage, as the crawl would."""
        for _ in range(self.options.visits):
            yield _visit(await net.fetch(crawl.site.home), self.options.seconds)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """By the week where all its days were watched; else tell N of M, of these days and of the visits."""
        options = self.options
        days = by_day(crawl.samples, crawl.as_of, options.days)
        spoilt = [one for one in crawl.samples if one.ours and day_of(one) in days]
        if spoilt:
            yield self._spoilt(spoilt, crawl.site.home)
        full = sum(map(options.spread.fills, days.values()))
        seen = figures([look for looks in days.values() for look in looks], options.seconds)
        if seen and full == options.days:
            yield self._judged(seen, crawl.site.home)
            yield from self._visited(crawl, Severity.NOTICE)
            if not seen.reaches(options.percent):
                yield Tally(seen.made)
            return
        if seen:
            yield self._so_far(seen, full, crawl.site.home)
        yield from self._visited(crawl, Severity.MAJOR)
        why = Text(
            f"连续 {options.days} 天、每天间隔访问 {options.looks} 次以上才能判定，目前有 {full} 天",
            f"judged by {options.days} days of {options.looks} spaced looks and more; so far {full}",
        )
        yield Tally(1, Outcome.UNTESTED, why)

    def _judged(self, seen: Figures, home: str) -> Finding:
        """What a whole week came to."""
        if not seen.reaches(self.options.percent):
            return self.finding("week", home, Outcome.PASSED, weight=Severity.NOTICE, **self._told(seen))
        worst = seen.worst
        evidence = [Evidence(url=Url(home), seen_at=worst.at, status=worst.status)] if worst else []
        return self.finding("down", home, Outcome.FAILED, key="week", evidence=evidence, **self._told(seen))

    def _so_far(self, seen: Figures, full: int, home: str) -> Finding:
        told = {**self._told(seen), "days": self.options.days, "full": full}
        return self.finding("so-far", home, Outcome.UNTESTED, weight=Severity.NOTICE, **told)

    def _spoilt(self, looks: Sequence[Sample], home: str) -> Finding:
        why = _failures(Counter((one.failure, None) for one in looks))
        return self.finding(
            "spoilt", home, Outcome.UNTESTED, weight=Severity.NOTICE, count=len(looks), why=why
        )

    def _told(self, seen: Figures) -> dict[str, Any]:
        """The figures as messages name them."""
        return {
            "first": seen.first.isoformat(),
            "last": seen.last.isoformat(),
            "count": seen.made,
            "bad": seen.failed,
            "share": f"{math.floor(10_000 * seen.failed / seen.made) / 100:.2f}",
            "failures": _failures(seen.kinds),
            "longest": f"{seen.longest:.1f}",
            "looks": self.options.looks,
            "seconds": f"{self.options.seconds:g}",
            "percent": f"{self.options.percent:g}",
        }

    def _visited(self, crawl: Crawl, weight: Severity) -> Iterator[Finding | Tally]:
        """What the audit's own visits came to, weighing no more than ``weight``: they never are a veto.

        A visit that could not be made counts for nothing.
        """
        visits = [note for _, note in crawl.notes(Visit)]
        made = [visit for visit in visits if not visit.hindered]
        hindered = [visit for visit in visits if visit.hindered]
        good = [visit for visit in made if not visit.failure]
        home = crawl.site.home
        if hindered:
            why = word(hindered[0].hindered)
            yield self.finding(
                "hindered", home, Outcome.UNTESTED, weight=weight, count=len(hindered), why=why
            )
        if len(good) < len(made):
            yield self._failed(made, good, crawl, weight)
        elif good:
            yield self._times(good, home)
            if weight is not Severity.NOTICE:
                yield Tally(len(good))

    def _failed(
        self, made: Sequence[Visit], good: Sequence[Visit], crawl: Crawl, weight: Severity
    ) -> Finding:
        failures = list(dict.fromkeys(visit.failure for visit in made if visit.failure))
        named = [_TIMEOUT if failure == "slow" else word(failure) for failure in failures[:4]]
        return self.finding(
            "partly" if good else "never",
            crawl.site.home,
            Outcome.CANT_TELL,
            key="visits",
            weight=weight,
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


def _failures(kinds: Mapping[tuple[str, int | None], int]) -> Text:
    """The most frequent kinds of failure, each with how often it was."""
    told = []
    for (kind, status), times in sorted(kinds.items(), key=lambda one: -one[1])[:_KINDS]:
        named, code = word(kind), f" {status}" if status else ""
        told.append(Text(f"{named.zh}{code}（{times} 次）", f"{named.en}{code} ({times} times)"))
    if not told:
        return _NEVER
    return Text("、".join(one.zh for one in told), ", ".join(one.en for one in told))


def _visit(answer: Answer, seconds: float) -> Visit:
    fetch = answer.fetch
    failure = fetch.failure
    ours = failure is not None and (failure.kind is FailureKind.BLOCKED or failure.blame is Blame.US)
    late = fetch.timing.total >= seconds and not ours
    how = (
        f"{failure.kind}"
        if failure
        else "slow"
        if late
        else wrecked(answer.document)
        if answer.document
        else ""
    )
    return Visit(
        url=fetch.final_url or fetch.url,
        first_byte=fetch.timing.first_byte,
        total=fetch.timing.total,
        failure="" if ours else how,
        hindered=how if ours else "",
    )
