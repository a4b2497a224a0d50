"""What servers do to the protocol, by case of the catalogue (H01–H31), and how each ends."""

import gzip

from auditbot.model.fetch import FailureKind
from auditbot.settings import MIB
from tests.net.world import Conduct, cut, drip, endless, page, reset

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
CUT = b"<html><body>half a pa"


def lengthy(length: str, body: bytes = b"abcdef") -> bytes:
    """An answer that says how long it is, truly or not."""
    return HEAD + f"Content-Length: {length}\r\n\r\n".encode() + body


def packed(coding: str, body: bytes) -> bytes:
    """An answer with a content coding, closed at its end."""
    return HEAD + f"Content-Encoding: {coding}\r\n\r\n".encode() + body


SLOW: dict[str, tuple[Conduct, FailureKind]] = {
    "H01 headers byte by byte": (drip(HEAD, *[b"X"] * 900, pause=0.03), FailureKind.TIMEOUT),
    "H02 no answer": (drip(close=False), FailureKind.TIMEOUT),
    "H03 body byte by byte": (
        drip(HEAD + b"Content-Length: 900\r\n\r\n", *[b"a"] * 800, pause=0.03),
        FailureKind.TOO_SLOW,
    ),
    "H04 one-byte chunks": (drip(CHUNKED, *[b"1\r\na\r\n"] * 900, pause=0.03), FailureKind.TOO_SLOW),
    "H05 stall": (drip(lengthy("900"), close=False), FailureKind.TOO_SLOW),
    "H06 never closed": (drip(HEAD + b"\r\n<html></html>", close=False), FailureKind.TOO_SLOW),
}


LARGE: dict[str, "bytes | Conduct"] = {
    "H07 endless chunks": endless(CHUNKED, b"10000\r\n" + b"a" * 65536 + b"\r\n"),
    "H07 endless until closed": endless(HEAD + b"\r\n", b"a" * 65536),
    "H08 ten gigabytes announced": cut(lengthy("10737418240")),
    "H13 endless chunk extension": endless(CHUNKED + b"5;", b"e" * 65536),
    "H24 gzip bomb": packed("gzip", gzip.compress(bytes(16 * MIB), 1)),
}


MALFORMED: dict[str, "bytes | Conduct"] = {
    "H10 many headers": cut(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 50_000 + b"\r\n"),
    "H10 long header": endless(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 65536, 4 * MIB),
    "H10 endless headers": endless(b"HTTP/1.1 200 OK\r\n", b"X-Y: a\r\n" * 500, 4 * MIB),
    "H11 long status line": endless(b"HTTP/1.1 200 ", b"O" * 65536, 4 * MIB),
    "H11 endless interim answers": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50, MIB),
    "H13 endless trailers": endless(CHUNKED + b"0\r\n", b"X-Y: a\r\n" * 500, 4 * MIB),
    "H14 no number": cut(CHUNKED + b"zz\r\nabc"),
    "H14 negative": cut(CHUNKED + b"-1\r\nabc"),
    "H14 too large a number": cut(CHUNKED + b"fffffffffffffffff\r\nabc"),
    "H14 later": drip(CHUNKED + b"5\r\nabcde\r\n", b"zz\r\n"),
    "H16 too small": cut(lengthy("2")),
    "H16 negative": cut(lengthy("-2")),
    "H16 words": cut(lengthy("two")),
    "H16 two values": cut(lengthy("2\r\nContent-Length: 3")),
    "H16 with chunked": cut(lengthy("2\r\nTransfer-Encoding: chunked", b"1\r\na\r\n0\r\n\r\n")),
    "H18 no colon": cut(lengthy("2\r\nrubbish", b"hi")),
    "H18 NUL": cut(lengthy("2\r\nX: a\0b", b"hi")),
    "H19 noise": cut(bytes(range(256)) * 4),
    "H19 SSH": cut(b"SSH-2.0-OpenSSH_8.0\r\n"),
    "H19 HTTP/0.9": cut(b"<html>old</html>"),
    "H31 unasked 101": cut(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhi"),
    "H31 status 099": page(status="099 Odd"),
}


TOLERATED: dict[str, "bytes | Conduct"] = {
    "H16 one length twice": cut(lengthy("2\r\nContent-Length: 2", b"hi")),
    "H18 bare line feeds": cut(b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"),
    "H18 folded": cut(lengthy("2\r\nX: a\r\n  b", b"hi")),
    "H18 GBK": cut(lengthy("2\r\nX: ", b"hi").replace(b"X: ", "X: 中文".encode("gbk"))),
    "H20 HTTP/1.0": cut(b"HTTP/1.0 200 OK\r\n\r\nhi"),
    "H31 no reason": cut(lengthy("2", b"hi").replace(b"200 OK", b"200")),
    "H10 500 headers": cut(lengthy("2" + "\r\nX: a" * 500, b"hi")),
    "reset after the end mark": reset(HEAD + b"\r\n<html>hi</html>"),
    "chunk extension": cut(CHUNKED + b"2;a=b\r\nhi\r\n0\r\n\r\n"),
    "duplicate server field": cut(lengthy("2\r\nServer: a\r\nServer: b", b"hi")),
}


CUT_OFF: dict[str, tuple[Conduct, FailureKind]] = {
    "H15 within a chunk": (cut(CHUNKED + b"5\r\nab"), FailureKind.TRUNCATED),
    "H15 within the length": (cut(lengthy("100")), FailureKind.TRUNCATED),
    "H15 within the header": (cut(HEAD + b"Content-Le"), FailureKind.TRUNCATED),
    "H19 empty close": (cut(b""), FailureKind.RESET),
    "H21 at once": (reset(), FailureKind.RESET),
    "H21 within the length": (reset(lengthy("100")), FailureKind.RESET),
    "H21 without length": (reset(HEAD + b"\r\n" + CUT), FailureKind.RESET),
    "H29 cut gzip": (
        cut(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<html>" * 900)[:-9]),
        FailureKind.TRUNCATED,
    ),
}
