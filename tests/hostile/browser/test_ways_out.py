"""Every spelling of an inner host by every way out of a page, in a real Chromium: the sentinels hear nothing.

The guard in the browser is taken away, so that the proxy alone decides, and given back in the end.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from ipaddress import ip_network
from urllib.parse import quote, unquote

import pytest
import pytest_asyncio
from aiohttp import web

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.browser.browser import Rendered
from auditbot.url import Url, read
from tests.hostile.browser.bench import Walled, open_walled, place
from tests.hostile.browser.spellings import MALFORMED, SPELLINGS, Spelling
from tests.hostile.browser.ways import DEAR, DEAR_AND_SILENT, HOPS, SILENT, TOLD, TOOLS, WORKER
from tests.net.browser_pages import needs_browser

pytestmark = [pytest.mark.browser, needs_browser, pytest.mark.asyncio(loop_scope="module")]
PAGE = Url("http://www.test/page")
SAFE = Url("https://www.test/page")
WAYS = TOLD | HOPS | DEAR | SILENT | DEAR_AND_SILENT
EVERYTHING = (*SPELLINGS, *MALFORMED)
_FEW = (
    "plain decimal octal dot percent-digits wide-all ideographic-dots any-short six-plain"
    " mapped nat64 6to4 localhost name backslashes"
).split()
FEW = tuple(spelling for spelling in SPELLINGS if spelling.id in _FEW)
"""One of each sort, for what is too dear to be done with all."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def walled() -> AsyncIterator[Walled]:
    """Without the guard."""
    async with open_walled(guarded=False) as opened:
        furnish(opened)
        yield opened


def furnish(walled: Walled) -> None:
    """Give the site what the ways need of it."""

    async def wait(asked: web.Request) -> web.Response:
        turns = 25 if walled.awaited is None else 400
        for _ in range(turns):
            if walled.awaited is not None and walled.egress.refused >= walled.awaited:
                break
            await asyncio.sleep(0.02)
        return web.Response(text="enough")

    walled.site.pages |= {
        "/hop": leading(302, "Location", "{}"),
        "/refresh": leading(200, "Refresh", "0;url={}"),
        "/link": leading(200, "Link", "<{}>; rel=preload; as=script"),
        "/csp": leading(200, "Content-Security-Policy", "script-src 'none'; report-uri {}"),
        "/worker.js": WORKER,
        "/wait": wait,
    }


def leading(status: int, name: str, value: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """An answer with a header that leads to the address in the query."""

    async def answer(asked: web.Request) -> web.Response:
        address = "".join(letter for letter in unquote(asked.query_string) if letter not in "\t\n")
        written = quote(address, safe="".join(map(chr, range(0x21, 0x7F))))
        headers = {name: value.format(written)}
        return web.Response(
            status=status, text="<script>1</script>", content_type="text/html", headers=headers
        )

    return answer


def places(urls: Iterable[str]) -> set[str]:
    return {place(url) for text in urls if (url := read(text).url)}


async def attempt(
    walled: Walled, ways: Mapping[str, str], spellings: Iterable[Spelling], url: Url = PAGE
) -> None:
    """Open a page that goes every one of some ways towards every one of some hosts."""
    scheme = url.partition(":")[0]
    urls = [spelling.url(walled.inner.port, f"/{spelling.id}", scheme) for spelling in spellings]
    told = walled.alone and ways.keys() <= (TOLD | HOPS | DEAR).keys()
    walled.awaited = places(urls) if told else None
    script = f"attempt([{','.join(ways.values())}], {json.dumps(urls)})"
    outcome = await walled.render(f"<!DOCTYPE html>{TOOLS}<body><script>{script}</script>", url)
    assert walled.inner.touched == []
    assert isinstance(outcome, Rendered), outcome
    assert ' data-tried="true"' in outcome.html
    assert walled.egress.refused <= places(urls)
    assert walled.egress.refused == places(urls) or not told


@pytest.mark.parametrize("way", TOLD)
async def test_no_way_leads_inside(walled: Walled, way: str) -> None:
    await attempt(walled, {way: TOLD[way]}, EVERYTHING)


@pytest.mark.parametrize("way", HOPS)
async def test_no_redirect_leads_inside(walled: Walled, way: str) -> None:
    await attempt(walled, {way: HOPS[way]}, [spelling for spelling in EVERYTHING if "@" not in spelling.host])


@pytest.mark.parametrize("way", DEAR | DEAR_AND_SILENT)
async def test_no_frame_and_no_worker_leads_inside(walled: Walled, way: str) -> None:
    await attempt(walled, {way: WAYS[way]}, FEW)


@pytest.mark.parametrize("first", range(0, len(SILENT), 3))
async def test_no_silent_way_leads_inside(walled: Walled, first: int) -> None:
    await attempt(walled, dict(list(SILENT.items())[first : first + 3]), EVERYTHING)


@pytest.mark.parametrize("first", range(0, len(WAYS), 8))
async def test_no_way_leads_inside_from_a_safe_page(walled: Walled, first: int) -> None:
    """Some are open to pages over TLS alone."""
    ways = dict(list(WAYS.items())[first : first + 8])
    await attempt(walled, ways, FEW[::3], SAFE)


TOP = {
    "location": "location = URL",
    "refresh": "document.head.append(make('meta', {'http-equiv': 'refresh', content: '0;url=' + URL}))",
    "form": "put('form', {action: URL}).submit()",
    "download": "put('a', {href: URL, download: 'a', textContent: 'x'}).click()",
    "hop": "location = '/hop?' + encodeURIComponent(URL)",
}


@pytest.mark.parametrize("way", TOP)
async def test_the_page_itself_does_not_go_there(walled: Walled, way: str) -> None:
    for spelling in FEW[::4]:
        url = json.dumps(spelling.url(walled.inner.port))
        html = f"<!DOCTYPE html>{TOOLS}<body><script>{TOP[way].replace('URL', url)}</script>"
        outcome = await walled.render(html, PAGE)
        assert walled.inner.touched == []
        assert isinstance(outcome, Failure)
        assert outcome.kind is FailureKind.PRIVATE


async def test_windows_do_not_go_there(walled: Walled) -> None:
    opened = "".join(f"open({json.dumps(one.url(walled.inner.port))});" for one in FEW)
    assert isinstance(await walled.render(f"<p>x<script>{opened}</script>", PAGE), Rendered)
    assert walled.inner.touched == []


async def test_with_the_guard_it_is_no_other() -> None:
    async with open_walled(guarded=True) as walled:
        furnish(walled)
        ways = ("img", "fetch", "fetch-post", "iframe", "hop-fetch", "websocket", "stun")
        await attempt(walled, {way: WAYS[way] for way in ways}, FEW)


async def test_the_sentinels_would_have_heard(walled: Walled) -> None:
    """The other tests prove something only if a connection that is allowed is noticed."""
    heard = next(spelling for spelling in SPELLINGS if spelling.id == "far-short")
    reach = walled.egress._reach
    walled.egress._reach = reach.model_copy(update={"allow": (*reach.allow, ip_network("127.127.0.0/16"))})
    walled.egress._kept.clear()
    try:
        await walled.render(f"<iframe src={heard.url(walled.inner.port)}></iframe>", PAGE)
        assert walled.inner.touched
    finally:
        walled.egress._reach = reach
        walled.egress._kept.clear()
        walled.inner.touched.clear()
