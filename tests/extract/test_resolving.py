"""What references lead to: the short way is the same as the long one, and pages share what is known."""

from random import Random

import pytest

from auditbot.extract.reference.resolving import Kept, Place
from auditbot.url import BadHref, Url, read

BASES = (
    Url("http://www.qinghe.example/a/b/c.html?x=/y"),
    Url("https://qinghe.example/"),
    Url("http://[::1]:8080/a/"),
)
LETTERS = "abAZ09._-~//..##??&=+,;:@%2e!$'()*|^`{}[]\\ \"<>中\t\n"


@pytest.mark.parametrize("base", BASES)
def test_as_the_standard_has_it(base: Url) -> None:
    chance = Random(1)
    place = Place(base, "utf-8", {})
    for _ in range(2000):
        raw = chance.choice(("", "/", "./", "../")) + "".join(chance.choices(LETTERS, k=chance.randint(1, 8)))
        assert place.read(raw) == read(raw, base), raw


@pytest.mark.parametrize(
    "raw",
    [
        "t20220801_1.html",
        "/zwgk/?id=1&page=2#top",
        "/a//b/",
        "//www.qinghe.example/a",
        "/a/../b",
        "a.html#",
        "a.html?",
        "{{url}}",
        "",
        "a" * 5000,
    ],
)
def test_plain_and_odd_ones(raw: str) -> None:
    assert Place(BASES[0], "utf-8", {}).read(raw) == read(raw, BASES[0])


def test_queries_in_the_encoding_of_the_page() -> None:
    for encoding, read_as in (("gb18030", "gb18030"), ("utf-16-le", "utf-8")):
        assert Place(BASES[0], encoding, {}).read("?q=中") == read("?q=中", BASES[0], read_as)


def test_pages_of_one_reader_share_what_is_known() -> None:
    kept: Kept = {}
    first = Place(BASES[0], "utf-8", kept).read("/zwgk/")
    assert Place(Url("http://www.qinghe.example/d/"), "utf-8", kept).read("/zwgk/") is first
    assert Place(BASES[1], "utf-8", kept).read("/zwgk/").url == "https://qinghe.example/zwgk/"


def test_what_depends_on_the_page_is_not_shared() -> None:
    kept: Kept = {}
    Place(BASES[0], "utf-8", kept).read("?page=2")
    other = Place(Url("http://www.qinghe.example/a/b/d.html"), "utf-8", kept).read("?page=2")
    assert other.url == "http://www.qinghe.example/a/b/d.html?page=2"


def test_script_is_no_address() -> None:
    assert Place(BASES[0], "utf-8", {}).read("javascript:;").bad is BadHref.SCRIPT
