"""A check that raises no Exception, clings to its life or says rubbish spoils only itself, and in time."""

import asyncio
import dataclasses
import gc
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count, repeat
from pathlib import Path
from time import monotonic, sleep
from typing import Any, ClassVar, cast

import pytest

from auditbot.audit.judge import judge
from auditbot.audit.judging import Visits, probe
from auditbot.audit.patience import OutOfTime, at_most
from auditbot.audit.plan import make
from auditbot.check import About, Check, Context, Message, Net, Note, Outcome, Page, Tally, Text
from auditbot.cli.session import write_reports
from auditbot.crawl.fault import fault_line
from auditbot.crawl.view import CrawlView
from auditbot.errors import StoreError
from auditbot.extract.tree.document import Document
from auditbot.frameworks import Assignment
from auditbot.model.finding import Evidence, Finding
from auditbot.model.site import Site
from auditbot.settings import Limits
from auditbot.testing import DAY, HOME
from auditbot.url import Url
from tests.audit.rogues import framework, registry
from tests.crawl.walked import settings, walked
from tests.durability.session import QUIET

QUICK = Limits(check_visit_seconds=0.1, check_conclude_seconds=0.2, check_probe_seconds=0.3)
_ENOUGH = 20.0
"""Seconds within which every one of these must have ended, on a busy machine."""


class Word(Note):
    word: str = ""


class Rogue(Check):
    id = "rogue"
    title = "检查"
    about = About("", "", "")
    messages: ClassVar[dict[str, Message]] = {"m": Message("{word}")}


def clings() -> None:
    """Swallows whatever is raised in it, for ever."""
    number = 0
    while True:
        try:
            number += 1
        except BaseException:  # noqa: BLE001 — that is the point
            number = 0


def clings_twice() -> None:
    while True:
        try:
            clings()
        except BaseException:  # noqa: BLE001 — that is the point
            clings()


def clings_asleep() -> None:
    while True:
        with suppress(BaseException):
            sleep(5)


class Unspeakable(BaseException):
    def __str__(self) -> str:
        raise SystemExit(3)


def raising(error: BaseException | type[BaseException]) -> Callable[..., Any]:
    def raises(*_: object) -> Any:
        raise error

    return raises


def in_generator(does: Callable[[], object]) -> Callable[..., Any]:
    def generates(*_: object) -> Iterator[Any]:
        does()
        yield Word()

    return generates


def closes_badly(*_: object) -> Iterator[Any]:
    try:
        yield 3
    finally:
        clings()


WAYS: dict[str, Callable[..., Any]] = {
    "exits": raising(SystemExit(0)),
    "runs out of memory": raising(MemoryError),
    "recurses": raising(RecursionError),
    "cancels": raising(asyncio.CancelledError),
    "closes": raising(GeneratorExit),
    "has no words": raising(Unspeakable),
    "has half a character": raising(ValueError("\ud800" * 9)),
    "has a book to say": raising(ValueError("x" * 10**7)),
    "clings": in_generator(clings),
    "clings twice": in_generator(clings_twice),
    "clings asleep": in_generator(clings_asleep),
    "closes badly": closes_badly,
    "yields without end": lambda *_: repeat(None),
}


def made(**methods: Callable[..., Any]) -> Assignment:
    kind = cast(type[Check], type("Made", (Rogue,), methods))
    check = kind(kind.Options(), Context(Site(id="site", home=HOME), DAY))
    return Assignment("rogue:1", check, ("f/rogue",))


def finding(**changes: Any) -> Finding:
    return made().check.finding("m", "http://x.example/", word="w").model_copy(update=changes)


def tally(**changes: Any) -> Tally:
    return dataclasses.replace(Tally(1), **changes)


SAID: dict[str, Callable[[], Iterable[Any]]] = {
    "a number that is none": lambda: [finding(parameters={"share": float("nan")})],
    "what is no JSON": lambda: [finding(parameters={"at": object()})],
    "half a character": lambda: [finding(message="\ud800")],
    "a book": lambda: [finding(message="x" * 10**6)],
    "a thousand places": lambda: [finding(evidence=(Evidence(excerpt="x" * 300),) * 2000)],
    "wrong types": lambda: [finding(outcome="maybe", found_on_total="many")],
    "another's name": lambda: [finding(check="broken-links")],
    "a tally of nothing": lambda: [tally(outcome="maybe")],
    "a tally of words": lambda: [tally(count="many")],
    "a tally below nothing": lambda: [tally(count=-1)],
    "an immense tally": lambda: [tally(count=10**30)],
    "a tally that is no number": lambda: [tally(count=float("nan"))],
    "a tally for no reason": lambda: [tally(why=Text(cast(str, 1), cast(str, 2)))],
    "the same without end": lambda: repeat(finding()),
    "tallies without end": lambda: (tally() for _ in count()),
}


class _Blank:
    """As much of a page as is needed to show it to a check."""

    document = Document(Url("http://a.example/"), "")


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Each ends soon, and leaves no alarm behind."""
    began, before = monotonic(), signal.getsignal(signal.SIGALRM)
    yield
    assert monotonic() - began < _ENOUGH
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL)[1] == 0


@pytest.mark.parametrize("way", WAYS)
def test_a_visit(way: str) -> None:
    notes, faults = Visits([made(visit=WAYS[way])], QUICK)(cast(Page, _Blank()))
    assert notes == []
    [(key, what)] = faults
    assert key == "rogue:1"
    assert str(what).startswith("visit: ")
    assert len(str(what)) <= 500
    assert str(what).isprintable()


@pytest.mark.parametrize("way", [way for way in WAYS if way != "closes badly"])
async def test_a_probe(way: str) -> None:
    async def measure(*_: object) -> AsyncIterator[Any]:
        for said in WAYS[way]():
            yield said

    rows, fault = await probe(made(probe=measure), cast(Net, None), cast(CrawlView, _Nothing()), 0.5, 0.1)
    assert rows == []
    assert fault.startswith("probe: ")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_probe_that_cannot_be_cancelled_is_left() -> None:
    async def measure(*_: object) -> AsyncIterator[Any]:
        for _number in count():
            with suppress(BaseException):
                await asyncio.sleep(60)
        yield Word()

    _, fault = await probe(made(probe=measure), cast(Net, None), cast(CrawlView, _Nothing()), 0.1, 0.1)
    assert "0.1 s" in fault
    gc.collect()  # Python says that it did not let itself be closed, either


async def test_a_task_of_a_probe_that_holds_everything_up() -> None:
    async def stuck() -> None:
        clings()

    async def measure(*_: object) -> AsyncIterator[Any]:
        await asyncio.gather(stuck(), asyncio.sleep(0.1))
        yield Word()

    _, fault = await probe(made(probe=measure), cast(Net, None), cast(CrawlView, _Nothing()), 3, 0.1)
    assert "OutOfTime" in fault


async def test_a_task_of_a_probe_that_exits() -> None:
    async def exits() -> None:
        raise SystemExit(0)

    async def measure(*_: object) -> AsyncIterator[Any]:
        await asyncio.gather(exits())
        yield Word()

    _, fault = await probe(made(probe=measure), cast(Net, None), cast(CrawlView, _Nothing()), 3, 0.1)
    assert "SystemExit" in fault


async def test_a_patient_probe_is_left_in_peace() -> None:
    async def measure(*_: object) -> AsyncIterator[Any]:
        for _number in range(10):
            await asyncio.sleep(0.05)
        yield Word(word="measured")

    rows, fault = await probe(made(probe=measure), cast(Net, None), cast(CrawlView, _Nothing()), 3, 0.2)
    assert (len(rows), fault) == (1, "")


@pytest.mark.parametrize("way", [*WAYS, *SAID])
def test_a_conclusion_and_the_reports_that_say_so(way: str, tmp_path: Path) -> None:
    does = WAYS.get(way) or (lambda *_: SAID[way]())
    kind = cast(type[Check], type("Made", (Rogue,), {"conclude": does}))
    plan = make(Site(id="site", home=HOME), settings(QUICK), (framework(kind),), registry(kind))
    with walked({"/": "<h1>首页</h1>"}, tmp_path, run=False) as walk:
        walk.plan = plan
        walk.run()
        audit = judge(walk.archive, plan)
    [verdict] = audit.verdicts
    assert verdict.outcome is Outcome.UNTESTED
    assert verdict.reason
    assert "conclude: " in verdict.reason.en
    assert audit.findings == ()
    assert write_reports(audit, tmp_path / "reports", dataclasses.replace(QUIET, formats=("html", "csv")))


def test_a_fault_of_the_archive_is_not_the_checks() -> None:
    failing = made(visit=raising(StoreError("full")))
    with pytest.raises(StoreError):
        Visits([failing], QUICK)(cast(Page, _Blank()))


def test_code_in_time_is_left_in_peace() -> None:
    with at_most(0.05):
        pass
    sleep(0.1)


def test_the_limit_holds_for_what_swallows_exceptions() -> None:
    def swallows() -> None:
        while True:
            with suppress(Exception):
                sleep(1)

    with pytest.raises(OutOfTime), at_most(0.05):
        swallows()


def test_what_a_strangers_exception_says_is_one_short_line() -> None:
    assert fault_line("visit", ValueError("a\nb\x1b[31m" + "c" * 9999)).isprintable()


class _Nothing:
    """A crawl nobody looks at."""

    def assigned(self, _: str) -> "_Nothing":
        return self
