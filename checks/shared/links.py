"""How links are broken, and the words for it."""

from functools import cached_property

from auditbot.check import Crawl, Target, Text
from auditbot.model.fetch import Failure, FailureKind
from auditbot.url import bare, extension, split

_CLASS = {
    FailureKind.BAD_NAME: "no-such-name",
    FailureKind.NXDOMAIN: "no-such-name",
    FailureKind.NO_ADDRESS: "no-such-name",
    FailureKind.SERVFAIL: "name-service",
    FailureKind.DNS_REFUSED: "name-service",
    FailureKind.DNS_TIMEOUT: "name-service",
    FailureKind.DNS_LOOP: "name-service",
    FailureKind.REFUSED: "refused",
    FailureKind.CONNECT_TIMEOUT: "timeout",
    FailureKind.TIMEOUT: "timeout",
    FailureKind.TOO_SLOW: "timeout",
    FailureKind.RESET: "reset",
    FailureKind.TRUNCATED: "truncated",
    FailureKind.MALFORMED: "malformed-answer",
    FailureKind.BAD_CODING: "malformed-answer",
    FailureKind.REDIRECT_LOOP: "redirect-loop",
    FailureKind.BAD_REDIRECT: "bad-redirect",
    FailureKind.TLS_EXPIRED: "tls",
    FailureKind.TLS_NOT_YET_VALID: "tls",
    FailureKind.TLS_SELF_SIGNED: "tls",
    FailureKind.TLS_UNKNOWN_ISSUER: "tls",
    FailureKind.TLS_WRONG_HOST: "tls",
    FailureKind.TLS_HANDSHAKE: "tls",
    FailureKind.PRIVATE: "private",
}
OURS = frozenset(
    {
        FailureKind.NO_ROUTE,
        FailureKind.LOCAL,
        FailureKind.ROBOTS,
        FailureKind.ROBOTS_UNREACHABLE,
        FailureKind.TRAP,
        FailureKind.BUDGET,
        FailureKind.SCOPE,
        FailureKind.EFFECT,
        FailureKind.GLANCE,
        FailureKind.SCHEME,
        FailureKind.TOO_LARGE,
    }
)
"""We did not ask, or stopped listening: nothing is known of the link."""
_INSTEAD = frozenset({"home-redirect", "stopped", "default-page", "error-page"})
"""What can come with success in place of a page, besides that it is not there."""
LINE = frozenset({"no-such-name", "name-service", "refused", "timeout", "tls-silent", "reset"})
"""Ways to fail that our own line could cause."""
_FILES = {
    "pdf": (b"%PDF",),
    "doc": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf", b"<", b"\xdb\xa5"),
    "xls": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"<", b"\x09\x08"),
    "wps": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "ofd": (b"PK\x03\x04",),
    "ppt": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "docx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "xlsx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "pptx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "zip": (b"PK",),
    "rar": (b"Rar!",),
    "jpg": (b"\xff\xd8",),
    "jpeg": (b"\xff\xd8",),
    "png": (b"\x89PNG",),
    "gif": (b"GIF8",),
}
"""How files of these kinds begin; programs save HTML under .doc and .xls, and that opens."""
_PAGE = (b"<!doctype html", b"<html", b"<head")

WORDS = {
    "not-found": Text("页面不存在", "not found"),
    "server-error": Text("服务器出错", "server error"),
    "refused-status": Text("服务器拒绝", "refused by the server"),
    "no-such-name": Text("域名不存在", "no such name"),
    "name-service": Text("域名解析失败", "the name service fails"),
    "refused": Text("连接被拒绝", "connection refused"),
    "timeout": Text("超时", "timed out"),
    "reset": Text("连接被中断", "connection reset"),
    "status": Text("返回错误", "an error status"),
    "challenge": Text("要求人机验证", "a challenge to prove one is human"),
    "blocked": Text("被网站拦截", "blocked by the site"),
    "no-address": Text("没有这种地址", "no address of that kind"),
    "no-route": Text("本机没有线路", "this machine has no line"),
    "robots": Text("robots.txt 不允许", "not allowed by robots.txt"),
    "robots-unreachable": Text("robots.txt 读不到", "robots.txt could not be read"),
    "budget": Text("超出本次检查的限额", "beyond the limits of this audit"),
    "trap": Text("网址无穷无尽", "addresses without end"),
    "effect": Text("访问会产生影响", "visiting has effects"),
    "local": Text("本机故障", "a fault of this machine"),
    "not-fetched": Text("没有打开", "not opened"),
    "truncated": Text("内容不完整", "cut short"),
    "malformed-answer": Text("应答格式错误", "malformed answer"),
    "tls-silent": Text("TLS 握手没有应答", "the TLS handshake is never answered"),
    "tls": Text("证书或加密错误", "certificate or encryption fault"),
    "redirect-loop": Text("循环跳转", "redirects in a loop"),
    "bad-redirect": Text("跳转地址无效", "redirects to an invalid address"),
    "soft-404": Text("页面提示不存在", "the page says it is not there"),
    "home-redirect": Text("被转到首页", "sent to the homepage"),
    "stopped": Text("网站已停用", "the site was shut down"),
    "default-page": Text("只有服务器的默认页面", "only the server's own default page"),
    "error-page": Text("页面显示服务器出错", "the page shows a server error"),
    "empty-file": Text("附件为空", "empty file"),
    "wrong-content": Text("附件内容是网页", "a web page under the name of a file"),
    "private": Text("内部地址", "inner address"),
    "malformed": Text("格式错误", "malformed"),
    "local-file": Text("本机文件路径", "a path on somebody's computer"),
    "scheme": Text("不能打开的协议", "a scheme that cannot be opened"),
    "template": Text("未替换的模板变量", "a placeholder left unfilled"),
    "too-long": Text("地址过长", "too long"),
    "empty": Text("地址为空", "empty"),
}


def word(how: str) -> Text:
    """The words for a class of faults, or for a kind of failure."""
    kinds = {str(kind): named for kind, named in _CLASS.items()}
    return WORDS.get(how) or WORDS.get(kinds.get(how, "")) or Text(how, how)


def unasked(target: Target) -> bool:
    """Whether nothing is known of a target because we did not ask, or stopped listening."""
    failure = target.fetch.failure if target.fetch else None
    return target.fetch is None or (failure is not None and failure.kind in OURS)


def has_effect(target: Target) -> bool:
    """Whether visiting it would do something (count, sign out …): it is never asked, by anyone."""
    failure = target.fetch.failure if target.fetch else None
    return failure is not None and failure.kind is FailureKind.EFFECT


def blocked(target: Target) -> bool:
    """Whether a bot wall stood before it."""
    failure = target.fetch.failure if target.fetch else None
    return failure is not None and failure.kind is FailureKind.BLOCKED


class OwnLine:
    """Whether our own line is the cause of what fails outside; looked at once, when first asked."""

    def __init__(self, crawl: Crawl) -> None:
        self._crawl = crawl

    @cached_property
    def silent(self) -> int:
        """How many outside targets there are if none of their hosts answered; else 0."""
        own = {bare(host) for host in self._crawl.hosts()}
        asked = (target for target in self._crawl.targets() if not unasked(target))
        outside = [target for target in asked if bare(split(target.url).host) not in own]
        hosts = {split(target.url).host for target in outside}
        dead = all(broken_class(target) in LINE for target in outside)
        return len(outside) if len(hosts) >= 3 and dead else 0

    def kills(self, target: Target) -> bool:
        """Whether a broken target may as well be our own line's fault."""
        return broken_class(target) in LINE and not target.internal and self.silent > 0


def is_dead(target: Target | None, line: OwnLine) -> bool:
    """Whether a target was asked and is broken, our own line not being the cause."""
    if target is None or unasked(target):
        return False
    return bool(broken_class(target)) and not line.kills(target)


def seen(target: Target) -> str:
    """What came back, as one would write it down."""
    fetch = target.fetch
    if fetch is None:
        return ""
    if fetch.failure and fetch.failure.kind is not FailureKind.STATUS:
        return f"{fetch.failure.kind} {fetch.failure.detail}".strip()
    via = f" → {fetch.final_url}" if fetch.final_url and fetch.final_url != fetch.url else ""
    return f"HTTP {fetch.status}{via}"


def broken_class(target: Target) -> str:
    """How an answered or unanswered link is broken; empty when it is not, or nothing is known."""
    if target.soft_404:
        return target.soft_404 if target.soft_404 in _INSTEAD else "soft-404"
    failure = target.fetch.failure if target.fetch else None
    if failure is None:
        return _file_class(target)
    if failure.kind is FailureKind.STATUS:
        return _status_class(failure)
    if failure.limit == "tls_seconds":
        return "tls-silent"
    return _CLASS.get(failure.kind, "")


def _status_class(failure: Failure) -> str:
    status = failure.status or 0
    if status in (404, 410):
        return "not-found"
    return "server-error" if status >= 500 else "refused-status"


def _file_class(target: Target) -> str:
    """An empty file, or a page of excuses under the name of a file."""
    beginnings = _FILES.get(extension(target.url))
    if beginnings is None or target.fetch is None or target.fetch.method == "HEAD":
        return ""
    opening = target.opening.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not opening:
        return "empty-file"
    if opening.startswith(beginnings):
        return ""
    return "wrong-content" if opening[:64].lower().startswith(_PAGE) else ""
