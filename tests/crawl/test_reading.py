"""Which answers are pages to be read."""

from datetime import UTC, date, datetime

import pytest

from auditbot.crawl.reading import PageReader, is_markup
from auditbot.model.fetch import Fetch
from auditbot.model.needs import Needs
from auditbot.settings import Limits
from auditbot.testing import Answered, MemorySite
from auditbot.url import Url
from checks.empty_columns import EmptyColumns
from tests.checks.sites import home

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
STYLE = '<?xml-stylesheet type="text/xsl" href="/rss.xsl"?>\n'
EMPTY = f'{XML}<rss version="2.0"><channel><title>通知公告</title></channel></rss>'


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml", "text/html; charset=utf-8", ""])
@pytest.mark.parametrize(
    "body",
    [
        EMPTY,
        f"{XML}{STYLE}<feed xmlns='http://www.w3.org/2005/Atom'></feed>",
        "\ufeff<rdf:RDF></rdf:RDF>",
        f"{XML}<urlset></urlset>",
    ],
)
def test_what_is_written_for_programs_is_no_page(body: str, kind: str) -> None:
    assert not is_markup(kind, body.encode())


@pytest.mark.parametrize(
    "body",
    [
        f'{XML}<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html></html>',
        f"{XML}<html xmlns='http://www.w3.org/1999/xhtml'></html>",
        f"{XML}{STYLE}<html></html>",
        "<!DOCTYPE html><feed>一页</feed>",
    ],
)
def test_a_page_may_be_written_as_xml(body: str) -> None:
    assert is_markup("text/xml", body.encode())


def test_an_empty_feed_is_no_empty_column() -> None:
    feed = Answered(EMPTY, content_type="application/rss+xml")
    menu = '<div class="nav"><ul><li><a href="/rss/">通知公告订阅</a></li></ul></div>'
    made = MemorySite({"/": home(menu), "/rss/": feed})
    assert [finding for finding in made.findings(EmptyColumns) if finding.target.endswith("/rss/")] == []


async def test_that_a_page_was_not_read_to_its_end_is_told() -> None:
    reader = PageReader(Limits(page_tags=1000), Needs.NOTHING, date(2026, 11, 22), lambda _: False)
    try:
        for links, told in ((400, ()), (600, ("page_tags",))):
            fetch = Fetch(url=Url("http://x.example/"), at=datetime(2026, 11, 22, tzinfo=UTC))
            reading = await reader.read(fetch, b"<html>" + b"<a href=/1>x</a>" * links)
            assert (reading.limits_hit, reading.links_found) == (told, links)
    finally:
        await reader.close()
