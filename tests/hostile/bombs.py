"""Bodies of some hundred kilobytes that unpack to a gibibyte, and a server that has them everywhere."""

import gzip
import sys
import zlib
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]  # it is published without types

from auditbot.settings import MIB
from tests.net.world import Paths, moved, page

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STEPS = 1024
"""Mebibytes."""
_HEAD = b'<?xml version="1.0"?><urlset><url><loc>http://www.a.example/1</loc></url><url><loc>'


def _deflated(first: bytes, filling: bytes) -> bytes:
    """Raw deflate: blocks that know nothing of each other, so that one serves for all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(filling) + packer.flush(zlib.Z_FULL_FLUSH)
    return begin + block * STEPS + b"\x03\x00"


def _checksum(first: bytes, filling: bytes) -> int:
    total = zlib.crc32(first)
    for _ in range(STEPS):
        total = zlib.crc32(filling, total)
    return total


def gzipped(first: bytes = b"", filling: bytes = bytes(MIB)) -> bytes:
    """A gzip file."""
    size = (len(first) + len(filling) * STEPS) & 0xFFFFFFFF
    end = _checksum(first, filling).to_bytes(4, "little") + size.to_bytes(4, "little")
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + _deflated(first, filling) + end


def _pieces(first: bytes, filling: bytes) -> Iterator[bytes]:
    yield first
    for _ in range(STEPS):
        yield filling


def packed(coding: str, first: bytes = b"", filling: bytes = bytes(MIB)) -> bytes:
    """A gibibyte in any coding; ``raw`` is deflate without its frame, ``double`` gzip in gzip."""
    if coding == "gzip":
        return gzipped(first, filling)
    if coding == "double":
        return gzip.compress(gzipped(first, filling))
    if coding == "raw":
        return _deflated(first, filling)
    if coding == "deflate":
        total = zlib.adler32(first)
        for _ in range(STEPS):
            total = zlib.adler32(filling, total)
        return b"\x78\x01" + _deflated(first, filling) + total.to_bytes(4, "big")
    if coding == "br":
        brotlied = brotli.Compressor(quality=1)
        return b"".join(map(brotlied.process, _pieces(first, filling))) + bytes(brotlied.finish())
    frame = zstd.ZstdCompressor(level=1)
    return b"".join(map(frame.compress, _pieces(first, filling))) + frame.flush()


CODINGS = ("gzip", "deflate", "raw", "br", "zstd", "double")
_NAMES = {"raw": "deflate", "double": "gzip, gzip"}
PLACES = ("page", "error", "redirect")


def _field(coding: str) -> str:
    return f"Content-Encoding: {_NAMES.get(coding, coding)}"


def _dense(piece: bytes) -> bytes:
    """A sitemap of nothing but such pieces, and no address at the end of any."""
    return gzipped(b"<?xml version='1.0'?><urlset>", piece * (MIB // len(piece)))


_DENSE = {
    "elements": b"<x/>",
    "comments": b"<!---->",
    "orders": b"<?a b?>",
    "text": b"text ",
    "addresses": b"<url><loc>http://www.a.example/x</loc></url>",
}
SITEMAPS = (*CODINGS, *_DENSE, "file")


def hosts() -> dict[str, Paths]:
    """A host for each coding with bombs as page, error, redirect and robots.txt; one with sitemaps."""
    made: dict[str, Paths] = {}
    maps: dict[str, bytes] = {
        f"/{name}.xml.gz": page(_dense(piece), kind="application/gzip") for name, piece in _DENSE.items()
    }
    for coding in CODINGS:
        bomb, field = packed(coding), _field(coding)
        made[f"{coding}.a.example"] = {
            "/page": page(bomb, field),
            "/error": page(bomb, field, status="404 No"),
            "/redirect": moved("/end", field, body=bomb),
            "/end": page(b"<p>end</p>"),
            "/robots.txt": page(bomb, field, kind="text/plain"),
        }
        maps[f"/{coding}.xml.gz"] = page(packed(coding, _HEAD, b" " * MIB), field, kind="application/xml")
    maps["/file.xml.gz"] = page(gzipped(_HEAD, b" " * MIB), kind="application/gzip")
    return made | {"maps.a.example": maps}
