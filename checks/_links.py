"""How links are broken, and the words for it."""

from auditbot.check import Target, Text
from auditbot.model.fetch import Failure, FailureKind
from auditbot.url import extension

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
        FailureKind.SCHEME,
        FailureKind.TOO_LARGE,
    }
)
"""We did not ask, or stopped listening: nothing is known of the link."""
LINE = frozenset({"no-such-name", "name-service", "refused", "timeout", "reset"})
"""Ways to fail that our own line could cause."""
_FILES = {
    "pdf": (b"%PDF",),
    "doc": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf", b"<", b"\xdb\xa5"),
    "xls": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"<", b"\x09\x08"),
    "docx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "xlsx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "pptx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "zip": (b"PK",),
    "rar": (b"Rar!",),
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
    "truncated": Text("内容不完整", "cut short"),
    "malformed-answer": Text("应答格式错误", "malformed answer"),
    "tls": Text("证书或加密错误", "certificate or encryption fault"),
    "redirect-loop": Text("循环跳转", "redirects in a loop"),
    "bad-redirect": Text("跳转地址无效", "redirects to an invalid address"),
    "soft-404": Text("页面提示不存在", "the page says it is not there"),
    "home-redirect": Text("被转到首页", "sent to the homepage"),
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
        return "home-redirect" if target.soft_404 == "home-redirect" else "soft-404"
    failure = target.fetch.failure if target.fetch else None
    if failure is None:
        return _file_class(target)
    if failure.kind is FailureKind.STATUS:
        return _status_class(failure)
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
