"""What a process prints, taken apart within bounds: messages for the fleet, and the last of all else."""

from auditbot.fleet.messages import Message, heard

_LONGEST = 16 * 1024
"""Bytes of one line; the rest of a longer one is passed over."""
_KEPT = 4 * 1024
"""Bytes kept of what is no message."""
FLOOD = 1024 * 1024
"""Bytes that are no message; a process that prints more is said to flood."""


class Output:
    """Fed with bytes as they come. Memory is bounded whatever comes."""

    def __init__(self) -> None:
        self.noise = 0
        """Bytes that were no message."""
        self._line = b""
        self._tail = b""
        self._is_cut = False
        """The beginning of the line was passed over."""

    @property
    def floods(self) -> bool:
        """Whether more was printed than any process of ours has to say."""
        return self.noise > FLOOD

    @property
    def last_words(self) -> str:
        """The last line that was no message, fit to be shown."""
        lines = (self._tail + self._line).decode("utf-8", "replace").splitlines()
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return "".join(letter for letter in said if letter.isprintable())[:200]

    def feed(self, data: bytes) -> list[Message]:
        """Take what was read; gives the messages in it."""
        *lines, rest = (self._line + data).split(b"\n")
        messages = []
        for line in lines:
            message = heard(line) if len(line) <= _LONGEST and not self._is_cut else None
            self._is_cut = False
            if message:
                messages.append(message)
            elif line or self._tail[-1:] not in (b"", b"\n"):
                self._take_noise(line + b"\n")
        if len(rest) > _LONGEST:
            self._take_noise(rest)
            rest, self._is_cut = b"", True
        self._line = rest
        return messages

    def _take_noise(self, said: bytes) -> None:
        self.noise += len(said)
        self._tail = (self._tail + said)[-_KEPT:]
