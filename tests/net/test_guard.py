import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from auditbot.model.fetch import FailureKind
from auditbot.net.browser.guard import Guard, Walk, refusal
from auditbot.net.browser.proxy import EgressProxy
from auditbot.settings import Limits, Reach
from auditbot.url import Url, split
from tests.net.browser_pages import Map, settings

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

PAGE = "http://www.test/"
LIMITS = Limits(redirects=3, refreshes=1)


@pytest.mark.parametrize(
    ("method", "address", "kind", "reason"),
    [
        ("GET", "http://www.test/a", "Document", ""),
        ("HEAD", "https://www.test/a", "XHR", ""),
        ("GET", "http://www.test/a?x=[[1]]", "XHR", ""),
        ("GET", "http://10.0.0.1/", "XHR", ""),
        ("POST", "http://www.test/a", "XHR", "method"),
        ("OPTIONS", "http://www.test/a", "Preflight", "method"),
        ("get", "http://www.test/a", "XHR", "method"),
        ("GET", "file:///etc/passwd", "Document", "scheme"),
        ("GET", "ftp://www.test/", "Document", "scheme"),
        ("GET", "chrome://settings/", "Document", "scheme"),
        ("GET", "http://www.test/" + "a" * 5000, "XHR", "too-long"),
        ("GET", "http://www.test/a.png", "Image", "kind"),
        ("GET", "http://www.test/a.mp4", "Media", "kind"),
        ("GET", "http://www.test/a.woff", "Font", "kind"),
        ("GET", "http://www.test/next", "Prefetch", "kind"),
        ("GET", "http://www.test/logout", "XHR", "effect"),
        ("GET", "https://hm.baidu.com/hm.js?1", "Script", "effect"),
    ],
)
def test_what_is_not_asked_for(method: str, address: str, kind: str, reason: str) -> None:
    assert refusal(method, address, kind) == reason


def walk(*steps: tuple[str, bool]) -> tuple[Walk, list[str]]:
    """The main frame sent to addresses in turn, by navigation or by redirect."""
    walked = Walk("main")
    return walked, [
        walked.judge("GET", address, "Document", "main", redirected, LIMITS) for address, redirected in steps
    ]


def test_redirects_without_end_are_stopped() -> None:
    walked, reasons = walk((PAGE, False), *[(f"{PAGE}{number}", True) for number in range(5)])
    assert reasons == ["", "", "", "", "redirects", "redirects"]
    assert walked.at == f"{PAGE}2"
    assert walked.stopped
    assert walked.stopped.kind is FailureKind.REDIRECT_LOOP


def test_each_navigation_has_its_own_redirects() -> None:
    _, reasons = walk((PAGE, False), (PAGE, True), (PAGE, True), (PAGE, False), (PAGE, True), (PAGE, True))
    assert not any(reasons)


def test_navigations_without_end_are_stopped() -> None:
    walked, reasons = walk((PAGE, False), (f"{PAGE}1", False), (f"{PAGE}2", False))
    assert reasons == ["", "", "navigations"]
    assert walked.at == f"{PAGE}1"
    assert walked.blocked == {f"{PAGE}2": "navigations"}


def test_frames_within_the_page_do_not_count() -> None:
    walked = Walk("main")
    for number in range(20):
        assert not walked.judge("GET", f"{PAGE}{number}", "Document", "other", False, LIMITS)
    assert walked.at == ""


def test_a_page_with_an_effect_is_told() -> None:
    walked, _ = walk((f"{PAGE}logout", False))
    assert walked.stopped
    assert walked.stopped.kind is FailureKind.EFFECT


def test_what_was_blocked_is_bounded() -> None:
    walked = Walk("main")
    for number in range(1000):
        walked.judge("POST", f"{PAGE}{number}{'x' * 5000}", "XHR", "main", False, LIMITS)
    assert len(walked.blocked) == 100
    assert max(map(len, walked.blocked)) <= 4096


def test_a_page_may_not_ask_for_ever() -> None:
    walked = Walk("main")
    reasons = [walked.judge("GET", f"{PAGE}{n}", "XHR", "main", False, LIMITS) for n in range(1002)]
    assert reasons.count("") == 1000
    assert reasons[-1] == "too-many"


def test_what_is_never_loaded_is_not_called_blocked() -> None:
    walked = Walk("main")
    walked.judge("GET", f"{PAGE}a.png", "Image", "main", False, LIMITS)
    assert not walked.blocked


class Session:
    """The browser's side of the debugging protocol."""

    def __init__(self) -> None:
        self.listeners: dict[str, Any] = {}
        self.sent: list[tuple[str, dict[str, Any]]] = []

    def on(self, event: str, listener: Any) -> None:
        self.listeners[event] = listener

    async def send(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self.sent.append((method, parameters))
        if method == "Fetch.failRequest":
            raise RuntimeError("the page is gone")
        return {}


def own(url: Url) -> bool:
    return split(url).host == "www.test"


async def guarded(event: str, parameters: dict[str, Any], reach: Reach) -> tuple[str, dict[str, Any]]:
    """What the guard answers to an event."""
    session = Session()
    guard = Guard(cast("CDPSession", session), EgressProxy(Map({}), Limits()), settings(reach=reach), own)
    await guard.enable()
    session.listeners[event](parameters)
    await asyncio.sleep(0)
    await guard.stop()
    return session.sent[-1]


def paused(url: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    request = {"url": url, "method": method, "headers": headers}
    return {"requestId": "1", "request": request, "resourceType": "XHR", "frameId": "f"}


SECRET = Reach(headers=(("Authorization", "Bearer secret"), ("X-Audit", "1")))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.test/a", {"Accept": "*/*", "Authorization": "Bearer secret", "X-Audit": "1"}),
        ("http://other.test/a", {"Accept": "*/*"}),
        ("http://www.test.evil.test/a", {"Accept": "*/*"}),
    ],
)
async def test_the_operators_headers_go_to_own_origins_only(url: str, expected: dict[str, str]) -> None:
    # as on the hop of a redirect, which still carries what the hop before was given
    event = paused(url, Accept="*/*", authorization="Bearer secret", **{"x-audit": "1"})
    method, answer = await guarded("Fetch.requestPaused", event, SECRET)
    assert method == "Fetch.continueRequest"
    assert {field["name"]: field["value"] for field in answer["headers"]} == expected


async def test_without_such_headers_nothing_is_changed() -> None:
    method, answer = await guarded("Fetch.requestPaused", paused("http://www.test/"), Reach())
    assert (method, answer) == ("Fetch.continueRequest", {"requestId": "1"})


async def test_a_refused_request_fails() -> None:
    method, answer = await guarded("Fetch.requestPaused", paused("http://www.test/", "POST"), Reach())
    assert (method, answer["errorReason"]) == ("Fetch.failRequest", "BlockedByClient")


async def test_the_icon_of_a_site_is_not_loaded() -> None:
    event = paused("http://www.test/favicon.ico", Accept="image/avif,image/webp,*/*") | {
        "resourceType": "Other"
    }
    assert (await guarded("Fetch.requestPaused", event, Reach()))[0] == "Fetch.failRequest"


@pytest.mark.parametrize(
    ("source", "response"), [("Proxy", "ProvideCredentials"), ("Server", "CancelAuth"), (None, "CancelAuth")]
)
async def test_only_the_proxy_is_told_the_password(source: str | None, response: str) -> None:
    challenge = {"source": source} if source else {}
    event = {"requestId": "1", "authChallenge": challenge}
    _, answer = await guarded("Fetch.authRequired", event, Reach())
    assert answer["authChallengeResponse"]["response"] == response
    assert ("password" in answer["authChallengeResponse"]) is (source == "Proxy")
