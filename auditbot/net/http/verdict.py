"""Whether an answer that came can be used."""

from http import HTTPStatus

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.http import challenge
from auditbot.net.http.answer import Answer
from auditbot.settings import KIB

_SMALL = 16 * KIB
"""Walls are small, but for one kind that can be told by its head."""
_HEAD = 4 * KIB
_OPENING = 64 * KIB


def verdict(answer: Answer, headers: tuple[tuple[str, str], ...]) -> Failure | None:
    """Why an answer that is no redirect cannot be used; ``None`` if it can."""
    status = answer.status
    if answer.failure is not None and status < 400:
        return answer.failure
    wall = challenge.blocked(status, headers, _opening(answer, headers))
    if wall:
        return Failure(FailureKind.BLOCKED, f"{status} {wall}", status)
    if status >= 400 or 300 < status < 400:
        return Failure(FailureKind.STATUS, f"{status} {_phrase(status)}".strip(), status)
    return None


def _opening(answer: Answer, headers: tuple[tuple[str, str], ...]) -> str:
    """A page as text where it is small or begins like a wall; empty for everything else."""
    kind = next((value for name, value in headers if name == "content-type"), "html")
    if "html" not in kind and answer.status < 400:
        return ""
    body = answer.body
    if len(body) > _SMALL and challenge.LARGE_MARK not in body[:_HEAD]:
        return ""
    return _text(body[:_OPENING])


def _text(opening: bytes) -> str:
    try:
        return opening.decode()
    except UnicodeDecodeError as fault:
        if fault.start >= len(opening) - 3:  # only the last letter is cut
            return opening[: fault.start].decode()
    return opening.decode("gb18030", "replace")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
