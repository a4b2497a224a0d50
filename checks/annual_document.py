"""A document that must appear for a certain year, with what it should tell."""

from collections.abc import Iterable, Iterator

from auditbot.check import About, CheckOptions, Crawl, Message, Outcome, Tally, Text
from auditbot.model.finding import Finding
from checks.shared.document_check import DocumentCheck
from checks.shared.document_search import Candidate, Standing
from checks.shared.document_text import read_text
from checks.shared.documents import PRESENCE, WantedDocument
from checks.shared.wanted import Topic


class AnnualDocument(DocumentCheck):
    """Looks for one document of one year by its title, then for what it should tell in its text."""

    id = "annual-document"
    title = "年度文件"
    counted = "项"
    about = About(
        "按标题查找某一年度的文件（清单、目录、计划、报告等），核对所涉年度和能否打开，并在正文中查找应有的内容。"
        "年度看标题所写的年份，不看发布时间；征集、申报、解读、报道等不算文件本身。",
        "按年公布的文件漏发，公众看不到当年的安排和结果。",
        "按年度发布该文件，标题写明年度；缺少的内容补充完整。",
    )
    messages = PRESENCE | {
        "older": Message(
            "没有找到“{name}”，最近的是“{title}”，是否仍然有效须人工确认。",
            "公开“{name}”",
            "{title}（{day}）",
            "有新版本的，发布新版本",
        ),
        "part": Message(
            "“{title}”中没有找到“{part}”，须人工确认。",
            "写明“{part}”",
            "{how}",
            "在文件中写明“{part}”；已有的，予以确认",
        ),
        "part-unread": Message("“{title}”的正文未能读取，没有核对应有的内容。", seen="{why}"),
    }

    class Options(CheckOptions):
        """The document, and what it should tell."""

        chinese = {
            "document": "要找的文件：名称、标题写法、年度",
            "breach": "应当公开而没有找到时判不符合；关闭时由人工确认",
            "parts": "正文应写明的内容；缺少的由人工确认",
            "older": "上一年度的版本可能就是最新的：由人工确认，不判不符合",
        }

        document: WantedDocument
        """The document that is asked for: its name, its titles, its year."""
        breach: bool = True
        """Off where nobody ordered it to be public: not found is then put to a person."""
        parts: tuple[Topic, ...] = ()
        """What its text should tell; missing ones are put to a person."""
        older: bool = False
        """The edition of an earlier year may be the newest there is: it is put to a person, not failed."""

    def documents(self) -> tuple[WantedDocument, ...]:
        """The one of the option."""
        return (self.options.document.due_on(self.context.as_of),)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look for the document, then into it."""
        search = self.search(crawl)
        standing, edition = search.best(0)
        if standing is Standing.OTHER_YEAR and self.options.older and edition:
            yield self._older(edition, crawl)
            return
        said, found = self.presence(search, 0, crawl, breach=self.options.breach)
        yield said
        if found and self.options.parts:
            yield from self._parts(found, crawl)

    def _older(self, found: Candidate, crawl: Crawl) -> Finding:
        name = self.documents()[0].shown
        return self.finding(
            "older",
            name,
            Outcome.CANT_TELL,
            evidence=found.evidence(crawl),
            name=name,
            title=found.title,
            day=found.day or Text("无日期", "no date"),
        )

    def _parts(self, found: Candidate, crawl: Crawl) -> Iterator[Finding | Tally]:
        text, why = read_text(found.url, crawl)
        evidence = found.evidence(crawl)
        missing = [part for part in self.options.parts if not part.told_by(text)]
        if missing and why:
            yield self.finding(
                "part-unread", found.url, Outcome.UNTESTED, evidence=evidence, title=found.title, why=why
            )
            return
        for part in self.options.parts:
            if part not in missing:
                yield Tally(1)
                continue
            how = Text(f"正文 {len(text)} 字中没有", f"not in the {len(text)} characters of its text")
            yield self.finding(
                "part",
                found.url,
                Outcome.CANT_TELL,
                evidence=evidence,
                key=f"part {part.name}",
                title=found.title,
                part=part.name,
                how=how,
            )
