import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.http import redirect
from auditbot.url import Url

BASE = Url("http://www.a.example/x/y.html?z")


@pytest.mark.parametrize(
    ("location", "url"),
    [
        (b"/b", "http://www.a.example/b"),
        (b"c.html", "http://www.a.example/x/c.html"),
        (b"?q", "http://www.a.example/x/y.html?q"),
        (b"//b.example/c", "http://b.example/c"),
        (b"https:/b.example", "https://b.example/"),
        (b"HTTP://B.EXAMPLE:80/#top", "http://b.example/"),
        (b"http://u:p@b.example/", "http://b.example/"),
        (b" /b c ", "http://www.a.example/b%20c"),
        (b"\\b\\c", "http://www.a.example/b/c"),
        (b"/../../b", "http://www.a.example/b"),
        ("/通知.html".encode(), "http://www.a.example/%E9%80%9A%E7%9F%A5.html"),
        ("/中文.html".encode("gbk"), "http://www.a.example/%D6%D0%CE%C4.html"),
        ("http://政务.example/".encode(), "http://xn--zfr164b.example/"),
        (b"#top", "http://www.a.example/x/y.html?z"),
    ],
)
def test_locations_are_read_as_browsers_do(location: bytes, url: str) -> None:
    assert redirect.target(location, BASE) == url


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        (None, FailureKind.BAD_REDIRECT),
        (b"", FailureKind.BAD_REDIRECT),
        (b"  ", FailureKind.BAD_REDIRECT),
        (b"http://b.example:99999/", FailureKind.BAD_REDIRECT),
        (b"http://", FailureKind.BAD_REDIRECT),
        (b"http://[::1", FailureKind.BAD_REDIRECT),
        (b"/" + b"a" * 5000, FailureKind.BAD_REDIRECT),
        (b"file:///etc/passwd", FailureKind.BAD_REDIRECT),
        (b"C:\\x", FailureKind.BAD_REDIRECT),
        (b"javascript:alert(1)", FailureKind.BAD_REDIRECT),
        (b"data:text/html,x", FailureKind.BAD_REDIRECT),
        (b"ftp://b.example/", FailureKind.BAD_REDIRECT),
        (b"gopher://b.example/", FailureKind.BAD_REDIRECT),
        (b"dict://b.example:11111/", FailureKind.BAD_REDIRECT),
        (b"{{url}}", FailureKind.BAD_REDIRECT),
        (b"weixin://dl/business/", FailureKind.SCHEME),
        (b"mailto:a@b.example", FailureKind.SCHEME),
    ],
)
def test_locations_that_lead_nowhere(location: bytes | None, kind: FailureKind) -> None:
    target = redirect.target(location, BASE)
    assert isinstance(target, Failure)
    assert target.kind is kind


def test_what_is_shown_is_printable_and_bounded() -> None:
    assert redirect.shown(b"/a\x1b[0m") == "/a\ufffd[0m"
    assert len(redirect.shown(b"a" * 9000)) == 2048
