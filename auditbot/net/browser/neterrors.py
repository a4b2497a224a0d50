"""What Chromium's own names for faults of the network mean."""

import re

from auditbot.model.fetch import Failure, FailureKind

_NAME = re.compile(r"net::(ERR_[A-Z0-9_]{1,60})")
_KINDS = {
    "ERR_CERT_DATE_INVALID": FailureKind.TLS_EXPIRED,
    "ERR_CERT_AUTHORITY_INVALID": FailureKind.TLS_UNKNOWN_ISSUER,
    "ERR_CERT_COMMON_NAME_INVALID": FailureKind.TLS_WRONG_HOST,
    "ERR_CONNECTION_CLOSED": FailureKind.RESET,
    "ERR_CONNECTION_RESET": FailureKind.RESET,
    "ERR_EMPTY_RESPONSE": FailureKind.RESET,
    "ERR_HTTP2_PROTOCOL_ERROR": FailureKind.MALFORMED,
    "ERR_INVALID_CHUNKED_ENCODING": FailureKind.MALFORMED,
    "ERR_INVALID_HTTP_RESPONSE": FailureKind.MALFORMED,
    "ERR_INVALID_REDIRECT": FailureKind.BAD_REDIRECT,
    "ERR_RESPONSE_HEADERS_TOO_BIG": FailureKind.MALFORMED,
    "ERR_CONTENT_LENGTH_MISMATCH": FailureKind.TRUNCATED,
    "ERR_INCOMPLETE_CHUNKED_ENCODING": FailureKind.TRUNCATED,
    "ERR_CONTENT_DECODING_FAILED": FailureKind.BAD_CODING,
    "ERR_TOO_MANY_REDIRECTS": FailureKind.REDIRECT_LOOP,
    "ERR_TIMED_OUT": FailureKind.TIMEOUT,
}


def net_failure(message: str) -> Failure:
    """The failure that a message with ``net::ERR_…`` stands for; what is not known is a fault of ours."""
    found = _NAME.search(message)
    name = found[1] if found else ""
    if name == "ERR_ABORTED" or "Download is starting" in message:
        return Failure(FailureKind.SCOPE, "a download, or an answer without content")
    unknown = FailureKind.TLS_HANDSHAKE if name.startswith(("ERR_CERT_", "ERR_SSL_")) else FailureKind.LOCAL
    return Failure(_KINDS.get(name, unknown), name or message[:200])
