"""Messages to a group of DingTalk (钉钉群自定义机器人), signed where the robot wants it (加签)."""

import hmac
from base64 import b64encode
from urllib.parse import urlencode

from auditbot.notify.channel import Letter, Undelivered, cut
from auditbot.notify.posting import accepted, packed
from auditbot.notify.signing import SigningChannel
from auditbot.url import Url

_MOST = 8000
"""Bytes of a message, well below the 20,000 that are taken."""


class DingTalk(SigningChannel):
    """A robot, known by its address and its secret."""

    async def deliver(self, letter: Letter, recipient: str) -> Undelivered | None:
        """Send a letter."""
        text = cut(f"{letter.subject}\n{letter.text}", _MOST)
        body = packed({"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": False}})
        answer = await self._poster.post(self._signed(), body, {})
        return answer if isinstance(answer, Undelivered) else accepted(answer, ("errcode",), ("errmsg",))

    def _signed(self) -> Url:
        if not self._secret:
            return self._address
        stamp = str(int(self._clock().timestamp() * 1000))
        sign = urlencode({"timestamp": stamp, "sign": signature(self._secret, stamp)})
        return Url(f"{self._address}{'&' if '?' in self._address else '?'}{sign}")


def signature(secret: str, stamp: str) -> str:
    """HMAC-SHA256 with the secret over time (in milliseconds) and secret, in base64."""
    return b64encode(hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), "sha256")).decode()
