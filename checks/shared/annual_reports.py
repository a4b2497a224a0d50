"""Annual disclosure reports: which pages and files are one, whose it is and when it was due."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditbot.check import Crawl, Message, Text
from auditbot.model.page import Confidence, DateSource, PageFacts
from auditbot.model.site import SiteKind
from checks.shared.columns import plain
from checks.shared.document_search import Candidate
from checks.shared.documents import WantedDocument, day_in

REPORT = WantedDocument(
    name="政府信息公开年度报告",
    patterns=(
        r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:情况)?(?:的)?年(?:度)?(?:工作)?报(?:告)?",
        r"年度?(?:政府信息|政务|信息)公开(?:工作)?(?:情况)?(?:年度)?(?:报告|总结)",
    ),
    excludes=(r"网站(?:工作)?年度报表|汇总表|通知|要求|指南",),
)
IN_COLUMN = WantedDocument(
    name="政府信息公开年度报告",
    patterns=(r"20\d\d年?度?(?:工作)?(?:年度?)?(?:年报|报告)",),
    excludes=REPORT.excludes,
)
"""Titles that say no more than the year, which are reports only in the column of them."""
_COLUMN = re.compile(r"公开.{0,6}(?:年报|年度报告)|^(?:年报|年度报告)$")
_YEAR = re.compile(r"20\d\d年|二[〇零○]..年|政府信息公开|政务公开|信息公开")
_FIRST_YEAR = 2019
"""The first year whose reports fell under the regulation of 2019."""
_UNIT = re.compile(
    r"(?:局|委|委员会|办|办公室|院|厅|室|中心|镇|乡|街道|街道办事处|公司|队|部|会|镇人民政府|乡人民政府)$"
)
_GOVERNMENT = re.compile(r"(?:省|市|区|县|旗|州)(?:人民)?(?:政府)?$")


class Body(StrEnum):
    """Whose report it is; the dates differ."""

    GOVERNMENT = "government"
    UNIT = "unit"
    UNKNOWN = "unknown"


PARTS = {
    "overall": (re.compile(r"总体情况|概述|概况|基本情况"), Text("总体情况", "the overall situation")),
    "proactive": (re.compile(r"主动公开"), Text("主动公开政府信息情况", "what was published")),
    "requests": (re.compile(r"申请"), Text("收到和处理政府信息公开申请情况", "requests and their handling")),
    "reviews": (re.compile(r"复议|诉讼"), Text("行政复议、行政诉讼情况", "reviews and lawsuits")),
    "problems": (
        re.compile(r"问题|不足|改进"),
        Text("存在的主要问题及改进情况", "problems and improvements"),
    ),
    "other": (
        re.compile(r"其[他它](?:需要|应当|有关)?.{0,4}(?:报告|说明|事项|情况)|收[取费]"),
        Text("其他需要报告的事项", "other matters"),
    ),
}
"""The six headings in use since 2021, told by the matters of Art. 50 of the Regulation."""
USUAL = ("overall", "other")
"""Headings whose wording is not in the Regulation: missing ones are only remarked."""


@dataclass(slots=True)
class Report:
    """One report, in all places in which it stands."""

    title: str
    source: str
    places: list[Candidate]

    @property
    def best(self) -> Candidate:
        """Where it is read: a page rather than a link, the earliest first."""
        return min(self.places, key=lambda one: (not one.own, one.day or date.max, one.url))

    @property
    def day(self) -> date | None:
        """When it first appeared, as far as any place tells."""
        return min((one.day for one in self.places if one.day), default=None)

    def body(self, kind: SiteKind | None) -> Body:
        """Whose it is, by the words before the year, else by source and site."""
        before = _YEAR.split(plain(self.title), maxsplit=1)[0]
        if _UNIT.search(before):
            return Body.UNIT
        if _GOVERNMENT.search(before):
            return Body.GOVERNMENT
        if kind in (SiteKind.DEPARTMENT, SiteKind.TOWNSHIP):
            return Body.UNIT
        own = "政府办" in self.source or not _UNIT.search(plain(self.source))
        return (
            Body.UNKNOWN if kind is not SiteKind.PORTAL or before else Body.GOVERNMENT if own else Body.UNIT
        )


def in_report_column(facts: PageFacts) -> bool:
    """Whether a page is the column of annual reports, or stands in it."""
    return any(_COLUMN.search(plain(name)) for name in (facts.title, *(step.name for step in facts.crumbs)))


def reports_of(year: int, found: Iterable[Candidate]) -> list[Report]:
    """The reports about one year, each once though it may stand in several columns."""
    mine = [one for one in found if not one.near and year in one.years()]
    reports: dict[tuple[str, str], Report] = {}
    for one in sorted(mine, key=lambda one: (not one.own, one.url)):
        title = plain(one.title)
        same = [report for (named, _), report in reports.items() if named == title and not one.own]
        report = (
            same[0] if same else reports.setdefault((title, one.source), Report(one.title, one.source, []))
        )
        report.places.append(one)
    return list(reports.values())


def is_sure(report: Report, others: Iterable[Report], crawl: Crawl) -> bool:
    """Whether the day of a report is its own: not weak, and not shared with reports of other years.

    A tag that no visitor sees is weak: a move to another platform rewrites it.
    """
    published = crawl.published(report.best.url)
    if published and (published.confidence is Confidence.LOW or published.source is DateSource.META):
        return False
    return not any(report.day == other.day for other in others)


def could_cover(one: Candidate, year: int) -> bool:
    """Whether a paper could be the report after all: one about it, or one that does not tell its year."""
    if one.years():
        return one.near and year in one.years()
    return one.day is not None and one.day.year == year + 1


def due(year: int, body: Body, units_by: str, government_by: str) -> date:
    """The last day for a report; where it is not known whose it is, the later one.

    The regulation of 2007 (Art. 31) gave everybody until 31 March; Art. 49 of that of 2019 came in May.
    """
    days = {Body.UNIT: units_by, Body.GOVERNMENT: government_by} if year >= _FIRST_YEAR else {}
    return day_in(year + 1, days.get(body, max(units_by, government_by)))


MESSAGES = {
    "missing": Message(
        "没有找到{whose}{year}年政府信息公开工作年度报告。",
        "{by} 前公布",
        "{why}",
        "编制并发布该年度报告",
    ),
    "near": Message(
        "没有找到{whose}{year}年政府信息公开工作年度报告，“{title}”是否就是它须人工确认。",
        "{by} 前公布",
        "{title}（{day}）",
        "确认后在标题中写明年度和名称",
    ),
    "units-only": Message(
        "只找到各单位的{year}年政府信息公开工作年度报告，没有看到本级政府的，须人工确认。",
        "{by} 前公布本级政府的报告",
        "{count} 份，如“{title}”",
        "发布本级政府的年度报告",
    ),
    "dead": Message("“{title}”打不开。", "可以打开", "{url}", "修正链接或恢复页面"),
    "unopened": Message("“{title}”未能打开核对。", seen="{url}"),
    "late": Message(
        "“{title}”公布于 {day}，晚于 {by}。", "{by} 前公布", "公布日期 {day}", "以后年度按期公布"
    ),
    "late-unsure": Message(
        "“{title}”的日期是 {day}，是否按期公布须人工确认。",
        "{by} 前公布",
        "日期 {day}",
        "核实公布日期，网页上写明实际公布日期",
    ),
    "undated": Message(
        "“{title}”没有公布日期，是否按期公布须人工确认。", "{by} 前公布", "没有日期", "写明公布日期"
    ),
    "part-missing": Message(
        "“{title}”中没有找到“{part}”。", "写明“{part}”", "全文 {length} 字中没有", "在报告中补充“{part}”"
    ),
    "word-missing": Message(
        "“{title}”没有写到“{word}”。", "写到“{word}”", "全文 {length} 字中没有", "在报告中写明“{word}”"
    ),
    "in-file": Message(
        "“{title}”的正文未能读取，内容须人工核对。",
        "网页上可以直接阅读全文",
        "{why}",
        "把报告全文发布为网页",
    ),
}
