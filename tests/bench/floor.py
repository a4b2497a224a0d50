"""The floor: fetch a page, parse it, follow its links. Nothing is kept, nothing is judged."""

import asyncio
import json
import sys
from collections import deque
from urllib.parse import urljoin, urlsplit

import aiohttp
from selectolax.lexbor import LexborHTMLParser

CONCURRENCY = 16
FILES = (".pdf", ".css", ".js", ".png")


class Walk:
    """Every page of one host, each asked once."""

    def __init__(self, home: str) -> None:
        self._host = urlsplit(home).netloc
        self._seen = {home}
        self._waiting = deque([home])
        self._cache: dict[str, str] = {}
        self._idle = asyncio.Condition()
        self._busy = 0
        self.pages = 0
        self.dead: list[str] = []

    async def run(self) -> None:
        """Walk until nothing waits."""
        connector = aiohttp.TCPConnector(limit=CONCURRENCY)
        async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
            await asyncio.gather(*(self._work(session) for _ in range(CONCURRENCY)))

    async def _work(self, session: aiohttp.ClientSession) -> None:
        while (url := await self._next()) is not None:
            async with session.get(url) as response:
                body = await response.read()
            if response.status == 200:
                self.pages += 1
                self._follow(url, body)
            else:
                self.dead.append(urlsplit(url).path)
            self._busy -= 1
            if self._waiting or not self._busy:
                async with self._idle:
                    self._idle.notify_all()

    async def _next(self) -> str | None:
        while not self._waiting:
            if not self._busy:
                return None
            async with self._idle:
                await self._idle.wait()
        self._busy += 1
        return self._waiting.popleft()

    def _follow(self, page: str, body: bytes) -> None:
        base = page.rpartition("/")[0]
        for anchor in LexborHTMLParser(body).css("a[href]"):
            raw = anchor.attributes["href"] or ""
            key = raw if raw.startswith("/") else f"{base} {raw}"
            url = self._cache.get(key)
            if url is None:
                url = self._cache[key] = urljoin(page, raw)
            if url in self._seen:
                continue
            self._seen.add(url)
            parts = urlsplit(url)
            if parts.netloc == self._host and not parts.path.endswith(FILES):
                self._waiting.append(url)


async def main(home: str) -> None:
    """Walk from the homepage and print what was seen."""
    walk = Walk(home)
    await walk.run()
    json.dump({"pages": walk.pages, "dead": sorted(walk.dead)}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
