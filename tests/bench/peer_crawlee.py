"""The same walk with Crawlee's Parsel crawler, set for speed: in memory, no sessions, no retries."""

import asyncio
import json
import logging
import sys
from datetime import timedelta
from urllib.parse import urljoin

from crawlee import ConcurrencySettings, Request
from crawlee.crawlers import ParselCrawler, ParselCrawlingContext
from crawlee.storage_clients import MemoryStorageClient

from tests.bench.floor import CONCURRENCY, FILES

_LINKS = "//a/@href | //img/@src | //script/@src | //link/@href"


class Walk:
    """Reads every page of one host and asks for the head of everything else."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._known = {home}
        self.pages = 0
        self.dead: list[str] = []
        self._crawler = ParselCrawler(
            storage_client=MemoryStorageClient(),
            max_request_retries=0,
            max_session_rotations=0,
            use_session_pool=False,
            ignore_http_error_status_codes=[404],
            request_handler_timeout=timedelta(minutes=1),
            configure_logging=False,
            statistics_log_format="inline",
            concurrency_settings=ConcurrencySettings(
                min_concurrency=CONCURRENCY, max_concurrency=CONCURRENCY, desired_concurrency=CONCURRENCY
            ),
        )
        self._crawler.router.default_handler(self._handle)

    async def run(self) -> None:
        """Walk until nothing waits."""
        await self._crawler.run([self._request(self._home)])

    async def _handle(self, context: ParselCrawlingContext) -> None:
        """Follow the links of a page; only what is new costs a request object."""
        url = context.request.url
        if context.http_response.status_code != 200:
            self.dead.append(url)
        elif not url.endswith(FILES):
            self.pages += 1
            fresh = []
            for raw in context.selector.xpath(_LINKS).getall():
                target = urljoin(url, raw)
                if target not in self._known and target.startswith(self._home):
                    self._known.add(target)
                    fresh.append(self._request(target))
            await context.add_requests(fresh)

    @staticmethod
    def _request(url: str) -> Request:
        return Request.from_url(url, method="HEAD" if url.endswith(FILES) else "GET")


async def main(home: str) -> None:
    """Walk from the homepage and print what was seen."""
    logging.disable(logging.CRITICAL)
    walk = Walk(home)
    await walk.run()
    dead = sorted("/" + url.removeprefix(home) for url in walk.dead)
    json.dump({"pages": walk.pages, "dead": dead}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
