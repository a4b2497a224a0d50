"""Decoders of the content codings, each giving its output in steps of bounded size.

A decoder raises ``BadCoding`` when its input is not what it was said to be.
"""

import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # it is published without types

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SLICE = 16 * 1024
"""Input is given to the libraries in slices: they copy what is left over at every step."""
_MEMBERS = 10_000
"""Members of one gzip file, or frames of one zstd stream; real ones hold at least some KiB each."""
_ZSTD_WINDOW = 23
"""Binary logarithm of the largest window, 8 MiB: RFC 9659 allows no more on the web."""


class BadCoding(Exception):
    """The stream is damaged, or of another coding."""


class Decoder(Protocol):
    """One stage of unpacking."""

    coding: str
    ended: bool
    """The stream told its end; nothing is missing."""
    rubbish: bool
    """Something followed the end, and was left aside."""

    def decode(self, data: bytes) -> Iterator[bytes]:
        """What the data unpack to, in steps."""


class Plain:
    """No coding at all."""

    def __init__(self) -> None:
        self.coding = ""
        self.ended = True
        self.rubbish = False

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Hand the data on."""
        yield data


class Zlib:
    """gzip with any number of members, deflate with and without the zlib frame."""

    def __init__(self, wbits: int, step: int) -> None:
        self.coding = "gzip" if wbits == GZIP else "deflate"
        self.ended = False
        self.rubbish = False
        self._wbits = wbits
        self._step = step
        self._members = 1
        self._stream = zlib.decompressobj(wbits)

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Unpack; members that follow are unpacked as well."""
        for start in range(0, len(data), SLICE):
            yield from self._slice(data[start : start + SLICE])

    def _slice(self, data: bytes) -> Iterator[bytes]:
        while data and not self.rubbish:
            if self.ended and not self._next_member(data):
                return
            try:
                unpacked = self._stream.decompress(data, self._step)
            except zlib.error as fault:
                raise BadCoding(str(fault)) from fault
            if unpacked:
                yield unpacked
            self.ended = self._stream.eof
            data = self._stream.unused_data or self._stream.unconsumed_tail

    def _next_member(self, data: bytes) -> bool:
        """Begin anew where another gzip member follows the end of one; zeros are padding."""
        if self._wbits != GZIP or data[:1] != b"\x1f":
            self.rubbish = bool(data.strip(b"\0\r\n "))
            return False
        self._members += 1
        if self._members > _MEMBERS:
            raise BadCoding(f"more than {_MEMBERS} gzip members")
        self._stream = zlib.decompressobj(self._wbits)
        self.ended = False
        return True


GZIP = 16 + zlib.MAX_WBITS
ZLIB = zlib.MAX_WBITS
RAW = -zlib.MAX_WBITS


class Brotli:
    """br. Its library can hold the size of a step since version 1.2."""

    def __init__(self, step: int) -> None:
        self.coding = "br"
        self.ended = False
        self.rubbish = False
        self._step = step
        self._stream = brotli.Decompressor()

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Unpack."""
        for start in range(0, len(data), SLICE):
            if self.ended:
                self.rubbish = True
                return
            yield from self._slice(data[start : start + SLICE])

    def _slice(self, data: bytes) -> Iterator[bytes]:
        try:
            unpacked = self._stream.process(data, output_buffer_limit=self._step)
            while unpacked:
                yield unpacked
                unpacked = self._stream.process(b"", output_buffer_limit=self._step)
        except brotli.error as fault:
            raise BadCoding(str(fault)) from fault
        self.ended = self._stream.is_finished()


class Zstd:
    """zstd, with any number of frames."""

    def __init__(self, step: int) -> None:
        self.coding = "zstd"
        self.ended = False
        self.rubbish = False
        self._step = step
        self._frames = 1
        self._stream = self._fresh()

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Unpack; frames that follow are unpacked as well."""
        for start in range(0, len(data), SLICE):
            yield from self._slice(data[start : start + SLICE])

    def _slice(self, data: bytes) -> Iterator[bytes]:
        while data or not (self._stream.needs_input or self._stream.eof):
            if self.rubbish or (self.ended and not self._next_frame(data)):
                return
            try:
                unpacked = self._stream.decompress(data, self._step)
            except zstd.ZstdError as fault:
                raise BadCoding(str(fault)) from fault
            if unpacked:
                yield unpacked
            self.ended = self._stream.eof
            data = self._stream.unused_data if self.ended else b""

    def _next_frame(self, data: bytes) -> bool:
        if not data.startswith((ZSTD_MAGIC, b"\x50\x2a\x4d\x18")):
            self.rubbish = bool(data.strip(b"\0\r\n "))
            return False
        self._frames += 1
        if self._frames > _MEMBERS:
            raise BadCoding(f"more than {_MEMBERS} zstd frames")
        self._stream = self._fresh()
        self.ended = False
        return True

    @staticmethod
    def _fresh() -> "zstd.ZstdDecompressor":
        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW})


ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
GZIP_MAGIC = b"\x1f\x8b"


def of_name(name: str, step: int) -> Decoder | None:
    """The decoder for a coding by its name in HTTP; none for names nobody knows."""
    if name in ("gzip", "x-gzip"):
        return Zlib(GZIP, step)
    if name == "deflate":
        return Zlib(ZLIB, step)
    if name == "br":
        return Brotli(step)
    return Zstd(step) if name == "zstd" else None
