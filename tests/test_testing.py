"""The workbench for tests of checks: a site in memory, walked by the real crawler."""

from collections.abc import Iterator
from typing import ClassVar

import pytest

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Note, Outcome, Page, Tally
from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.finding import Finding
from auditbot.model.text import Lang
from auditbot.testing import DAY, HOME, Answered, MemorySite


class Word(Note):
    word: str


class Words(Check):
    id = "words"
    title = "词"
    about = About("", "", "")
    messages: ClassVar[dict[str, Message]] = {"has": Message("{word}在{where}")}

    class Options(CheckOptions):
        word: str = "新闻"

    def visit(self, page: Page) -> Iterator[Note]:
        if self.options.word in page.text:
            yield Word(word=self.options.word)

    def conclude(self, crawl: Crawl) -> Iterator[Finding | Tally]:
        for url, note in crawl.notes(Word):
            yield self.finding("has", url or "probe", word=note.word, where=url or "别处")
        yield Tally(sum(1 for _ in crawl.pages()))


PAGES = {"/": '<a href="/news/">看新闻</a><a href="/x.zip">x</a>', "/news/": "<p>今日新闻</p>"}


def test_findings_of_a_check() -> None:
    found = MemorySite(PAGES).findings(Words)
    assert [one.target for one in found] == [HOME, f"{HOME}news/"]
    assert found[0].texts[Lang.ZH].says == f"新闻在{HOME}"


def test_options_are_given_by_name() -> None:
    assert [one.target for one in MemorySite(PAGES).findings(Words, word="今日")] == [f"{HOME}news/"]


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValueError, match="wrod"):
        MemorySite(PAGES).findings(Words, wrod="x")


def test_the_tally_is_part_of_the_conclusion() -> None:
    conclusion = MemorySite(PAGES).conclusion(Words)
    assert conclusion.tally == {Outcome.PASSED: 2}


def test_notes_stand_for_what_a_probe_measured() -> None:
    found = MemorySite({"/": "<p>没有</p>"}).findings(Words, [Word(word="测得")])
    assert [(one.target, one.parameters["word"]) for one in found] == [("probe", "测得")]


def test_a_site_can_be_asked_again() -> None:
    site = MemorySite(PAGES)
    assert site.findings(Words) == site.findings(Words)


def test_answers_of_every_kind() -> None:
    class Kinds(Words):
        def conclude(self, crawl: Crawl) -> Iterator[Finding | Tally]:
            for target in crawl.targets():
                failure = target.fetch.failure if target.fetch else None
                yield self.finding("has", target.url, word=failure.kind if failure else "ok", where="")

    links = "".join(f'<a href="/{name}">{name}</a>' for name in ("a", "b", "c", "d"))
    site = MemorySite(
        {
            "/": links,
            "/a": Answered("出错", 500),
            "/b": Answered(failure=Failure(FailureKind.TIMEOUT)),
            "/c": Answered(status=302, location="/e"),
            "/e": "<p>到了</p>",
        }
    )
    kinds = {one.target.removeprefix(HOME): one.parameters["word"] for one in site.findings(Kinds)}
    assert kinds == {"a": "status", "b": "timeout", "c": "ok", "d": "status"}


def test_the_day_is_given_never_the_clock() -> None:
    class Day(Words):
        def conclude(self, crawl: Crawl) -> Iterator[Finding | Tally]:
            yield self.finding("has", str(crawl.as_of), word="", where="")

    assert [one.target for one in MemorySite(PAGES).findings(Day)] == [str(DAY)]


def test_a_broken_check_is_told_by_its_reason() -> None:
    class Broken(Words):
        def conclude(self, crawl: Crawl) -> Iterator[Finding | Tally]:
            raise RuntimeError("broken")

    reason = MemorySite(PAGES).conclusion(Broken).reason
    assert reason
    assert "RuntimeError" in reason.en
