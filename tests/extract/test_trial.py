"""The child that tries suspicious pages: what it lets pass, what ends it, and that it comes back."""

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from auditbot.extract.tree.trial import Trial, Tried
from auditbot.settings import Limits

SLOW = "<div>" * 100_000
BIG = "".join(f"<b {number}><p>" for number in range(4000)) + "</b>" * 3000


@pytest_asyncio.fixture
async def trial() -> AsyncIterator[Trial]:
    trial = Trial(Limits(parse_seconds=0.3))
    yield trial
    await trial.close()


async def test_good_page(trial: Trial) -> None:
    tried = await trial.parse("<p>" * 30_000)
    assert tried == Tried(ok=True, seconds=tried.seconds, depth=3)
    assert tried.seconds == pytest.approx(0, abs=0.3)


async def test_empty_page(trial: Trial) -> None:
    assert (await trial.parse("")).ok


async def test_lone_surrogates(trial: Trial) -> None:
    assert (await trial.parse("\ud800")).ok


async def test_slow_page_is_given_up_and_the_next_one_works(trial: Trial) -> None:
    assert (await trial.parse(SLOW)).reason == "parse-too-slow"
    assert (await trial.parse("<p>x")).ok


async def test_big_page_is_given_up_and_the_next_one_works() -> None:
    trial = Trial(Limits(parse_seconds=20))
    assert (await trial.parse(BIG)).reason == "parse-too-big"
    assert (await trial.parse("<p>x")).ok
    await trial.close()


async def test_deep_page(trial: Trial) -> None:
    tried = await trial.parse("<span>" * 30_000)
    assert (tried.ok, tried.depth, tried.reason) == (False, 30_002, "parse-too-deep")


async def test_one_child_serves_many_pages(trial: Trial) -> None:
    await trial.parse("<p>a")
    child = trial._child
    results = await asyncio.gather(*(trial.parse("<p>" * n) for n in range(20)))
    assert all(tried.ok for tried in results)
    assert trial._child is child


async def test_killed_child_comes_back(trial: Trial) -> None:
    await trial.parse("<p>a")
    assert trial._child is not None
    trial._child.kill()
    assert (await trial.parse("<p>a")).reason in ("parse-too-big", "")
    assert (await trial.parse("<p>a")).ok


async def test_cancelled_trial_leaves_no_child(trial: Trial) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(Trial.parse(trial, "<div>" * 60_000), 0.1)
    assert trial._child is None
    assert (await trial.parse("<p>a")).ok


async def test_no_child_can_be_started(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", os.devnull)
    assert await trial.parse("<p>") == Tried(ok=False, reason="parse-not-tried")


async def test_closing_twice(trial: Trial) -> None:
    await trial.close()
    await trial.close()
