"""The published catalogue of disclosure against the columns of the site."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Page, Tally, Text
from auditbot.extract.services.disclosure_catalogue import MOST_ITEMS, Item, items_of
from auditbot.extract.tree.tables import tables
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Finding
from auditbot.model.page import PageKind
from auditbot.url import Url
from checks.shared.catalogue import FILES, Edition, Listed, Names, kind_of, read_files
from checks.shared.columns import REASONS, UNSEEN, evidence, holds, shown, unit_of
from checks.shared.documents import TitlePattern, squeezed
from checks.shared.units import NO_UNITS, own_pages

_TITLE = "(?:政务公开|信息公开|主动公开)全?(?:事项|基本|标准){0,3}(?:目录|清单)"
_NAMED = 20
"""Items that a finding names."""
_EMPTY = (ColumnState.EMPTY, ColumnState.PLACEHOLDER)
_DEAD = Text("栏目打不开，另行判定", "the column is dead, which is judged elsewhere")
_UNREAD = Text("栏目的内容未能看到", "what the column holds could not be seen")
_NOWHERE = Text("站内没有找到目录的表格", "no table of the catalogue was found on the site")


class CatalogueMatchesColumns(Check):
    """Finds the catalogue by its title and looks for a column for each item of its table."""

    id = "catalogue-matches-columns"
    title = "目录与栏目一致"
    counted = "个目录事项"
    needs = Needs.COLUMNS | Needs.DOCUMENTS | Needs.RENDERING
    about = About(
        "按标题查找已公布的政务公开标准目录，逐项与网站栏目对照：没有对应栏目的事项，栏目中没有信息的事项。"
        "名称相近或只有上级事项栏目的，由人工确认。目录注明不在网站公开的事项不计；目录只以附件公布的，不作判断。",
        "目录公布了而栏目没有跟上，公众按目录找不到信息。",
        "按目录增设栏目并发布信息；栏目名称与目录事项名称保持一致。",
    )
    messages = {
        "no-column": Message(
            "目录“{catalogue}”中有 {count} 个事项没有对应栏目：{items}。",
            "目录中的每个事项都有栏目",
            "{why}",
            "增设栏目，或修订目录",
        ),
        "near": Message(
            "目录“{catalogue}”的事项“{items}”没有同名栏目，有名称相近的“{name}”，是否就是它须人工确认。",
            "目录中的每个事项都有栏目",
            "{path}",
            "确认后统一名称",
        ),
        "within": Message(
            "目录“{catalogue}”的 {count} 个事项没有单独的栏目，只有上级事项的栏目“{name}”，"
            "其中是否公开须人工确认：{items}。",
            "目录中的每个事项都有栏目",
            "{path}",
            "核对该栏目的内容",
        ),
        "empty": Message(
            "目录“{catalogue}”的事项“{items}”有栏目而没有信息。",
            "栏目中至少有一条信息",
            "{words}",
            "在该栏目发布信息",
        ),
        "in-file": Message(
            "目录“{catalogue}”只以附件公布，表格未能核对。",
            "在网页上公布目录",
            "{files}",
            "人工核对，或同时以网页公布",
        ),
        "no-catalogue": Message(
            "没有找到{whose}政务公开标准目录，无法与栏目对照。", "公布目录", "{why}", "公布政务公开标准目录"
        ),
    }

    class Options(CheckOptions):
        """How the catalogue is called, and whose it is."""

        chinese = {
            "titles": "目录的标题，符合其一即可（正则表达式）",
            "per_unit": "各登记单位用自己的目录与自己的栏目核对",
        }

        titles: tuple[TitlePattern, ...] = Field(default=(_TITLE,), min_length=1)
        """The catalogue's title, by any of them."""
        per_unit: bool = False
        """Each registered unit's own catalogue against its own columns."""

    def visit(self, page: Page) -> Iterable[Listed]:
        """Remember the table of a catalogue, or the files to which a page leaves it."""
        if self._is_catalogue(page.title):
            rows = [item for table in tables(page.document) for item in items_of(table)]
            files = tuple(
                item.target for item in page.facts.attachments if item.target and kind_of(item) in FILES
            )
            is_text = page.kind not in (PageKind.COLUMN, PageKind.HOME)
            if rows or (files and is_text):
                kept = tuple(dict.fromkeys(rows))[:MOST_ITEMS]
                yield Listed(title=page.title, items=kept, files=() if kept else files)
            return
        for item in page.facts.attachments:
            if item.target and kind_of(item) in FILES and self._is_catalogue(item.title):
                yield Listed(title=item.title, files=(item.target,))

    def _is_catalogue(self, title: str) -> bool:
        plain = squeezed(title)
        return any(re.search(pattern, plain) for pattern in self.options.titles)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Compare item by item."""
        found = [Edition(page, note, crawl.evidence(page)) for page, note in crawl.notes(Listed) if page]
        if not self.options.per_unit:
            yield from self._compare(found, crawl.columns(), crawl)
            return
        if not crawl.site.units:
            yield Tally(1, Outcome.UNTESTED, NO_UNITS)
        for pages in own_pages(crawl):
            linked = {column.url for column in pages.columns}
            unit = pages.unit
            own = [one for one in found if one.page in linked or crawl.site.unit_at(one.page) == unit]
            named = [replace(one, unit=unit.name, whole=pages.folders) for one in own]
            yield from self._compare(named, pages.columns, crawl, unit.name)

    def _compare(
        self, found: Sequence[Edition], columns: Sequence[FoundColumn], crawl: Crawl, unit: str = ""
    ) -> Iterator[Finding | Tally]:
        told = [(edition, edition.note.items or tuple(read_files(edition.note, crawl))) for edition in found]
        if not found:
            yield self._none(crawl, unit)
        names = Names.of(columns)
        met: set[Item] = set()
        for edition, items in told:
            fresh = [item for item in items if item not in met]
            met.update(fresh)
            yield from self._items(edition, fresh, names, crawl)
            if not items:
                files = edition.note.files
                yield self._of("in-file", edition, Outcome.UNTESTED, key=unit, files=files)

    def _items(
        self, edition: Edition, items: Sequence[Item], names: Names, crawl: Crawl
    ) -> Iterator[Finding | Tally]:
        """The items of one catalogue; those that fare alike are told together."""
        lacking: dict[str, list[str]] = {}
        within: dict[Url, list[str]] = {}
        for item in items:
            own = names.named(item[-1])
            above = next((one for name in reversed(item[:-1]) for one in names.named(name)), None)
            near = None if own or above else names.near(item[-1])
            if own:
                yield self._content(edition, item[-1], own, crawl)
            elif above:
                within.setdefault(above.url, []).append(item[-1])
            elif near:
                yield self._at("near", edition, near, (item[-1],), crawl)
            else:
                lacking.setdefault(item[0], []).append(item[-1])
        for url, below in within.items():
            yield self._at("within", edition, names.at(url), below, crawl)
        for top, missing in lacking.items():
            yield self._lacking(edition, top, missing, names, crawl)

    def _content(
        self, edition: Edition, item: str, columns: Sequence[FoundColumn], crawl: Crawl
    ) -> Finding | Tally:
        """What the columns of an item hold."""
        if any(one.state in (ColumnState.ITEMS, ColumnState.TEXT) or one.children for one in columns):
            return Tally(1)
        empty = next((one for one in columns if one.state in _EMPTY), None)
        if empty:
            return self._at("empty", edition, empty, (item,), crawl, Outcome.FAILED)
        unread = any(one.state in (*UNSEEN, ColumnState.ELSEWHERE) for one in columns)
        return Tally(1, Outcome.UNTESTED, _UNREAD) if unread else Tally(1, Outcome.INAPPLICABLE, _DEAD)

    def _at(
        self,
        message: str,
        edition: Edition,
        column: FoundColumn,
        items: Sequence[str],
        crawl: Crawl,
        outcome: Outcome = Outcome.CANT_TELL,
    ) -> Finding:
        """What is said of a column that stands for items."""
        return self.finding(
            message,
            column.url,
            outcome,
            key=f"{message} {edition.note.title} {items[0] if message == 'near' else ''} {edition.unit}",
            evidence=(edition.evidence(items[0]), *evidence(crawl, column)),
            unit=edition.unit or unit_of(column),
            catalogue=edition.note.title,
            count=len(items),
            items=items[:_NAMED],
            name=column.name,
            path=shown(column),
            words=holds(column),
        )

    def _lacking(self, edition: Edition, top: str, items: list[str], names: Names, crawl: Crawl) -> Finding:
        outcome, why = crawl.absence()
        if outcome is Outcome.FAILED and not edition.whole:
            outcome = Outcome.CANT_TELL
        whose = Text("本单位", "the unit's") if edition.unit else Text("全站", "the site's")
        nowhere = Text(
            f"{whose.zh} {names.count} 个栏目中没有", f"none of {whose.en} {names.count} columns is it"
        )
        return self._of(
            "no-column",
            edition,
            outcome,
            key=top,
            words=items[0],
            count=len(items),
            items=items[:_NAMED],
            why=REASONS[why] if why else nowhere,
        )

    def _of(
        self,
        message: str,
        edition: Edition,
        outcome: Outcome,
        *,
        key: str,
        words: str = "",
        **more: Any,
    ) -> Finding:
        """What is said of a catalogue itself."""
        return self.finding(
            message,
            edition.page,
            outcome,
            key=f"{message} {key} {edition.unit}",
            evidence=(edition.evidence(words),),
            unit=edition.unit,
            catalogue=edition.note.title,
            **more,
        )

    def _none(self, crawl: Crawl, unit: str) -> Finding:
        outcome, why = crawl.absence()
        if outcome is Outcome.FAILED:
            outcome = Outcome.CANT_TELL
        return self.finding(
            "no-catalogue",
            unit or crawl.site.home,
            outcome,
            key=f"catalogue {unit}",
            unit=unit,
            whose=Text(f"{unit}的", f"{unit}: ") if unit else "",
            why=REASONS[why] if why else _NOWHERE,
        )
