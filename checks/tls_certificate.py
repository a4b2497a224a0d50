"""Encryption: https is offered, http leads to it, the certificate is good and will be for a while."""

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Net, Note, Outcome, Tally, Text
from auditbot.model.fetch import FailureKind, Fetch
from auditbot.model.finding import Finding
from auditbot.model.secured import Secured
from auditbot.url import Url, split
from checks.shared.links import word

_MOST_HOSTS = 20
_HTTPS = 443
_OLD = frozenset({"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"})
_REFUSED = {
    FailureKind.TLS_EXPIRED: Text("证书已过期", "the certificate has expired"),
    FailureKind.TLS_NOT_YET_VALID: Text("证书尚未生效", "the certificate is not valid yet"),
    FailureKind.TLS_SELF_SIGNED: Text("证书是自签名的", "the certificate is self-signed"),
    FailureKind.TLS_UNKNOWN_ISSUER: Text(
        "证书链不完整，或颁发机构不受信任", "the chain is incomplete or its issuer is not trusted"
    ),
    FailureKind.TLS_WRONG_HOST: Text("证书上的域名不符", "the certificate is for other names"),
}
"""How a certificate is refused."""
_SILENT = (FailureKind.CONNECT_TIMEOUT, FailureKind.TIMEOUT, FailureKind.RESET)
_LOST = Text("443 端口连接不上，也没有拒绝", "port 443 neither accepts nor refuses connections")
_WALL = "wall"
_WALLED = Text(
    "http 地址被网站拦截，是否转到 https 未能检测",
    "a wall stands before the http address: whether it leads to https was not seen",
)


class Handshake(Note):
    """One host on the port of https, and where its plain address leads."""

    host: str
    version: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()
    until: date | None = None
    failure: str = ""
    leads_to: str = ""
    """Scheme of the address at which a visit to the plain one ends; empty where it ended nowhere, ``wall``
    where the site let nobody through."""


class TlsCertificate(Check):
    """Judges each host of the site; shakes hands with it in ``probe``."""

    id = "tls-certificate"
    title = "HTTPS 与证书"
    counted = "个域名"
    glance = True
    about = About(
        "与网站每个域名的 443 端口建立加密连接：是否提供 https，http 是否转到 https，"
        "证书是否可信、域名相符、未到期，协议不低于 TLS 1.2。",
        "没有加密的页面可被篡改；证书一过期，浏览器就拦住访问者。",
        "向受信任的机构申请证书并自动续期，配置完整的证书链，关闭 TLS 1.1 及以下，http 一律转到 https。",
    )
    messages = {
        "no-https": Message(
            "{host} 没有提供 https。", "443 端口提供 https", "443 端口拒绝连接", "申请证书，启用 https"
        ),
        "no-tls": Message(
            "{host} 的 443 端口不能建立加密连接。", "TLS 1.2 或更高", "{failure}", "检查 443 端口上的服务配置"
        ),
        "refused": Message(
            "{host} 的证书不被信任：{how}。",
            "证书可信、域名相符、在有效期内",
            "颁发者 {issuer}，域名 {names}，到期 {until}",
            "换上由受信任机构颁发、域名相符的证书，配置完整的证书链",
        ),
        "expiring": Message(
            "{host} 的证书还有 {left} 天到期。",
            "到期前 {days} 天以上续期",
            "{until} 到期",
            "尽快续期，启用自动续期",
        ),
        "old-version": Message(
            "{host} 最高只支持 {version}。", "TLS 1.2 或更高", "{version}", "启用 TLS 1.2、1.3，关闭旧版本"
        ),
        "no-redirect": Message(
            "{host} 的 http 地址没有转到 https。",
            "http 转到 https",
            "停留在 http",
            "在服务器上把 http 一律转到 https",
        ),
        "unreached": Message("{host} 的 https 未能检测：{why}。"),
    }

    class Options(CheckOptions):
        """When a certificate must have been renewed."""

        chinese = {"days": "证书到期前多少天应当更换"}

        days: int = Field(default=30, ge=0)
        """Days before its end at which renewal is due."""

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Shake hands with every host, then visit its plain address where that may lead on."""
        hosts = list(crawl.hosts()) or [split(crawl.site.home).host]
        for host in hosts[:_MOST_HOSTS]:
            seen = await net.handshake(host, _HTTPS)
            leads_to = ""
            if seen.version and not seen.failure:
                leads_to = _end((await net.fetch(Url(f"http://{host}/"), method="GET")).fetch)
            yield _note(seen, leads_to)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge each host."""
        for _, note in crawl.notes(Handshake):
            found = list(self._judge(note, crawl.as_of))
            yield from found
            if not found:
                walled = note.leads_to == _WALL
                yield Tally(1, Outcome.UNTESTED, _WALLED) if walled else Tally(1)

    def _judge(self, note: Handshake, as_of: date) -> Iterator[Finding]:
        host = note.host
        kind = note.failure
        if kind == FailureKind.REFUSED:
            yield self.finding("no-https", host, host=host)
        elif kind in _REFUSED:
            yield self._refused(note, _REFUSED[FailureKind(kind)])
        elif note.version in _OLD:
            yield self.finding("old-version", host, host=host, version=note.version)
        elif kind == FailureKind.TLS_HANDSHAKE:
            yield self.finding("no-tls", host, host=host, failure=_NO_TLS)
        elif kind:
            why = _LOST if kind in _SILENT else word(kind)
            yield self.finding("unreached", host, Outcome.UNTESTED, host=host, why=why)
        if not kind:
            yield from self._when_good(note, as_of)

    def _refused(self, note: Handshake, how: Text) -> Finding:
        return self.finding(
            "refused",
            note.host,
            host=note.host,
            how=how,
            issuer=note.issuer or "?",
            names=note.names or ("?",),
            until=note.until or "?",
        )

    def _when_good(self, note: Handshake, as_of: date) -> Iterator[Finding]:
        left = (note.until - as_of).days if note.until else None
        if left is not None and left < self.options.days:
            yield self.finding(
                "expiring", note.host, host=note.host, left=left, days=self.options.days, until=note.until
            )
        if note.leads_to == "http":
            yield self.finding("no-redirect", note.host, host=note.host)


_NO_TLS = Text("不是加密服务，或协议不兼容", "no encrypted service, or none that we can speak with")


def _end(plain: Fetch) -> str:
    """Where a visit to the plain address ended."""
    scheme = (plain.final_url or "").partition(":")[0]
    walled = plain.failure is not None and plain.failure.kind is FailureKind.BLOCKED
    return _WALL if walled and scheme == "http" else scheme


def _note(seen: Secured, leads_to: str) -> Handshake:
    return Handshake(
        host=seen.host,
        version=seen.version,
        issuer=seen.issuer,
        names=seen.names,
        until=seen.until.date() if seen.until else None,
        failure=seen.failure.kind if seen.failure else "",
        leads_to=leads_to,
    )
