"""How the browser begins, is renewed, breaks and ends; and why there may be none."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.browser import browser as browser_module
from auditbot.net.browser.browser import Browser, Rendered
from auditbot.net.processes import members
from auditbot.settings import Render, Rendering
from auditbot.url import Url
from tests.net.browser_pages import (
    CHROMIUM,
    QUICK,
    Map,
    Site,
    needs_browser,
    open_folder,
    own,
    script,
    serve_site,
    settings,
)

pytestmark = pytest.mark.browser
PAGE = Url("http://www.test/page")
SLOW = Url("http://www.test/slow")


def ready(browser: Browser, site: Site) -> None:
    if browser.info is None:
        pytest.skip(f"no browser: {browser.absence}")
    site.pages |= {"/page": "<p>x", "/slow": slow}


async def slow(request: web.Request) -> web.Response:
    await asyncio.sleep(20)
    return web.Response(text="late")


def groups(browser: Browser) -> list[int]:
    return [seat._chromium.process.pid for seat in browser._seats]


def kill(browser: Browser) -> None:
    """As if Chromium had crashed."""
    for group in groups(browser):
        os.killpg(group, signal.SIGKILL)


async def until_asked(site: Site, path: str) -> None:
    for _ in range(200):
        if path in site.paths():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"nobody asked for {path}")


@needs_browser
async def test_b07_restarted_until_it_crashed_too_often() -> None:
    limits = QUICK.model_copy(update={"render_restarts": 1})
    async with serve_site() as site, Browser.open(site.map(), settings(limits), own) as browser:
        ready(browser, site)
        rendering = asyncio.create_task(browser.render(SLOW))
        await until_asked(site, "slow")
        kill(browser)
        outcome = await rendering
        assert isinstance(outcome, Failure)
        assert (outcome.kind, outcome.transient) == (FailureKind.LOCAL, True)
        assert isinstance(await browser.render(PAGE), Rendered)
        kill(browser)
        for _ in range(2):
            outcome = await browser.render(PAGE)
            assert isinstance(outcome, Failure)
            assert outcome.kind is FailureKind.LOCAL


@needs_browser
async def test_renewed_after_some_pages() -> None:
    limits = QUICK.model_copy(update={"render_pages": 1, "render_restarts": 0})
    async with serve_site() as site, Browser.open(site.map(), settings(limits), own) as browser:
        ready(browser, site)
        assert isinstance(await browser.render(PAGE), Rendered)
        assert not groups(browser)


@needs_browser
async def test_cancelled_in_the_middle() -> None:
    async with serve_site() as site, Browser.open(site.map(), settings(), own) as browser:
        ready(browser, site)
        first = groups(browser)
        rendering = asyncio.create_task(browser.render(SLOW))
        await until_asked(site, "slow")
        rendering.cancel()
        with pytest.raises(asyncio.CancelledError):
            await rendering
        assert not [process for group in first for process in members(group)]
        assert isinstance(await browser.render(PAGE), Rendered)
        second = groups(browser)
    assert not [process for group in second for process in members(group)]


async def absence(rendering: Rendering) -> tuple[str, bool | None]:
    """Why there is no browser, else whether it is sandboxed."""
    async with Browser.open(Map({}), settings(rendering=rendering), own) as browser:
        if browser.info is None:
            outcome = await browser.render(PAGE)
            assert isinstance(outcome, Failure)
            assert outcome.kind is FailureKind.LOCAL
        return browser.absence, browser.info.sandboxed if browser.info else None


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


async def test_not_wanted() -> None:
    assert await absence(Rendering(mode=Render.NEVER)) == ("not-wanted", None)


async def test_not_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await absence(Rendering(path=folder / "none")) == ("not-installed", None)
    monkeypatch.setattr(browser_module, "find_spec", lambda name: None)
    assert await absence(Rendering(path=script(folder, "exit 1"))) == ("not-installed", None)


@needs_browser
async def test_broken(folder: Path) -> None:
    assert await absence(Rendering(path=script(folder, "exit 1"))) == ("broken", None)


CANNOT = f'case "$*" in *--no-sandbox*) exec {CHROMIUM} "$@";; *) exit 1;; esac'
SWITCHED_OFF = f'exec {CHROMIUM} --no-sandbox "$@"'


@needs_browser
@pytest.mark.parametrize("text", [CANNOT, SWITCHED_OFF], ids=["cannot", "switched-off"])
async def test_b09_without_its_sandbox_it_is_not_used(folder: Path, text: str) -> None:
    assert await absence(Rendering(path=script(folder, text))) == ("no-sandbox", None)


@needs_browser
async def test_b09_unless_that_is_allowed(folder: Path) -> None:
    rendering = Rendering(path=script(folder, SWITCHED_OFF), allow_no_sandbox=True)
    assert await absence(rendering) == ("", False)
