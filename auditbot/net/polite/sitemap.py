"""Sitemaps: the addresses a site lists itself. Bounded in bytes, entries, files and depth."""

from collections import deque
from collections.abc import AsyncIterator, Iterable
from io import BytesIO
from typing import NamedTuple

from auditbot.net.http.body import Unpacker
from auditbot.net.http.client import Client, Reply, Request, Want
from auditbot.net.http.coding import GZIP_MAGIC
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.sitemap_file import SitemapFile
from auditbot.net.secure import tls
from auditbot.settings import Limits
from auditbot.url import Url, read, split


class Remark(NamedTuple):
    """An oddity of one sitemap, by id.

    ``unreachable``, ``cut``, ``html``, ``entities`` (refused), ``broken``, ``not-http``, ``too-deep``,
    ``too-many``, ``too-large``.
    """

    sitemap: Url
    id: str
    limit: str = ""
    """The setting of ``Limits`` that was run into."""


async def sitemap_urls(
    client: Client, politeness: Politeness, starts: Iterable[Url], limits: Limits, remarks: set[Remark]
) -> AsyncIterator[Url]:
    """Every http(s) address that the sitemaps list, each once; oddities are added to ``remarks``."""
    waiting = deque((url, 0) for url in dict.fromkeys(starts))
    asked: set[Url] = set()
    listed: set[Url] = set()
    while waiting and len(asked) < limits.sitemaps:
        sitemap, depth = waiting.popleft()
        if sitemap in asked:
            continue
        asked.add(sitemap)
        file = SitemapFile(
            _unpacked(await _fetched(client, politeness, sitemap, limits), limits, sitemap, remarks), limits
        )
        for entry in file.entries():
            url = read(entry.written, sitemap).url
            if url is None:
                remarks.add(Remark(sitemap, "not-http"))
            elif entry.is_sitemap and depth >= limits.sitemap_depth:
                remarks.add(Remark(sitemap, "too-deep", "sitemap_depth"))
            elif entry.is_sitemap and len(waiting) < limits.sitemaps:
                waiting.append((url, depth + 1))
            elif not entry.is_sitemap and url not in listed:
                if len(listed) == limits.sitemap_urls:
                    remarks.add(Remark(sitemap, "too-many", "sitemap_urls"))
                    return
                listed.add(url)
                yield url
        for remark in file.remarks:
            remarks.add(Remark(sitemap, remark, "sitemap_urls" if remark == "too-many" else ""))
        del file  # before the next one is fetched: each may be large
    remarks.update(Remark(sitemap, "too-many", "sitemaps") for sitemap, _ in waiting if sitemap not in asked)


async def _fetched(client: Client, politeness: Politeness, url: Url, limits: Limits) -> Reply:
    request = Request(url, want=Want.OPENING, despite_tls=True, opening=limits.sitemap_bytes)
    async with politeness.turn(split(url).host, client.own(url)) as turn:
        reply = await client.fetch(request)
        turn.heard(reply.fetch)
    return reply


def _unpacked(reply: Reply, limits: Limits, sitemap: Url, remarks: set[Remark]) -> bytes:
    """The XML, as far as it could be had; what came before a cut is used."""
    if reply.fetch.status is None or reply.fetch.status >= 400 or not reply.body:
        remarks.add(Remark(sitemap, "unreachable"))
        return b""
    if reply.fetch.failure is not None and reply.fetch.failure.kind not in tls.FAILURES:
        remarks.add(Remark(sitemap, "cut"))
    body = reply.body
    if body.startswith(GZIP_MAGIC):
        unpacker = Unpacker("gzip", limits)
        body = _first(unpacker.feed(body), limits.sitemap_bytes)
        list(unpacker.finish())
        if unpacker.failure is not None:
            remarks.add(Remark(sitemap, "cut"))
    if len(body) >= limits.sitemap_bytes:
        remarks.add(Remark(sitemap, "too-large", "sitemap_bytes"))
    return body


def _first(pieces: Iterable[bytes], most: int) -> bytes:
    """The beginning of what is unpacked. A ``BytesIO`` gives its bytes away without a copy."""
    kept = BytesIO()
    for piece in pieces:
        kept.write(piece[: most - kept.tell()])
        if kept.tell() >= most:
            break
    return kept.getvalue()
