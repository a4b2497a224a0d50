"""Unpacking of bodies in bounded steps, with the codings as they are and not only as they are declared."""

from collections.abc import Callable, Iterator

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.http.coding import (
    GZIP_MAGIC,
    RAW,
    ZSTD_MAGIC,
    BadCoding,
    Brotli,
    Decoder,
    Plain,
    Zlib,
    Zstd,
    of_name,
)
from auditbot.settings import Limits

_HEAD = 64
"""Bytes that are looked at before a declared coding is believed."""
_TEXT_CONTROLS = b"\t\n\f\r\x1b"


class Unpacker:
    """Decodes one body. Wire chunks go in, decoded chunks come out; ``failure`` says what is wrong.

    ``declared`` is the value of Content-Encoding. After a failure nothing more comes out.
    """

    def __init__(self, declared: str, limits: Limits) -> None:
        names = [name.strip().lower() for name in declared.split(",")]
        codings = [name for name in names if name not in ("", "identity")]
        self.failure: Failure | None = None
        self.remarks: set[str] = set()
        """Ids of oddities that did no harm: ``coding-lie``, ``unknown-coding``, ``trailing-rubbish``."""
        if len(codings) > limits.codings:
            self.failure = Failure(
                FailureKind.BAD_CODING, f"{len(codings)} codings: {declared[:60]!a}", limit="codings"
            )
            codings = []
        self._stages = [_Stage(name, limits.unpack_step, self.remarks) for name in reversed(codings)]

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What a chunk from the wire unpacks to."""
        yield from self._run(chunk, last=False)

    def finish(self) -> Iterator[bytes]:
        """What was held back, and the verdict on the end of the stream."""
        yield from self._run(b"", last=True)
        if self.failure is None and not all(stage.complete for stage in self._stages):
            self.failure = Failure(FailureKind.TRUNCATED, "the packed stream ends before its end mark")

    def _run(self, chunk: bytes, *, last: bool) -> Iterator[bytes]:
        if self.failure is not None:
            return
        try:
            yield from _through(self._stages, chunk, last=last)
        except BadCoding as fault:
            self.failure = Failure(FailureKind.BAD_CODING, str(fault)[:200])


def _through(stages: "list[_Stage]", chunk: bytes, *, last: bool) -> Iterator[bytes]:
    if not stages:
        if chunk:
            yield chunk
        return
    first, others = stages[0], stages[1:]
    for unpacked in first.feed(chunk, last=last):
        yield from _through(others, unpacked, last=False)
    if last:
        yield from _through(others, b"", last=True)


class _Stage:
    """One declared coding. Its first bytes decide what is really there."""

    def __init__(self, name: str, step: int, remarks: set[str]) -> None:
        self._name = name
        self._step = step
        self._remarks = remarks
        self._head = b""
        self._decoder: Decoder | None = None

    @property
    def complete(self) -> bool:
        return self._decoder is None or self._decoder.ended

    def feed(self, chunk: bytes, *, last: bool) -> Iterator[bytes]:
        if self._decoder is None:
            self._head += chunk
            if not self._head or (len(self._head) < _HEAD and not last):
                return
            chunk, self._head = self._head, b""
            self._decoder = self._choose(chunk)
        if chunk:
            yield from self._decoder.decode(chunk)
        if self._decoder.rubbish:
            self._remarks.add("trailing-rubbish")

    def _choose(self, head: bytes) -> Decoder:
        declared = of_name(self._name, self._step)
        if declared is None:
            self._remarks.add("unknown-coding")
        really = self._sniffed(head)
        if really is None:
            return declared or Plain()
        if declared is not None and really.coding != declared.coding:
            self._remarks.add("coding-lie")
        return really

    def _sniffed(self, head: bytes) -> Decoder | None:
        """What the first bytes show without doubt; none where only the name can tell."""
        if head.startswith(GZIP_MAGIC):
            return of_name("gzip", self._step)
        if head.startswith(ZSTD_MAGIC):
            return Zstd(self._step)
        if self._name in ("gzip", "x-gzip", "zstd"):
            return of_name("deflate", self._step) if _is_zlib(head) else Plain()
        if self._name == "deflate" and not _is_zlib(head):
            return self._unless_text(lambda: Zlib(RAW, self._step), head[:_HEAD])
        if self._name == "br":
            return self._unless_text(lambda: Brotli(self._step), head[:_HEAD])
        return None

    @staticmethod
    def _unless_text(make: Callable[[], Decoder], head: bytes) -> Decoder:
        """A decoder of a coding without any mark, unless the bytes make more sense as they are."""
        try:
            unpacked = next(make().decode(head), b"")
        except BadCoding:
            return Plain()
        as_it_is = _is_text(head) and not (unpacked and _is_text(unpacked[:_HEAD]))
        return Plain() if as_it_is else make()


def _is_text(head: bytes) -> bool:
    """No control characters and mostly ASCII, as markup begins."""
    if any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head):
        return False
    return sum(byte < 0x80 for byte in head) * 4 >= len(head) * 3


def _is_zlib(head: bytes) -> bool:
    """Whether there is a zlib frame (RFC 1950): method 8, and a header divisible by 31."""
    return len(head) >= 2 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
