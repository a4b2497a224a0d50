"""Whether normative documents say that they are in force, and whether those that are not are kept apart."""

from collections.abc import Iterable
from typing import Any

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.finding import Finding
from checks.shared.columns import plain
from checks.shared.owners import Owner
from checks.shared.paper_validity import Statements, column_of, stated_validity, void_mark
from checks.shared.papers import NOT_NORMATIVE, NOT_OWN, Paper, Papers, no_papers

_NOTHING = Text("未填写", "not filled in")
_BY_TABLE = Text("见文件信息表", "see the document table")


class DocumentValidity(Check):
    """Judges every normative document of the site's own units."""

    id = "document-validity"
    title = "规范性文件有效性"
    counted = "件规范性文件"
    needs = Needs.DOCUMENTS | Needs.DATES
    about = About(
        "核对每件行政规范性文件是否标明有效性或有效期；已过所载有效期、被站内其他文件宣布废止的，是否仍标为有效；"
        "标明废止、失效的，是否仍列在现行有效文件的栏目中。转载的其他机关文件不计。",
        "失效文件混在有效文件中，公众可能依据已不适用的规定办事。",
        "补充有效性；失效文件移至“废止失效文件”等栏目并注明；已延期的注明新的有效期。",
    )
    messages = {
        "unstated": Message(
            "规范性文件《{title}》没有标明有效性，正文也没有有效期。",
            "标明有效性",
            "有效性：{validity}",
            "清理后标明有效或失效",
        ),
        "void-listed": Message(
            "《{title}》已标明“{mark}”，仍列在“{column}”栏目。",
            "失效文件单独存放",
            "{path}",
            "移至废止失效文件栏目",
        ),
        "expired": Message(
            "《{title}》所载有效期已于 {ends} 届满，页面仍未标明失效。",
            "标明失效，或注明延期",
            "{term}；有效性：{validity}",
            "已失效的予以标明并移出；已延期的注明依据",
        ),
        "abolished": Message(
            "《{title}》已被《{by}》宣布废止，页面仍未标明失效。",
            "标明废止",
            "{words}；有效性：{validity}",
            "标明废止并移出现行有效文件",
        ),
    }

    class Options(CheckOptions):
        """Where void documents belong."""

        chinese = {"void_columns": "存放已失效文件的栏目名称"}

        void_columns: tuple[str, ...] = (
            "废止失效文件",
            "失效废止文件",
            "失效文件",
            "废止文件",
            "废止和失效文件",
            "已废止文件",
            "已失效文件",
        )
        """Names of columns for documents that are no longer in force."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every normative document, against what the others say of it."""
        said = Statements()
        normative: list[Paper] = []
        seen = False
        for paper in Papers(crawl):
            seen = True
            said.add(paper, crawl.as_of)
            if paper.owner is Owner.OTHER:
                yield Tally(1, Outcome.INAPPLICABLE, NOT_OWN)
            elif not paper.is_normative:
                yield Tally(1, Outcome.INAPPLICABLE, NOT_NORMATIVE)
            else:
                normative.append(paper)
        for paper in normative:
            yield self._judge(paper, crawl, said) or Tally(1)
        if not seen:
            yield no_papers(crawl)

    def _judge(self, paper: Paper, crawl: Crawl, said: Statements) -> Finding | None:
        mark = void_mark(paper)
        if mark:
            return self._kept(paper, crawl, mark)
        if self._apart(paper):
            return None
        by = said.against(paper)
        if by:
            return self._say("abolished", paper, crawl, by=by[0].facts.title, words=by[1].words)
        ends = paper.told.ends
        if ends and ends < crawl.as_of and not (paper.told.extended or said.is_prolonged(paper)):
            return self._say("expired", paper, crawl, ends=ends, term=paper.told.term or _BY_TABLE)
        stated = ends or paper.told.limited or stated_validity(paper)
        return None if stated else self._say("unstated", paper, crawl)

    def _kept(self, paper: Paper, crawl: Crawl, mark: str) -> Finding | None:
        """A document that is marked void must not stand among those in force."""
        column = column_of(paper)
        if self._apart(paper) or not column:
            return None
        apart = any(self._is_void_column(known.name) for known in crawl.columns())
        outcome = None if apart else Outcome.CANT_TELL
        return self._say("void-listed", paper, crawl, outcome, mark=mark, column=column)

    def _apart(self, paper: Paper) -> bool:
        return any(self._is_void_column(step.name) for step in paper.facts.crumbs)

    def _is_void_column(self, name: str) -> bool:
        return plain(name) in {plain(known) for known in self.options.void_columns}

    def _say(
        self, message: str, paper: Paper, crawl: Crawl, outcome: Outcome | None = None, **parameters: Any
    ) -> Finding:
        return self.finding(
            message,
            paper.url,
            outcome or paper.outcome,
            evidence=[crawl.evidence(paper.url, words=paper.told.term if message == "expired" else "")],
            unit=paper.unit,
            title=paper.facts.title,
            validity=stated_validity(paper) or _NOTHING,
            path=" › ".join(crawl.path(paper.url)),
            **parameters,
        )
