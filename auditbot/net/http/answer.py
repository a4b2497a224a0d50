"""One answer, and the reading of its body within bounds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from aiohttp import ClientPayloadError

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress.egress import Endpoint
from auditbot.net.http.body import Unpacker
from auditbot.net.http.wire import WatchedResponse, WireFault
from auditbot.settings import Limits

_END = b"</html>"


@dataclass(slots=True)
class Answer:
    """What came for one request. ``failure`` is about the body; times are of the event loop."""

    status: int
    endpoint: Endpoint
    raw_headers: tuple[tuple[bytes, bytes], ...]
    first_byte: float | None
    seconds_to_connect: float | None
    body: bytes = b""
    wire_bytes: int = 0
    failure: Failure | None = None
    remarks: set[str] = field(default_factory=set)

    def values(self, name: bytes) -> list[bytes]:
        """The values of a header, by its lower-case name."""
        return [value for key, value in self.raw_headers if key.lower() == name]


class Intake:
    """Reads one body, ``most`` bytes on the wire and decoded. More is a failure, or cut off quietly."""

    def __init__(self, response: WatchedResponse, answer: Answer, most: int, *, cut: bool) -> None:
        self._response = response
        self._answer = answer
        self._most = most
        self._cut = cut
        self._kept = BytesIO()

    async def read(self, limits: Limits) -> None:
        """Fill the answer's body, size, remarks and failure."""
        answer = self._answer
        declared = self._response.headers.get("Content-Encoding", "")
        if not declared:
            complete = await self._collect(None)
        else:
            unpacker = Unpacker(declared, limits)
            complete = await self._collect(unpacker)
            answer.failure = answer.failure or unpacker.failure
            answer.remarks |= unpacker.remarks
        if answer.failure is None or answer.failure.kind is not FailureKind.TOO_LARGE:
            answer.body = self._kept.getvalue()  # given away, not copied
        if complete and self._response.watch.ragged and not self._length_was_told():
            self._judge_end(packed=bool(declared))

    async def _collect(self, unpacker: Unpacker | None) -> bool:
        """Whether the body was read to its end."""
        answer = self._answer
        content = self._response.content
        try:
            while not content.at_eof():
                chunk = await content.readany()
                answer.wire_bytes += len(chunk)
                if not self._take(unpacker.feed(chunk) if unpacker else (chunk,)):
                    return False
                if unpacker is not None and unpacker.failure is not None:
                    return False
        except WireFault as fault:
            answer.failure = fault.failure
            return False
        except ClientPayloadError:
            length = self._response.headers.get("Content-Length", "unknown")
            answer.failure = self._broken_off(f"{answer.wire_bytes} bytes of {length[:20]}")
            return False
        return unpacker is None or self._take(unpacker.finish())

    def _take(self, pieces: Iterable[bytes]) -> bool:
        """Keep what came, one piece after the other; False where that is more than allowed."""
        size = self._kept.tell()
        for piece in pieces:
            self._kept.write(piece[: self._most - self._kept.tell()])
            size += len(piece)
            if size > self._most:
                break
        if max(size, self._answer.wire_bytes) <= self._most:
            return True
        if not self._cut:
            self._answer.failure = Failure(FailureKind.TOO_LARGE, f"more than {self._most} bytes")
        return False

    def _length_was_told(self) -> bool:
        fields = self._response.headers
        return "Content-Length" in fields or "chunked" in fields.get("Transfer-Encoding", "").lower()

    def _judge_end(self, *, packed: bool) -> None:
        """The connection just ended, as a cut one does: only the body itself can tell that it is whole."""
        answer = self._answer
        if packed or answer.body[-64:].rstrip().lower().endswith(_END):
            answer.remarks.add("unclean-end")
        elif answer.failure is None:
            answer.failure = self._broken_off("no length was told")

    def _broken_off(self, detail: str) -> Failure:
        if self._response.watch.reset:
            return Failure(FailureKind.RESET, f"the connection was reset within the body: {detail}")
        return Failure(FailureKind.TRUNCATED, f"the connection was closed within the body: {detail}")
