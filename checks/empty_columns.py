"""Columns that hold nothing."""

from collections.abc import Iterable

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Finding
from checks.shared.columns import UNREAD, UNSEEN, evidence, holds, in_force, is_scripted, shown, unit_of
from checks.shared.wanted import Wanted, foremost, none_chosen

_NO_CONTENT = Text(
    "栏目打不开或在其他网站，是否空白不在此判定", "the column is dead or on another site: not judged here"
)


class EmptyColumns(Check):
    """Judges what could be seen of each column."""

    id = "empty-columns"
    title = "空白栏目"
    counted = "个栏目"
    needs = Needs.COLUMNS | Needs.RENDERING
    glance = True
    about = About(
        "查看每个栏目页：没有任何信息，或只有“暂无内容”“正在建设中”等字样的，为空白栏目。",
        "空白栏目 5 个及以上，网站单项否决。",
        "补充应公开的信息；确无内容的，撤下栏目，或在栏目中发布情况说明。",
    )
    messages = {
        "empty": Message("栏目“{name}”没有任何信息。", "至少有一条信息", "{words}", "补充信息，或撤下该栏目"),
        "placeholder": Message(
            "栏目“{name}”只有提示语，没有信息。", "至少有一条信息", "{words}", "补充信息，或撤下该栏目"
        ),
        "unseen": Message(
            "栏目“{name}”的列表由脚本生成，未能看到。",
            seen="{words}",
            mend="安装浏览器后重新检查，或由人工确认",
        ),
        "unopened": Message(
            "栏目“{name}”没有打开，无法判断是否空白。",
            seen="{words}",
            mend="排除妨碍访问的原因后重新检查，或由人工确认",
        ),
    }

    class Options(CheckOptions):
        """Which columns are judged."""

        chinese = {"columns": "只看这些栏目，同名的取离首页最近的；不写为全部栏目"}

        columns: tuple[Wanted, ...] = ()
        """Only these, of one name those nearest the homepage; empty: all columns of the site."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every column that must be kept up."""
        named = self.options.columns
        columns = foremost(named, crawl) if named else crawl.columns()
        said = [one for column in columns for one in self._of(column, crawl)]
        yield from said
        if named and not columns:
            yield none_chosen(crawl)
        elif named and not said:
            yield Tally(1, Outcome.INAPPLICABLE, _NO_CONTENT)

    def _of(self, column: FoundColumn, crawl: Crawl) -> Iterable[Finding | Tally]:
        if in_force(column, crawl.as_of):
            yield from self._judge(column, crawl)
        else:
            yield Tally(1, Outcome.INAPPLICABLE)

    def _judge(self, column: FoundColumn, crawl: Crawl) -> Iterable[Finding | Tally]:
        if column.state in (ColumnState.ITEMS, ColumnState.TEXT):
            yield Tally(1)
        elif column.state in (ColumnState.EMPTY, ColumnState.PLACEHOLDER) and not column.children:
            yield UNREAD if column.partly else self._about(str(column.state), column, crawl, Outcome.FAILED)
        elif column.state in UNSEEN and not column.passed_by:
            message = "unseen" if is_scripted(column) else "unopened"
            yield self._about(message, column, crawl, Outcome.UNTESTED)

    def _about(self, message: str, column: FoundColumn, crawl: Crawl, outcome: Outcome) -> Finding:
        return self.finding(
            message,
            column.url,
            outcome,
            key="empty",
            evidence=evidence(crawl, column),
            unit=unit_of(column),
            name=column.name,
            path=shown(column),
            words=holds(column),
        )
