"""What a real Chromium makes of pages: what is read, what is a failure, and what is never asked for."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.browser.browser import Browser, Rendered
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import Reach
from auditbot.url import Url
from tests.net.browser_pages import QUICK, Bench, needs_browser, open_bench, serve_site, settings

pytestmark = [pytest.mark.browser, needs_browser, pytest.mark.asyncio(loop_scope="module")]
PAGE = Url("http://www.test/page")
SAFE = Url("https://www.test/page")
LIST = "<script>fetch('/list').then(r => r.text()).then(text => document.body.append(text))</script>"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(headers=(("Authorization", "Bearer secret"), ("X-Audit", "1"))) as opened:
        opened.site.pages["/list"] = "通知公告一"
        yield opened


def kind(outcome: Rendered | Failure) -> FailureKind | None:
    return outcome.kind if isinstance(outcome, Failure) else None


async def test_a_list_that_a_script_fills(bench: Bench) -> None:
    rendered = await bench.rendered(f"<!DOCTYPE html><p>头{LIST}", PAGE)
    assert rendered.html.startswith("<!DOCTYPE html>\n<html>")
    assert "通知公告一</p>" in rendered.html or "通知公告一</body>" in rendered.html
    assert (rendered.url, rendered.final_url, rendered.status) == (PAGE, PAGE, 200)
    assert rendered.remarks == rendered.blocked == ()
    assert 0 < rendered.seconds < QUICK.render_seconds
    assert sorted(bench.site.paths()) == ["list", "page"]


async def test_what_comes_late_is_waited_for(bench: Bench) -> None:
    async def late(request: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response(text="text")

    bench.site.pages["/late"] = late
    script = (
        "fetch('/late').then(r => r.text()).then(t => setTimeout(() => document.body.append('late'), 200))"
    )
    assert "late</body>" in (await bench.rendered(f"<p>x</p><script>{script}</script>", PAGE)).html


async def test_movement_is_no_change(bench: Bench) -> None:
    script = "setInterval(() => { u.append(u.firstChild); c.textContent = String(Date.now()) }, 40)"
    html = f"<ul id=u><li>1<li>2<li>3</ul><i id=c>{'0' * 13}</i><script>{script}</script>"
    assert "unsettled" not in (await bench.rendered(html, PAGE)).remarks


async def test_a_page_that_never_rests_is_read_as_it_is(bench: Bench) -> None:
    growing = "<p>x<script>setInterval(() => document.body.append('more'), 50)</script>"
    rendered = await bench.rendered(growing, PAGE)
    assert rendered.remarks == ("unsettled",)
    assert QUICK.render_seconds <= rendered.seconds < QUICK.render_seconds + 3


async def test_the_page_cannot_forge_what_is_read(bench: Bench) -> None:
    html = (
        "<p>true<img name=documentElement><img name=readyState><form name=getElementsByTagName></form>"
        "<script>"
        "Element.prototype.__defineGetter__('outerHTML', () => 'a lie'); Reflect.get = () => 'a lie'</script>"
    )
    rendered = await bench.rendered(html, PAGE)
    assert "<p>true" in rendered.html
    assert rendered.html.count("a lie") == 2


async def test_over_tls_and_elsewhere_in_the_end(bench: Bench) -> None:
    async def moved(request: web.Request) -> web.Response:
        raise web.HTTPFound("https://other.test/there")

    bench.site.pages |= {"/moved": moved, "/there": "<p>arrived"}
    rendered = await bench.browser.render(Url("http://www.test/moved"))
    assert isinstance(rendered, Rendered)
    assert rendered.final_url == "https://other.test/there"
    assert "arrived" in rendered.html


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, FailureKind.STATUS), (412, FailureKind.BLOCKED)],
)
async def test_a_status_is_a_failure(bench: Bench, status: int, expected: FailureKind) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, text="<p>words" if status == 404 else "")

    bench.site.pages["/status"] = answer
    outcome = await bench.browser.render(Url("http://www.test/status"))
    assert kind(outcome) is expected
    assert isinstance(outcome, Failure)
    assert outcome.status == status


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://inner.test/", FailureKind.PRIVATE),
        ("https://inner.test/", FailureKind.PRIVATE),
        ("http://closed.test/", FailureKind.REFUSED),
        ("https://closed.test/", FailureKind.REFUSED),
        ("https://strange.test/", FailureKind.TLS_UNKNOWN_ISSUER),
        ("http://www.test/logout", FailureKind.EFFECT),
        ("http://www.test/round", FailureKind.REDIRECT_LOOP),
        ("http://www.test/empty", FailureKind.SCOPE),
        ("http://www.test/a.zip", FailureKind.SCOPE),
    ],
)
async def test_why_there_is_no_page(bench: Bench, url: str, expected: FailureKind) -> None:
    async def circle(request: web.Request) -> web.Response:
        raise web.HTTPFound("/round?" + "1" * (len(request.query_string) + 1))

    async def empty(request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def download(request: web.Request) -> web.Response:
        return web.Response(body=b"PK", headers={"Content-Disposition": "attachment; filename=a.zip"})

    bench.site.pages |= {"/round": circle, "/empty": empty, "/a.zip": download}
    assert kind(await bench.browser.render(Url(url))) is expected


async def test_a_page_that_goes_blank_is_not_called_empty(bench: Bench) -> None:
    outcome = await bench.render("<p>x<script>location = 'about:blank'</script>", PAGE)
    assert kind(outcome) is FailureKind.BAD_REDIRECT


@pytest.mark.parametrize(
    ("script", "remarks"),
    [
        ("fetch('/list', {method: 'POST', body: 'page=1'})", ("withheld",)),
        ("fetch('/busy')", ("unanswered",)),
        ("fetch('/list', {signal: AbortSignal.timeout(1)})", ()),
        (
            "fetch('/visitcount/a.jsp', {method: 'POST'}); navigator.sendBeacon('/log', 'x')",
            (),
        ),
        ("fetch('https://other.test/list', {method: 'POST'}); fetch('http://closed.test/a')", ()),
    ],
    ids=["post", "busy", "given-up", "counters", "others"],
)
async def test_what_a_page_lacks_is_told(bench: Bench, script: str, remarks: tuple[str, ...]) -> None:
    async def busy(request: web.Request) -> web.Response:
        return web.Response(status=503)

    bench.site.pages["/busy"] = busy
    rendered = await bench.rendered(f"<p>x<script>{script}.catch?.(() => 0)</script>", PAGE)
    assert rendered.remarks == remarks


@pytest.mark.parametrize(
    "html",
    ["<p><script>document.body.append('x '.repeat(6e5))</script>", "<script src=/large.js></script>"],
    ids=["built", "loaded"],
)
async def test_a_page_has_bounds(bench: Bench, html: str) -> None:
    bench.site.pages["/large.js"] = "//" + "x" * (2 * QUICK.page_bytes)
    assert kind(await bench.render(html, PAGE)) is FailureKind.TOO_LARGE


async def test_the_operators_headers_stay_with_the_site(bench: Bench) -> None:
    async def moved(request: web.Request) -> web.Response:
        raise web.HTTPFound("https://other.test/landed", headers={"Access-Control-Allow-Origin": "*"})

    bench.site.pages |= {"/moved": moved, "/landed": "x", "/own": "x"}
    script = "fetch('/own'); fetch('/moved'); fetch('https://other.test/direct')"
    await bench.rendered(f"<p>x<script>{script}</script>", SAFE)
    assert {asked.url: asked.headers.get("Authorization") for asked in bench.site.asked} == {
        "https://www.test/page": "Bearer secret",
        "https://www.test/own": "Bearer secret",
        "https://www.test/moved": "Bearer secret",
        "https://other.test/landed": None,
        "https://other.test/direct": None,
    }


async def test_images_media_and_fonts_are_not_loaded(bench: Bench) -> None:
    html = (
        "<link rel=icon href=/i.ico><link rel=manifest href=/m.json><img src=/i.png><img srcset='/j.png 2x'>"
        "<video src=/v.mp4 poster=/p.png></video><audio src=/a.mp3 autoplay></audio>"
        "<style>@font-face{font-family:f;src:url(/f.woff)}p{font-family:f;background:url(/b.png)}</style><p>x"
        "<input type=image src=/n.png><svg><image href=/s.png /></svg>"
    )
    assert "通知公告一" in (await bench.rendered(html + LIST, PAGE)).html
    assert sorted(bench.site.paths()) == ["list", "page"]


async def test_several_pages_at_once(bench: Bench) -> None:
    bench.site.pages["/page"] = "<p>x"
    outcomes = await asyncio.gather(*(bench.browser.render(PAGE) for _ in range(2)))
    assert all(isinstance(outcome, Rendered) for outcome in outcomes)


async def test_the_visitor_says_who_it_is_and_b08_does_not_hide(bench: Bench) -> None:
    rendered = await bench.rendered("<p id=p></p><script>p.textContent = navigator.webdriver</script>", PAGE)
    assert ">true<" in rendered.html
    agent = bench.site.asked[0].headers["User-Agent"]
    assert "HeadlessChrome/" in agent
    assert "(compatible; auditbot" in agent


async def test_the_real_egress_rule_and_a_site_on_loopback() -> None:
    reach = Reach.model_validate({"allow": ("127.0.0.0/8",)})
    egress = Egress(Resolver(reach, QUICK), reach, QUICK)
    async with serve_site() as site, Browser.open(egress, settings(reach=reach), lambda url: True) as browser:
        site.pages |= {"/": f"<p>x</p>{LIST}", "/list": "listed"}
        outcome = await browser.render(Url(f"http://127.0.0.1:{site.port}/"))
        assert isinstance(outcome, Rendered)
        assert "listed</body>" in outcome.html
        assert kind(await browser.render(Url(f"http://[::1]:{site.port}/"))) is FailureKind.PRIVATE
