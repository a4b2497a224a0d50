"""One conversation with a mail server, at an address that was judged, within bounds of time and size."""

import smtplib
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from io import BufferedReader

from auditbot.net.egress.egress import Endpoint
from auditbot.notify.channel import Undelivered
from auditbot.notify.config import Security

_STEP_SECONDS = 20.0
_MOST = 256 * 1024
"""Bytes that a server may say in all."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Server:
    """Whom to speak to, and as whom."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""


class _Replies:
    """What the server says, up to a bound; beyond it the connection counts as ended."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._left = _MOST

    def readline(self, most: int = -1) -> bytes:
        line = self._stream.readline(most if 0 <= most < self._left else self._left)
        self._left -= len(line)
        return line

    def close(self) -> None:
        self._stream.close()


class _Session(smtplib.SMTP):
    """Connects to an address; the name is kept, for TLS."""

    def __init__(self, server: Server, endpoint: Endpoint, context: ssl.SSLContext) -> None:
        super().__init__(local_hostname="localhost", timeout=_STEP_SECONDS)
        self._host = server.host
        self._server = server
        self._endpoint = endpoint
        self._context = context
        self.opened: socket.socket | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        place = (self._endpoint.address, self._endpoint.port)
        opened = self.opened = socket.create_connection(place, timeout)
        self.local_hostname = _literal(opened.getsockname()[0])
        if self._server.security is not Security.TLS:
            return opened
        try:
            self.opened = self._context.wrap_socket(
                opened, server_hostname=self._server.host, do_handshake_on_connect=False
            )
            self.opened.do_handshake()
        except BaseException:
            self.opened.close()
            raise
        return self.opened

    def getreply(self) -> tuple[int, bytes]:
        """As the base class reads it, but no more than a bound."""
        if self.file is None and self.sock is not None:
            self.file = _Replies(self.sock.makefile("rb"))
        return super().getreply()


def _literal(address: str) -> str:
    """How one who has no name says who he is (RFC 5321 4.1.3)."""
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


class Conversation:
    """Sends one message. ``hold`` is called in a thread; ``break_off`` ends it from outside."""

    def __init__(self, server: Server, endpoint: Endpoint, context: ssl.SSLContext) -> None:
        self._session = _Session(server, endpoint, context)
        self._server = server
        self._context = context
        self.connected = False
        """The server has answered: another address of it would say the same."""
        self.sending = False
        """The message is on its way: what ends now leaves it open whether it arrived."""
        self._broken = threading.Event()

    def hold(self, message: EmailMessage, sender: str, recipient: str) -> Undelivered | None:
        """Connect, log in, send; ``None``: the server has taken the message."""
        try:
            self._open()
            self.sending = True
            self._session.send_message(message, sender, [recipient])
        except smtplib.SMTPException as fault:
            return self._refused(fault)
        except OSError as fault:  # of TLS too
            why = "not done in time" if self._broken.is_set() else fault.strerror or str(fault)
            return Undelivered(f"{self._server.host}: {why}"[:_SHOWN], unsure=self.sending)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                self._session.quit()
            self._session.close()
        return None

    def break_off(self) -> None:
        """End it: whatever waits for the server comes back at once."""
        self._broken.set()
        opened = self._session.sock or self._session.opened
        if opened is not None:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    def _open(self) -> None:
        code, said = self._session.connect(self._server.host, self._server.port)
        self.connected = True
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)
        if self._server.security is Security.STARTTLS:
            self._session.starttls(context=self._context)
        if self._server.user:
            self._session.login(self._server.user, self._server.password)

    def _refused(self, fault: smtplib.SMTPException) -> Undelivered:
        """What the server did not want; a connection that ended within the message leaves it open."""
        if isinstance(fault, smtplib.SMTPRecipientsRefused):
            code, said = next(iter(fault.recipients.values()))
            return Undelivered(_words("recipient refused", code, said), recipient_only=True)
        if isinstance(fault, smtplib.SMTPAuthenticationError):
            return Undelivered(_words("login refused", fault.smtp_code, fault.smtp_error))
        if isinstance(fault, smtplib.SMTPResponseException):
            return Undelivered(_words("refused", fault.smtp_code, fault.smtp_error))
        why = "not done in time" if self._broken.is_set() else str(fault)
        return Undelivered(f"{self._server.host}: {why}"[:_SHOWN], unsure=self.sending)


def _words(what: str, code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    line = "".join(letter if letter.isprintable() else " " for letter in text[:_SHOWN])
    return f"{what}: {code} {line}"
