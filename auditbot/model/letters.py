"""Letters and questions of citizens as a site shows them (来信, 留言, 咨询), with their days."""

from dataclasses import dataclass
from datetime import date

from auditbot.url import Url


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, from a row of a list or from its own page. Days come from visible labels alone."""

    subject: str
    """Its title, at most 80 characters."""
    url: Url | None = None
    """Its own page."""
    asked: date | None = None
    answered: date | None = None
    replied: bool = False
    """The answer stands there, or the page says that there is one."""
    waiting: bool = False
    """The page says that there is none yet: 未回复, 处理中, 办理中."""
    state: str = ""
    """The words for its state, as shown."""
