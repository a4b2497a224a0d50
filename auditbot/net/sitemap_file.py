"""What one sitemap lists, as XML or as plain text. Bounded in entries, time and memory."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from auditbot.settings import KIB, Limits

_HEAD = 64 * KIB
_PIECE = 64 * KIB
_PER_ENTRY = 40
"""Elements, or lines, that may be read for each entry that is allowed; real entries have three or four."""
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
        if b"<!ENTITY" in head:
            self.remarks.add("entities")
        elif start.startswith((b"<!doctype html", b"<html")):
            self.remarks.add("html")
        elif b"<" in start or b"\0" in start:
            yield from self._of_xml()
        else:
            yield from self._of_text()

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

        listener = _Listener()
        parser = etree.XMLParser(
            target=listener, resolve_entities=False, no_network=True, recover=True, huge_tree=False
        )
        try:
            for start in range(0, len(self._body), _PIECE):
                parser.feed(self._body[start : start + _PIECE])
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
