"""Messages to a group of Feishu (飞书群自定义机器人), signed where the robot wants it (签名校验)."""

import hmac
from base64 import b64encode

from auditbot.notify.channel import Letter, Undelivered, cut
from auditbot.notify.posting import accepted, packed
from auditbot.notify.signing import SigningChannel

_MOST = 8000
"""Bytes of a message, well below the 20 KB that are taken."""


class Feishu(SigningChannel):
    """A robot, known by its address and its secret."""

    async def deliver(self, letter: Letter, recipient: str) -> Undelivered | None:
        """Send a letter."""
        text = cut(_harmless(f"{letter.subject}\n{letter.text}"), _MOST)
        message = {"msg_type": "text", "content": {"text": text}}
        answer = await self._poster.post(self._address, packed(self._signature() | message), {})
        if isinstance(answer, Undelivered):
            return answer
        return accepted(answer, ("code", "StatusCode"), ("msg", "StatusMessage"))

    def _signature(self) -> dict[str, object]:
        if not self._secret:
            return {}
        stamp = str(int(self._clock().timestamp()))
        return {"timestamp": stamp, "sign": signature(self._secret, stamp)}


def _harmless(text: str) -> str:
    """The text without tags: Feishu reads ``<at user_id="all">`` in plain text."""
    return text.replace("<", "＜")


def signature(secret: str, stamp: str) -> str:
    """HMAC-SHA256 over nothing with time (in seconds) and secret as its key, in base64."""
    return b64encode(hmac.digest(f"{stamp}\n{secret}".encode(), b"", "sha256")).decode()
