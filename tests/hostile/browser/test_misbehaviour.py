"""Pages that misbehave in a real Chromium, beyond those that stand beside the browser's own tests."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.browser.browser import Rendered
from auditbot.url import Url
from tests.net.browser_pages import QUICK, Bench, needs_browser, open_bench

pytestmark = [pytest.mark.browser, needs_browser, pytest.mark.asyncio(loop_scope="module")]
PAGE = Url("http://www.test/page")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    async with open_bench() as opened:
        yield opened


async def test_b01_dialogs_in_frames(bench: Bench) -> None:
    frame = "<iframe srcdoc='<script>for (;;) alert(1)</script>'></iframe>"
    rendered = await bench.rendered(f"<p>here{frame * 3}<p>judged", PAGE)
    assert "judged" in rendered.html


@pytest.mark.parametrize(
    "script",
    [
        "for (;;) document.body.append(document.createElement('p'))",
        "setInterval(() => { for (let n = 3e5; n--;) document.body.append(document.createElement('p')) }, 1)",
    ],
    ids=["at-once", "by-and-by"],
)
async def test_b03_a_tree_without_end(bench: Bench, script: str) -> None:
    outcome = await bench.render(f"<body><script>{script}</script>", PAGE)
    assert isinstance(outcome, Failure)
    assert outcome.kind in (FailureKind.TOO_LARGE, FailureKind.TIMEOUT)
    assert "fresh" in (await bench.rendered("<p>fresh", PAGE)).html


async def test_b04_reloading_for_ever(bench: Bench) -> None:
    rendered = await bench.rendered("<p>judged<script>location.reload()</script>", PAGE)
    assert "judged" in rendered.html
    assert len(bench.site.paths()) <= 1 + QUICK.refreshes


async def test_b08_a_page_that_tells_visitors_apart_is_read_as_it_is(bench: Bench) -> None:
    async def other(request: web.Request) -> web.Response:
        words = "for programs" if "Headless" in request.headers["User-Agent"] else "for people"
        return web.Response(text=f"<p>{words}", content_type="text/html")

    bench.site.pages["/other"] = other
    rendered = await bench.browser.render(Url("http://www.test/other"))
    assert isinstance(rendered, Rendered)
    assert "for programs" in rendered.html
