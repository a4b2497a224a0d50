"""Columns that a rule asks for."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fnmatch import fnmatch
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.column import ColumnState, ColumnType, FoundColumn
from auditbot.model.finding import Finding
from auditbot.url import Url, split
from checks._columns import REASONS, UNSEEN, evidence, loose, names_of, plain, shown, unit_of
from checks._links import OwnLine, blocked, broken_class, is_dead, unasked

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
    """Where it must lead to, any of them: hosts such as ``*.chinatax.gov.cn``, or pages without scheme."""


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
        line = OwnLine(crawl)
        for wanted in self.options.columns:
            yield self._judge(wanted, crawl, line)

    def _judge(self, wanted: Wanted, crawl: Crawl, line: OwnLine) -> Finding | Tally:
        known = {plain(name) for name in (wanted.name, *wanted.aliases)}
        found = [column for column in crawl.columns() if known & names_of(column)]
        placed = [column for column in found if _stands(column, wanted.place)]
        if placed:
            return self._content(wanted, _best(placed), crawl, line)
        linked = _linked_from_home(known, crawl)
        if linked and wanted.place is not Place.DISCLOSURE:
            return self._content(wanted, linked, crawl, line)
        if found:
            return self._say("misplaced", wanted, crawl, found[0], self._absent(crawl)[0])
        similar = _similar(wanted, known, crawl)
        if similar:
            return self._say("near", wanted, crawl, similar, Outcome.CANT_TELL, found=similar.name)
        return self._missing(wanted, crawl)

    def _absent(self, crawl: Crawl) -> tuple[Outcome, str]:
        """What may be said of a column that does not stand where it should, and why."""
        outcome, why = crawl.absence()
        home = crawl.home()
        if outcome is Outcome.FAILED and (home is None or home.facts.unseen):
            return Outcome.CANT_TELL, "home-unseen"
        if outcome is Outcome.FAILED and not self.options.named:
            return Outcome.CANT_TELL, ""
        return outcome, why

    def _missing(self, wanted: Wanted, crawl: Crawl) -> Finding:
        outcome, why = self._absent(crawl)
        count = len(crawl.columns())
        return self.finding(
            "missing",
            wanted.name,
            outcome,
            name=wanted.name,
            place=_PLACES[wanted.place],
            why=REASONS[why] if why else Text(f"全站 {count} 个栏目中没有", f"none of {count} columns is it"),
        )

    def _content(self, wanted: Wanted, column: FoundColumn, crawl: Crawl, line: OwnLine) -> Finding | Tally:
        away = crawl.target(column.url) if column.state is ColumnState.ELSEWHERE else None
        if column.state is ColumnState.UNREACHABLE or is_dead(away, line):
            return self._say("dead", wanted, crawl, column)
        if wanted.targets:
            return self._aim(wanted, column, crawl)
        if away and (unasked(away) or blocked(away) or broken_class(away)):
            return self._say("unseen", wanted, crawl, column, Outcome.UNTESTED)
        if column.state in (ColumnState.EMPTY, ColumnState.PLACEHOLDER) and not column.children:
            return self._say("empty", wanted, crawl, column)
        if column.state in UNSEEN:
            return self._say("unseen", wanted, crawl, column, Outcome.UNTESTED)
        return Tally(1)

    def _aim(self, wanted: Wanted, column: FoundColumn, crawl: Crawl) -> Finding | Tally:
        target = crawl.target(column.url)
        final = target.fetch.final_url if target and target.fetch else None
        if _is_aimed(final or column.url, wanted.targets):
            lost = target is not None and (unasked(target) or blocked(target))
            unseen = lost or column.state is ColumnState.NOT_FETCHED
            return self._say("unseen", wanted, crawl, column, Outcome.UNTESTED) if unseen else Tally(1)
        message = "redirected-away" if _is_aimed(column.url, wanted.targets) else "wrong-target"
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


_PLACES = {
    Place.ANYWHERE: Text("网站", "the site"),
    Place.HOMEPAGE: Text("首页", "the homepage"),
    Place.DISCLOSURE: Text("政府信息公开专栏", "the disclosure section"),
}


def _similar(wanted: Wanted, known: set[str], crawl: Crawl) -> FoundColumn | None:
    """A column with a name to ask about: one of those given, or one that only ends otherwise (…专题)."""
    near = {plain(name) for name in wanted.near}
    roots = {loose(name) for name in known} - {""}
    columns = crawl.columns()
    given = next((column for column in columns if near & names_of(column)), None)
    return given or next(
        (column for column in columns if roots & {loose(name) for name in names_of(column)}), None
    )


def _is_aimed(url: Url, patterns: Sequence[str]) -> bool:
    """Whether an address lies on one of the hosts, or is one of the pages."""
    parts = split(url)
    return any(fnmatch(f"{parts.host}{parts.path}" if "/" in one else parts.host, one) for one in patterns)


def _linked_from_home(known: set[str], crawl: Crawl) -> FoundColumn | None:
    """What a link of that name on the homepage leads to, though it is no column of the site."""
    home = crawl.home()
    links = (link for link in home.links if plain(link.text) in known) if home else ()
    link = next((link for link in links if link.target and link.element in ("a", "area")), None)
    if home is None or link is None or link.target is None:
        return None
    target = crawl.target(link.target)
    return FoundColumn(
        name=link.text,
        url=link.target,
        path=(*crawl.path(home.url), link.text),
        type=ColumnType.OTHER,
        state=ColumnState.ELSEWHERE if target else ColumnState.NOT_FETCHED,
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
