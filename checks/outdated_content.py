"""What is still called current long after its end."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Note, Outcome, Page, Tally
from auditbot.extract.text.dates import day_at, days
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Finding
from auditbot.model.page import PageKind
from auditbot.url import Url
from checks.shared.columns import evidence, in_force, in_topic, plain, shown, unit_of
from checks.shared.contents import gathered

_NOW = re.compile(r"(?:正在|火热)(?:报名|招聘|进行)|(?:报名|招聘|申报|进行)中(?![心央小学间部午间旬外])")
_ENDS = re.compile(r"(?:截止|结束|报名|起止|活动)(?:时间|日期)?\s?[:：]|[至到—~～]")
_STATE = re.compile(r"状\s?态\s?[:：]\s?$")
_END_BEHIND = re.compile(r"[\s。；;，,|｜]{1,6}(?:报名|活动|申报)?(?:截止|结束)(?:时间|日期)\s?[:：]\s?")
"""The field that follows the state: 状态：报名中 截止日期：2026-08-01."""
_AROUND = 80
_GRACE = 30
"""Days after the end for which a page may still say so."""
_ASKED = re.compile(r"征集|征求|调查|听证")
"""Consultations: judged by consultation-complete."""
_SHELF = re.compile(r"(?:专题|专栏|热点|重点|往期|近期|历史|更多|全部|集锦|回顾|汇总|栏目|网站|政务){1,6}")
"""Names of what gathers special topics."""
_MOST = 5


class Ended(Note):
    """Something that a page calls current, though its end has passed."""

    words: str
    end: date


class OutdatedContent(Check):
    """Judges what pages say of themselves, and the age of special columns."""

    id = "outdated-content"
    title = "过时内容"
    counted = "个页面和专题"
    needs = Needs.COLUMNS
    about = About(
        "查找状态栏写着“报名中”“进行中”而截止日期早已过去的页面，以及多年没有新内容的专题专栏。"
        "新闻报道中的“正在进行”不算；意见征集由另一项检查判定。",
        "过时的内容误导公众，应定期清理。",
        "更新状态或撤下；结束的专题移入归档并注明。",
    )
    messages = {
        "ended": Message(
            "《{title}》仍写着“{words}”，而截止日期 {end} 早已过去。",
            "状态与日期一致",
            "{words}，截止 {end}",
            "更新状态，或撤下该页面",
        ),
        "old-topic": Message(
            "专题“{name}”最新一条是 {newest}，是否应归档须人工确认。",
            "{years} 年内有新内容，或已归档",
            "最新一条：{newest} {title}",
            "不再更新的专题移入归档，并在栏目台账中登记",
        ),
    }

    class Options(CheckOptions):
        """When a topic is old."""

        chinese = {"years": "多少年以前的专题算过时"}

        years: int = Field(default=3, ge=1)
        """Years after which a topic is old."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Note states that contradict the end beside them; a report of the day is no state."""
        if page.kind is PageKind.CONSULTATION or _ASKED.search(page.title):
            return
        limit = self.context.as_of - timedelta(_GRACE)
        for words, end in _states(page.text):
            if end < limit:
                yield Ended(words=words, end=end)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """One finding for each page, one for each old topic."""
        ended: dict[Url, Ended] = {}
        for url, note in crawl.notes(Ended):
            if url:
                ended.setdefault(url, note)
        for url, note in ended.items():
            page = crawl.page(url)
            yield self.finding(
                "ended",
                url,
                evidence=[crawl.evidence(url, words=note.words)],
                title=page.title if page else "",
                words=note.words,
                end=note.end,
            )
        topics = [column for column in _topics(crawl) if in_force(column, crawl.as_of)]
        old = [column for column in topics if self._is_old(column, crawl.as_of)]
        yield from (self._old(column, crawl) for column in old)
        yield Tally(max(0, crawl.record.pages - len(ended)) + len(topics) - len(old))

    def _is_old(self, column: FoundColumn, as_of: date) -> bool:
        newest = column.newest.date if column.newest else None
        return newest is not None and newest.value < as_of - timedelta(365 * self.options.years)

    def _old(self, column: FoundColumn, crawl: Crawl) -> Finding:
        newest = column.newest
        return self.finding(
            "old-topic",
            column.url,
            Outcome.CANT_TELL,
            evidence=evidence(crawl, column),
            unit=unit_of(column),
            name=column.name,
            path=shown(column),
            years=self.options.years,
            newest=newest.date.value if newest and newest.date else "",
            title=newest.title if newest else "",
        )


def _topics(crawl: Crawl) -> Iterator[FoundColumn]:
    """Special topics with items, each with all that it holds; what gathers them is none itself."""
    special = [one for one in crawl.columns() if in_topic(one) and not _SHELF.fullmatch(plain(one.name))]
    within = {url for column in special for url in column.children}
    whole = (gathered(column, crawl) for column in special if column.url not in within)
    yield from (column for column in whole if column.state is ColumnState.ITEMS)


def _states(text: str) -> Iterator[tuple[str, date]]:
    """Words that call something current, with the end that stands beside them, where both are labels."""
    found = 0
    for match in _NOW.finditer(text):
        before = text[max(0, match.start() - _AROUND) : match.start()]
        labelled = _STATE.search(before)
        if not (labelled or _is_cell(text, match)):
            continue
        ends = [day.value for day in days(before) if _ENDS.search(before[max(0, day.start - 8) : day.start])]
        behind = _END_BEHIND.match(text, match.end()) if labelled else None
        day = day_at(text, behind.end()) if behind else None
        ends += [day.value] if day else []
        if ends:
            yield match[0], max(ends)
            found += 1
        if found == _MOST:
            return


def _is_cell(text: str, match: re.Match[str]) -> bool:
    """Whether the words stand alone, between blanks or brackets, as in a list's last column."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return all(mark.isspace() or mark in "[]【】（）()|" for mark in around)
