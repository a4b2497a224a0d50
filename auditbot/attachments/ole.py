"""A compound file (OLE 2): which streams it has, and what they hold, read with bounds.

Source of the layout: [MS-CFB], sections 2.2, 2.3 and 2.6.
"""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY = 256
"""Sectors of the directory that are followed."""
_SMALLEST = 4096
"""Bytes; smaller streams lie together in a stream of their own, which is not read."""
_HEADER_TABLE = 109
_END = 0xFFFFFFFA
"""From here on numbers of sectors are signs: end of the chain, free …"""


class Entry(NamedTuple):
    """A stream or a folder: its name, where it begins, and how many bytes it has."""

    name: str
    first: int
    size: int


def entries(body: bytes) -> tuple[Entry, ...]:
    """What the directory lists; nothing where the file is cut off or no compound file."""
    shift = _shift(body)
    if not shift:
        return ()
    first = struct.unpack_from("<I", body, 48)[0]
    listed = b"".join(islice(_chain(body, first, shift), _DIRECTORY))
    return tuple(filter(None, (_entry(listed, at) for at in range(0, len(listed) - 127, 128))))


def opening(body: bytes, entry: Entry) -> bytes:
    """The first sector of a stream; nothing of one that is smaller than 4,096 bytes."""
    shift = _shift(body)
    if not shift or entry.size < _SMALLEST:
        return b""
    return next(_chain(body, entry.first, shift), b"")


def content(body: bytes, entry: Entry) -> bytes:
    """A whole stream, as far as the file goes; nothing of one that is smaller than 4,096 bytes."""
    shift = _shift(body)
    if not shift or entry.size < _SMALLEST:
        return b""
    sectors = min(entry.size, len(body)) // (1 << shift) + 1
    return b"".join(islice(_chain(body, entry.first, shift), sectors))[: entry.size]


def _shift(body: bytes) -> int:
    """The size of a sector as a power of two; 0 where it is none that exists."""
    if len(body) < 512 or not body.startswith(SIGNATURE):
        return 0
    shift: int = struct.unpack_from("<H", body, 30)[0]
    return shift if shift in (9, 12) else 0


def _chain(body: bytes, sector: int, shift: int) -> Iterator[bytes]:
    seen: set[int] = set()
    while sector < _END and sector not in seen:
        seen.add(sector)
        content = _sector(body, sector, shift)
        if not content:
            return
        yield content
        sector = _next(body, sector, shift)


def _next(body: bytes, sector: int, shift: int) -> int:
    """The sector after this one, by the allocation tables."""
    number, place = divmod(sector, 1 << (shift - 2))
    return _number(_sector(body, _table(body, number, shift), shift), place)


def _table(body: bytes, number: int, shift: int) -> int:
    """The sector of an allocation table: the header lists the first, a chain of sectors the others."""
    if number < _HEADER_TABLE:
        return _number(body[76:512], number)
    per_list = (1 << (shift - 2)) - 1
    hops, place = divmod(number - _HEADER_TABLE, per_list)
    sector = _number(body, 17)
    for _ in range(hops):
        sector = _number(_sector(body, sector, shift), per_list)
    return _number(_sector(body, sector, shift), place)


def _number(block: bytes, place: int) -> int:
    """The number at a place of a block of them; the end of every chain where the block is too short."""
    numbers: tuple[int] = (
        struct.unpack_from("<I", block, 4 * place) if len(block) >= 4 * place + 4 else (_END,)
    )
    return numbers[0]


def _sector(body: bytes, sector: int, shift: int) -> bytes:
    if sector >= _END:
        return b""
    start = (sector + 1) << shift
    return body[start : start + (1 << shift)]


def _entry(listed: bytes, at: int) -> Entry | None:
    length, kind = struct.unpack_from("<HB", listed, at + 64)
    if kind not in (1, 2) or not 2 <= length <= 64:
        return None
    name = listed[at : at + length - 2].decode("utf-16-le", "replace")
    first, size = struct.unpack_from("<II", listed, at + 116)
    return Entry(name, first, size)
