"""The readers of what servers send: no bytes make any of them raise."""

import asyncio
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from auditbot.crawl.reading import PageReader, Reading
from auditbot.extract.scripting.refreshes import refresh_in
from auditbot.extract.text.document_numbers import find, parse
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.hazard import suspicious
from auditbot.model.fetch import Fetch
from auditbot.model.needs import Needs
from auditbot.net.http import headers, redirect
from auditbot.net.http.challenge import blocked
from auditbot.net.http.cookies import Jar
from auditbot.net.polite.patience import retry_after
from auditbot.net.polite.sitemap_file import SitemapFile
from auditbot.net.secure import certificate
from auditbot.settings import Limits
from auditbot.url import Url, split
from tests.properties.settings import FEW, MANY

HERE = Url("http://www.a.example/x")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
LIMITS = Limits(sitemap_urls=20, links_per_page=10)
ALL = Needs(sum(need.value for need in Needs))
TAGS = st.sampled_from(
    """<a href= <base href= <meta charset= <title> </title> <script> </script> <!-- --> <table><tr><td>
    <ul><li> <b> </p> <iframe src= <svg> <math> <template> <noscript> <style> <select><option> <!DOCTYPE
    <![CDATA[ ]]> <frameset> &#x0; &#xD800; &amp &nosuch; document.write('
    <meta http-equiv=refresh content=""".split()
)
ODDS = st.sampled_from(["'", '"', ">", "2026-01-02", "〔2026〕1号"])
MARKUP = st.lists(st.one_of(TAGS, st.text(max_size=12), ODDS), max_size=40)
XML = st.lists(
    st.one_of(
        st.sampled_from(
            """<?xml version="1.0"?> <urlset> </urlset> <url><loc> </loc></url> <sitemap><loc> <loc>
            </loc> <url> &amp; &
            <!-- <![CDATA[ ]]> <x:loc xmlns:x='y'> <!DOCTYPE http://a.example/""".split()
        ),
        st.text(max_size=10),
    ),
    max_size=30,
)


def read(body: bytes, kind: str) -> Reading:
    fetch = Fetch(HERE, NOW, final_url=HERE, status=200, headers=(("content-type", kind),))

    async def reading() -> Reading:
        reader = PageReader(LIMITS, ALL, date(2026, 11, 22), lambda _: False)
        try:
            return await reader.read(fetch, body)
        finally:
            await reader.close()

    return asyncio.run(reading())


@FEW
@given(MARKUP, st.sampled_from(["text/html", "application/xhtml+xml", "text/plain", ""]))
def test_no_markup_raises(pieces: list[str], kind: str) -> None:
    found = read("".join(pieces).encode("utf-8", "replace"), kind)
    assert len(found.links) <= LIMITS.links_per_page
    assert len(found.links) <= found.links_found


@FEW
@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_raise(body: bytes, kind: str) -> None:
    assert read(body, kind).facts.url == HERE


@MANY
@given(st.one_of(st.text(max_size=200), MARKUP.map("".join)))
def test_the_small_readers_of_text_never_raise(text: str) -> None:
    suspicious(text)
    list(find(text))
    parse(text)
    refresh_in(text)
    retry_after(text, NOW)
    assert isinstance(blocked(200, (), text), str)
    assert Document(HERE, text).tree is not None


@MANY
@given(st.one_of(st.binary(max_size=300), XML.map(lambda pieces: "".join(pieces).encode("utf-8", "replace"))))
def test_no_sitemap_raises_and_all_are_bounded(body: bytes) -> None:
    file = SitemapFile(body, LIMITS)
    entries = list(file.entries())
    assert len(entries) <= LIMITS.sitemap_urls
    assert all(len(entry.written) <= 4096 for entry in entries)


@MANY
@given(
    st.binary(max_size=120), st.lists(st.tuples(st.binary(max_size=20), st.binary(max_size=40)), max_size=10)
)
def test_headers_are_printable_and_locations_lead_somewhere_or_nowhere(
    raw: bytes, fields: list[tuple[bytes, bytes]]
) -> None:
    assert headers.text(raw).isprintable()
    assert all(name.isprintable() and value.isprintable() for name, value in headers.kept(fields, LIMITS))
    redirect.target(raw, HERE)
    assert redirect.shown(raw).isprintable()


@MANY
@given(st.lists(st.binary(max_size=60), max_size=8))
def test_cookies_never_raise_and_can_be_sent(fields: list[bytes]) -> None:
    jar = Jar(LIMITS)
    jar.store(split(HERE), fields)
    sent = jar.header(split(HERE))
    assert sent.isprintable()


@MANY
@given(st.binary(max_size=200))
def test_no_certificate_raises(der: bytes) -> None:
    certificate.read(der)
