"""Bytes to text: M01–M05 and what real servers get wrong."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.text.charset import Fault, Remark, decode, storable
from auditbot.extract.text.charset_labels import codec_of
from tests.growth import STEP, goes_with_size

PAGE = "<html><head><title>通知公告</title></head><body>关于印发《办法》的通知·2022，镕基</body></html>"
HTML = "text/html"
UTF_8 = "text/html; charset=utf-8"
GBK = "text/html;charset=GBK"


def with_meta(label: str, page: str = PAGE) -> str:
    return page.replace(
        "<head>", f'<head><meta http-equiv="Content-Type" content="text/html; charset={label}">'
    )


MIXED = [
    # id, body, header, encoding, fault
    ("utf-8 as told", PAGE.encode(), UTF_8, "utf-8", ""),
    ("gbk as told", PAGE.encode("gb18030"), GBK, "gb18030", ""),
    ("gb2312 label, gb18030 letters (M02)", with_meta("gb2312").encode("gb18030"), HTML, "gb18030", ""),
    ("x-gbk label", with_meta("x-gbk").encode("gb18030"), HTML, "gb18030", ""),
    ("short label of html 5", b"<meta charset=GB2312>" + PAGE.encode("gbk"), HTML, "gb18030", ""),
    ("quoted label in the header", PAGE.encode("gbk"), 'text/html; charset="gb2312"', "gb18030", ""),
    ("utf-8, header says gbk", PAGE.encode(), GBK, "utf-8", Fault.CONTRADICTED),
    ("gbk, header says utf-8", PAGE.encode("gbk"), UTF_8, "gb18030", Fault.CONTRADICTED),
    ("utf-8, page says gb2312", with_meta("gb2312").encode(), HTML, "utf-8", Fault.CONTRADICTED),
    ("gbk, page says utf-8", with_meta("utf-8").encode("gbk"), HTML, "gb18030", Fault.CONTRADICTED),
    (
        "gbk, server's default",
        PAGE.encode("gbk"),
        "text/html;charset=ISO-8859-1",
        "gb18030",
        Fault.CONTRADICTED,
    ),
    ("utf-8, server's default", PAGE.encode(), "text/html;charset=ISO-8859-1", "utf-8", Fault.CONTRADICTED),
    ("header before page", with_meta("utf-8").encode("gbk"), GBK, "gb18030", ""),
    (
        "unknown header, right page",
        with_meta("gbk").encode("gbk"),
        "text/html;charset=utf8mb4",
        "gb18030",
        "",
    ),
    ("label in a comment", b"<!-- <meta charset=big5> -->" + PAGE.encode("gbk"), GBK, "gb18030", ""),
    ("xml declaration", b'<?xml version="1.0" encoding="GBK"?>' + PAGE.encode("gbk"), HTML, "gb18030", ""),
    ("nothing told, utf-8", PAGE.encode(), HTML, "utf-8", ""),
    ("nothing told, gbk", PAGE.encode("gbk"), None, "gb18030", ""),
    ("utf-8 mark (M03)", b"\xef\xbb\xbf" + PAGE.encode(), UTF_8, "utf-8", ""),
    ("utf-8 mark against header (M03)", b"\xef\xbb\xbf" + PAGE.encode(), GBK, "utf-8", Fault.BOM),
    ("utf-16 mark (M03)", b"\xff\xfe" + PAGE.encode("utf-16-le"), None, "utf-16-le", ""),
    ("utf-16 mark, big end first", b"\xfe\xff" + PAGE.encode("utf-16-be"), None, "utf-16-be", ""),
    ("utf-16 in the header", PAGE.encode("utf-16-le"), "text/html; charset=utf-16", "utf-16-le", ""),
    ("utf-16 in a readable page", with_meta("utf-16").encode(), HTML, "utf-8", ""),
]


@pytest.mark.parametrize(
    ("body", "header", "encoding", "fault"), [case[1:] for case in MIXED], ids=[c[0] for c in MIXED]
)
def test_mixed_pages_have_right_titles(body: bytes, header: str | None, encoding: str, fault: str) -> None:
    decoded = decode(body, header)
    assert (decoded.encoding, decoded.fault) == (encoding, fault)
    assert "<title>通知公告</title>" in decoded.text
    assert "镕基" in decoded.text


@pytest.mark.parametrize("words", ["通知", "通知公告", "联通", "镕㐀", "𠀀㐀", "中国", "一"])
def test_gbk_without_a_label_is_not_taken_for_something_else(words: str) -> None:
    assert decode(words.encode("gb18030"), None)[:2] == (words, "gb18030")


@pytest.mark.parametrize("words", ["中", "你好", "©2022", "é · ×", "a中b"])
def test_utf_8_without_a_label(words: str) -> None:
    assert decode(words.encode(), None)[:2] == (words, "utf-8")


def test_notice_in_gbk_follows_its_label() -> None:
    body = "通知".encode("gbk")
    assert decode(body, GBK)[:3] == ("通知", "gb18030", "")
    assert decode(body, UTF_8).encoding == "utf-8"


@pytest.mark.parametrize(
    "label", "unicode_escape zlib_codec idna utf-7 rot13 punycode hz-gb-2312 mbcs".split()
)
def test_names_that_only_python_knows(label: str) -> None:
    decoded = decode(with_meta(label).encode("gbk"), f"text/html; charset={label}")
    assert (decoded.encoding, decoded.fault) == ("gb18030", Fault.UNKNOWN_LABEL)
    assert "通知公告" in decoded.text


def test_late_label_is_found_and_told() -> None:
    page = "<head><style>" + "a" * 3000 + "</style>" + '<meta charset="gbk"></head>通知'
    decoded = decode(page.encode("gbk"), HTML)
    assert decoded.encoding == "gb18030"
    assert decoded.text.endswith("通知")
    assert Remark.LATE_LABEL in decoded.remarks


def test_undeclared_is_told_only_where_it_matters() -> None:
    assert decode("中文".encode(), HTML).remarks == (Remark.UNDECLARED,)
    assert decode(b"plain", HTML).remarks == ()


def test_european_page_stays_european() -> None:
    page = "<p>Le café est ouvert à midi. Très bien, déjà vu.</p>"
    assert decode(page.encode("windows-1252"), "text/html; charset=iso-8859-1").text == page
    assert decode(page.encode("windows-1252"), None).text == page
    assert decode(b"a" * 100_000 + b"\xab'\xbb'", "text/html; charset=windows-1252").text.endswith("«'»'")


def test_cyrillic_label_is_believed() -> None:
    page = "<p>Администрация города</p>"
    assert decode(page.encode("windows-1251"), "text/html; charset=windows-1251").text == page


@pytest.mark.parametrize("label", ["big5", "euc-kr", "shift_jis"])
def test_neighbours_are_believed(label: str) -> None:
    page = "<p>中國</p>" if label != "shift_jis" else "<p>日本</p>"
    decoded = decode(page.encode(label), f"text/html; charset={label}")
    assert (decoded.text, decoded.fault) == (page, "")


def test_utf_8_with_broken_bytes_stays_utf_8() -> None:
    body = with_meta("utf-8").encode() + "正文正文正文".encode() * 20 + b"\xe4\xb8</body>" + "正文".encode()
    decoded = decode(body, UTF_8)
    assert (decoded.encoding, decoded.fault, decoded.remarks) == ("utf-8", "", (Remark.DAMAGED,))
    assert decoded.text.count("\ufffd") == 1


def test_a_few_stray_bytes_do_not_contradict_a_label() -> None:
    decoded = decode(b"a { content: '\xab' } b { content: '\xbb' }", UTF_8)
    assert (decoded.encoding, decoded.fault, decoded.remarks) == ("utf-8", "", (Remark.DAMAGED,))


def test_page_cut_inside_a_letter() -> None:
    decoded = decode("<p>中国人民".encode()[:-1], None)
    assert decoded.encoding == "utf-8"
    assert decoded.text == "<p>中国人\ufffd"


def test_gbk_with_a_broken_byte_stays_gbk() -> None:
    decoded = decode("关于印发办法".encode("gbk") + b"\xff<p>" + "通知".encode("gbk"), GBK)
    assert decoded.text == "关于印发办法\ufffd<p>通知"
    assert Remark.DAMAGED in decoded.remarks


def test_nul_bytes_are_replaced_and_told() -> None:
    decoded = decode("a\0中".encode(), UTF_8)
    assert (decoded.text, decoded.remarks) == ("a\ufffd中", (Remark.NUL,))


def test_storable() -> None:
    assert storable("a\0b\ud800c") == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF-8", "utf-8"),
        (" gb_2312-80 ", "gb18030"),
        ("latin1", "windows-1252"),
        ("x-x-big5", "big5hkscs"),
        ("utf-7", None),
    ],
)
def test_labels(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


@given(st.binary(max_size=300), st.none() | st.text(max_size=40))
def test_any_bytes_become_storable_text(body: bytes, header: str | None) -> None:
    text = decode(body, header).text
    assert "\0" not in text
    assert text.encode().decode() == text


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_characters="\0\ufeff"), max_size=80))
def test_round_trip_through_gb18030(text: str) -> None:
    body = b"<meta charset=gbk>" + "通知公告".encode("gbk") + text.encode("gb18030")
    decoded = decode(body, HTML)
    assert decoded.encoding == "utf-8" or decoded.text.endswith(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=80))
def test_round_trip_through_utf_8(text: str) -> None:
    assert decode(f"公告{text}".encode(), UTF_8).text == f"公告{text}"


@pytest.mark.parametrize("piece", [b"<meta ", b"<meta charset", b"<!--", b"<?xml ", b"charset=", b"\xe4\xb8"])
def test_linear_on_repeated_openings(piece: bytes) -> None:
    small, large = (piece * (size // len(piece)) for size in (500_000, STEP * 500_000))
    assert goes_with_size(partial(decode, small, HTML), partial(decode, large, HTML))
