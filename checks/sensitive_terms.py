"""The operator's own words, wherever they stand."""

from collections.abc import Iterable
from functools import cached_property

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Note, Outcome, Page, Tally, Text
from auditbot.model.finding import Finding
from checks.shared.terms import Terms

_NO_LIST = Text("没有提供词表", "no list of words was given")
_MOST = 50
"""Words that are told of one page."""


class Found(Note):
    """The words that one page holds."""

    terms: tuple[str, ...]


class SensitiveTerms(Check):
    """Finds listed words exactly; whether they are out of place is a person's to say."""

    id = "sensitive-terms"
    title = "敏感词"
    counted = "个页面"
    about = About(
        "按使用单位自己提供的词表，在页面标题和正文中逐字查找。是否不当须人工确认。",
        "公开前应做保密和敏感信息审查，词表由本单位掌握，程序不自带。",
        "逐条核对上下文，确属不当的立即撤下或更正。",
    )
    messages = {
        "found": Message(
            "《{title}》中有词表中的词：{terms}。",
            "经审查可以公开",
            "{terms}",
            "由审查人员核对上下文",
        ),
    }

    class Options(CheckOptions):
        """The list."""

        chinese = {"terms": "要找的词；不写则未检测"}

        terms: tuple[str, ...] = ()
        """The words that are looked for; none: untested."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Look at title and text."""
        terms = self._terms.found_in(f"{page.title}\n{page.text}")
        if terms:
            yield Found(terms=tuple(sorted(terms)[:_MOST]))

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """One finding for each page that holds a listed word."""
        if not self.options.terms:
            yield Tally(1, Outcome.UNTESTED, _NO_LIST)
            return
        held = 0
        for url, note in crawl.notes(Found):
            page = crawl.page(url) if url else None
            if page:
                held += 1
                yield self.finding(
                    "found",
                    page.url,
                    Outcome.CANT_TELL,
                    key="terms",
                    evidence=[crawl.evidence(page.url, words=note.terms[0])],
                    title=page.title,
                    terms=note.terms,
                )
        yield Tally(max(0, crawl.record.pages - held))

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self.options.terms)
