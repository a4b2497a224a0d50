"""Pages that misbehave, with a real Chromium: each is judged or given up in time, and the next one works."""

import asyncio
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
SAFE = Url("https://www.test/page")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    async with open_bench() as opened:
        yield opened


def kind(outcome: Rendered | Failure) -> FailureKind | None:
    return outcome.kind if isinstance(outcome, Failure) else None


@pytest.mark.parametrize(
    "script",
    [
        "alert(1); confirm(2); prompt(3); print(); setInterval(() => alert(4), 1)",
        "for (;;) alert(1)",
        "onbeforeunload = event => { event.preventDefault(); return 'stay' }; location = '/other'",
    ],
)
async def test_b01_dialogs(bench: Bench, script: str) -> None:
    bench.site.pages["/other"] = "<p>judged"
    rendered = await bench.rendered(f"<p>here</p><script>{script}</script><p>judged", PAGE)
    assert "judged" in rendered.html


@pytest.mark.parametrize(
    "script",
    [
        "setTimeout(() => { for (;;) try { alert(1) } catch {} }, 100)",
        "/(a+)+$/.test('a'.repeat(40) + 'b')",
    ],
    ids=["later-with-dialogs", "pattern"],
)
async def test_b02_a_script_that_does_not_yield(bench: Bench, script: str) -> None:
    async with asyncio.timeout(30):
        outcome = await bench.render(f"<p>x</p><script>{script}</script>", PAGE)
    assert kind(outcome) is FailureKind.TIMEOUT
    assert "fresh" in (await bench.rendered("<p>fresh", PAGE)).html


@pytest.mark.parametrize(
    "script",
    [
        "const a = []; setInterval(() => a.push(new Array(1e6).fill(Math.random())), 10)",
        "const a = []; setInterval(() => a.push(new Uint8Array(5e7).fill(7)), 20)",
    ],
    ids=["objects", "buffers"],
)
async def test_b03_memory(bench: Bench, script: str) -> None:
    busy = "setInterval(() => document.body.append('.'), 50)"
    assert kind(await bench.render(f"<body><script>{busy};{script}</script>", PAGE)) is FailureKind.TOO_LARGE
    assert "fresh" in (await bench.rendered("<p>fresh", PAGE)).html


async def test_b04_popups(bench: Bench) -> None:
    bench.site.pages["/popup"] = "<p>popup"
    script = "for (let i = 0; i < 1000; i++) window.open('/popup?' + i); a.click()"
    html = f"<p>judged</p><a id=a target=_blank href=/popup>x</a><script>{script}</script>"
    assert "judged" in (await bench.rendered(html, PAGE)).html
    assert len(bench.site.paths()) < 5


async def test_b04_navigating_for_ever(bench: Bench) -> None:
    rendered = await bench.rendered("<p>judged<script>location = '/page?' + Math.random()</script>", PAGE)
    assert rendered.remarks == ("navigations",)
    assert len(bench.site.paths()) == 1 + QUICK.refreshes


async def test_b04_moving_about(bench: Bench) -> None:
    script = (
        "setInterval(() => { history.pushState(0, '', '/page?' + Math.random()); location.hash = '1' }, 1)"
    )
    rendered = await bench.rendered(f"<p>judged<script>{script}</script>", PAGE)
    assert "judged" in rendered.html
    assert len(bench.site.paths()) == 1


async def test_b05_downloads(bench: Bench) -> None:
    async def download(request: web.Request) -> web.Response:
        headers = {"Content-Type": "application/zip", "Content-Disposition": "attachment; filename=a.zip"}
        return web.Response(body=b"PK" * 100, headers=headers)

    bench.site.pages["/a.zip"] = download
    html = "<p>judged<a id=a href=/a.zip download>x</a><iframe src=/a.zip></iframe><script>a.click()</script>"
    assert "judged" in (await bench.rendered(html, PAGE)).html


async def test_b05_what_a_browser_asks_its_user_for(bench: Bench) -> None:
    html = """<p id=said></p><i id=wait></i><script>
      let open = 5;
      const say = what => { open--; said.append(what + ' ') };
      const asking = setInterval(() => { wait.append('.'); if (!open) clearInterval(asking) }, 50);
      navigator.geolocation.getCurrentPosition(() => say('GIVEN'), () => say('place'));
      navigator.clipboard.readText().then(() => say('GIVEN'), () => say('clipboard'));
      navigator.mediaDevices.getUserMedia({audio: true}).then(() => say('GIVEN'), () => say('microphone'));
      navigator.permissions.query({name: 'notifications'}).then(p => say(p.state[0] == 'g' ? 'GIVEN' : 'n'));
      fetch('file:///etc/passwd').then(() => say('GIVEN'), () => say('file'));
    </script>"""
    said = (await bench.rendered(html, SAFE)).html.partition('<p id="said">')[2].partition("</p>")[0]
    assert set(said.split()) == {"place", "clipboard", "microphone", "n", "file"}


async def test_b05_other_programs_and_files(bench: Bench) -> None:
    addresses = (
        "mailto:a@b.cn",
        "weixin://x",
        "file:///etc/passwd",
        "chrome://crash",
        "view-source:http://www.test/",
    )
    frames = "".join(f"<iframe src='{address}'></iframe>" for address in addresses)
    moves = "".join(
        f"setTimeout(() => location = '{address}', {n * 60});" for n, address in enumerate(addresses)
    )
    rendered = await bench.rendered(f"<p>judged{frames}<script>{moves}</script>", PAGE)
    assert "judged" in rendered.html
    assert "root:" not in rendered.html
    assert rendered.final_url == PAGE
