"""Documents that are published within the term of the Regulation (国务院令第711号, Art. 26)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.extract.text.dates import days
from auditbot.model.finding import Finding
from auditbot.model.page import Dated
from auditbot.workdays import YearUnknown, workdays_after
from checks.shared.owners import Owner
from checks.shared.papers import NOT_A_DOCUMENT, NOT_OWN, Paper, Papers, no_papers
from checks.shared.published import PLACES, is_sure

_FIRST_DAY = date(2008, 5, 1)
"""The first regulation on disclosure, with the same term, came into force."""
_BEFORE = Text("条例施行前形成的文件", "documents older than the Regulation")
_UNDATED = Text("缺少成文日期或发布日期", "the day of writing or of publication is not shown")


@dataclass(frozen=True, slots=True)
class _Days:
    """When a document was written and published, as its page says."""

    written: date
    published: Dated


class DisclosureDeadline(Check):
    """Counts the working days from 成文 to 发布 of every document of the site's own units."""

    id = "disclosure-deadline"
    title = "公开时限"
    counted = "个文件页面"
    needs = Needs.DOCUMENTS | Needs.DATES
    about = About(
        "按工作日计算政策文件从成文到发布的时间，成文次日为第一天，节假日和调休按国务院公布的安排。"
        "没有标明成文日期的，以落款日期为准。转载的其他机关文件不计；缺少日期的，由“文件信息项”检查指出。",
        "《政府信息公开条例》第二十六条要求自信息形成或者变更之日起 20 个工作日内公开。",
        "今后文件印发后及时上网；日期录错的，核对后改正。",
    )
    messages = {
        "late": Message(
            "《{title}》成文 {days} 个工作日后才发布。",
            "成文后 {allowed} 个工作日内发布",
            "成文 {written}，发布 {published}",
            "今后按时发布；日期录错的予以改正",
        ),
        "maybe-late": Message(
            "《{title}》可能在成文 {days} 个工作日后才发布：页面没有标明发布日期，{place}中是 {published}。",
            "成文后 {allowed} 个工作日内发布，并标明发布日期",
            "成文 {written}，{place} {published}",
            "标明发布日期",
        ),
        "before": Message(
            "《{title}》的发布日期早于成文日期。",
            "发布日期不早于成文日期",
            "成文 {written}，发布 {published}",
            "核对并改正日期",
        ),
        "future": Message(
            "《{title}》的{field}在检查之日以后。", "不晚于 {as_of}", "{day}", "核对并改正日期"
        ),
        "year-unknown": Message(
            "《{title}》发布于 {published}，该年的节假日安排尚未收入本程序，间隔未计算。",
            "",
            "成文 {written}，发布 {published}",
        ),
    }

    class Options(CheckOptions):
        """How long publication may take."""

        chinese = {"workdays": "成文之日起多少个工作日内公开"}

        workdays: int = Field(default=20, ge=0)
        """Working days after the day of writing."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every document."""
        seen = False
        for paper in Papers(crawl):
            seen = True
            yield self._judge(paper, crawl)
        if not seen:
            yield no_papers(crawl)

    def _judge(self, paper: Paper, crawl: Crawl) -> Finding | Tally:
        if paper.owner is Owner.OTHER:
            return Tally(1, Outcome.INAPPLICABLE, NOT_OWN)
        if not paper.is_formal:
            return Tally(1, Outcome.INAPPLICABLE, NOT_A_DOCUMENT)
        future = self._future(paper, crawl)
        if future:
            return future
        written = _written(paper)
        published = paper.facts.published
        if written is None or published is None:
            return Tally(1, Outcome.CANT_TELL, _UNDATED)
        if written < _FIRST_DAY:
            return Tally(1, Outcome.INAPPLICABLE, _BEFORE)
        return self._count(paper, crawl, _Days(written, published))

    def _future(self, paper: Paper, crawl: Crawl) -> Finding | None:
        table = paper.facts.metadata
        told = (
            (Text("成文日期", "day of writing"), _day(table.written) if table else None),
            (Text("成文日期", "day of writing"), paper.told.signed),
            (Text("发布日期", "day of publication"), _day(table.published) if table else None),
            (Text("发布日期", "day of publication"), paper.told.announced),
        )
        for field, day in told:
            if day and day > crawl.as_of:
                return self._say("future", paper, crawl, field=field, day=day, as_of=crawl.as_of)
        return None

    def _count(self, paper: Paper, crawl: Crawl, days: _Days) -> Finding | Tally:
        published = days.published.value
        sure = is_sure(days.published)
        if published < days.written:
            outcome = paper.outcome if sure else Outcome.CANT_TELL
            return self._say("before", paper, crawl, days, outcome)
        try:
            count = workdays_after(days.written, published)
        except YearUnknown:
            return self._say("year-unknown", paper, crawl, days, Outcome.CANT_TELL)
        if count <= self.options.workdays:
            return Tally(1)
        if sure:
            return self._say("late", paper, crawl, days, days=count)
        place = PLACES[days.published.source]
        return self._say("maybe-late", paper, crawl, days, Outcome.CANT_TELL, days=count, place=place)

    def _say(
        self,
        message: str,
        paper: Paper,
        crawl: Crawl,
        dates: _Days | None = None,
        outcome: Outcome | None = None,
        **parameters: Any,
    ) -> Finding:
        return self.finding(
            message,
            paper.url,
            outcome or paper.outcome,
            evidence=[crawl.evidence(paper.url)],
            unit=paper.unit,
            key="deadline",
            title=paper.facts.title,
            allowed=self.options.workdays,
            written=dates.written if dates else "",
            published=dates.published.value if dates else "",
            **parameters,
        )


def _written(paper: Paper) -> date | None:
    """成文日期 where it is labelled, else the day of the signature if that is surely its own."""
    written = paper.facts.written
    if written:
        return written.value
    return None if paper.forwards else paper.told.signed


def _day(written: str | None) -> date | None:
    return next((day.value for day in days(written)), None) if written else None
