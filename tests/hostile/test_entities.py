"""Entities in sitemaps and in the parts of office files: nothing grows, nothing is fetched."""

import time
from collections.abc import Callable

import pytest

from auditbot.attachments.examine import examine
from auditbot.attachments.facts import Bounds
from auditbot.attachments.kinds import kind_of
from auditbot.net.http.client import Client
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.sitemap import Remark, sitemap_urls
from auditbot.url import Url
from tests.attachments import files
from tests.hostile.entities import MARK, WAYS, declared_in
from tests.hostile.names import SENTINEL
from tests.hostile.robots import BASE
from tests.hostile.sentinel import NOWHERE, Sentinel, aimed
from tests.net.world import Server, egress_of, own, page, settings

_SECONDS = 2.0
"""Of CPU."""
_LISTING = f"<urlset><url><loc>{BASE}/first</loc></url><url><loc>USE</loc></url></urlset>"
_LATE = "<urlset>" + f"<!--{'x' * 70_000}-->" + _LISTING.removeprefix("<urlset>")


@pytest.mark.parametrize("what", WAYS)
@pytest.mark.parametrize(
    ("encoding", "within"), [("utf-8", _LISTING), ("utf-16", _LISTING), ("utf-8", _LATE)]
)
async def test_a_sitemap(what: str, encoding: str, within: str) -> None:
    body = declared_in(what, "urlset", within, encoding)
    async with Sentinel().run(SENTINEL) as sentinel:
        server = Server(aimed({"/map.xml": page(body, kind="application/xml")}, sentinel))
        async with server.run():
            chosen = settings(server.port)
            async with Client(egress_of(chosen), chosen, own) as client:
                remarks: set[Remark] = set()
                polite = Politeness(chosen.politeness, chosen.limits)
                start = [Url(f"{BASE}/map.xml")]
                began = time.process_time()
                found = [url async for url in sitemap_urls(client, polite, start, chosen.limits, remarks)]
                took = time.process_time() - began
    assert not [url for url in found if MARK in url or "root" in url]
    declares = b"<!ENTITY" in body.replace(b"\0", b"")
    assert ("entities" in {remark.id for remark in remarks}) == declares
    assert found == [] if declares else f"{BASE}/first" in found
    assert sentinel.visits == []
    assert took < _SECONDS


def _document(part: str) -> bytes:
    return files.docx(document=part)


def _core(part: str) -> bytes:
    return files.docx("正文", extra={"docProps/core.xml": part})


def _relations(part: str) -> bytes:
    return files.zipped(
        {
            "[Content_Types].xml": files.CONTENT_TYPES,
            "xl/workbook.xml": f"<workbook xmlns:r='{files.R}'><sheet name='a' r:id='a'/></workbook>",
            "xl/_rels/workbook.xml.rels": part,
        }
    )


def _ofd(part: str) -> bytes:
    return files.zipped({"OFD.xml": part})


@pytest.mark.parametrize("what", WAYS)
@pytest.mark.parametrize("made", [_document, _core, _relations, _ofd], ids=lambda made: made.__name__[1:])
async def test_an_office_file(what: str, made: Callable[[str], bytes]) -> None:
    async with Sentinel().run(SENTINEL) as sentinel:
        within = "<a><t>USE</t><title>USE</title></a>"
        part = declared_in(what, "a", within).decode().replace(NOWHERE, f"{sentinel.port:05}")
        body = made(part)
        began = time.process_time()
        found = examine(body, kind_of(body), Bounds())
        took = time.process_time() - began
    assert MARK not in f"{found.text}{found}"
    assert "root:" not in f"{found}"
    assert sentinel.visits == []
    assert took < _SECONDS
