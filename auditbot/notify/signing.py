"""What the channels that sign have in common: where they post, and what they sign with."""

from collections.abc import Callable
from datetime import datetime

from auditbot.notify.posting import Poster
from auditbot.url import Url


class SigningChannel:
    """Posts to one address; a subclass says how a letter is written and signed. Robots may have no secret."""

    def __init__(
        self,
        poster: Poster,
        address: Url,
        secret: str,
        secrets: tuple[str, ...],
        clock: Callable[[], datetime],
    ) -> None:
        self._poster = poster
        self._address = address
        self._secret = secret
        self._clock = clock
        self.secrets = secrets
