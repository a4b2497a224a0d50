"""Addresses: the rules of the WHATWG URL standard as a table, and what holds for any text."""

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.url import MAX_LENGTH, BadHref, Url, authority, extension, origin, parse, read, readable, split
from tests.properties.settings import MANY

BASE = Url("http://www.a.example/dir/page.html?q=1")

RULES = {
    # schemes and slashes
    "HTTP://A.example": "http://a.example/",
    "https:a.example": "https://a.example/",
    "http:////a.example/x": "http://a.example/x",
    "http:\\\\a.example\\x": "http://a.example/x",
    "//b.example": "http://b.example/",
    "///b.example/x": "http://b.example/x",
    "\\\\": None,
    "http:x": "http://www.a.example/dir/x",
    "h\tttp://a.example/": "http://a.example/",
    # hosts
    "http://A.EXAMPLE./": "http://a.example./",
    "http://ａ.example/": "http://a.example/",
    "http://a%2eexample/": "http://a.example/",
    "http://例子.example/": "http://xn--fsqu00a.example/",
    "http://faß.example/": "http://xn--fa-hia.example/",
    "http://a。example/": "http://a.example/",
    "http://a\u00adb.example/": "http://ab.example/",
    "http://a b/": None,
    "http://a<b/": None,
    "http://a^b/": None,
    "http://a|b/": None,
    "http://": None,
    "http:///": None,
    "http://@/": None,
    "http://[::1]/": "http://[::1]/",
    "http://[0:0::0:1]/": "http://[::1]/",
    "http://[::127.0.0.1]/": "http://[::7f00:1]/",
    "http://[::1%25lo]/": None,
    "http://[1::2::3]/": None,
    "http://1.2.3/": "http://1.2.0.3/",
    "http://0x10/": "http://0.0.0.16/",
    "http://010/": "http://0.0.0.8/",
    "http://256/": "http://0.0.1.0/",
    "http://1.2.3.4.5/": None,
    "http://256.0.0.1/": None,
    "http://0x/": "http://0.0.0.0/",
    "http://09/": None,
    "http://1e3/": "http://1e3/",
    # ports
    "http://a.example:80/": "http://a.example/",
    "https://a.example:80/": "https://a.example:80/",
    "https://a.example:443/": "https://a.example/",
    "http://a.example:/": "http://a.example/",
    "http://a.example:00080/": "http://a.example/",
    "http://a.example:65536/": None,
    "http://a.example:8a/": None,
    "http://a.example:-1/": None,
    # credentials
    "http://u:p@a.example/": "http://a.example/",
    "http://u@p@a.example/": "http://a.example/",
    "http://a.example\\@b.example/": "http://a.example/@b.example/",
    "http://a.example#@b.example/": "http://a.example/",
    # paths
    "/a/./b/../c": "http://www.a.example/a/c",
    "/a/%2e%2e/b": "http://www.a.example/b",
    "/a/.%2E/b": "http://www.a.example/b",
    "/../../x": "http://www.a.example/x",
    "/a//b": "http://www.a.example/a//b",
    "/a b": "http://www.a.example/a%20b",
    '/a"<>`{}': "http://www.a.example/a%22%3C%3E%60%7B%7D",
    "/a|b": "http://www.a.example/a|b",
    "/a%zz": "http://www.a.example/a%zz",
    "/%7e": "http://www.a.example/%7e",
    "/é": "http://www.a.example/%C3%A9",
    "a\\b": "http://www.a.example/dir/a/b",
    "": None,
    ".": "http://www.a.example/dir/",
    "..": "http://www.a.example/",
    # queries and fragments
    "?": "http://www.a.example/dir/page.html?",
    "?x=é": "http://www.a.example/dir/page.html?x=%C3%A9",
    "?a b'c": "http://www.a.example/dir/page.html?a%20b%27c",
    "#x": "http://www.a.example/dir/page.html?q=1",
    "x?y#z?#": "http://www.a.example/dir/x?y",
    # blanks
    "\x00\x1f /x \t": "http://www.a.example/x",
    "/x\r\ny": "http://www.a.example/xy",
}
"""As written on the page at ``BASE``, and where it leads; ``None``: nowhere."""

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="http:/\\.@#?%[]0123456789abcxAF é中。\t\n ", max_size=50),
    st.sampled_from(list(RULES)),
    st.tuples(st.sampled_from(["http://", "https://", "//", "/", "?", ""]), st.text(max_size=40)).map(
        "".join
    ),
)


@pytest.mark.parametrize(("raw", "url"), RULES.items(), ids=map(repr, RULES))
def test_rules_of_the_standard(raw: str, url: str | None) -> None:
    assert read(raw, BASE).url == url


@MANY
@given(TEXTS, st.sampled_from([None, BASE]), st.sampled_from(["utf-8", "gb18030", "big5hkscs", "nonsense"]))
def test_reading_never_raises_and_says_one_thing(raw: str, base: Url | None, encoding: str) -> None:
    reference = read(raw, base, encoding)
    assert (reference.url is None) is (reference.bad is not None)
    assert reference.bad is None or reference.bad in BadHref


@MANY
@given(TEXTS)
def test_what_is_canonical_stays_as_it_is(raw: str) -> None:
    url = read(raw, BASE).url
    if url is None:
        return
    assert parse(url) == url
    assert url.isascii()
    assert len(url) <= MAX_LENGTH
    assert "#" not in url
    assert not any(mark <= " " for mark in url)
    assert "@" not in url.split("/")[2]


@MANY
@given(TEXTS)
def test_what_is_taken_apart_can_be_put_together(raw: str) -> None:
    url = read(raw, BASE).url
    if url is None:
        return
    parts = split(url)
    query = f"?{parts.query}" if parts.query or url.endswith("?") else ""
    assert f"{parts.scheme}://{authority(parts)}{parts.path}{query}" == url
    assert url.startswith(f"{origin(url)}/")
    assert 0 < parts.port < 65536 or f":{parts.port}" in url
    assert extension(url) == extension(url).lower()
    standard = ada_url.URL(url)
    host, path, query = standard.hostname.strip("[]"), standard.pathname, standard.search[1:]
    assert (parts.host, parts.path, parts.query) == (host, path, query)


@MANY
@given(TEXTS)
def test_a_readable_address_is_still_the_same_address(raw: str) -> None:
    url = read(raw, BASE).url
    if url is not None:
        assert read(readable(url)).url == url


@pytest.mark.parametrize("letter", ["a", "é", "中", "%41", "/"])
@pytest.mark.parametrize("length", [MAX_LENGTH // 9, MAX_LENGTH - 40, MAX_LENGTH, MAX_LENGTH + 1])
def test_addresses_are_bounded(letter: str, length: int) -> None:
    url = read("/x" + letter * length, BASE).url
    assert url is None or len(url) <= MAX_LENGTH
