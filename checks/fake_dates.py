"""Dates that the site itself contradicts, and columns that were filled in a day."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from auditbot.check import About, Check, Crawl, Message, Needs, Outcome, Tally
from auditbot.extract.reference.addresses import day_in
from auditbot.model.column import ColumnType, FoundColumn
from auditbot.model.finding import Finding
from auditbot.model.page import PageFacts, PageKind
from auditbot.url import Url
from checks.shared.columns import evidence, unit_of
from checks.shared.identity import Carriers

_SILENT = 90
"""Days without an item before a burst."""
_BURST = 5
"""Items of one day after a silence; domain practice: all five items of a column uploaded on one day."""
_MOVED = 60
"""Days between the day in an address and the day that is shown; a week or two is drafting."""
_KEPT_UP = (ColumnType.NEWS, ColumnType.NOTICES)
"""Columns that are fed all year; budgets and yearly reports come in a day by their nature."""
_PAGES = (PageKind.ARTICLE, PageKind.POLICY, PageKind.INTERPRETATION)
_MOST = 500


class FakeDates(Check):
    """From one visit only suspicion: everything here is left to a person."""

    id = "fake-dates"
    title = "发布日期存疑"
    counted = "个页面和栏目"
    needs = Needs.COLUMNS
    about = About(
        "查找显示日期远晚于网址中日期的文章（旧文新发），以及长期不更新、又在一天内集中补充的栏目。"
        "一次检查只能提出疑点，一律由人工确认；迁移平台也会改变日期。",
        "伪造发稿日期属弄虚作假，单项否决；政务公开严禁“一阵风”“运动式”。",
        "核对发布记录，恢复真实日期；平时及时发布。",
    )
    messages = {
        "later-than-address": Message(
            "{count} 篇文章显示的发布日期比网址中的日期晚 {days} 天以上。",
            "显示真实的发布日期",
            "如《{title}》网址 {address_day}，显示 {day}",
            "核对发布记录，旧文不得改日期重发",
        ),
        "burst": Message(
            "栏目“{name}”停更 {silent} 天后，在 {day} 一天发布 {count} 条。",
            "平时及时发布",
            "{day}：{count} 条；此前最新 {before}",
            "核对是否集中补发，说明原因",
        ),
    }

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Compare every article with its address, and look for bursts in every list."""
        later, looked = Carriers(), 0
        first: tuple[PageFacts, date] | None = None
        for facts in crawl.facts(*_PAGES):
            named = day_in(facts.url)
            day = named.value if named else None
            if facts.published is None or day is None:
                continue
            looked += 1
            if (facts.published.value - day).days > _MOVED:
                later.add(facts.url)
                first = first or (facts, day)
        if first:
            yield self._later(later, *first, crawl)
        said = 0
        lists = {facts.url: _List.of(facts) for facts in crawl.facts(PageKind.COLUMN) if facts.main}
        for column in crawl.columns():
            if column.type not in _KEPT_UP or column.url not in lists:
                continue
            looked += 1
            burst = _burst(_all_days(column.url, lists))
            if burst and said < _MOST:
                said += 1
                yield self._say_burst(column, *burst, crawl)
        yield Tally(looked - later.total - said) if looked else Tally(1, Outcome.INAPPLICABLE)

    def _later(self, pages: Carriers, facts: PageFacts, day: date, crawl: Crawl) -> Finding:
        return self.finding(
            "later-than-address",
            crawl.site.home,
            Outcome.CANT_TELL,
            evidence=[crawl.evidence(page) for page in pages.pages[:3]],
            found_on=pages.pages,
            found_on_total=pages.total,
            count=pages.total,
            days=_MOVED,
            title=facts.title,
            address_day=day,
            day=facts.published.value if facts.published else "",
        )

    def _say_burst(self, column: FoundColumn, day: date, count: int, before: date, crawl: Crawl) -> Finding:
        return self.finding(
            "burst",
            column.url,
            Outcome.CANT_TELL,
            key=f"burst {day}",
            evidence=evidence(crawl, column),
            unit=unit_of(column),
            name=column.name,
            day=day,
            count=count,
            before=before,
            silent=(day - before).days,
        )


@dataclass(frozen=True, slots=True)
class _List:
    """One page of a column's list: the days of its items, where its other pages are, how many it says."""

    days: tuple[date, ...]
    others: tuple[Url, ...]
    pages: int

    @classmethod
    def of(cls, facts: PageFacts) -> "_List":
        items = facts.main.items if facts.main else ()
        paging = facts.paging
        others = (*paging.others, *([paging.following] if paging.following else [])) if paging else ()
        pages = (paging.pages or 0) if paging else 0
        return cls(tuple(item.date.value for item in items if item.date), others, pages)


def _all_days(first: Url, lists: Mapping[Url, _List]) -> list[date]:
    """The days of a whole list in its order; those of its first page alone where others were not read."""
    read: list[_List] = []
    waiting, known = deque([first]), {first}
    while waiting:
        page = lists.get(waiting.popleft())
        if page is None:
            continue
        read.append(page)
        new = [url for url in dict.fromkeys(page.others) if url not in known]
        known.update(new)
        waiting += new
    whole = len(read) >= read[0].pages
    return [day for page in (read if whole else read[:1]) for day in page.days]


def _burst(listed: Sequence[date]) -> tuple[date, int, date] | None:
    """The newest day with a crowd of items after a silence: the day, how many, and the newest item below.

    Only what stands below a crowd was there before it: items pinned to the top of a list may be older.
    """
    counted = Counter(listed)
    found: tuple[date, int, date] | None = None
    below, passed = date.max, set[date]()
    for day in reversed(listed):
        last = day not in passed
        silent = (day - below).days >= _SILENT
        if last and silent and counted[day] >= _BURST and (found is None or day > found[0]):
            found = day, counted[day], below
        passed.add(day)
        below = day if below is date.max else max(below, day)
    return found
