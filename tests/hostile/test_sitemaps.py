"""Each sitemap of the catalogue by itself."""

import pytest

from auditbot.net.http.client import Client
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.sitemap import Remark, sitemap_urls
from auditbot.url import Url
from tests.hostile.case import SitemapCase
from tests.hostile.registry import SITEMAPS
from tests.hostile.robots import BASE
from tests.net.world import Server, egress_of, own, settings


@pytest.mark.parametrize("case", SITEMAPS, ids=str)
async def test_a_sitemap_gives_what_it_may(case: SitemapCase) -> None:
    server = Server(case.paths)
    start = Url(f"{BASE}{next(iter(case.paths))}")
    async with server.run():
        chosen = settings(server.port, **case.limits)
        async with Client(egress_of(chosen), chosen, own) as client:
            remarks: set[Remark] = set()
            polite = Politeness(chosen.politeness, chosen.limits)
            found = [url async for url in sitemap_urls(client, polite, [start], chosen.limits, remarks)]
    paths = [url.removeprefix(BASE) for url in found]
    assert case.count is None or len(paths) == case.count
    assert tuple(paths[: len(case.found)]) == case.found
    assert {remark.id for remark in remarks} >= set(case.remarks)
    assert len(server.heads) <= len(case.paths) + 1
