"""The same walk with Scrapy, set for speed: a link checker as one would write it with Scrapy's own parts."""

import json
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor

from tests.bench.floor import CONCURRENCY, FILES

_DOWNLOADER = "scrapy.downloadermiddlewares"
_SPIDER = "scrapy.spidermiddlewares"
SETTINGS = {
    "CONCURRENT_REQUESTS": CONCURRENCY,
    "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "COOKIES_ENABLED": False,
    "RETRY_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_ENABLED": False,
    "DOWNLOADER_STATS": False,
    "HTTPPROXY_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "HTTPERROR_ALLOW_ALL": True,
    "REFERER_ENABLED": False,
    "DOWNLOADER_MIDDLEWARES": {
        f"{_DOWNLOADER}.httpauth.HttpAuthMiddleware": None,
        f"{_DOWNLOADER}.offsite.OffsiteMiddleware": None,
        f"{_DOWNLOADER}.httpcompression.HttpCompressionMiddleware": None,
    },
    "SPIDER_MIDDLEWARES": {
        f"{_SPIDER}.urllength.UrlLengthMiddleware": None,
        f"{_SPIDER}.depth.DepthMiddleware": None,
    },
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
}


class LinkChecker(scrapy.Spider):
    """Reads every page of one host and asks for the head of everything else."""

    name = "link-checker"
    extractor = LinkExtractor(
        tags=("a", "img", "script", "link"), attrs=("href", "src"), deny_extensions=[], unique=True
    )

    def __init__(self, home: str) -> None:
        super().__init__()
        self._home = home
        self._known = {home}
        self.pages = 0
        self.dead: list[str] = []

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The homepage."""
        yield self._request(self._home)

    def parse(self, response: Response, **_: Any) -> Iterator[scrapy.Request]:
        """Follow the links of a page; only what is new costs a request object and a fingerprint."""
        if response.status != 200:
            self.target(response)
        elif isinstance(response, HtmlResponse):
            self.pages += 1
            for link in self.extractor.extract_links(response):
                if link.url not in self._known and link.url.startswith(self._home):
                    self._known.add(link.url)
                    yield self._request(link.url)

    def target(self, response: Response, **_: Any) -> None:
        """Note what does not answer."""
        if response.status != 200:
            self.dead.append(response.url)

    def _request(self, url: str) -> scrapy.Request:
        if url.endswith(FILES):
            return scrapy.Request(url, method="HEAD", callback=self.target, dont_filter=True)
        return scrapy.Request(url, callback=self.parse, dont_filter=True)


def main(home: str) -> None:
    """Walk from the homepage and print what was seen."""
    process = CrawlerProcess(SETTINGS)
    crawler = process.create_crawler(LinkChecker)
    process.crawl(crawler, home=home)
    process.start()
    walk = crawler.spider
    assert isinstance(walk, LinkChecker)
    dead = sorted("/" + url.removeprefix(home) for url in walk.dead)
    json.dump({"pages": walk.pages, "dead": dead}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
