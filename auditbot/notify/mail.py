"""Letters by e-mail."""

import asyncio
import ssl
from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from auditbot.model.fetch import Failure
from auditbot.net.egress.egress import Egress, Endpoint
from auditbot.notify.channel import Letter, Undelivered
from auditbot.notify.config import MailSpec, Security
from auditbot.notify.posting import in_allowed
from auditbot.notify.smtp import Conversation, Server
from auditbot.url import Url
from reports.display import shown

_SECONDS = 60.0
"""For one message, whatever the server does."""
_GOODBYE = 5.0
_SUBJECT = 200
_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


class Mail:
    """A mail server that takes letters from one sender."""

    def __init__(
        self,
        spec: MailSpec,
        password: str,
        egress: Egress,
        context: ssl.SSLContext,
        clock: Callable[[], datetime],
        seconds: float = _SECONDS,
    ) -> None:
        port = spec.port or _PORTS[spec.security]
        self._spec = spec
        self._server = Server(spec.host, port, spec.security, spec.user, password)
        self._egress = egress
        self._context = context
        self._clock = clock
        self._seconds = seconds
        self.secrets = (password,) if password else ()

    async def deliver(self, letter: Letter, recipient: str) -> Undelivered | None:
        """Send a letter to one address."""
        endpoints = await self._endpoints()
        if isinstance(endpoints, Undelivered):
            return endpoints
        message = self.message(letter, recipient)
        outcome: Undelivered | None = None
        for endpoint in endpoints:
            conversation = Conversation(self._server, endpoint, self._context)
            outcome = await self._held(conversation, message, recipient)
            if conversation.connected:
                break
        return outcome

    async def _endpoints(self) -> tuple[Endpoint, ...] | Undelivered:
        server = self._server
        host = f"[{server.host}]" if ":" in server.host else server.host
        decision = await self._egress.decide(Url(f"https://{host}:{server.port}/"))
        if isinstance(decision, Failure):
            return Undelivered(f"{decision.kind}: {decision.detail}")
        if server.security is Security.NONE and not in_allowed(self._egress, decision.endpoints):
            return Undelivered(
                "not encrypted: tls or starttls is needed outside the networks that were allowed"
            )
        return decision.endpoints

    async def _held(
        self, conversation: Conversation, message: EmailMessage, recipient: str
    ) -> Undelivered | None:
        task = asyncio.create_task(
            asyncio.to_thread(conversation.hold, message, self._spec.sender, recipient)
        )
        try:
            await asyncio.wait({task}, timeout=self._seconds)
        finally:
            if not task.done():
                conversation.break_off()
                await asyncio.wait({task}, timeout=_GOODBYE)
        if task.done():
            return task.result()
        return Undelivered(f"{self._server.host}: not done in time", unsure=conversation.sending)

    def message(self, letter: Letter, recipient: str) -> EmailMessage:
        """The letter as a message: every header is one line, the text is plain."""
        spec = self._spec
        domain = spec.sender.rpartition("@")[2]
        message = EmailMessage(SMTP)
        message["From"] = Address(shown(spec.sender_name), addr_spec=spec.sender)
        message["To"] = Address(addr_spec=recipient)
        message["Subject"] = shown(letter.subject, _SUBJECT)
        message["Date"] = self._clock()
        message["Message-ID"] = f"<{letter.id}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text, charset="utf-8", cte="base64")
        return message
