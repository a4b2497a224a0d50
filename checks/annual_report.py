"""The annual report on government information disclosure: there, in time, complete."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from auditbot.check import About, CheckOptions, Crawl, Note, Outcome, Page, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.model.site import SiteKind, Unit
from checks.shared.annual_reports import (
    IN_COLUMN,
    MESSAGES,
    PARTS,
    REPORT,
    USUAL,
    Body,
    Report,
    could_cover,
    due,
    in_report_column,
    is_sure,
    reports_of,
)
from checks.shared.document_check import DocumentCheck
from checks.shared.document_names import names_on
from checks.shared.document_search import Candidate, Search, Standing, absent
from checks.shared.document_text import read_text
from checks.shared.documents import MonthDay, WantedDocument
from checks.shared.section_elsewhere import section_elsewhere
from checks.shared.units import NO_UNITS, UNIT_UNSEEN, has_folder, was_seen
from checks.shared.wanted import Topic

_MOST = 300
_UNITS = (SiteKind.DEPARTMENT, SiteKind.TOWNSHIP)
_NOT_DUE = Text("还没有到应公布的日期", "it is not due yet")
_UNDATED = Text("无日期", "no date")
_NOT_IT = Text("页面上不是报告的全文", "what the page shows is not the report itself")


class AnnualReport(DocumentCheck):
    """Judges every report about each year that is asked for."""

    id = "annual-report"
    title = "政府信息公开工作年度报告"
    counted = "项"
    about = About(
        "查找各年度的政府信息公开工作年度报告，核对公布日期（部门 1 月 31 日、政府 3 月 31 日前）、"
        "六部分内容是否齐全、是否写到要求的事项。年度看标题；政府网站工作年度报表不算。"
        "报告只有附件的，附件未能读取时不下结论。",
        "年度报告是法定义务，迟发、漏项在通报中常被点名。",
        "按期在年报栏目发布网页版报告，六部分齐全，并写明要求的事项。",
    )
    messages = MESSAGES

    class Options(CheckOptions):
        """The years, their dates and what the reports must mention."""

        chinese = {
            "years": "报告所属年度；不写为上一年度，其期限未到时连同再上一年度",
            "words": "每份报告都应写到的内容",
            "units_by": "部门公布报告的期限：次年的月-日",
            "government_by": "政府公布本级报告的期限：次年的月-日",
            "per_unit": "登记了页面的单位各有自己的报告",
        }

        years: tuple[Annotated[int, Field(ge=2008, le=2099)], ...] = ()
        """The years reported about; empty: last year, and the one before while that is not due."""
        words: tuple[Topic, ...] = ()
        """What every report must mention."""
        units_by: MonthDay = "01-31"
        """Month and day of the next year by which a unit publishes its report."""
        government_by: MonthDay = "03-31"
        """The same for the government as a whole."""
        per_unit: bool = False
        """Every unit with registered pages must have its own."""

    def documents(self) -> tuple[WantedDocument, ...]:
        """Reports by their name, and by their year alone inside their column."""
        return (REPORT, IN_COLUMN)

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember titles that could be those of reports; the files of a report are none of their own."""
        notes = list(names_on(page, self._titles if in_report_column(page.facts) else self._titles[:1]))
        return [note for note in notes if note.own] or notes

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge year by year, for each unit if asked."""
        units = [unit for unit in crawl.site.units if unit.pages] if self.options.per_unit else [None]
        if not units:
            yield Tally(1, Outcome.UNTESTED, NO_UNITS)
        search = self.search(crawl, columns=False)
        last = crawl.as_of.year - 1
        for year in self.options.years or (last - 1, last):
            judged: set[str] = set()
            for unit in units:
                if self.options.years or year == last or crawl.as_of <= self._due(last, _body(unit, crawl)):
                    yield from self._year(year, unit, search, crawl, judged)

    def _year(
        self, year: int, unit: Unit | None, search: Search, crawl: Crawl, judged: set[str]
    ) -> Iterator[Finding | Tally]:
        found = list({one.key: one for number in (0, 1) for one in search.candidates(number, unit)}.values())
        reports = reports_of(year, found)
        if not reports:
            yield self._none(year, unit, found, crawl)
            return
        bodies = {report.body(crawl.site.kind) for report in reports}
        alone = crawl.site.kind is SiteKind.PORTAL and unit is None and bodies == {Body.UNIT}
        if alone and crawl.as_of > self._due(year, Body.GOVERNMENT):
            yield self._units_only(year, reports, crawl)
        others = [report for other in (year - 1, year + 1, year - 2) for report in reports_of(other, found)]
        for report in reports[:_MOST]:
            if report.best.key not in judged:
                judged.add(report.best.key)
                yield from self._judge(year, report, others, search, crawl)

    def _none(self, year: int, unit: Unit | None, found: list[Candidate], crawl: Crawl) -> Finding | Tally:
        by = self._due(year, _body(unit, crawl))
        if crawl.as_of <= by:
            return Tally(1, Outcome.INAPPLICABLE, _NOT_DUE)
        if unit and not found and not was_seen(unit, crawl):
            return Tally(1, Outcome.UNTESTED, UNIT_UNSEEN)
        near = next((one for one in found if could_cover(one, year)), None)
        outcome, why = absent(crawl, breach=unit is None or has_folder(unit))
        elsewhere = section_elsewhere(crawl) if outcome is Outcome.FAILED else None
        if elsewhere:
            outcome, why = Outcome.CANT_TELL, elsewhere
        return self.finding(
            "near" if near else "missing",
            str(year),
            Outcome.CANT_TELL if near else outcome,
            evidence=near.evidence(crawl) if near else (),
            unit=unit.name if unit else "",
            key=f"{year} {unit.name if unit else ''}",
            whose=Text(f"{unit.name}的", f"{unit.name}: ") if unit else Text("", ""),
            year=year,
            by=by,
            title=near.title if near else "",
            day=(near.day if near else None) or _UNDATED,
            why=why,
        )

    def _units_only(self, year: int, reports: list[Report], crawl: Crawl) -> Finding:
        first = reports[0]
        return self.finding(
            "units-only",
            str(year),
            Outcome.CANT_TELL,
            evidence=first.best.evidence(crawl),
            year=year,
            by=self._due(year, Body.GOVERNMENT),
            count=len(reports),
            title=first.title,
        )

    def _due(self, year: int, body: Body) -> date:
        return due(year, body, self.options.units_by, self.options.government_by)

    def _judge(
        self, year: int, report: Report, others: list[Report], search: Search, crawl: Crawl
    ) -> Iterator[Finding | Tally]:
        standing = search.opens(report.best)
        if standing is Standing.DEAD:
            yield self._say("dead", report, crawl)
            return
        if report.day or standing is not Standing.UNOPENED:
            yield self._time(year, report, others, crawl)
        if standing is Standing.UNOPENED:
            yield self._say("unopened", report, crawl, Outcome.UNTESTED)
        else:
            yield from self._text(report, crawl)

    def _time(self, year: int, report: Report, others: list[Report], crawl: Crawl) -> Finding | Tally:
        body = report.body(crawl.site.kind)
        by, day = self._due(year, body), report.day
        if day is None:
            return self._say("undated", report, crawl, Outcome.CANT_TELL, by=by)
        sooner = self._due(year, Body.UNIT) if body is Body.UNKNOWN else by
        early = day < date(year, 12, 1)
        if day > by and is_sure(report, others, crawl):
            return self._say("late", report, crawl, Outcome.FAILED, by=by, day=day)
        if early or day > sooner:
            return self._say("late-unsure", report, crawl, Outcome.CANT_TELL, by=sooner, day=day)
        return Tally(1)

    def _text(self, report: Report, crawl: Crawl) -> Iterator[Finding | Tally]:
        text, why = read_text(report.best.url, crawl)
        parts = [part for part, (pattern, _) in PARTS.items() if not pattern.search(text)]
        words = [word for word in self.options.words if not word.told_by(text)]
        legal = [part for part in parts if part not in USUAL]
        why = why or (_NOT_IT if len(legal) == len(PARTS) - len(USUAL) else None)
        if why and (words or legal):
            yield self._say("in-file", report, crawl, Outcome.CANT_TELL, why=why)
            return
        there = len(PARTS) - len(parts) + len(self.options.words) - len(words)
        if there:
            yield Tally(there)
        for part in parts:
            weight = Severity.NOTICE if part in USUAL else Severity.MINOR
            named = PARTS[part][1]
            yield self._say(
                "part-missing", report, crawl, weight=weight, key=part, part=named, length=len(text)
            )
        for word in words:
            yield self._say(
                "word-missing", report, crawl, key=f"word {word.name}", word=word.name, length=len(text)
            )

    def _say(
        self,
        message: str,
        report: Report,
        crawl: Crawl,
        outcome: Outcome = Outcome.FAILED,
        key: str = "",
        **more: Any,
    ) -> Finding:
        best = report.best
        unit = crawl.site.unit_at(best.url)
        return self.finding(
            message,
            best.url,
            outcome,
            evidence=best.evidence(crawl),
            unit=unit.name if unit else "",
            key=f"{message} {key}" if best.linked else f"{message} {key} {report.title}",
            title=report.title,
            url=best.url,
            **more,
        )


def _body(unit: Unit | None, crawl: Crawl) -> Body:
    """Whose report is asked for."""
    return Body.UNIT if unit or crawl.site.kind in _UNITS else Body.GOVERNMENT
