"""Checks that break their contract, each in its own way, and one that keeps it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from itertools import count
from typing import Any, ClassVar, cast

from auditbot.check import About, Check, Crawl, Message, Net, Note, Outcome, Page, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.framework import Framework
from auditbot.registry import Registered, Registry
from tests.scoring import asking


class Word(Note):
    word: str


class Base(Check):
    title = "检查"
    about = About("", "", "")
    messages: ClassVar[dict[str, Message]] = {"m": Message("{word}")}


class Calm(Base):
    """Keeps its contract: a finding for every article."""

    id = "calm"

    def visit(self, page: Page) -> Iterator[Note]:
        if "文章" in page.text:
            yield Word(word=page.title)

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        yield Word(word="measured")

    def conclude(self, crawl: Crawl) -> Iterator[Finding | Tally]:
        for page, note in crawl.notes(Word):
            yield self.finding("m", page or "probe", word=note.word)
        yield Tally(1)


class Idle(Base):
    """Has nothing to judge in one place, and could not look in another."""

    id = "idle"

    def conclude(self, crawl: Crawl) -> Iterator[Finding | Tally]:
        yield Tally(1, Outcome.UNTESTED, Text("没有看到", "not seen"))
        yield Tally(2, Outcome.INAPPLICABLE, Text("没有这项内容", "no such thing"))


def _endless(_: Page) -> Iterator[Note]:
    for _number in count():
        pass
    yield Word(word="")


def _flood(_: Page) -> Iterator[Note]:
    return (Word(word=str(number)) for number in count())


def _raises(_: object) -> Any:
    raise ValueError("broken")


def _deep(page: Page) -> Any:
    return _deep(page)


VISITS: dict[str, Callable[[Page], Any]] = {
    "raises": _raises,
    "recurses": _deep,
    "loops": _endless,
    "floods": _flood,
    "yields-rubbish": lambda _: [3],
    "returns-rubbish": lambda _: 7,
    "returns-nothing": lambda _: None,
    "bloats": lambda _: [Word(word="x" * 100_000)],
}


class _Loop:
    def __iter__(self) -> Iterator[Finding]:
        while True:
            pass


CONCLUSIONS: dict[str, Callable[[Base], Any]] = {
    "raises": _raises,
    "loops": lambda _: _Loop(),
    "floods": lambda check: (check.finding("m", str(number), word="") for number in count()),
    "yields-rubbish": lambda _: ["words"],
    "returns-nothing": lambda _: None,
    "names-no-message": lambda check: [check.finding("no-such-message", "x")],
    "lacks-a-parameter": lambda check: [check.finding("m", "x")],
}


async def _sleeps() -> AsyncIterator[Note]:
    await asyncio.sleep(30)
    yield Word(word="late")


async def _probe_raises() -> AsyncIterator[Note]:
    yield Word(word="first")
    raise ValueError("broken")


async def _probe_floods() -> AsyncIterator[Note]:
    for number in count():
        yield Word(word=str(number))


async def _probe_rubbish() -> AsyncIterator[Any]:
    yield 3


PROBES: dict[str, Callable[[], AsyncIterator[Any]]] = {
    "raises": _probe_raises,
    "sleeps": _sleeps,
    "floods": _probe_floods,
    "yields-rubbish": _probe_rubbish,
}


def visiting(name: str) -> type[Check]:
    """A check that visits in one of those ways and concludes well."""

    def visit(self: Base, page: Page) -> Iterable[Note]:
        return cast("Iterable[Note]", VISITS[name](page))

    def conclude(self: Base, crawl: Crawl) -> Iterable[Tally]:
        return [Tally(1, Outcome.PASSED)]

    return type("Visiting", (Base,), {"id": "rogue", "visit": visit, "conclude": conclude})


def concluding(name: str) -> type[Check]:
    """A check that concludes in one of those ways."""

    def conclude(self: Base, crawl: Crawl) -> Iterable[Finding | Tally]:
        return cast("Iterable[Finding | Tally]", CONCLUSIONS[name](self))

    return type("Concluding", (Base,), {"id": "rogue", "conclude": conclude})


def probing(name: str) -> type[Check]:
    """A check that probes in one of those ways and concludes well."""

    def probe(self: Base, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        return PROBES[name]()

    def conclude(self: Base, crawl: Crawl) -> Iterable[Tally]:
        return [Tally(1, Outcome.PASSED)]

    return type("Probing", (Base,), {"id": "rogue", "probe": probe, "conclude": conclude})


def registry(*checks: type[Check]) -> Registry:
    """A registry of these alone."""
    return Registry({check.id: Registered(check, "tests") for check in checks})


def framework(*checks: type[Check]) -> Framework:
    """One requirement for each."""
    return asking([{"id": check.id, "check": check.id, "severity": "major"} for check in checks])
