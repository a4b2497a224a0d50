"""Every way in which a page can make a browser connect, tried towards an inner host: it must hear nothing."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from auditbot.model.fetch import Failure, FailureKind
from auditbot.url import Url
from tests.net.browser_pages import QUICK, Bench, Inner, needs_browser, open_bench, serve_inner

pytestmark = [pytest.mark.browser, needs_browser, pytest.mark.asyncio(loop_scope="module")]
PAGE = Url("http://www.test/page")
SAFE = Url("https://www.test/page")

TOLD = {
    "iframe": "<iframe src=URL></iframe>",
    "object": "<object data=URL></object>",
    "embed": "<embed src=URL>",
    "script": "<script src=URL></script>",
    "module": "<script type=module src=URL></script>",
    "import": "<script>import('URL').catch(() => 0)</script>",
    "stylesheet": "<link rel=stylesheet href=URL>",
    "css-import": "<style>@import url(URL);</style>",
    "preload": "<link rel=preload as=script href=URL>",
    "modulepreload": "<link rel=modulepreload href=URL>",
    "prefetch": "<link rel=prefetch href=URL>",
    "fetch": "<script>fetch('URL').catch(() => 0)</script>",
    "no-cors": "<script>fetch('URL', {mode: 'no-cors'}).catch(() => 0)</script>",
    "keepalive": "<script>fetch('URL', {keepalive: true, mode: 'no-cors'}).catch(() => 0)</script>",
    "post": "<script>fetch('URL', {method: 'POST', mode: 'no-cors'}).catch(() => 0)</script>",
    "xhr": "<script>(x => { x.open('GET', 'URL'); x.send() })(new XMLHttpRequest())</script>",
    "beacon": "<script>navigator.sendBeacon('URL', 'a')</script>",
    "eventsource": "<script>new EventSource('URL')</script>",
    "worker": "<script>new Worker('/worker.js?URL')</script>",
    "worker-script": "<script>new Worker('/worker.js?URL')</script>",
    "shared-worker": "<script>new SharedWorker('/worker.js?URL')</script>",
    "form": "<form action=URL target=a id=f></form><iframe name=a></iframe><script>f.submit()</script>",
    "form-post": "<form action=URL method=post target=b id=g></form><iframe name=b></iframe>"
    "<script>g.submit()</script>",
    "refresh": "<iframe srcdoc='<meta http-equiv=refresh content=\"0;url=URL\">'></iframe>",
    "srcdoc": "<iframe srcdoc='<script>fetch(\"URL\").catch(() => 0)</script>'></iframe>",
    "hop-fetch": "<script>fetch('/hop?URL').catch(() => 0)</script>",
    "hop-script": "<script src='/hop?URL'></script>",
    "hop-iframe": "<iframe src='/hop?URL'></iframe>",
    "hop-stylesheet": "<link rel=stylesheet href='/hop?URL'>",
    "csp-report": "<iframe src=/csp?URL></iframe>",
    "websocket": "<script>new WebSocket('ws://HOST/websocket')</script>",
}
"""Ways that are tried by the page and refused by us, so that we can tell of it."""

SILENT = {
    "img": "<img src=URL>",
    "srcset": "<img srcset='URL 2x'>",
    "input": "<input type=image src=URL>",
    "svg": "<svg><image href=URL /><use href=URL#a /></svg>",
    "video": "<video src=URL autoplay poster=URL></video>",
    "audio": "<audio src=URL autoplay></audio>",
    "track": "<video><track default src=URL></video>",
    "background": "<p style='background: url(URL)'>x",
    "font": "<style>@font-face { font-family: f; src: url(URL) } b { font-family: f }</style><b>x</b>",
    "icon": "<link rel=icon href=URL>",
    "manifest": "<link rel=manifest href=URL>",
    "preconnect": "<link rel=preconnect href=URL>",
    "dns-prefetch": "<link rel=dns-prefetch href=URL>",
    "ping": "<a id=p ping=URL href=#>x</a><script>p.click()</script>",
    "popup": "<script>window.open('URL')</script>",
    "click": "<a id=c target=_blank href=URL>x</a><script>c.click()</script>",
    "speculation": '<script type=speculationrules>{"prefetch": [{"urls": ["URL"], "eagerness": "immediate"}],'
    '"prerender": [{"urls": ["URL"], "eagerness": "immediate"}]}</script>',
    "websocket-tls": "<script>new WebSocket('wss://HOST/a')</script>",
    "webtransport": "<script>try { new WebTransport('https://HOST/').ready.catch(Date) } catch {}</script>",
    "stun": "<script>call([{urls: 'stun:HOST'}])</script>",
    "turn": "<script>call([{urls: ['turn:HOST?transport=tcp', 'turn:HOST', 'turns:HOST?transport=tcp'],"
    "username: 'a', credential: 'b'}])</script>",
}
"""Ways that are never taken, or that nobody can tell of."""

CALL = """<script>const call = iceServers => {
  const talk = new RTCPeerConnection({iceServers});
  talk.createDataChannel('a');
  talk.createOffer().then(offer => talk.setLocalDescription(offer));
}</script>"""
FINE = "<script>fetch('/fine').then(r => r.text()).then(text => document.body.append(text))</script>"
WORKER = """const url = location.search.slice(1);
fetch(url, {mode: 'no-cors'}).catch(() => 0);
try { importScripts(url + '-script') } catch {}"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    async def hop(request: web.Request) -> web.Response:
        raise web.HTTPFound(request.query_string, headers={"Access-Control-Allow-Origin": "*"})

    async def csp(request: web.Request) -> web.Response:
        policy = f"script-src 'none'; report-uri {request.query_string}"
        headers = {"Content-Security-Policy": policy}
        return web.Response(text="<script>1</script>", content_type="text/html", headers=headers)

    limits = QUICK.model_copy(update={"render_seconds": 10, "render_stall": 30})
    async with open_bench(limits) as opened:
        opened.site.pages |= {"/hop": hop, "/csp": csp, "/worker.js": WORKER, "/fine": "all is well"}
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def inner() -> AsyncIterator[Inner]:
    async with serve_inner() as listening:
        yield listening


def page(ways: dict[str, str], host: str) -> str:
    written = [
        html.replace("URL", f"http://{host}/{name}").replace("HOST", host) for name, html in ways.items()
    ]
    return "<!DOCTYPE html>" + CALL + "<p>x</p>".join(written) + FINE


async def test_ways_that_are_tried(bench: Bench, inner: Inner) -> None:
    host = f"127.0.0.1:{inner.port}"
    rendered = await bench.rendered(page(TOLD, host), PAGE)
    assert inner.touched == []
    assert "all is well</body>" in rendered.html
    told = {address.removeprefix("http://").removesuffix("?") for address in rendered.blocked}
    assert told >= {f"{host}/{name}" for name in TOLD if name != "websocket"} | {host}


@pytest.mark.parametrize("url", [PAGE, SAFE])
async def test_ways_that_are_not_taken(bench: Bench, inner: Inner, url: Url) -> None:
    rendered = await bench.rendered(page(SILENT, f"127.0.0.1:{inner.port}"), url)
    assert inner.touched == []
    assert "all is well</body>" in rendered.html


SPELLINGS = (
    "127.0.0.1",
    "localhost",
    "localhost.",
    "sub.localhost",
    "0.0.0.0",
    "0",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.0.0.1.",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "127.127.127.127",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "inner.test",
)


async def test_spellings_of_the_inner_host(bench: Bench, inner: Inner) -> None:
    ways = [
        f"<script>fetch('http://{host}:{inner.port}/', {{mode: 'no-cors'}}).catch(() => 0);"
        f"try {{ new WebSocket('ws://{host}:{inner.port}/') }} catch {{}}</script>"
        for host in SPELLINGS
    ]
    rendered = await bench.rendered("".join(ways) + FINE, PAGE)
    assert inner.touched == []
    assert "all is well</body>" in rendered.html
    assert len(rendered.blocked) > 10


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<script>location = 'URL'</script>", FailureKind.PRIVATE),
        ("<meta http-equiv=refresh content='0;url=URL'>", FailureKind.PRIVATE),
        ("<form id=f action=URL></form><script>f.submit()</script>", FailureKind.PRIVATE),
        ("<script>location = '/hop?URL'</script>", FailureKind.PRIVATE),
        ("<form id=f method=post action=URL></form><script>f.submit()</script>", None),
        ("<a id=a download href=URL>x</a><script>a.click()</script>", FailureKind.PRIVATE),
    ],
)
async def test_the_page_itself_goes_there(
    bench: Bench, inner: Inner, html: str, kind: FailureKind | None
) -> None:
    outcome = await bench.render("<p>x" + html.replace("URL", f"http://127.0.0.1:{inner.port}/"), PAGE)
    assert inner.touched == []
    assert (outcome.kind if isinstance(outcome, Failure) else None) is kind


@pytest.mark.parametrize("address", ["http://www.test/hop?URL", "https://www.test/hop?URL", "URL"])
async def test_asked_to_go_there(bench: Bench, inner: Inner, address: str) -> None:
    outcome = await bench.browser.render(Url(address.replace("URL", f"http://[::1]:{inner.port}/")))
    assert inner.touched == []
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.PRIVATE


async def test_inside_tls_nothing_but_reading(bench: Bench) -> None:
    """There the proxy cannot see the method."""
    html = """<form id=f method=post action=/form target=a></form><iframe name=a></iframe><script>
      f.submit();
      fetch('/post', {method: 'POST', body: 'x'}).catch(() => 0);
      fetch('/put', {method: 'PUT', keepalive: true}).catch(() => 0);
      fetch('https://other.test/preflight', {headers: {'X-A': '1'}}).catch(() => 0);
      navigator.sendBeacon('/beacon', 'x');
      new Worker('/poster.js');
      new SharedWorker('/poster.js?shared');
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentWindow.fetch('/from-frame', {method: 'POST'}).catch(() => 0);
      frame.contentWindow.navigator.serviceWorker.register('/service.js').catch(() => 0);
      navigator.serviceWorker.register('/service.js').catch(() => 0);
    </script>"""
    bench.site.pages["/poster.js"] = (
        "fetch('/worker', {method: 'POST'}).catch(() => 0); fetch('/worker-reads')"
    )
    rendered = await bench.rendered(html + FINE, SAFE)
    assert "all is well</body>" in rendered.html
    assert {asked.method for asked in bench.site.asked} == {"GET"}
    assert set(bench.site.paths()) == {"page", "fine", "poster.js", "poster.js?shared", "worker-reads"}
    assert {"https://www.test/post", "https://www.test/worker"} <= set(rendered.blocked)


async def test_the_inner_host_would_have_heard(bench: Bench, inner: Inner) -> None:
    """The other tests prove something only if a connection that is allowed is noticed."""
    bench.map.places["127.0.0.1", inner.port] = ("127.0.0.1", inner.port)
    try:
        await bench.render(page({"fetch": TOLD["fetch"]}, f"127.0.0.1:{inner.port}"), PAGE)
        assert inner.touched
    finally:
        bench.map.places.clear()
        bench.map.places.update(bench.site.map().places)
        inner.touched.clear()
