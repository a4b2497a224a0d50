"""What the table of a policy document tells."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import Field as Option

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.model.page import Metadata
from checks.shared.owners import Owner
from checks.shared.paper_fields import NAMES, Field, differences, is_shown, names, value
from checks.shared.papers import NOT_NORMATIVE, NOT_OWN, Paper, Papers, no_papers

_MANY = 3
"""From so many pages on, what all of them lack is a fault of their template."""
_EXAMPLES = 3


class DocumentMetadata(Check):
    """Judges the fields of every policy document of the site's own units."""

    id = "document-metadata"
    title = "文件信息项"
    counted = "个文件页面"
    needs = Needs.DOCUMENTS | Needs.DATES
    about = About(
        "核对政策文件页面的文件信息表：索引号、发文字号、发布机构、成文日期、发布日期、标题、主题分类、有效性"
        "是否齐全、是否为空，与页面标签、标题下方和落款是否一致。标题、发布日期和发布机构写在表外也算标明。"
        "转载的其他机关文件不计。",
        "信息项缺失或前后不一，公众无法判断文件由谁制发、是否有效，检索系统也无法收录。",
        "在文件发布页面补全信息项；信息项由系统生成的，修改模板或补录数据。",
    )
    messages = {
        "no-table": Message(
            "《{title}》的页面没有文件信息表，缺少：{fields}。",
            "标明{wanted}",
            "没有文件信息表",
            "为该页面补充文件信息表",
        ),
        "no-tables": Message(
            "{count} 个文件页面都没有文件信息表，缺少：{fields}。",
            "标明{wanted}",
            "没有文件信息表",
            "在模板中增加文件信息表",
        ),
        "template": Message(
            "{count} 个文件页面的信息表都没有“{field}”一项。",
            "标明{wanted}",
            "没有该项",
            "在模板中增加该项",
        ),
        "missing": Message(
            "《{title}》的文件信息表缺少：{fields}。", "标明{wanted}", "{shown}", "补充缺少的信息项"
        ),
        "empty": Message(
            "《{title}》的文件信息表中，{fields}为空。", "标明{wanted}", "{shown}", "填写为空的信息项"
        ),
        "no-number": Message(
            "《{title}》的文件信息表没有填写发文字号，页面上也没有，是否本无文号须人工确认。",
            "标明{wanted}",
            "{shown}",
            "有文号的补填，没有的注明“无”",
        ),
        "differs": Message(
            "《{title}》的{field}前后不一致。",
            "各处一致",
            "{place}：{one}；{other_place}：{other}",
            "核对后改正有误的一处",
        ),
        "no-sign": Message(
            "{count} 个页面读来像文件，标题和正文没有读出文号，也没有文件信息表，是否为文件须人工确认。",
            "文件标明{wanted}",
            "没有读出文号，没有文件信息表",
            "属于文件的，补充文件信息表",
        ),
    }

    class Options(CheckOptions):
        """Which fields must be told."""

        chinese = {
            "fields": "应写明的项目，取自国家规定的八项",
            "normative": "只看规范性文件；否则看全部政策文件",
        }

        fields: tuple[Field, ...] = Option(default=tuple(Field), min_length=1)
        """Of the eight that the State's format names."""
        normative: bool = False
        """Only normative documents; otherwise all policy documents."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every document; what only reads like one is asked about once, all together."""
        judged: list[Paper] = []
        unsure: list[Paper] = []
        seen = False
        for paper in Papers(crawl):
            seen = True
            if paper.owner is Owner.OTHER:
                yield Tally(1, Outcome.INAPPLICABLE, NOT_OWN)
            elif self.options.normative and not paper.is_normative:
                yield Tally(1, Outcome.INAPPLICABLE, NOT_NORMATIVE)
            else:
                (judged if paper.is_formal else unsure).append(paper)
        yield from self._judge_all(judged, crawl)
        if unsure:
            yield self._together("no-sign", unsure, crawl, Outcome.CANT_TELL)
        if not seen:
            yield no_papers(crawl)

    def _judge_all(self, papers: Sequence[Paper], crawl: Crawl) -> Iterator[Finding | Tally]:
        """What every page lacks is one fault, of their template."""
        tabled = [paper for paper in papers if paper.facts.metadata]
        shared = self._lacked_by_all(tabled)
        for field in shared:
            yield self._together("template", tabled, crawl, key=f"template {field}", field=NAMES[field])
        no_tables = not tabled and len(papers) >= _MANY
        if no_tables:
            lacking = [
                field for field in self.options.fields if not any(_is_told(one, field) for one in papers)
            ]
            yield self._together("no-tables", papers, crawl, fields=names(lacking))
        for paper in papers:
            found = [] if no_tables else list(self._judge(paper, crawl, shared))
            yield from found
            if not (found or shared or no_tables):
                yield Tally(1)

    def _lacked_by_all(self, papers: Sequence[Paper]) -> list[Field]:
        """Fields for which no page's table has a place."""
        if len(papers) < _MANY:
            return []
        return [
            field
            for field in self.options.fields
            if all((table := one.facts.metadata) and value(table, field) is None for one in papers)
            and not any(is_shown(one.facts, field) for one in papers)
        ]

    def _judge(self, paper: Paper, crawl: Crawl, shared: Sequence[Field]) -> Iterator[Finding]:
        table = paper.facts.metadata
        if table is None:
            missing = [field for field in self.options.fields if not _is_told(paper, field)]
            if missing:
                yield self._say("no-table", paper, crawl, fields=names(missing))
            return
        lacking = [
            field for field in self.options.fields if field not in shared and _lacks(paper, table, field)
        ]
        if Field.NUMBER in lacking and not paper.number:
            lacking.remove(Field.NUMBER)
            yield self._say("no-number", paper, crawl, outcome=Outcome.CANT_TELL)
        missing = [field for field in lacking if value(table, field) is None]
        empty = [field for field in lacking if field not in missing]
        if missing:
            yield self._say("missing", paper, crawl, fields=names(missing))
        if empty:
            yield self._say("empty", paper, crawl, fields=names(empty))
        yield from self._contradictions(paper, crawl)

    def _contradictions(self, paper: Paper, crawl: Crawl) -> Iterator[Finding]:
        for one in differences(paper):
            if one.field in self.options.fields:
                yield self._say(
                    "differs",
                    paper,
                    crawl,
                    key=f"differs {one.field}",
                    weight=Severity.MINOR if one.hidden else None,
                    field=NAMES[one.field],
                    place=one.one[0],
                    one=one.one[1],
                    other_place=one.other[0],
                    other=one.other[1],
                )

    def _together(
        self,
        message: str,
        papers: Sequence[Paper],
        crawl: Crawl,
        outcome: Outcome | None = None,
        **parameters: Any,
    ) -> Finding:
        """One finding for many pages."""
        own = any(paper.owner is Owner.OWN for paper in papers)
        pages = [paper.url for paper in papers]
        return self.finding(
            message,
            crawl.site.home,
            outcome or (Outcome.FAILED if own else Outcome.CANT_TELL),
            evidence=[crawl.evidence(page) for page in pages[:_EXAMPLES]],
            found_on=pages,
            count=len(pages),
            wanted=names(self.options.fields),
            **parameters,
        )

    def _say(
        self, message: str, paper: Paper, crawl: Crawl, *, outcome: Outcome | None = None, **parameters: Any
    ) -> Finding:
        return self.finding(
            message,
            paper.url,
            outcome or paper.outcome,
            evidence=[crawl.evidence(paper.url)],
            unit=paper.unit,
            title=paper.facts.title,
            wanted=names(self.options.fields),
            shown=self._shown(paper),
            **parameters,
        )

    def _shown(self, paper: Paper) -> Text:
        """The fields that the table fills, as it writes them."""
        table = paper.facts.metadata
        told = [(field, value(table, field)) for field in self.options.fields] if table else []
        filled = [(NAMES[field], text) for field, text in told if text and field is not Field.TITLE]
        return Text(
            "；".join(f"{name.zh}：{text}" for name, text in filled) or "各项均为空",
            "; ".join(f"{name.en}: {text}" for name, text in filled) or "all empty",
        )


def _is_told(paper: Paper, field: Field) -> bool:
    """Whether a page without a table shows a field."""
    return is_shown(paper.facts, field) or (field is Field.NUMBER and bool(paper.number))


def _lacks(paper: Paper, table: Metadata, field: Field) -> bool:
    return not value(table, field) and not is_shown(paper.facts, field)
