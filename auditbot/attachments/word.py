"""The text of Word 97 documents and of what WPS writes in their format.

Source of the layout: [MS-DOC], sections 2.4.1 (how text is found), 2.5.1 (the header) and 2.9.38 (pieces).
"""

import re
import struct
from collections.abc import Iterator

from auditbot.attachments.prose import Prose

ENCRYPTED = 0x0100
_SECOND_TABLE = 0x0200
_FLAGS = 10
_PIECES = 0x01A2
"""Where the header says where the pieces are listed: place and length in the table stream."""
_COMPRESSED = 0x40000000
_FIELD = re.compile("\x13[^\x13-\x15]*+")
"""The instruction of a field; what it shows follows."""
_ROW_END = "\x07\x07"
"""The mark of the last cell, and that of the row."""
_CONTROL = dict.fromkeys(range(0x20), "") | {7: "\t", 9: "\t"} | dict.fromkeys(range(10, 14), "\n")


def flags(document: bytes) -> int:
    """The flags of the header; 0 where it was cut."""
    return int.from_bytes(document[_FLAGS : _FLAGS + 2], "little")


def table(document: bytes) -> str:
    """The name of the stream in which the pieces are listed."""
    return "1Table" if flags(document) & _SECOND_TABLE else "0Table"


def read(document: bytes, listed: bytes, prose: Prose) -> bool:
    """Add the text, piece by piece; whether there was a list of pieces at all."""
    if len(document) < _PIECES + 8:
        return False
    place, length = struct.unpack_from("<II", document, _PIECES)
    pieces = _list(listed[place : place + length])
    for start, letters, compressed in _places(pieces):
        raw = document[start : start + (letters if compressed else 2 * letters)]
        text = raw.decode("cp1252" if compressed else "utf-16-le", "replace")
        prose.add(_FIELD.sub("", text).replace(_ROW_END, "\x07\n").translate(_CONTROL))
        if prose.full:
            break
    return bool(pieces)


def _list(block: bytes) -> bytes:
    """The list of pieces, after the properties that may stand in front of it."""
    at = 0
    while block[at : at + 1] == b"\x01":
        at += 3 + int.from_bytes(block[at + 1 : at + 3], "little")
    if block[at : at + 1] != b"\x02":
        return b""
    return block[at + 5 : at + 5 + int.from_bytes(block[at + 1 : at + 5], "little")]


def _places(pieces: bytes) -> Iterator[tuple[int, int, bool]]:
    """Of each piece: where it begins, in bytes, its letters, and whether they take one byte each."""
    count = max(0, (len(pieces) - 4) // 12)
    for number in range(count):
        first, last = struct.unpack_from("<II", pieces, 4 * number)
        (start,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * number + 2)
        compressed = bool(start & _COMPRESSED)
        start &= _COMPRESSED - 1
        yield start // 2 if compressed else start, max(0, last - first), compressed
