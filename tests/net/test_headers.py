import pytest

from auditbot.net.http import headers
from auditbot.settings import Limits


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"text/html", "text/html"),
        ("通知公告".encode(), "通知公告"),
        ("中华人民".encode("gbk"), "中华人民"),
        (b"a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("a\u202eb".encode(), "a\ufffdb"),
        (b"\xff", "ÿ"),
        (b"", ""),
    ],
)
def test_text_can_be_shown(raw: bytes, text: str) -> None:
    assert headers.text(raw) == text


def test_fields_have_lower_names_and_bare_values() -> None:
    assert headers.kept([(b"Content-Type", b" text/html\t"), (b"X-\x01", b"")], Limits()) == (
        ("content-type", "text/html"),
        ("x-\ufffd", ""),
    )


def test_fields_are_bounded_in_number_and_size() -> None:
    many = [(b"x-%d" % i, b"v") for i in range(5000)]
    assert len(headers.kept(many, Limits())) == 128
    long = [(b"x", b"v" * 20_000)] * 10
    assert len(headers.kept(long, Limits())) == 3
