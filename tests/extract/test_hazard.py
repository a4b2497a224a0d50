"""Which pages are tried first. What the parser does with the others is bounded; see the module."""

import time
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from auditbot.extract.tree.hazard import suspicious
from tests.growth import STEP, goes_with_size

NUMBERED = [f"<b id={number}>" for number in range(40_000)]

MANY = " ".join("abcdefghijklmnopqrstuvwxyz")

DANGEROUS = {
    "100,000 nested elements": "<div>" * 100_000,
    "20,000 nested tables": "<table><tr><td>" * 20_000,
    "33,000 nested formatting elements": "".join(NUMBERED[:33_000]),
    "formatting elements made anew": "<p>" + "".join(NUMBERED[:500]) + "</p>" + "<p>x" * 500,
    "with many attributes": "<p>" + "".join(f"<b {MANY} {n}>" for n in range(100)) + "</p>" + "<p>x" * 800,
    "with long attributes": "<p>"
    + "".join(f"<b {n}='{'z' * 900}'>" for n in range(80))
    + "</p>"
    + "<p>x" * 900,
    "hidden behind a fake tag": "<!-- <b x='--><p>" + "".join(NUMBERED[:500]) + "</p>" + "<p>x" * 500,
    "in capitals": "<P>" + "".join(NUMBERED[:500]).upper() + "</P>" + "<P>x" * 500,
    "adoption agency": "".join(f"<b {n}><p>" for n in range(3000)) + "</b>" * 3000,
    "200,000 attributes": "<a " + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
    "attributes behind quotes": "<a " + " ".join(f"a{n}='>'" for n in range(40_000)) + ">",
    "attributes behind a fake tag": '<!-- <a x=" --><a b=" >" '
    + " ".join(f"a{n}" for n in range(60_000))
    + ">",
    "500,000 brackets": "<" * 500_000,
    "300,000 links": "<a href=/x>x</a>" * 300_000,
}

HARMLESS = {
    "flat page": "<div><p><a href='/a.html' title='题'>题</a><span>2022-01-01</span></p></div>" * 1500,
    "long word document": "<p style='a:b'><b>一、</b><font size=3 face='仿宋'>正文</font></p>" * 2000,
    "1,000,000 entities": "&amp;" * 1_000_000,
    "8 MB of text": "<p>" + "字" * 8_000_000,
    "unclosed comment": "<!--" + "x" * 5_000_000,
    "picture in the page": "<img src='data:image/png;base64," + "A" * 100_000 + "'>",
    "nothing": "",
}


@pytest.mark.parametrize("html", DANGEROUS.values(), ids=DANGEROUS)
def test_dangerous(html: str) -> None:
    assert suspicious(html)


@pytest.mark.parametrize("html", HARMLESS.values(), ids=HARMLESS)
def test_harmless(html: str) -> None:
    assert not suspicious(html)


@pytest.mark.parametrize(
    "piece", ["<b ", "<b x='", '<b x="', "<b x=", "<a ", "<a b='", '<a"', "<b/", "<i =", "< ", "</b "]
)
def test_linear(piece: str) -> None:
    def repeated(size: int) -> object:
        return suspicious(piece * size)

    def unclosed(size: int) -> object:
        return suspicious(piece + "a" * 10 * size + " '\"" * size)

    for work in (repeated, unclosed):
        assert goes_with_size(partial(work, 50_000), partial(work, STEP * 50_000))


PIECES = st.sampled_from(
    "<b> <i x> <font a=1> </b> </i> <p> </p> <div> </div> <table> <td> x <a> </a> <em y=2> <!-- -->".split()
)


@given(st.lists(PIECES, min_size=1, max_size=12), st.integers(1, 400))
def test_what_is_let_through_is_parsed_quickly(pieces: list[str], times: int) -> None:
    html = "".join(pieces) * times
    if not suspicious(html):
        began = time.process_time()
        LexborHTMLParser(html)
        assert time.process_time() - began < 3
