"""The note on release (此件公开发布) that a document carries."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.extract.documents.document_text import RELEASE_FIELDS, released
from auditbot.model.document_text import Release
from auditbot.model.finding import Finding
from checks.shared.owners import Owner
from checks.shared.papers import NO_NUMBER, NOT_OWN, Paper, Papers, no_papers

_FIRST_DAY = date(2008, 5, 1)
"""Before the first regulation on disclosure documents carried no such note."""
_OLDER = Text("标注要求之前形成的文件", "documents older than the duty")
_OTHER_FORM = Text("命令、电报没有附注", "orders and telegrams carry no note")
_NOTE, _TABLE = Text("附注", "note"), Text("文件信息表", "document table")


class ReleaseMarker(Check):
    """Judges the note of every numbered document of the site's own units."""

    id = "release-marker"
    title = "公开属性标注"
    counted = "个文件页面"
    needs = Needs.DOCUMENTS | Needs.DATES
    about = About(
        "查找本单位有文号的文件正文之后的“此件公开发布”等标注；标注为依申请公开、不予公开却已上网的一并指出。"
        "命令、电报和转载的文件不计。",
        "拟制公文时应当确定公开属性；已公开的文件标明属性，便于公众和其他机关引用。",
        "上网文件保留附注中的公开属性；属性与实际不符的，核实后改正或撤下。",
    )
    messages = {
        "missing": Message(
            "《{title}》没有标注公开属性。", "正文之后标注“此件公开发布”", "没有标注", "补充标注"
        ),
        "otherwise": Message(
            "《{title}》标注为“{marker}”，却已在网站公开。",
            "公开发布的文件标注“此件公开发布”",
            "{place}：{marker}",
            "核实公开属性：标注有误的改正，不应公开的撤下",
        ),
        "only-table": Message(
            "《{title}》的文件信息表写明“{marker}”，正文之后没有标注，是否符合要求须人工确认。",
            "正文之后标注“此件公开发布”",
            "{place}：{marker}",
            "补充标注",
        ),
        "no-text": Message(
            "《{title}》的页面上没有看到正文，是否标注公开属性须人工确认。",
            "正文之后标注“此件公开发布”",
            "没有看到正文",
            "在页面发布正文并保留标注",
        ),
    }

    class Options(CheckOptions):
        """From when on documents must carry the note."""

        chinese = {"since": "此日以前成文的文件不看"}

        since: date = _FIRST_DAY
        """Documents written before that day are left out."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every document."""
        seen = False
        for paper in Papers(crawl):
            seen = True
            yield self._excused(paper) or self._judge(paper, crawl)
        if not seen:
            yield no_papers(crawl)

    def _excused(self, paper: Paper) -> Tally | None:
        dated = paper.facts.written or paper.facts.published
        reasons = (
            (paper.owner is Owner.OTHER, NOT_OWN),
            (not paper.number, NO_NUMBER),
            (paper.is_order_or_telegram, _OTHER_FORM),
            (dated is not None and dated.value < self.options.since, _OLDER),
        )
        why = next((why for applies, why in reasons if applies), None)
        return Tally(1, Outcome.INAPPLICABLE, why) if why else None

    def _judge(self, paper: Paper, crawl: Crawl) -> Finding | Tally:
        told = paper.told
        if told.released is Release.OPEN:
            return Tally(1)
        if told.released:
            return self._say("otherwise", paper, crawl, marker=told.release, place=_NOTE)
        field = _in_table(paper)
        if field:
            is_open = released(field) is Release.OPEN
            message, outcome = ("only-table", Outcome.CANT_TELL) if is_open else ("otherwise", None)
            return self._say(message, paper, crawl, outcome, marker=field, place=_TABLE)
        if not paper.has_text:
            return self._say("no-text", paper, crawl, Outcome.CANT_TELL)
        return self._say("missing", paper, crawl)

    def _say(
        self, message: str, paper: Paper, crawl: Crawl, outcome: Outcome | None = None, **parameters: Any
    ) -> Finding:
        return self.finding(
            message,
            paper.url,
            outcome or paper.outcome,
            evidence=[crawl.evidence(paper.url, words=paper.told.release)],
            unit=paper.unit,
            key="release",
            title=paper.facts.title,
            **parameters,
        )


def _in_table(paper: Paper) -> str:
    """What the document table says of release, empty where it says nothing."""
    others = dict(paper.facts.metadata.others) if paper.facts.metadata else {}
    told = (others[name] for name in RELEASE_FIELDS if name in others)
    return next((words for words in told if released(words)), "")
