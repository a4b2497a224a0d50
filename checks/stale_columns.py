"""Columns that were not updated within their period."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from pydantic import Field, model_validator

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.column import ColumnState, ColumnType, FoundColumn
from auditbot.model.finding import Finding
from auditbot.model.text import Fault
from auditbot.workdays import months_before
from checks.shared.columns import (
    UNREAD,
    UNSEEN,
    evidence,
    holds,
    in_force,
    in_topic,
    is_scripted,
    shown,
    unit_of,
)
from checks.shared.contents import gathered
from checks.shared.wanted import Wanted, foremost, none_chosen

_NO_LIST = Text(
    "此类栏目没有列出信息，是否空白另行判定", "no column of the kind lists anything; that is judged elsewhere"
)


class StaleColumns(Check):
    """Judges the newest dated item of each column against its period."""

    id = "stale-columns"
    title = "栏目更新"
    counted = "个栏目"
    needs = Needs.COLUMNS | Needs.RENDERING
    glance = True
    about = About(
        "比较栏目最新一条信息的日期与应更新的周期：登记了周期的按登记，其余按栏目类型。"
        "列表不显示日期的，打开文章查看。",
        "动态、要闻类两周，通知公告、政策文件类六个月未更新的累计 5 个，或应更新未更新的 10 个，单项否决。",
        "按周期发布信息；不再更新的栏目撤下或归档，并在栏目台账中登记。",
    )
    messages = {
        "stale": Message(
            "栏目“{name}”已 {days} 天没有更新。",
            "{period} 天内更新（{newest} 之后应有新信息）",
            "最新一条：{newest} {title}",
            "发布新的信息；不再更新的，归档并在栏目台账中登记",
        ),
        "event-driven": Message(
            "栏目“{name}”已 {days} 天没有更新，是否有应公开而未公开的信息须人工确认。",
            "有新的事项时及时更新",
            "最新一条：{newest} {title}",
            "核对期间是否发生应公开的事项；没有的，可在台账中登记为按需更新",
        ),
        "topic": Message(
            "专题中的栏目“{name}”已 {days} 天没有更新，专题是否已经结束须人工确认。",
            "仍在进行的专题按周期更新，结束的归档",
            "最新一条：{newest} {title}",
            "结束的专题归档并在栏目台账中登记，仍在进行的及时更新",
        ),
        "undated": Message(
            "栏目“{name}”的信息都没有日期，无法判断是否及时更新。",
            "每条信息标明发布日期",
            "{items} 条信息，列表和文章中都没有日期",
            "在列表或文章中显示发布日期",
        ),
        "unseen": Message(
            "栏目“{name}”的列表由脚本生成，未能看到。",
            seen="{words}",
            mend="安装浏览器后重新检查，或由人工确认",
        ),
        "unopened": Message(
            "栏目“{name}”没有打开，无法判断是否及时更新。",
            seen="{words}",
            mend="排除妨碍访问的原因后重新检查，或由人工确认",
        ),
    }

    class Options(CheckOptions):
        """Which columns are judged, and by which period."""

        chinese = {
            "columns": "只看这些栏目及其下级栏目，同名的取离首页最近的；写了 days 或 months 的按其判定",
            "types": "按 days 或 months 判定的栏目类型；不写则只看登记了更新周期的栏目",
            "days": "多少天没有更新算不更新",
            "months": "多少个月没有更新算不更新",
            "first_level": "只看从主菜单或首页可直接到达的栏目",
        }

        columns: tuple[Wanted, ...] = ()
        """Only these, of one name those nearest the homepage, with what stands below them; by ``days`` or
        ``months`` where given."""
        types: tuple[ColumnType, ...] = ()
        """Types judged by ``days`` or ``months``; empty: only columns whose period is registered."""
        days: int | None = Field(default=None, ge=1)
        """Days without a new item after which a column is stale."""
        months: int | None = Field(default=None, ge=1)
        """Months without a new item after which a column is stale."""
        first_level: bool = False
        """Only columns reached from the main menu or the homepage."""

        @model_validator(mode="after")
        def _one_period(self) -> "StaleColumns.Options":
            period = bool(self.days or self.months)
            if (self.types and not period) or (self.days and self.months):
                raise Fault("types 须与 days 或 months 之一同时写明", "types goes with days or with months")
            if period and not (self.types or self.columns):
                raise Fault(
                    "days、months 须与 types 或 columns 同时写明", "days and months go with types or columns"
                )
            return self

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every column of those types that holds a list."""
        met = judged = False
        for column in self._columns(crawl):
            limit = self._limit(column, crawl.as_of)
            if limit is None or column.children or column.passed_by:
                continue
            met = True
            if not in_force(column, crawl.as_of):
                said: Finding | Tally = Tally(1, Outcome.INAPPLICABLE)
            elif _is_fresh(column, limit):
                said = Tally(1)
            elif column.state in UNSEEN:
                message = "unseen" if is_scripted(column) else "unopened"
                said = self._about(message, column, crawl, Outcome.UNTESTED)
            elif column.state is ColumnState.ITEMS:
                said = UNREAD if column.partly else self._judge(column, limit, crawl)
            else:
                continue
            judged = True
            yield said
        if not met:
            yield self._none(crawl)
        elif not judged:
            yield Tally(1, Outcome.INAPPLICABLE, _NO_LIST)

    def _columns(self, crawl: Crawl) -> Sequence[FoundColumn]:
        """Those that were named, each with all that it holds; else the site's."""
        if not self.options.columns:
            return crawl.columns()
        return [gathered(column, crawl) for column in foremost(self.options.columns, crawl)]

    def _none(self, crawl: Crawl) -> Tally:
        """No column of the kind: none is demanded here, so nothing is stale, if all was seen."""
        if self.options.columns and not foremost(self.options.columns, crawl):
            return none_chosen(crawl)
        if crawl.absence()[0] is not Outcome.FAILED:
            return Tally(
                1, Outcome.UNTESTED, Text("没有看到此类栏目，且未看完全站", "none seen, and not all was seen")
            )
        why = (
            Text("网站上没有此类栏目", "the site has no such column")
            if self.options.types
            else Text("没有登记更新周期的栏目", "no column has a registered period")
        )
        return Tally(1, Outcome.INAPPLICABLE, why)

    def _limit(self, column: FoundColumn, as_of: date) -> date | None:
        """The first day on which an update is recent enough; ``None``: not judged here."""
        period = column.registered.period if column.registered else None
        if self.options.first_level and self._timed and not column.first_level:
            return None
        if self.options.types and (column.type not in self.options.types or self._by_register(period)):
            return None
        if not self._timed:
            return as_of - timedelta(period) if period else None
        if self.options.days:
            return as_of - timedelta(self.options.days)
        return months_before(as_of, self.options.months)

    @property
    def _timed(self) -> bool:
        """Whether the options say the period themselves."""
        return bool(self.options.days or self.options.months)

    def _by_register(self, period: int | None) -> bool:
        """A registered period goes before that of a type, but not before that of a column named by a rule."""
        return bool(period) and not self.options.columns

    def _judge(self, column: FoundColumn, limit: date, crawl: Crawl) -> Finding | Tally:
        newest = column.newest
        if newest is None or newest.date is None:
            return self._about("undated", column, crawl, Outcome.CANT_TELL, items=column.items)
        day = newest.date.value
        entry = column.registered
        guessed = column.type is ColumnType.BASIC and not entry and not self.options.columns
        by_events = (entry and entry.event_driven) or guessed
        of_topic = not entry and not self.options.columns and in_topic(column)
        whole = crawl.record.glance or crawl.absence()[0] is Outcome.FAILED  # a glance saw all of this column
        unread = column.undated > 0 and not whole
        return self._about(
            "event-driven" if by_events else "topic" if of_topic else "stale",
            column,
            crawl,
            Outcome.CANT_TELL if by_events or of_topic or unread else Outcome.FAILED,
            days=(crawl.as_of - day).days,
            period=(crawl.as_of - limit).days,
            newest=day,
            newest_url=newest.target,
            title=newest.title,
        )

    def _about(
        self, message: str, column: FoundColumn, crawl: Crawl, outcome: Outcome, **parameters: Any
    ) -> Finding:
        return self.finding(
            message,
            column.url,
            outcome,
            key="stale",
            evidence=evidence(crawl, column),
            unit=unit_of(column),
            name=column.name,
            path=shown(column),
            words=holds(column),
            **parameters,
        )


def _is_fresh(column: FoundColumn, limit: date) -> bool:
    newest = column.newest
    return newest is not None and newest.date is not None and newest.date.value >= limit
