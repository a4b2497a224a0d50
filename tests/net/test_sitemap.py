import asyncio
import gzip
from functools import partial
from typing import Any

import pytest

from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.sitemap import Remark, sitemap_urls
from auditbot.settings import MIB
from auditbot.url import Url
from tests.growth import STEP, goes_with_size
from tests.net.world import Server, client_of, cut, page, settings

BASE = "http://www.a.example"
START = Url(f"{BASE}/s.xml")
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def listing(*places: str, kind: str = "url", encoding: str = "utf-8") -> bytes:
    holder = "urlset" if kind == "url" else "sitemapindex"
    items = "".join(f"<{kind}><loc>{place}</loc><lastmod>2026-01-01</lastmod></{kind}>" for place in places)
    return f'<?xml version="1.0" encoding="{encoding}"?><{holder} {NS}>{items}</{holder}>'.encode(encoding)


def served(body: bytes) -> bytes:
    return page(body, kind="application/xml")


async def collected(paths: dict[str, Any], **limits: Any) -> tuple[list[str], set[str], Server]:
    server = Server(paths)
    async with server.run():
        chosen = settings(server.port, **limits)
        async with client_of(chosen) as client:
            polite = Politeness(chosen.politeness, chosen.limits)
            remarks: set[Remark] = set()
            found = [url async for url in sitemap_urls(client, polite, [START], chosen.limits, remarks)]
    return [url.removeprefix(BASE) for url in found], {remark.id for remark in remarks}, server


READ = {
    "plain": served(listing(f"{BASE}/1", f"{BASE}/2", f"{BASE}/1")),
    "gzip file": served(gzip.compress(listing(f"{BASE}/1", f"{BASE}/2"))),
    "gzip coding": page(gzip.compress(listing(f"{BASE}/1", f"{BASE}/2")), "Content-Encoding: gzip"),
    "GBK": served(listing(f"{BASE}/1", f"{BASE}/2", encoding="gbk")),
    "no namespace": served(listing(f"{BASE}/1", f"{BASE}/2").replace(NS.encode(), b"")),
    "blanks": served(listing(f"\n  {BASE}/1 \n", f"{BASE}/2")),
    "text": page(f"\ufeff{BASE}/1\r\n\r\n{BASE}/2\n".encode(), kind="text/plain"),
    "wrong type": page(listing(f"{BASE}/1", f"{BASE}/2"), kind="text/html"),
    "images": served(
        listing(f"{BASE}/1", f"{BASE}/2")
        .replace(b"</url>", b"<i:image><i:loc>/p.png</i:loc></i:image></url>")
        .replace(b"<urlset", b'<urlset xmlns:i="http://i"')
    ),
}


@pytest.mark.parametrize("answer", READ.values(), ids=READ)
async def test_what_is_read(answer: bytes) -> None:
    found, _, _ = await collected({"/s.xml": answer})
    assert found == ["/1", "/2"]


async def test_an_index_is_followed_one_step_and_loops_end() -> None:
    index = listing(f"{BASE}/s.xml", f"{BASE}/a.xml", f"{BASE}/deep.xml", kind="sitemap")
    found, remarks, server = await collected(
        {
            "/s.xml": served(index),
            "/a.xml": served(listing(f"{BASE}/1")),
            "/deep.xml": served(listing(f"{BASE}/b.xml", kind="sitemap")),
            "/b.xml": served(listing(f"{BASE}/2")),
        }
    )
    assert found == ["/1"]
    assert "too-deep" in remarks
    assert len(server.heads) == 3


async def test_the_number_of_sitemaps_is_bounded() -> None:
    index = listing(*(f"{BASE}/{i}.xml" for i in range(500)), kind="sitemap")
    paths = {f"/{i}.xml": served(listing(f"{BASE}/p{i}")) for i in range(500)}
    found, remarks, server = await collected({"/s.xml": served(index)} | paths, sitemaps=6)
    assert len(server.heads) == 6
    assert len(found) == 5
    assert "too-many" in remarks


async def test_the_number_of_addresses_is_bounded() -> None:
    body = listing(*(f"{BASE}/{i}" for i in range(500)))
    found, remarks, _ = await collected({"/s.xml": served(body)}, sitemap_urls=50)
    assert len(found) == 50
    assert remarks == {"too-many"}


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    b'<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>&b;&e;</loc></url></urlset>'
)
ODD: dict[str, tuple[Any, list[str], str]] = {
    "entities": (served(ENTITIES), [], "entities"),
    "html": (page(b"<!DOCTYPE html><html><body>not found</body></html>"), [], "html"),
    "missing": (page(status="404 No"), [], "unreachable"),
    "cut": (served(listing(f"{BASE}/1", f"{BASE}/2")[:-70]), ["/1"], "cut"),
    "cut gzip": (
        served(gzip.compress(listing(*(f"{BASE}/{i}" for i in range(2000))))[:-2000]),
        ["/0", "/1"],
        "cut",
    ),
    "cut connection": (cut(served(listing(f"{BASE}/1", f"{BASE}/2"))[:-70]), ["/1"], "cut"),
    "other schemes": (
        served(listing("file:///etc/passwd", "ftp://x/", "javascript:x", f"{BASE}/1")),
        ["/1"],
        "not-http",
    ),
}


@pytest.mark.parametrize(
    "written", ["/?a=1&b=2", "/?a=1&amp;b=2", "/?a=1&#38;b=2", "<![CDATA[BASE/?a=1&b=2]]>", "/?a=1&b;c&d=2"]
)
async def test_an_ampersand_is_taken_as_it_was_meant(written: str) -> None:
    place = written.replace("BASE", BASE) if "CDATA" in written else f"{BASE}{written}"
    found, remarks, _ = await collected({"/s.xml": served(listing(place, f"{BASE}/&bare"))})
    wanted = "/?a=1&b;c&d=2" if "b;" in written else "/?a=1&b=2"
    assert (found, remarks) == ([wanted, "/&bare"], set())


LATE = ENTITIES.replace(b"<!DOCTYPE", b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE")


@pytest.mark.parametrize("body", [ENTITIES.decode().encode("utf-16"), LATE], ids=["utf-16", "late"])
async def test_entities_are_found_wherever_they_are_declared(body: bytes) -> None:
    found, remarks, _ = await collected({"/s.xml": served(body)})
    assert (found, remarks) == ([], {"entities"})


@pytest.mark.parametrize(("answer", "first", "remark"), ODD.values(), ids=ODD)
async def test_odd_sitemaps(answer: Any, first: list[str], remark: str) -> None:
    found, remarks, _ = await collected({"/s.xml": answer})
    assert found[:2] == first
    assert remark in remarks


async def test_a_bomb_is_cut_at_the_limit() -> None:
    bomb = gzip.compress(listing(f"{BASE}/1") + b" " * 8 * MIB)
    found, remarks, _ = await collected({"/s.xml": served(bomb)}, sitemap_bytes=MIB)
    assert found == ["/1"]
    assert "too-large" in remarks


def test_fifty_thousand_entries_cost_no_more_than_their_number() -> None:
    def read(count: int) -> None:
        body = listing(*(f"{BASE}/{i}.html" for i in range(count)))
        found, _, _ = asyncio.run(collected({"/s.xml": served(body)}))
        assert len(found) == count

    assert goes_with_size(partial(read, 12_500), partial(read, STEP * 12_500))
