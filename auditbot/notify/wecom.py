"""Messages to a group of WeCom (企业微信群机器人)."""

from auditbot.notify.channel import Letter, Undelivered, cut
from auditbot.notify.posting import Poster, accepted, packed
from auditbot.url import Url

_MOST = 2048
"""Bytes of a text message."""


class WeCom:
    """A robot, known by its address. It writes plain text, in which nothing is a mention."""

    def __init__(self, poster: Poster, address: Url, secrets: tuple[str, ...]) -> None:
        self._poster = poster
        self._address = address
        self.secrets = secrets

    async def deliver(self, letter: Letter, recipient: str) -> Undelivered | None:
        """Send a letter."""
        text = cut(f"{letter.subject}\n{letter.text}", _MOST)
        body = packed({"msgtype": "text", "text": {"content": text}})
        answer = await self._poster.post(self._address, body, {})
        return answer if isinstance(answer, Undelivered) else accepted(answer, ("errcode",), ("errmsg",))
