"""Document numbers (发文字号) as the standard writes them, and the same wherever a document shows its own."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.extract.text.document_numbers import DocumentNumber, NumberFault, find, parse
from auditbot.extract.text.document_quotes import is_cut
from auditbot.extract.text.words import squeeze
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from checks.shared.papers import NO_NUMBER, Paper, Papers, no_papers

_FAULTS = {
    NumberFault.BRACKETS: Text("年份没有用六角括号〔〕", "the year is not in the brackets 〔〕"),
    NumberFault.BROKEN: Text("年份的括号不完整", "a bracket around the year is missing"),
    NumberFault.LEADING_ZERO: Text("序号前有多余的 0", "the serial has a leading zero"),
    NumberFault.ORDINAL: Text("序号前有“第”", "the serial has an ordinal sign before it"),
    NumberFault.SHORT_YEAR: Text("年份不是四位", "the year has not four digits"),
}
_CUT = Text("文号不完整，在“号”之前中断", "it breaks off before its last sign")
_TABLE, _TITLE, _TEXT = Text("文件信息表", "document table"), Text("标题", "title"), Text("正文", "text")
_FIRST_YEAR = 2000
"""From then on the standard (GB/T 9704—1999) asks for these brackets and the full year."""
_OTHER_FORM = re.compile(
    r"令|公告|通告|通报|纪要|决定|^(?:(?:19|20)\d\d年)?第[\d一二三四五六七八九十百]{1,5}[号次期]$"
)
"""Orders and announcements are numbered 第5号, 2022年第5号."""


class DocumentNumbers(Check):
    """Judges the number of every policy document, and the numbers that documents quote."""

    id = "document-number"
    title = "发文字号规范"
    counted = "个文件页面"
    needs = Needs.DOCUMENTS
    about = About(
        "核对政策文件的发文字号：年份用六角括号〔〕、写全四位，序号不编虚位、不加“第”；"
        "文件信息表、标题和正文中的文号一致；正文引用的文号没有缺损。命令和公告另有格式，不计。",
        "文号错漏，文件无法准确引用和检索。",
        "对照印发的文件改正网页上的文号。",
    )
    messages = {
        "malformed": Message(
            "《{title}》的发文字号“{number}”不规范：{faults}。",
            "{expected}",
            "{place}：{number}",
            "对照原文改正",
        ),
        "differs": Message(
            "《{title}》的发文字号前后不一致。",
            "文件信息表、标题和正文一致",
            "{place}：{number}；{other_place}：{other}",
            "对照原文改正有误的一处",
        ),
        "unread": Message(
            "《{title}》的发文字号“{number}”不是通常的写法，是否规范须人工确认。",
            "机关代字、年份、序号齐全，如“×政发〔2022〕5号”",
            "{place}：{number}",
            "有误的对照原文改正",
        ),
        "quoted-broken": Message(
            "《{title}》引用的文号缺损：{numbers}。", "文号完整", "{numbers}", "对照被引用的文件补全"
        ),
        "quoted-brackets": Message(
            "《{title}》引用的文号没有用六角括号：{numbers}。",
            "年份用六角括号〔〕",
            "{numbers}",
            "改用六角括号",
        ),
    }

    class Options(CheckOptions):
        """What is looked at besides a document's own number."""

        chinese = {"quoted": "正文引用的文号也看"}

        quoted: bool = True
        """Also the numbers that the text quotes."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every document."""
        seen = False
        for paper in Papers(crawl):
            seen = True
            found = list(self._judge(paper, crawl))
            if found:
                yield from found
            elif paper.number:
                yield Tally(1)
            else:
                yield Tally(1, Outcome.INAPPLICABLE, NO_NUMBER)
        if not seen:
            yield no_papers(crawl)

    def _judge(self, paper: Paper, crawl: Crawl) -> Iterator[Finding]:
        shown = list(_shown(paper))
        told: set[str] = set()
        for place, written in shown:
            if written not in told:
                told.add(written)
                yield from self._form(paper, crawl, place, written)
        yield from self._difference(paper, crawl, shown)
        if self.options.quoted:
            yield from self._quoted(paper, crawl)

    def _form(self, paper: Paper, crawl: Crawl, place: Text, written: str) -> Iterator[Finding]:
        number = parse(written)
        if number is None and not is_cut(written):
            if not _OTHER_FORM.search(written):
                yield self._say("unread", paper, crawl, written, Outcome.CANT_TELL, place=place)
            return
        faults = [_FAULTS[fault] for fault in _faults(number)] if number else [_CUT]
        if faults:
            yield self._say(
                "malformed",
                paper,
                crawl,
                written,
                place=place,
                expected=number.canonical if number and number.year else _GOOD,
                faults=Text("、".join(one.zh for one in faults), ", ".join(one.en for one in faults)),
            )

    def _difference(self, paper: Paper, crawl: Crawl, shown: list[tuple[Text, str]]) -> Iterator[Finding]:
        """Two of its own numbers that cannot be one; the number that it passes on is no contradiction."""
        known = [(place, written, number) for place, written in shown if (number := parse(written))]
        for (place, written, one), (other_place, other, another) in pairwise(known):
            if not (one.year and another.year) or one.same(another):
                continue
            near = one.code == another.code or (one.year, one.serial) == (another.year, another.serial)
            if near or not paper.forwards:
                yield self._say(
                    "differs",
                    paper,
                    crawl,
                    written,
                    None if near else Outcome.CANT_TELL,
                    key="differs",
                    place=place,
                    other_place=other_place,
                    other=other,
                )
                return

    def _quoted(self, paper: Paper, crawl: Crawl) -> Iterator[Finding]:
        wrong = [one for one in paper.told.malformed if any(map(_faults, find(one)))]
        for message, numbers, weight in (
            ("quoted-broken", list(paper.told.broken), Severity.MINOR),
            ("quoted-brackets", wrong, Severity.NOTICE),
        ):
            if numbers:
                yield self._say(
                    message, paper, crawl, numbers[0], key=message, weight=weight, numbers="、".join(numbers)
                )

    def _say(
        self,
        message: str,
        paper: Paper,
        crawl: Crawl,
        number: str,
        outcome: Outcome | None = None,
        *,
        key: str = "",
        **parameters: Any,
    ) -> Finding:
        return self.finding(
            message,
            paper.url,
            outcome or paper.outcome,
            evidence=[crawl.evidence(paper.url, words=number)],
            unit=paper.unit,
            key=key or f"{message} {number}",
            title=paper.facts.title,
            number=number,
            **parameters,
        )


_GOOD = Text("机关代字、年份〔〕、序号齐全", "letters of the issuer, the year in 〔〕, and the serial")


def _shown(paper: Paper) -> Iterator[tuple[Text, str]]:
    """The places in which a page shows the document's own number."""
    table = squeeze((paper.facts.metadata.number or "") if paper.facts.metadata else "")
    told = paper.told
    for place, written in ((_TABLE, table), (_TITLE, told.title_number), (_TEXT, told.line_number)):
        if any(letter.isdigit() for letter in written):
            yield place, written


def _faults(number: DocumentNumber) -> list[NumberFault]:
    if number.year and number.year < _FIRST_YEAR:
        return []
    numbered = number.code.endswith(("公告", "通告", "令"))
    return [fault for fault in number.faults if not (numbered and fault is NumberFault.ORDINAL)]
