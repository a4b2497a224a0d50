"""What a site holds on given topics, gathered for a person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Note, Outcome, Page, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.page import PageKind
from auditbot.url import Url
from checks.shared.columns import shown
from checks.shared.document_search import absent
from checks.shared.topic_papers import Held, Paper
from checks.shared.wanted import Topic

_LISTED = (PageKind.HOME, PageKind.COLUMN, PageKind.OTHER)
_PER_PAGE = 60
_LONGEST = 120
_MOST = 20_000
_EXAMPLES = 5
_LOOKED_UP = 200
_MONTH = 30.44
_NONE = Text("无", "none")
_NO_TITLE = Text("页面和列表条目的标题中没有", "no title of a page or list item has it")
_NOTHING = Text("没有找到，要求的事项不一定存在", "nothing was found, nor need there be anything")


class OnTopic(Note):
    """A title on a page that speaks of one of the topics."""

    topic: int
    """Its place in the option."""
    title: str
    target: str
    day: date | None = None


class TopicCoverage(Check):
    """Remembers titles that speak of a topic; how many and which are told, a person judges."""

    id = "topic-coverage"
    title = "内容涵盖情况"
    counted = "个主题"
    needs = Needs.COLUMNS
    about = About(
        "在全站页面标题、列表条目和栏目名称中查找各主题的词语，统计规定时间内的数量、最新日期和例子。"
        "只收集线索，是否符合要求须人工确认。",
        "有些要求不指明栏目和文件名称，只能看全站有没有这方面的内容。",
        "没有内容的主题，核实是否应公开，应公开的及时发布。",
    )
    messages = {
        "found": Message(
            "关于“{topic}”，{months} 个月内有 {count} 条信息，最新 {newest}{besides}，"
            "是否符合要求须人工确认。",
            seen="{examples}；栏目：{columns}；单位：{units}",
        ),
        "undated": Message(
            "关于“{topic}”，只看到 {count} 条没有日期的信息，是否在 {months} 个月内发布须人工确认。",
            "{months} 个月内发布过这方面的信息",
            "{examples}；栏目：{columns}；单位：{units}",
            "在列表和页面上显示发布日期",
        ),
        "columns": Message(
            "关于“{topic}”，标题中没有这些词语，但有以此为名的栏目，其中的信息是否符合要求须人工确认。",
            "{months} 个月内发布过这方面的信息",
            "栏目：{columns}；查找的词：{words}",
            "核对这些栏目，缺少的及时发布",
        ),
        "silent": Message(
            "各栏目 {months} 个月内都没有发布信息，也就没有关于“{topics}”的信息，须人工确认。",
            "发布过这方面的信息",
            "各栏目最新一条：{newest} {title}；有关的栏目：{columns}",
            "核实是否应公开，应公开的及时发布",
        ),
        "none": Message(
            "关于“{topic}”，{months} 个月内没有找到信息，须人工确认。",
            "发布过这方面的信息",
            "{why}；查找的词：{words}；栏目：{columns}",
            "核实是否应公开，应公开的及时发布",
        ),
    }

    class Options(CheckOptions):
        """The topics and how far back to look."""

        chinese = {
            "topics": "应有内容的主题",
            "months": "看最近多少个月",
            "needed": "关闭时，没有找到的判不适用，因为这类事项不一定有",
        }

        topics: tuple[Topic, ...] = Field(min_length=1, max_length=100)
        """The topics that are asked for."""
        months: int = Field(default=12, ge=1, le=240)
        """How far back is looked."""
        needed: bool = True
        """Off for things that need not exist: nothing found is then ``inapplicable``."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember titles of the page and of its lists within the window, and those without a day.

        Words without a day that lead nowhere are no paper that anybody could read.
        """
        offered = dict(_offered(page))
        lines = "\n".join(title for title, _ in offered)
        fits = (
            OnTopic(topic=number, title=title[:_LONGEST], target=target or "", day=day)
            for number, topic in enumerate(self.options.topics)
            if topic.told_by(lines)
            for (title, target), day in offered.items()
            if (day or target) and self._within(day) and topic.told_by(title)
        )
        return islice(fits, _PER_PAGE)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """One finding a topic, or one for all where no column published anything."""
        held = self._gathered(crawl)
        for one in held:
            self._date(one, crawl)
        silent = None if any(one.papers for one in held) else self._silent(held, crawl)
        if silent and self.options.needed:
            yield silent
            return
        for topic, one in zip(self.options.topics, held, strict=True):
            if one.papers:
                yield self._found(topic, one, crawl)
            else:
                yield self._in_columns(topic, one) if one.current else self._none(topic, one, crawl)

    def _within(self, day: date | None) -> bool:
        """Whether a day lies in the window; what shows none may."""
        begin = self.context.as_of - timedelta(days=round(self.options.months * _MONTH))
        return day is None or begin <= day <= self.context.as_of

    def _gathered(self, crawl: Crawl) -> list[Held]:
        held = [Held() for _ in self.options.topics]
        for page, note in crawl.notes(OnTopic):
            papers, key = held[note.topic].papers, note.target or note.title
            known = papers.get(key)
            if page and ((known is None and len(papers) < _MOST) or (known and known.day is None)):
                papers[key] = Paper(note.title, note.day, page, Url(note.target) if note.target else None)
        columns = crawl.columns()
        places = {url for column in columns for url in (column.url, *column.linked_as)}
        for one in held:
            one.papers = {key: paper for key, paper in one.papers.items() if paper.url not in places}
        for column in columns:
            for topic, one in zip(self.options.topics, held, strict=True):
                if topic.told_by(column.name):
                    one.columns.append(f"{shown(column)} ({column.items})")
                    newest = column.newest.date if column.newest else None
                    if column.items and self._within(newest.value if newest else None):
                        one.current.append(one.columns[-1])
        return held

    def _date(self, one: Held, crawl: Crawl) -> None:
        """Leave out what its own page dates outside of the window."""
        undated = [(key, paper) for key, paper in one.papers.items() if paper.day is None and paper.url]
        for key, paper in undated[:_LOOKED_UP]:
            published = crawl.published(paper.url) if paper.url else None
            if published and not self._within(published.value):
                del one.papers[key]
            elif published:
                one.papers[key] = replace(paper, day=published.value)

    def _found(self, topic: Topic, one: Held, crawl: Crawl) -> Finding:
        papers = one.newest_first()
        dated = [paper for paper in papers if paper.day]
        examples = papers[:_EXAMPLES]
        return self.finding(
            "found" if dated else "undated",
            topic.name,
            Outcome.CANT_TELL,
            evidence=[paper.evidence(crawl) for paper in examples],
            key=self._key(topic),
            topic=topic.name,
            months=self.options.months,
            count=len(dated or papers),
            newest=dated[0].day if dated else "",
            besides=_besides(len(papers) - len(dated)),
            examples=[paper.title for paper in examples],
            columns=one.columns[:_EXAMPLES] or _NONE,
            units=list(dict.fromkeys(_units(examples, crawl))) or _NONE,
        )

    def _in_columns(self, topic: Topic, one: Held) -> Finding:
        return self.finding(
            "columns",
            topic.name,
            Outcome.CANT_TELL,
            key=self._key(topic),
            topic=topic.name,
            months=self.options.months,
            words=topic.words or (topic.name,),
            columns=one.current[:_EXAMPLES],
        )

    def _none(self, topic: Topic, one: Held, crawl: Crawl) -> Finding | Tally:
        outcome, why = absent(crawl, listed=self.options.needed, nowhere=_NO_TITLE)
        if outcome is Outcome.FAILED and not self.options.needed:
            return Tally(1, Outcome.INAPPLICABLE, _NOTHING)
        return self.finding(
            "none",
            topic.name,
            Outcome.UNTESTED if outcome is Outcome.UNTESTED else Outcome.CANT_TELL,
            key=self._key(topic),
            topic=topic.name,
            months=self.options.months,
            why=why,
            words=topic.words or (topic.name,),
            columns=one.columns[:_EXAMPLES] or _NONE,
        )

    def _silent(self, held: Sequence[Held], crawl: Crawl) -> Finding | None:
        """The one thing to say of a whole site that fell silent before the window."""
        newest = [one.newest for one in crawl.columns() if one.newest and one.newest.date]
        last = max(newest, key=lambda item: item.date.value if item.date else date.min, default=None)
        day = last.date.value if last and last.date else None
        undated = any(one.undated for one in crawl.columns())
        if last is None or day is None or undated or self._within(day):
            return None
        if absent(crawl, listed=False)[0] is not Outcome.FAILED:
            return None
        topics = self.options.topics
        return self.finding(
            "silent",
            crawl.site.home,
            Outcome.CANT_TELL,
            key=" ".join(self._key(topic) for topic in topics),
            evidence=[crawl.evidence(last.target)] if last.target else (),
            months=self.options.months,
            newest=day,
            title=last.title,
            topics=[topic.name for topic in topics],
            columns=list(dict.fromkeys(name for one in held for name in one.columns))[:_EXAMPLES] or _NONE,
        )

    def _key(self, topic: Topic) -> str:
        return f"{self.options.months} {' '.join(topic.words)}"


def _besides(undated: int) -> Text:
    """What is said of papers that show no day, where others do."""
    if not undated:
        return Text("", "")
    return Text(f"（另有 {undated} 条没有日期）", f" (and {undated} without a date)")


def _offered(page: Page) -> Iterator[tuple[tuple[str, Url | None], date | None]]:
    """Title and address with the day: of the page itself, and of the items of its lists."""
    facts = page.facts
    for item in (item for listing in facts.listings for item in listing.items):
        yield (item.title, item.target), item.date.value if item.date else None
    if facts.kind not in _LISTED:
        yield (facts.title, facts.url), facts.published.value if facts.published else None


def _units(papers: Iterable[Paper], crawl: Crawl) -> Iterator[str]:
    """Who answers for papers, as the register or the page itself says."""
    for paper in papers:
        unit = crawl.site.unit_at(paper.url) if paper.url else None
        page = crawl.page(paper.url) if paper.url else None
        name = unit.name if unit else page.facts.source if page else ""
        if name:
            yield name[:40]
