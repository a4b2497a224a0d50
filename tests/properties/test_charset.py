"""Bytes to text: whatever the bytes and labels are, and only by encodings that the web knows."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.text.charset import Fault, Remark, decode, storable
from auditbot.extract.text.charset_labels import codec_of
from tests.properties.settings import MANY

PYTHON_ONLY = """unicode_escape raw_unicode_escape idna punycode utf-7 utf7 zlib_codec zlib bz2 hex base64
rot13 rot_13 quopri uu mbcs oem undefined string_escape utf_8_sig charmap palmos utf-32 cp037 cp500 hz
ptcp154""".split()
"""What Python would decode, and browsers would not."""
WEB = (
    "utf-8",
    "gbk",
    "gb2312",
    "gb18030",
    "big5",
    "utf-16le",
    "utf-16be",
    "shift_jis",
    "iso-8859-1",
    "euc-kr",
)

ENCODINGS = frozenset(filter(None, map(codec_of, WEB))) | {"windows-1252"}
"""What Python calls those of ``WEB``, and what stands for unknown bytes."""
LABELS = st.one_of(st.sampled_from([*PYTHON_ONLY, *WEB]), st.text(max_size=20))
HEADERS = st.one_of(st.none(), st.text(max_size=40), LABELS.map(lambda label: f"text/html; charset={label}"))
CHINESE = st.text(alphabet="政府信息公开指南通知公告〇一二三，。", min_size=12, max_size=60)


def page(label: str, inside: bytes) -> bytes:
    return b'<html><head><meta charset="' + label.encode("utf-8", "replace") + b'"></head>' + inside


@MANY
@given(st.binary(max_size=400), HEADERS)
def test_no_bytes_and_no_header_raise(body: bytes, header: str | None) -> None:
    decoded = decode(body, header)
    assert "\0" not in decoded.text
    decoded.text.encode("utf-8")
    assert decoded.fault == "" or decoded.fault in set(Fault)
    assert set(decoded.remarks) <= set(Remark)


@MANY
@given(LABELS, st.binary(max_size=200), st.booleans())
def test_every_encoding_is_one_of_the_web(label: str, inside: bytes, in_header: bool) -> None:
    body = inside if in_header else page(label, inside)
    encoding = decode(body, f"text/html; charset={label}" if in_header else None).encoding
    assert encoding in ENCODINGS


@pytest.mark.parametrize("label", PYTHON_ONLY)
@pytest.mark.parametrize("form", [str, str.upper, " {} ".format, "{}\t".format])
def test_names_that_only_python_knows_are_no_labels(label: str, form: Callable[[str], str]) -> None:
    assert codec_of(form(label)) is None
    body = page(label, "<p>政府信息公开指南</p>".encode())
    assert "政府信息公开指南" in decode(body, None).text


@MANY
@given(CHINESE, st.sampled_from(["utf-8", "gbk", "gb18030", "utf-16", "utf-8-sig"]), st.sampled_from(WEB))
def test_chinese_is_read_whatever_was_declared(text: str, codec: str, label: str) -> None:
    body = f"<html><head><title>{text}</title></head><body>{text * 3}</body></html>".encode(codec)
    if label in ("utf-8", "gbk", "gb2312", "gb18030"):
        assert text in decode(body, f"text/html; charset={label}").text
    if codec != "utf-16":
        assert text in decode(body, None).text


@MANY
@given(st.text(max_size=200))
def test_what_is_storable_stays_so(text: str) -> None:
    assert storable(storable(text)) == storable(text)
    assert len(storable(text)) == len(text)
