"""The directory at the end of a ZIP archive, read before any library is trusted with it.

Source of the layout: APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16.
"""

import struct
from dataclasses import dataclass

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_ENTRY = b"PK\x01\x02"
_LONGEST_COMMENT = 65_535
_FIRST = 2000
"""Entries that are looked at to tell what an archive is."""


@dataclass(frozen=True, slots=True)
class Directory:
    """What the end of the archive says: entries, and where the directory lies, in bytes."""

    count: int
    start: int
    size: int


def find(body: bytes) -> Directory | None:
    """The directory; ``None`` where there is none, as in an archive that was cut off."""
    end = body.rfind(_END, max(0, len(body) - _LONGEST_COMMENT - 22))
    if end < 0 or end + 22 > len(body):
        return None
    count, size, start = struct.unpack_from("<HII", body, end + 10)
    position = end
    if count == 0xFFFF or size == 0xFFFFFFFF or start == 0xFFFFFFFF:
        wide = body.rfind(_END_64, max(0, end - 1024), end)
        if wide >= 0 and wide + 56 <= len(body):
            count, size, start = struct.unpack_from("<QQQ", body, wide + 32)
            position = wide
    # something may stand in front of the archive, so the directory is where its end is, less its size
    start = position - size if position >= size else start
    return Directory(count, start, size)


def first_names(body: bytes) -> tuple[str, ...]:
    """The names of the first entries, in order."""
    directory = find(body)
    if directory is None:
        return ()
    names: list[str] = []
    at = directory.start
    while len(names) < _FIRST and body[at : at + 4] == _ENTRY and at + 46 <= len(body):
        name, extra, comment = struct.unpack_from("<HHH", body, at + 28)
        names.append(body[at + 46 : at + 46 + name].decode("utf-8", "replace"))
        at += 46 + name + extra + comment
    return tuple(names)
