"""Pages that are awkward and healthy: nothing is wrong with any of them."""

import asyncio
import gzip
import sys
import zlib
from dataclasses import dataclass, field

import brotli  # type: ignore[import-untyped]  # it is published without types

from tests.hostile.bodies import raw_deflate
from tests.hostile.case import TEXT, markup
from tests.net.framing import lengthy
from tests.net.world import Conduct, Paths, Served, cut, drip, moved, page

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CRLF = b"\r\n"


def own(number: int) -> str:
    """A host of the audited site."""
    return f"p{number}.awkward.example"


def others(number: int) -> str:
    """A host of somebody else, with the same page."""
    return f"p{number}.foreign.example"


def _body(what: str) -> bytes:
    """A page of its own: no two are alike."""
    return markup(f"<p>{what}：{TEXT}</p>", title=f"健康的网页 {what}").encode()


@dataclass(frozen=True, slots=True)
class Awkward:
    """One page at ``path``, and what else its host serves. HEAD is answered as GET unless told otherwise."""

    what: str
    serve: Served
    path: str = "/page"
    more: Paths = field(default_factory=dict)
    written: str = ""
    """As the link is written, where that is the awkward part; HOST stands for the host."""


def _http(what: str, head: str, body: bytes | None = None, *, length: bool = True) -> bytes:
    body = _body(what) if body is None else body
    size = f"Content-Length: {len(body)}\r\n" if length else ""
    return f"{head}\r\n{size}".encode("utf-8", "surrogateescape") + _CRLF + body


def _plain(what: str, *fields: str, kind: str = "text/html; charset=utf-8") -> Awkward:
    return Awkward(what, page(_body(what), *fields, kind=kind))


def _raw(what: str, head: str, *, length: bool = True) -> Awkward:
    return Awkward(what, cut(_http(what, head, length=length)))


def _packed(what: str, coding: str, body: bytes) -> Awkward:
    return Awkward(what, page(body, f"Content-Encoding: {coding}"))


def _chunked(what: str, extension: bytes = b"", trailer: bytes = b"") -> Awkward:
    body = _body(what)
    halves = (body[:100], body[100:])
    chunks = b"".join(f"{len(half):x}".encode() + extension + _CRLF + half + _CRLF for half in halves)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return Awkward(what, cut(head + chunks + b"0\r\n" + trailer + _CRLF))


def _refusing_head(status: str) -> Awkward:
    what = f"HEAD gets {status}"
    return Awkward(what, page(_body(what)), more={"HEAD /page": page(b"no", status=status)})


def _encoded(what: str, codec: str, kind: str, label: str = "") -> Awkward:
    text = _body(what).decode().replace("<head>", f"<head>{label}")
    return Awkward(what, page(text.encode(codec), kind=kind))


def _written(what: str, written: str, path: str, *, more: Paths | None = None) -> Awkward:
    return Awkward(what, page(_body(what)), path, more or {}, written)


def _moved(what: str, path: str, to: str, status: str) -> Awkward:
    return Awkward(what, moved(to, status=status), path, {"/there": page(_body(what))})


async def _closing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Promises to keep the connection, and closes it."""
    writer.write(page(_body("连接说保持却关闭"), "Connection: keep-alive"))
    await writer.drain()


async def _abrupt(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


def _slow(what: str, *pauses: float) -> Awkward:
    body = _body(what)
    pieces = [body[start : start + 64] for start in range(0, len(body), 64)]
    conduct: Conduct = drip(lengthy(str(len(body)), b""), *pieces, pause=pauses[0])
    return Awkward(what, conduct, more={"HEAD /page": drip(lengthy(str(len(body)), b""), pause=pauses[0])})


_OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"
_COOKIE = "Set-Cookie: seen=1; Path=/; HttpOnly"
_NEEDED = [moved("/page", _COOKIE), page(_body("要带 Cookie 才给看"))]
_CONSENT: Paths = {
    "/consent": moved("/page", _COOKIE),
    "/page": [moved("/consent"), page(_body("先同意再看"))],
}

PAGES = (
    _slow("慢慢送来", 0.05),
    Awkward("想一想才答", drip(b"", lengthy(str(len(_body("想一想才答"))), _body("想一想才答")), pause=0.6)),
    _refusing_head("405 Method Not Allowed"),
    _refusing_head("403 Forbidden"),
    _refusing_head("404 Not Found"),
    _refusing_head("500 Internal Server Error"),
    _refusing_head("501 Not Implemented"),
    Awkward("HEAD 被挂断", page(_body("HEAD 被挂断")), more={"HEAD /page": _abrupt}),
    _raw("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Type: text/html"),
    _raw("HTTP/1.0 无长度", "HTTP/1.0 200 OK\r\nContent-Type: text/html", length=False),
    _raw("HTTP/1.1 无长度", f"{_OK}\r\nConnection: close", length=False),
    _raw("没有原因短语", "HTTP/1.1 200\r\nContent-Type: text/html"),
    _raw("原因短语是中文", "HTTP/1.1 200 成功\r\nContent-Type: text/html"),
    _raw("字段名大写", "HTTP/1.1 200 OK\r\nCONTENT-TYPE: TEXT/HTML"),
    _raw("折行的字段", f"{_OK}\r\nX-Long: a\r\n b\r\n\tc"),
    _raw("空的字段", f"{_OK}\r\nX-Empty:"),
    _raw("字段值里的中文", f"{_OK}\r\nX-Name: 政府网站"),
    _raw("重复的字段", f"{_OK}\r\nServer: a\r\nServer: b\r\nVary: a\r\nVary: b"),
    _raw("长度写了两次", f"{_OK}\r\nContent-Length: {len(_body('长度写了两次'))}"),
    _raw("只有换行", f"{_OK}\r\nX-Last: a"),
    _plain("很多字段", *[f"X-{number}: {number}" for number in range(200)]),
    _plain("长字段", f"Content-Security-Policy: {'default-src a; ' * 400}"),
    _chunked("分块"),
    _chunked("分块扩展", b";name=value"),
    _chunked("分块扩展带引号", b';a="b c"'),
    _chunked("分块有尾部", trailer=b"X-Sum: 1\r\n"),
    _chunked("分块大小有空格", b"  "),
    Awkward("先说 103", cut(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + page(_body("先说 103")))),
    Awkward("先说 100", cut(b"HTTP/1.1 100 Continue\r\n\r\n" + page(_body("先说 100")))),
    Awkward("连接说保持却关闭", _closing),
    Awkward("断在两次请求之间", [_abrupt, page(_body("断在两次请求之间"))], more={"HEAD /page": page(b"")}),
    _raw("没有类型", "HTTP/1.1 200 OK"),
    _plain("类型写错", kind="text/htm"),
    _plain("类型是纯文本", kind="text/plain"),
    _plain("类型是 XHTML", kind="application/xhtml+xml"),
    _plain("类型重复", kind="text/html; charset=utf-8; charset=utf-8"),
    _plain("字符集带引号", kind='text/html; charset="UTF-8"'),
    _plain("字符集写成 utf8", kind="text/html;charset=utf8"),
    _encoded("字节顺序标记", "utf-8-sig", "text/html"),
    _encoded("UTF-16", "utf-16", "text/html"),
    _encoded("字符集只在页内", "gbk", "text/html", '<meta charset="gbk">'),
    _encoded(
        "旧写法的字符集",
        "gb18030",
        "text/html",
        '<meta http-equiv=Content-Type content="text/html;charset=gb2312">',
    ),
    _packed("gzip 压缩", "gzip", gzip.compress(_body("gzip 压缩"))),
    _packed("x-gzip 压缩", "x-gzip", gzip.compress(_body("x-gzip 压缩"))),
    _packed("deflate 压缩", "deflate", zlib.compress(_body("deflate 压缩"))),
    _packed("裸 deflate", "deflate", raw_deflate(_body("裸 deflate"))),
    _packed("br 压缩", "br", brotli.compress(_body("br 压缩"))),
    _packed("zstd 压缩", "zstd", zstd.compress(_body("zstd 压缩"))),
    _packed("说是 identity", "identity", _body("说是 identity")),
    Awkward("要带 Cookie 才给看", _NEEDED, more={"HEAD /page": page(b"")}),
    Awkward("先同意再看", _CONSENT["/page"], more={**_CONSENT, "HEAD /page": page(b"")}),
    _moved("301 到别处", "/page", "/there", "301 Moved Permanently"),
    _moved("302 相对地址", "/a/page", "../there", "302 Found"),
    _moved("303 带锚点", "/page", "/there#top", "303 See Other"),
    _moved("307 无协议", "/page", "//HOST/there", "307 Temporary Redirect"),
    _moved("308 加斜杠", "/page", "/there", "308 Permanent Redirect"),
    _written("路径里两个斜杠", "http://HOST//a//page", "//a//page"),
    _written("地址里有空格", "http://HOST/a b c", "/a%20b%20c"),
    _written(
        "地址里有中文",
        "http://HOST/政务公开/通知",
        "/%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80/%E9%80%9A%E7%9F%A5",
    ),
    _written("大写的主机名", "HTTP://UPPER.HOST/page", "/page"),
    _written("写明默认端口", "http://HOST:80/page", "/page"),
    _written("带锚点", "http://HOST/page#part", "/page"),
    _written("带空的查询", "http://HOST/page?", "/page", more={"/page?": page(_body("带空的查询"))}),
    _written("反斜杠", "http:\\\\HOST\\a\\page", "/a/page"),
    _written("地址前后有空白", " \n http://HOST/page \t", "/page"),
    _written("地址里有换行", "http://HOST/pa\nge", "/page"),
    _written("点号路径", "http://HOST/a/./b/../page", "/a/page"),
    _written("百分号编码", "http://HOST/%7Euser/p%61ge", "/%7Euser/p%61ge"),
    _written("查询里的竖线和方括号", "http://HOST/page?a=[1]|b", "/page?a=[1]|b"),
    _written("末尾的点", "http://HOST./page", "/page"),
)
