"""Topics that a column must cover."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Finding
from checks.shared.columns import UNSEEN, evidence, shown, unit_of
from checks.shared.contents import Contents, contents
from checks.shared.wanted import Topic, Wanted, beside, best, called, chosen, find, head, none_chosen

_EMPTY = Text("栏目打不开或没有信息，另行判定", "the column is dead or empty, which is judged elsewhere")
_UNREAD = Text("栏目的内容未能看到", "what the column holds could not be seen")
_PARTLY = Text("栏目未能看全", "not all of the column could be read")
_UNNAMED = Text(
    "通知没有指明栏目，可能在别处公开", "the rule names no column; the topics may stand elsewhere"
)
_HOLLOW = (ColumnState.UNREACHABLE, ColumnState.EMPTY, ColumnState.PLACEHOLDER)
_DARK = (*UNSEEN, ColumnState.ELSEWHERE)


class ColumnTopics(Check):
    """Looks for each topic in the names of sub-columns and in the titles of items."""

    id = "column-topics"
    title = "栏目内容覆盖"
    counted = "个栏目"
    needs = Needs.COLUMNS | Needs.RENDERING
    about = About(
        "在栏目的下级栏目名称和信息标题（列表的各页）中查找要求涵盖的各项内容，列出没有的。"
        "只有一篇文字的栏目，查看其正文。",
        "栏目设了而应公开的内容不全，公众仍然找不到需要的信息。",
        "在该栏目补充缺少的内容，或增设下级栏目。",
    )
    messages = {
        "missing": Message(
            "栏目“{name}”没有涵盖：{topics}。",
            "涵盖 {asked}",
            "{columns} 个下级栏目、{items} 条信息，其中有：{covered}",
            "在该栏目补充这些内容",
        ),
        "unsure": Message(
            "栏目“{name}”中没有看到：{topics}；{why}，须人工确认。",
            "涵盖 {asked}",
            "{columns} 个下级栏目、{items} 条信息，其中有：{covered}",
            "核对后在该栏目补充缺少的内容",
        ),
    }

    class Options(CheckOptions):
        """The column and its topics."""

        chinese = {
            "column": "要找的栏目",
            "topics": "栏目中应有的主题",
            "named": "规定点名要求该栏目：没有即不符合；否则主题可能在别处，由人工确认",
        }

        column: Wanted
        """The column that is asked for."""
        topics: tuple[Topic, ...] = Field(min_length=1)
        """The topics that it must have."""
        named: bool = True
        """The rule itself names the column; otherwise its topics may stand elsewhere: ``cantTell``."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge all columns of that name as one: two units may share the topics between them."""
        wanted = self.options.column
        found = chosen(wanted, crawl)
        found += beside(wanted, found, crawl)
        linked = None if found else find(wanted, crawl)
        found += [linked] if linked else []
        held = [one for one in found if one.state not in _HOLLOW or one.children]
        if not found:
            yield none_chosen(crawl)
        elif not held:
            yield Tally(1, Outcome.INAPPLICABLE, _EMPTY)
        elif all(one.state in _DARK and not one.children for one in held):
            yield Tally(1, Outcome.UNTESTED, _UNREAD)
        else:
            yield self._judge(held, crawl)

    def _judge(self, columns: Sequence[FoundColumn], crawl: Crawl) -> Finding | Tally:
        read = self._read(columns, crawl)
        topics = self.options.topics
        covered = [topic.name for topic in topics if any(map(topic.told_by, read.words))]
        missing = [topic.name for topic in topics if topic.name not in covered]
        if not missing:
            return Tally(1)
        if not read.whole:
            return self._say("unsure", columns, read, crawl, missing, covered, _PARTLY)
        if not self.options.named:
            return self._say("unsure", columns, read, crawl, missing, covered, _UNNAMED)
        return self._say("missing", columns, read, crawl, missing, covered)

    def _read(self, columns: Sequence[FoundColumn], crawl: Crawl) -> Contents:
        """What they hold; those that stand below the name are sub-columns themselves."""
        read = contents(columns, crawl)
        below = [column for column in columns if head(self.options.column, column)]
        names = (name for column in below for name in (column.name, *column.names))
        return replace(read, words=(*read.words, *names), below=read.below + len(below))

    def _say(
        self,
        message: str,
        columns: Sequence[FoundColumn],
        read: Contents,
        crawl: Crawl,
        missing: list[str],
        covered: list[str],
        why: Text | None = None,
    ) -> Finding:
        column = best(columns)
        asked = [topic.name for topic in self.options.topics]
        return self.finding(
            message,
            column.url,
            Outcome.CANT_TELL if why else Outcome.FAILED,
            key=f"topics {'、'.join(asked)}",
            evidence=evidence(crawl, column),
            unit=unit_of(column),
            name=called(self.options.column, column),
            path=shown(column),
            topics=missing,
            asked=asked,
            covered=covered or Text("无", "none"),
            columns=read.below,
            items=read.items,
            why=why or "",
        )
