"""The forms in which documents are given: web page, Word, PDF."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.finding import Finding
from checks.shared.owners import Owner
from checks.shared.paper_files import Form, Match, Offered, files_of
from checks.shared.papers import NOT_A_DOCUMENT, NOT_NORMATIVE, NOT_OWN, Paper, Papers, no_papers

_NAMES = {
    Form.WEB: Text("网页正文", "web page"),
    Form.WORD: Text("Word", "Word"),
    Form.PDF: Text("PDF", "PDF"),
}
_NOTHING = Text("无", "none")
_UNSEEN = Text(
    "文件的链接没有打开，或被网站拦截", "the files were not asked for, or the site blocks visitors"
)


class DocumentFormats(Check):
    """Judges which forms the page of every document offers, and whether its files open."""

    id = "document-formats"
    title = "文件格式"
    counted = "件文件"
    needs = Needs.DOCUMENTS | Needs.TARGETS | Needs.ATTACHMENTS
    about = About(
        "核对文件页面提供的形式：网页正文、Word、PDF 等；文件能否下载和打开，其中有没有页面的标题。"
        "申请表、名单等附件不算文件本身。转载的其他机关文件不计。",
        "规范性文件以统一格式提供网页、Word、PDF 等版本，方便公众查阅、下载和使用。",
        "补充缺少的版本；打不开或放错的文件重新上传。",
    )
    messages = {
        "missing": Message(
            "《{title}》没有提供：{forms}。", "提供{wanted}", "已提供：{given}", "补充缺少的版本"
        ),
        "unsure": Message(
            "《{title}》的附件“{name}”是否就是该文件，须人工确认。",
            "提供{wanted}",
            "{url}",
            "是该文件的，附件名称与标题保持一致；不是的，补充该文件",
        ),
        "other-title": Message(
            "《{title}》的附件“{name}”中没有找到该标题，是否放错须人工确认。",
            "附件与页面是同一份文件",
            "{url}",
            "核对附件，放错的重新上传",
        ),
        "dead": Message("《{title}》的附件“{name}”打不开：{how}。", "可以下载", "{url}", "重新上传该文件"),
        "unusable": Message("《{title}》的附件“{name}”{how}。", "文件可以打开", "{url}", "重新上传该文件"),
    }

    class Options(CheckOptions):
        """Which forms are wanted, and of which documents."""

        chinese = {
            "formats": "应有的格式，全部都要",
            "any": "有一种可下载的格式即可",
            "normative": "只看规范性文件；否则看全部政策文件",
        }

        formats: tuple[Form, ...] = Field(default=tuple(Form), min_length=1)
        """All of these."""
        any: bool = False
        """One download is enough, whatever its form."""
        normative: bool = True
        """Only normative documents; otherwise all policy documents."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every document."""
        seen = False
        for paper in Papers(crawl):
            seen = True
            why = self._excused(paper)
            if why:
                yield Tally(1, Outcome.INAPPLICABLE, why)
            else:
                yield from self._judge(paper, crawl)
        if not seen:
            yield no_papers(crawl)

    def _excused(self, paper: Paper) -> Text | None:
        if paper.owner is Owner.OTHER:
            return NOT_OWN
        if self.options.normative and not paper.is_normative:
            return NOT_NORMATIVE
        return None if paper.is_formal else NOT_A_DOCUMENT

    def _judge(self, paper: Paper, crawl: Crawl) -> Iterator[Finding | Tally]:
        files = [file for file in files_of(paper, crawl) if file.match is not Match.ANNEX]
        found = [self._faulty(paper, crawl, file) for file in files if file.fault]
        found += self._unsure(paper, crawl, files)
        lacking = self._lacking(paper, files)
        if lacking:
            given = [form for form in Form if form not in lacking and _is_given(form, paper, files)]
            found.append(
                self._say("missing", paper, crawl, forms=self._joined(lacking), given=_listed(given))
            )
        yield from found
        if any(file.unseen for file in files):
            yield Tally(1, Outcome.UNTESTED, _UNSEEN)
        elif not found:
            yield Tally(1)

    def _faulty(self, paper: Paper, crawl: Crawl, file: Offered) -> Finding:
        return self._of_file("dead" if file.lost else "unusable", paper, crawl, file, how=file.fault)

    def _unsure(self, paper: Paper, crawl: Crawl, files: Sequence[Offered]) -> Iterator[Finding]:
        """Files that may be the document, where no other file of the form is."""
        sure = {file.form for file in files if file.match is Match.SAME}
        for file in files:
            if file.fault or file.match is Match.SAME:
                continue
            if file.match is Match.OTHER_TITLE:
                yield self._of_file("other-title", paper, crawl, file, Outcome.CANT_TELL)
            elif file.form not in sure:
                yield self._of_file("unsure", paper, crawl, file, Outcome.CANT_TELL)

    def _lacking(self, paper: Paper, files: Sequence[Offered]) -> list[Form]:
        """Forms of which nothing is there, not even a file that is told already."""
        if not self.options.any:
            return [form for form in self.options.formats if not _is_given(form, paper, files)]
        return [] if files else [form for form in self.options.formats if form is not Form.WEB]

    def _joined(self, forms: Sequence[Form]) -> Text:
        return _either(forms) if self.options.any else _listed(forms)

    def _of_file(
        self,
        message: str,
        paper: Paper,
        crawl: Crawl,
        file: Offered,
        outcome: Outcome | None = None,
        **parameters: Any,
    ) -> Finding:
        return self._say(
            message,
            paper,
            crawl,
            outcome,
            link=file.url,
            key=f"file {file.url}",
            name=file.name,
            url=file.url,
            **parameters,
        )

    def _say(
        self,
        message: str,
        paper: Paper,
        crawl: Crawl,
        outcome: Outcome | None = None,
        link: str | None = None,
        **parameters: Any,
    ) -> Finding:
        return self.finding(
            message,
            paper.url,
            outcome or paper.outcome,
            evidence=[crawl.evidence(paper.url, link_to=link)],
            unit=paper.unit,
            title=paper.facts.title,
            wanted=self._joined(self.options.formats),
            **parameters,
        )


def _is_given(form: Form, paper: Paper, files: Sequence[Offered]) -> bool:
    return paper.has_text if form is Form.WEB else any(file.form is form for file in files)


def _listed(forms: Sequence[Form]) -> Text:
    if not forms:
        return _NOTHING
    return Text("、".join(_NAMES[form].zh for form in forms), ", ".join(_NAMES[form].en for form in forms))


def _either(forms: Sequence[Form]) -> Text:
    return Text("或".join(_NAMES[form].zh for form in forms), " or ".join(_NAMES[form].en for form in forms))
