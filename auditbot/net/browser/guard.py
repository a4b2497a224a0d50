"""What the browser may ask for: the second line behind the proxy, and inside TLS the only one.

It sits in the browser's own process, in front of every page, frame, worker and service worker, and sees
each hop of a redirect by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.background import Background
from auditbot.net.browser.proxy import EgressProxy
from auditbot.net.polite.effects import has_effect
from auditbot.settings import Limits, Settings
from auditbot.url import MAX_LENGTH, Url, parse

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

_NOT_LOADED = frozenset({"Image", "Media", "Font", "TextTrack", "Manifest", "Prefetch", "Ping"})
"""Kinds of resource, as the debugging protocol names them, that add nothing to text and links."""
_CONTENT = frozenset({"XHR", "Fetch", "Script", "Preflight"})
"""Kinds by which a page gets what it shows."""
_WITHHELD = frozenset({"method", "too-long", "too-many"})
_REQUESTS = 1000
"""What one page may ask for: nobody shall use us to flood a host."""
_REMEMBERED = 100


def refusal(method: str, address: str, kind: str) -> str:
    """Why a request is not sent: ``method``, ``scheme``, ``too-long``, ``kind``, ``effect``; else empty."""
    if method not in ("GET", "HEAD"):
        return "method"
    if len(address) > MAX_LENGTH:
        return "too-long"
    if not address.startswith(("http://", "https://")):
        return "scheme"
    if kind in _NOT_LOADED:
        return "kind"
    url = parse(address)
    return "effect" if url and has_effect(url) else ""


@dataclass(slots=True)
class Walk:
    """Where one page led, as its requests tell."""

    frame: str
    """The page's main frame."""
    requests: int = 0
    """That were let through."""
    navigations: int = 0
    hops: int = 0
    """Redirects of the present navigation."""
    at: str = ""
    """The last address that the main frame was sent to."""
    withheld: bool = False
    """The page asked its own site for content in a way that may do more than read."""
    stopped: Failure | None = None
    """Why the last navigation was not let through."""
    blocked: dict[str, str] = field(default_factory=dict)
    """Addresses that were not asked for, and why; kinds that are never loaded are not among them."""

    def judge(
        self, method: str, address: str, kind: str, frame: str, redirected: bool, limits: Limits
    ) -> str:
        """Why a request is not sent, else empty; counts what is."""
        reason = refusal(method, address, kind)
        if kind == "Document" and frame == self.frame:
            reason = self._step(redirected, limits) or reason
            self.stopped = _stopped(reason, address) if reason else None
            self.at = self.at if reason else address
        if not reason:
            self.requests += 1
            reason = "too-many" if self.requests > _REQUESTS else ""
        if reason not in ("", "kind") and len(self.blocked) < _REMEMBERED:
            self.blocked[address[:MAX_LENGTH]] = reason
        return reason

    def _step(self, redirected: bool, limits: Limits) -> str:
        """Count a navigation of the main frame, or a hop of one."""
        self.hops = self.hops + 1 if redirected else 0
        self.navigations += not redirected
        if self.hops > limits.redirects:
            return "redirects"
        return "navigations" if self.navigations > 1 + limits.refreshes else ""


def _stopped(reason: str, address: str) -> Failure:
    kinds = {
        "redirects": FailureKind.REDIRECT_LOOP,
        "effect": FailureKind.EFFECT,
        "scheme": FailureKind.SCHEME,
    }
    return Failure(kinds.get(reason, FailureKind.BAD_REDIRECT), f"{reason}: {address[:200]}")


class Guard:
    """Lets requests pass or fail, gives headers to the site's own origins and the password to the proxy."""

    def __init__(
        self, session: "CDPSession", proxy: EgressProxy, settings: Settings, own: Callable[[Url], bool]
    ) -> None:
        self._session = session
        self._proxy = proxy
        self._limits = settings.limits
        self._headers = settings.reach.headers
        self._own = own
        self._background = Background()
        self.walk = Walk("")

    async def enable(self) -> None:
        """Stand in the way of every request from now on."""
        self._session.on("Fetch.requestPaused", self._paused)
        self._session.on("Fetch.authRequired", self._asked)
        patterns = [{"urlPattern": "*"}]
        await self._session.send("Fetch.enable", {"patterns": patterns, "handleAuthRequests": True})

    async def stop(self) -> None:
        """Drop what is still to be sent."""
        await self._background.stop()

    def turn_page(self, frame: str) -> None:
        """Begin another page, whose main frame has this id."""
        self.walk = Walk(frame)

    def is_own(self, address: str) -> bool:
        """Whether an address is one of the audited site's own, and asking for it has no effect."""
        url = parse(address)
        return url is not None and self._own(url) and not has_effect(url)

    def _paused(self, event: dict[str, Any]) -> None:
        request = event["request"]
        kind = event.get("resourceType", "")
        if request["headers"].get("Accept", "").startswith("image/"):
            kind = "Image"  # the icon of a site goes as “other”
        frame, redirected = event.get("frameId", ""), "redirectedRequestId" in event
        reason = self.walk.judge(request["method"], request["url"], kind, frame, redirected, self._limits)
        if reason in _WITHHELD and kind in _CONTENT and self.is_own(request["url"]):
            self.walk.withheld = True
        answer: dict[str, Any] = {"requestId": event["requestId"]}
        if reason:
            # a navigation that is aborted leaves the page as it is, any other fault would replace it
            answer["errorReason"] = "Aborted" if kind == "Document" else "BlockedByClient"
            self._send("Fetch.failRequest", answer)
            return
        if self._headers:
            answer["headers"] = self._with_headers(request["url"], request["headers"])
        self._send("Fetch.continueRequest", answer)

    def _with_headers(self, address: str, present: dict[str, str]) -> list[dict[str, str]]:
        """The request's headers; the operator's are among them for the site's own origins only."""
        ours = {name.lower() for name, _ in self._headers}
        kept = [(name, value) for name, value in present.items() if name.lower() not in ours]
        added = self._headers if self.is_own(address) else ()
        return [{"name": name, "value": value} for name, value in (*kept, *added)]

    def _asked(self, event: dict[str, Any]) -> None:
        """Who asks for a password: the proxy gets it, a server does not."""
        response: dict[str, str] = {"response": "CancelAuth"}
        if event["authChallenge"].get("source") == "Proxy":
            response = {
                "response": "ProvideCredentials",
                "username": self._proxy.username,
                "password": self._proxy.password,
            }
        self._send(
            "Fetch.continueWithAuth", {"requestId": event["requestId"], "authChallengeResponse": response}
        )

    def _send(self, method: str, parameters: dict[str, Any]) -> None:
        self._background.start(self._session.send(method, parameters))
