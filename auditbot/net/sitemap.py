"""Sitemaps: the addresses a site lists itself. Bounded in bytes, entries, files and depth."""

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from auditbot.net import tls
from auditbot.net.body import Unpacker
from auditbot.net.client import Client, Reply, Request, Want
from auditbot.net.coding import GZIP_MAGIC
from auditbot.net.politeness import Politeness
from auditbot.settings import KIB, Limits
from auditbot.url import Url, read, split

_HEAD = 64 * KIB
_ADDRESS_LENGTH = 4096


class Remark(NamedTuple):
    """An oddity of one sitemap, by id.

    ``unreachable``, ``cut``, ``html``, ``entities`` (refused), ``broken``, ``not-http``, ``too-deep``,
    ``too-many``, ``too-large``.
    """

    sitemap: Url
    id: str
    limit: str = ""
    """The setting of ``Limits`` that was run into."""


class _Entry(NamedTuple):
    written: str
    is_sitemap: bool


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
        body = _unpacked(await _fetched(client, politeness, sitemap, limits), limits, sitemap, remarks)
        for entry in _entries(body, sitemap, remarks):
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
    kept = bytearray()
    for piece in pieces:
        kept += piece
        if len(kept) >= most:
            break
    return bytes(kept[:most])


def _entries(body: bytes, sitemap: Url, remarks: set[Remark]) -> Iterator[_Entry]:
    head = body[:_HEAD]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if b"<!ENTITY" in head:
        remarks.add(Remark(sitemap, "entities"))
    elif start.startswith((b"<!doctype html", b"<html")):
        remarks.add(Remark(sitemap, "html"))
    elif b"<" in start or b"\0" in start:
        yield from _of_xml(body, sitemap, remarks)
    else:
        lines = body.decode("utf-8-sig", "replace").splitlines()
        yield from (
            _Entry(line.strip()[:_ADDRESS_LENGTH], is_sitemap=False) for line in lines if line.strip()
        )


def _of_xml(body: bytes, sitemap: Url, remarks: set[Remark]) -> Iterator[_Entry]:
    """The text of every ``loc``; whether it names a page or a sitemap is told by what holds it."""
    from lxml import etree  # type: ignore[import-untyped]  # it is published without types

    walk = etree.iterparse(
        BytesIO(body), events=("end",), resolve_entities=False, no_network=True, recover=True, huge_tree=False
    )
    last: _Entry | None = None
    try:
        for _, element in walk:
            if etree.QName(element).localname != "loc":
                continue
            parent = element.getparent()
            holder = etree.QName(parent).localname if parent is not None else ""
            if holder in ("url", "sitemap"):
                if last is not None:
                    yield last
                last = _Entry((element.text or "").strip()[:_ADDRESS_LENGTH], holder == "sitemap")
                _forget(parent)
    except etree.XMLSyntaxError:
        remarks.add(Remark(sitemap, "broken"))
    if last is not None and _is_whole(body):
        yield last
    elif last is not None:
        remarks.add(Remark(sitemap, "cut"))


def _is_whole(body: bytes) -> bool:
    """Whether the end is there; without it the last address may be cut in the middle."""
    tail = body.rstrip(b"\0 \t\r\n")[-400:].replace(b"\0", b"").lower()
    return b"urlset>" in tail or b"sitemapindex>" in tail


def _forget(element: Any) -> None:
    """Let go of an element that was read and of everything before it, so that memory stays flat."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
