"""What one sitemap lists, as XML or as plain text. Bounded in entries, time and memory."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from auditbot.settings import KIB, Limits

_HEAD = 64 * KIB
_PIECE = 64 * KIB
_PER_ENTRY = 40
"""Elements, or lines, that may be read for each entry that is allowed; real entries have three or four."""
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_BARE_OR_QUOTED = re.compile(rb"(<!\[CDATA\[[^\]]{0,4096})|" + _BARE.pattern)
"""What is quoted as a whole stands as it is meant."""
_ADDRESS_LENGTH = 4096


class Entry(NamedTuple):
    """An address as it is written, and whether it leads to another sitemap."""

    written: str
    is_sitemap: bool


class SitemapFile:
    """One unpacked sitemap. ``remarks`` are complete when all entries were taken; see ``sitemap.Remark``."""

    def __init__(self, body: bytes, limits: Limits) -> None:
        self.remarks: set[str] = set()
        self._body = body
        self._most = limits.sitemap_urls

    def entries(self) -> Iterator[Entry]:
        """What it lists, at most ``limits.sitemap_urls``, repetitions included."""
        for number, entry in enumerate(self._read()):
            if number >= self._most:
                self.remarks.add("too-many")
                return
            yield entry

    def _read(self) -> Iterator[Entry]:
        head = self._body[:_HEAD]
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
        if self._declares_entities():
            self.remarks.add("entities")
        elif start.startswith((b"<!doctype html", b"<html")):
            self.remarks.add("html")
        elif b"<" in start or b"\0" in start:
            yield from self._of_xml()
        else:
            yield from self._of_text()

    def _declares_entities(self) -> bool:
        """Whether any are declared, wherever that stands and however letters are written."""
        wide = b"\0" in self._body[:_HEAD]
        return b"<!ENTITY" in (self._body.replace(b"\0", b"") if wide else self._body)

    def _of_text(self) -> Iterator[Entry]:
        """An address a line."""
        lines = BytesIO(self._body)  # it shares the bytes
        for _ in range(self._most * _PER_ENTRY):
            line = lines.readline(_ADDRESS_LENGTH)
            if not line:
                return
            written = line.decode("utf-8-sig", "replace").strip()
            if written:
                yield Entry(written, is_sitemap=False)
        self.remarks.add("cut")

    def _of_xml(self) -> Iterator[Entry]:
        """Every ``loc`` whose end is there. What the parser would close at the end of a cut file is not."""
        from lxml import etree  # type: ignore[import-untyped]  # it is published without types

        listener, body = _Listener(), self._mended()
        parser = etree.XMLParser(
            target=listener, resolve_entities=False, no_network=True, recover=True, huge_tree=False
        )
        try:
            for start in range(0, len(body), _PIECE):
                parser.feed(body[start : start + _PIECE])
                yield from listener.taken()
                if listener.elements > self._most * _PER_ENTRY:
                    break
            parser.close()
        except etree.XMLSyntaxError:
            self.remarks.add("broken")
        if self._is_whole():
            yield from listener.taken()
        else:
            self.remarks.add("cut")

    def _mended(self) -> bytes:
        """With each ``&`` that begins no reference written as one: half of an address leads elsewhere."""
        if b"\0" in self._body[:_HEAD] or not _BARE.search(self._body):
            return self._body
        most = self._most * _PER_ENTRY
        return _BARE_OR_QUOTED.sub(lambda found: found[1] or b"&amp;", self._body, count=most)

    def _is_whole(self) -> bool:
        """Whether the end of the file is there."""
        tail = self._body[-_HEAD:].rstrip(b"\0 \t\r\n")[-400:].replace(b"\0", b"").lower()
        return b"urlset>" in tail or b"sitemapindex>" in tail


class _Listener:
    """Hears what the parser meets, and keeps the text of each ``loc`` of a page or a sitemap.

    Other ``loc`` are those of pictures and the like; it is told by what holds them.
    """

    def __init__(self) -> None:
        self.elements = 0
        self._open: list[str] = []
        self._text: list[str] | None = None
        self._entries: list[Entry] = []

    def taken(self) -> list[Entry]:
        """What was heard since this was last asked."""
        taken, self._entries = self._entries, []
        return taken

    def start(self, tag: str, _: object) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        self.elements += 1
        if name == "loc" and self._open and self._open[-1] in ("url", "sitemap"):
            self._text = []
        self._open.append(name)

    def data(self, text: str) -> None:
        """Some text, or a part of it."""
        if self._text is not None and len(self._text) < _ADDRESS_LENGTH:
            self._text.append(text[:_ADDRESS_LENGTH])

    def end(self, _: str) -> None:
        """An element ends."""
        name = self._open.pop() if self._open else ""
        if name == "loc" and self._text is not None:
            written = "".join(self._text).strip()[:_ADDRESS_LENGTH]
            self._entries.append(Entry(written, self._open[-1] == "sitemap"))
            self._text = None

    def close(self) -> None:
        """The file ends."""
