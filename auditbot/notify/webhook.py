"""Notices as signed JSON to a server of one's own.

A POST whose body is an object of UTF-8 JSON:

    {"schema": "auditbot/notice/1", "id": …, "repeated": false, "site": "qinghe",
     "audience": {"kind": "unit", "name": "区财政局"}, "severity": "major", "urgent": false,
     "created": "2026-11-20T01:14:00Z", "subject": …, "text": …, "changes": ["…"]}

and whose head holds

    X-Auditbot-Delivery: the same as ``id``; what comes with an id that is known came twice
    X-Auditbot-Timestamp: seconds since 1970
    X-Auditbot-Signature: sha256=HMAC-SHA256(secret, timestamp + "." + body), hexadecimal

Verify the signature over the bytes as they came, compare in constant time, and refuse timestamps that are
older than some minutes. Any status of 200 to 299 says that the notice has arrived.
"""

import hmac

from auditbot.notify.channel import Letter, Undelivered
from auditbot.notify.posting import packed
from auditbot.notify.signing import SigningChannel

SCHEMA = "auditbot/notice/1"
DELIVERY, TIMESTAMP, SIGNATURE = "X-Auditbot-Delivery", "X-Auditbot-Timestamp", "X-Auditbot-Signature"


class Webhook(SigningChannel):
    """A server that verifies signatures."""

    async def deliver(self, letter: Letter, recipient: str) -> Undelivered | None:
        """Send a letter."""
        notice = letter.notice
        told = notice.model_dump(mode="json", exclude={"key"})
        body = packed({"schema": SCHEMA, "id": letter.id, "repeated": letter.repeated, **told})
        stamp = str(int(self._clock().timestamp()))
        fields = {DELIVERY: letter.id, TIMESTAMP: stamp, SIGNATURE: signature(self._secret, stamp, body)}
        answer = await self._poster.post(self._address, body, fields)
        return answer if isinstance(answer, Undelivered) else None


def signature(secret: str, stamp: str, body: bytes) -> str:
    """What ``X-Auditbot-Signature`` holds."""
    return f"sha256={hmac.digest(secret.encode(), stamp.encode() + b'.' + body, 'sha256').hex()}"
