"""Columns that a rule asks for."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fnmatch import fnmatch
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally
from auditbot.model.column import ColumnState, ColumnType, FoundColumn
from auditbot.model.finding import Finding
from auditbot.url import split
from checks._columns import REASONS, UNSEEN, evidence, names_of, plain, shown, unit_of
from checks._links import OURS, broken_class

_DISCLOSURE = ("政府信息公开", "信息公开", "政务公开")


class Place(StrEnum):
    """Where a column must be found."""

    ANYWHERE = "anywhere"
    HOMEPAGE = "homepage"
    DISCLOSURE = "disclosure"


class Wanted(BaseModel):
    """One column that is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: str
    aliases: tuple[str, ...] = ()
    """Names that count as the column."""
    near: tuple[str, ...] = ()
    """Names that are proposed to a person, never taken."""
    place: Place = Place.ANYWHERE
    targets: tuple[str, ...] = ()
    """Hosts it must lead to, such as ``*.chinatax.gov.cn``; any of them."""


class RequiredColumns(Check):
    """Judges each wanted column by name, place, target and content."""

    id = "required-columns"
    title = "应设栏目"
    counted = "个栏目"
    needs = Needs.COLUMNS | Needs.RENDERING
    about = About(
        "按名称或别名查找要求设置的栏目：位置是否符合要求，链接能否打开，栏目中是否有信息，是否指向规定的网站。",
        "要求设置的栏目缺失或打不开，公众找不到应公开的信息。",
        "按要求的名称和位置设置栏目并发布信息；已有名称相近的栏目，改名或在配置中登记为别名。",
    )
    messages = {
        "missing": Message(
            "没有找到栏目“{name}”。", "{place}有“{name}”栏目", "{why}", "设置该栏目并发布信息"
        ),
        "near": Message(
            "没有找到栏目“{name}”，有名称相近的“{found}”，是否就是它须人工确认。",
            "栏目名称为“{name}”",
            "{path}",
            "确认后在配置中登记为别名，或更改栏目名称",
        ),
        "misplaced": Message(
            "栏目“{name}”不在{place}。", "{place}有“{name}”栏目", "{path}", "在{place}增加该栏目的入口"
        ),
        "dead": Message("栏目“{name}”的链接打不开。", "链接可以打开", "{url}", "修正链接或恢复栏目页面"),
        "empty": Message("栏目“{name}”中没有信息。", "至少有一条信息", "{words}", "在该栏目发布信息"),
        "wrong-target": Message(
            "栏目“{name}”没有指向规定的网站。", "指向 {targets}", "指向 {url}", "把链接改为规定的地址"
        ),
        "redirected-away": Message(
            "栏目“{name}”的链接被转到别处。", "指向 {targets}", "{url} 转到 {final}", "把链接改为规定的地址"
        ),
        "unseen": Message("栏目“{name}”的内容未能看到。", seen="{words}"),
    }

    class Options(CheckOptions):
        """The columns, and whether the rule names them itself."""

        columns: tuple[Wanted, ...] = Field(min_length=1)
        named: bool = True
        """The rule itself names the column: absent is ``failed``; otherwise ``cantTell``."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look for each wanted column."""
        for wanted in self.options.columns:
            yield self._judge(wanted, crawl)

    def _judge(self, wanted: Wanted, crawl: Crawl) -> Finding | Tally:
        known = {plain(name) for name in (wanted.name, *wanted.aliases)}
        found = [column for column in crawl.columns() if known & names_of(column)]
        placed = [column for column in found if _stands(column, wanted.place)]
        if placed:
            return self._content(wanted, _best(placed), crawl)
        linked = _linked_from_home(known, crawl)
        if linked and wanted.place is not Place.DISCLOSURE:
            return self._content(wanted, linked, crawl)
        if found:
            return self._say("misplaced", wanted, crawl, found[0])
        near = {plain(name) for name in wanted.near}
        similar = [column for column in crawl.columns() if near & names_of(column)]
        if similar:
            return self._say("near", wanted, crawl, similar[0], Outcome.CANT_TELL, found=similar[0].name)
        return self._missing(wanted, crawl)

    def _missing(self, wanted: Wanted, crawl: Crawl) -> Finding:
        outcome, why = crawl.absence()
        home = crawl.home()
        if outcome is Outcome.FAILED and (home is None or home.facts.unseen):
            outcome, why = Outcome.CANT_TELL, "home-unseen"
        if outcome is Outcome.FAILED and not self.options.named:
            outcome = Outcome.CANT_TELL
        columns = len(crawl.columns())
        return self.finding(
            "missing",
            wanted.name,
            outcome,
            name=wanted.name,
            place=_PLACES[wanted.place],
            why=REASONS[why] if why else f"全站 {columns} 个栏目中没有",
        )

    def _content(self, wanted: Wanted, column: FoundColumn, crawl: Crawl) -> Finding | Tally:
        if column.state is ColumnState.UNREACHABLE:
            return self._say("dead", wanted, crawl, column)
        if wanted.targets:
            return self._aim(wanted, column, crawl)
        if column.state in (ColumnState.EMPTY, ColumnState.PLACEHOLDER) and not column.children:
            return self._say("empty", wanted, crawl, column)
        if column.state in UNSEEN:
            return self._say("unseen", wanted, crawl, column, Outcome.UNTESTED)
        return Tally(1)

    def _aim(self, wanted: Wanted, column: FoundColumn, crawl: Crawl) -> Finding | Tally:
        target = crawl.target(column.url)
        final = target.fetch.final_url if target and target.fetch else None
        first, last = split(column.url).host, split(final or column.url).host
        if any(fnmatch(last, pattern) for pattern in wanted.targets):
            return Tally(1)
        left = any(fnmatch(first, pattern) for pattern in wanted.targets)
        message = "redirected-away" if left else "wrong-target"
        return self._say(message, wanted, crawl, column, targets=wanted.targets, final=final)

    def _say(
        self,
        message: str,
        wanted: Wanted,
        crawl: Crawl,
        column: FoundColumn,
        outcome: Outcome = Outcome.FAILED,
        **parameters: Any,
    ) -> Finding:
        return self.finding(
            message,
            wanted.name,
            outcome,
            evidence=evidence(crawl, column),
            unit=unit_of(column),
            name=wanted.name,
            place=_PLACES[wanted.place],
            path=shown(column),
            url=column.url,
            words=column.reason,
            **parameters,
        )


_PLACES = {Place.ANYWHERE: "网站", Place.HOMEPAGE: "首页", Place.DISCLOSURE: "政府信息公开专栏"}


def _linked_from_home(known: set[str], crawl: Crawl) -> FoundColumn | None:
    """What a link of that name on the homepage leads to, though it is no column of the site."""
    home = crawl.home()
    links = (link for link in home.links if plain(link.text) in known) if home else ()
    link = next((link for link in links if link.target and link.element in ("a", "area")), None)
    if home is None or link is None or link.target is None:
        return None
    target = crawl.target(link.target)
    fetch = target.fetch if target else None
    if fetch is None or (fetch.failure and fetch.failure.kind in OURS):
        state = ColumnState.NOT_FETCHED
    elif target and broken_class(target):
        state = ColumnState.UNREACHABLE
    else:
        state = ColumnState.ELSEWHERE
    return FoundColumn(
        name=link.text,
        url=link.target,
        path=(*crawl.path(home.url), link.text),
        type=ColumnType.OTHER,
        state=state,
        on_home=True,
    )


def _stands(column: FoundColumn, place: Place) -> bool:
    if place is Place.HOMEPAGE:
        return column.on_home
    if place is Place.DISCLOSURE:
        return any(word in step for step in column.path for word in _DISCLOSURE)
    return True


def _best(columns: Sequence[FoundColumn]) -> FoundColumn:
    """The one that holds most: two units may each have a column of that name."""
    return max(
        columns, key=lambda column: (column.state is ColumnState.ITEMS, column.items, column.first_level)
    )
