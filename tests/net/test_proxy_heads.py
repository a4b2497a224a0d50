import asyncio

import pytest

from auditbot.net.browser.proxy_heads import BadHead, RequestHead, read_answer, read_request
from auditbot.settings import Limits
from auditbot.url import split


def stream(sent: bytes, limit: int = 64 * 1024) -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=limit)
    reader.feed_data(sent)
    reader.feed_eof()
    return reader


LIMITS = Limits()


async def request(sent: bytes, limits: Limits = LIMITS) -> RequestHead:
    return await read_request(stream(sent, limits.header_bytes), limits)


async def test_a_request_is_taken_apart() -> None:
    head = await request(b"GET http://www.test/a?b=1 HTTP/1.1\r\nHost: www.test\r\nX-A:  b c \r\n\r\nrest")
    assert (head.method, head.target) == ("GET", "http://www.test/a?b=1")
    assert head.fields == ((b"host", b"www.test"), (b"x-a", b"b c"))
    assert not head.has_body


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\n\n",
        b"GET http://www.test/\r\n\r\n",
        b"GET http://www.test/ HTTP/2\r\n\r\n",
        b"GET  http://www.test/ HTTP/1.1\r\n\r\n",
        b"G(T http://www.test/ HTTP/1.1\r\n\r\n",
        b"GET http://www.test/\x7f HTTP/1.1\r\n\r\n",
        b"GET http://www.test/ HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET http://www.test/ HTTP/1.1\r\n folded: yes\r\n\r\n",
        b"GET http://www.test/ HTTP/1.1\r\nA : b\r\n\r\n",
        b"GET http://www.test/ HTTP/1.1\r\nA: b\rC: d\r\n\r\n",
        b"GET http://www.test/ HTTP/1.1\r\nA: b\0\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_refused(sent: bytes) -> None:
    with pytest.raises(BadHead):
        await request(sent)


async def test_a_request_that_is_cut_is_told_apart() -> None:
    with pytest.raises(asyncio.IncompleteReadError):
        await request(b"GET http://www.test/ HTTP/1.1\r\nA: b\r\n")


@pytest.mark.parametrize(
    "fields", [b"A: b\r\n" * 200, b"A: " + b"b" * 2000 + b"\r\n", (b"A: " + b"b" * 500 + b"\r\n") * 3]
)
async def test_a_head_has_bounds(fields: bytes) -> None:
    with pytest.raises(BadHead):
        await request(
            b"GET http://a/ HTTP/1.1\r\n" + fields + b"\r\n", Limits(headers=100, header_bytes=1024)
        )


@pytest.mark.parametrize(
    ("method", "target", "origin"),
    [
        ("GET", "http://www.test/a", "http://www.test/"),
        ("GET", "http://www.test", "http://www.test/"),
        ("GET", "http://www.test?a", "http://www.test/"),
        ("GET", "http://WWW.test:8080/a", "http://www.test:8080/"),
        ("GET", "http://0x7f.1/a", "http://127.0.0.1/"),
        ("GET", "http://[::1]:81/a", "http://[::1]:81/"),
        ("GET", "http://inner\\@www.test/", "http://inner/"),
        ("GET", "http://user@www.test/", None),
        ("GET", "https://www.test/", None),
        ("GET", "ftp://www.test/", None),
        ("GET", "/a", None),
        ("GET", "http:///a", None),
        ("GET", "http://www.test:99999/", None),
        ("CONNECT", "www.test:443", "https://www.test/"),
        ("CONNECT", "www.test:80", "https://www.test:80/"),
        ("CONNECT", "[::1]:443", "https://[::1]/"),
        ("CONNECT", "2130706433:443", "https://127.0.0.1/"),
        ("CONNECT", "www.test:443/a", None),
        ("CONNECT", "user@www.test:443", None),
        ("CONNECT", "", None),
    ],
)
def test_the_origin_is_what_is_judged(method: str, target: str, origin: str | None) -> None:
    assert RequestHead(method, target, ()).origin() == origin


@pytest.mark.parametrize(
    ("fields", "has_body"),
    [
        ((), False),
        (((b"content-length", b"0"),), False),
        (((b"content-length", b"1"),), True),
        (((b"transfer-encoding", b"chunked"),), True),
    ],
)
def test_a_body_is_noticed(fields: tuple[tuple[bytes, bytes], ...], has_body: bool) -> None:
    assert RequestHead("GET", "http://www.test/", fields).has_body is has_body


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("http://www.test/a%20b?[[c]]=1", b"GET /a%20b?[[c]]=1 HTTP/1.1"),
        ("http://www.test", b"GET / HTTP/1.1"),
        ("http://www.test?a=1", b"GET /?a=1 HTTP/1.1"),
        ("http://www.test?a=/b", b"GET /?a=/b HTTP/1.1"),
    ],
)
def test_the_server_gets_the_path(target: str, line: bytes) -> None:
    head = RequestHead("GET", target, ())
    origin = head.origin()
    assert origin
    assert head.forwarded(split(origin)).split(b"\r\n")[0] == line


def test_the_server_gets_the_name_and_nothing_of_the_proxy() -> None:
    fields = (
        (b"host", b"inner.test"),
        (b"accept", b"*/*"),
        (b"proxy-authorization", b"Basic c2VjcmV0"),
        (b"proxy-connection", b"keep-alive"),
        (b"connection", b"keep-alive, X-Named"),
        (b"x-named", b"1"),
        (b"upgrade", b"h2c"),
    )
    head = RequestHead("GET", "http://www.test:8080/", fields)
    origin = head.origin()
    assert origin
    assert head.forwarded(split(origin)).split(b"\r\n")[1:] == [
        b"Host: www.test:8080",
        b"accept: */*",
        b"Connection: close",
        b"",
        b"",
    ]


async def answer(sent: bytes) -> bytes:
    return await read_answer(stream(sent), LIMITS)


async def test_the_answer_ends_the_connection() -> None:
    head = await answer(
        b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\tfolded\r\nKeep-Alive: 5\r\nA: b\r\n\r\n"
    )
    assert head == b"HTTP/1.1 200 OK\r\nA: b\r\nConnection: close\r\n\r\n"


async def test_interim_answers_are_skipped() -> None:
    sent = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\nA: b\n\n"
    assert await answer(sent) == b"HTTP/1.1 200 OK\r\nA: b\r\nConnection: close\r\n\r\n"


async def test_an_answer_cannot_ask_for_the_password() -> None:
    assert (
        b"proxy-auth" not in (await answer(b"HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n")).lower()
    )


@pytest.mark.parametrize(
    "sent", [b"SSH-2.0-OpenSSH\r\n\r\n", b"<html>\n\n", b"HTTP/1.1 100 Go on\r\n\r\n" * 20, b"A" * 70_000]
)
async def test_what_is_no_answer_is_refused(sent: bytes) -> None:
    with pytest.raises(BadHead):
        await answer(sent)
