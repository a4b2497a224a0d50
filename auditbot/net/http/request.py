"""What is asked of the client, and what it gives back."""

from dataclasses import dataclass
from enum import Enum

from auditbot.model.fetch import Fetch
from auditbot.settings import KIB
from auditbot.url import Url

OPENING_BYTES = 16 * KIB


class Want(Enum):
    """How much of an answer's body is read."""

    FULL = "full"
    PAGE = "page"
    """All of what calls itself text, and the opening of anything else: of files nobody reads pages into."""
    OPENING = "opening"
    """The first ``Request.opening`` bytes; the connection is dropped if there is more."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Request:
    """One URL to ask for, with the redirects it leads to."""

    url: Url
    method: str = "GET"
    family: int = 0
    """4 or 6: only over that address family."""
    want: Want = Want.FULL
    page: bool = True
    """The body is bounded by ``limits.page_bytes``, else by ``limits.document_bytes``."""
    as_browser: bool = False
    """Send the headers a browser sends, without lying about who asks."""
    despite_tls: bool = False
    """Where TLS is broken, look once more without verification and without credentials."""
    opening: int = OPENING_BYTES


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a request, and the decoded body as far as it was read.

    A failure may come with a body: of an error page, of what lies behind broken TLS, of a cut answer.
    ``seconds_to_connect`` is ``None`` where a kept connection was used, or none stood.
    """

    fetch: Fetch
    body: bytes = b""
    seconds_to_connect: float | None = None
