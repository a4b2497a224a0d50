"""What every channel takes and gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from auditbot.model.text import Lang, Text
from auditbot.notify.changes import digest
from auditbot.notify.notice import Notice

_REPEATED = Text("（可能重复）", "(possibly repeated) ")
_AGAIN = Text(
    "上一次发送的结果不明，本通知可能已经收到过。\n\n",
    "It is not known whether this notice has arrived before.\n\n",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice on its way to one recipient. ``id`` is the same each time that it is sent."""

    id: str
    notice: Notice
    repeated: bool = False
    """It may have arrived before."""
    lang: Lang = Lang.ZH

    @classmethod
    def of(cls, notice: Notice, channel: str, recipient: str, *, repeated: bool, lang: Lang) -> "Letter":
        """Put a notice into a letter."""
        return cls(digest(notice.key, channel, recipient), notice, repeated, lang)

    @property
    def subject(self) -> str:
        """The subject; says so if the letter may be the second."""
        return (_REPEATED.of(self.lang) if self.repeated else "") + self.notice.subject

    @property
    def text(self) -> str:
        """The text; says so if the letter may be the second. Halves of letters are left out."""
        said = (_AGAIN.of(self.lang) if self.repeated else "") + self.notice.text
        return said.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Why a letter was not delivered; ``detail`` holds no secret."""

    detail: str
    unsure: bool = False
    """It went out, and nobody said whether it arrived."""
    recipient_only: bool = False
    """The recipient was refused, others may be tried; else the whole channel is of no use now."""


class Channel(Protocol):
    """A way to send letters."""

    @property
    def secrets(self) -> Sequence[str]:
        """What must not be shown."""

    async def deliver(self, letter: Letter, recipient: str) -> Undelivered | None:
        """Send a letter; ``None``: it has arrived. Never raises for a fault of the world."""


def cut(text: str, most: int) -> str:
    """At most so many bytes of UTF-8."""
    data = text.encode("utf-8", "replace")
    if len(data) <= most:
        return data.decode()
    return data[: most - len("…".encode())].decode("utf-8", "ignore") + "…"
