"""Turns of a visit, on a clock that only goes on when somebody sleeps."""

from datetime import UTC, datetime
from typing import Any

from auditbot import settings
from auditbot.model.fetch import Failure, FailureKind, Fetch, Timing
from auditbot.net.polite.politeness import Politeness
from auditbot.url import Url
from tests.net.clock import Clock

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def fetch(
    kind: FailureKind | None = None, status: int = 200, retry: str = "", first_byte: float = 0.01
) -> Fetch:
    headers = (("retry-after", retry),) if retry else ()
    failure = Failure(kind, status=status if status != 200 else None) if kind else None
    return Fetch(
        Url("http://a.example/"),
        NOW,
        final_url=Url("http://a.example/"),
        status=status,
        headers=headers,
        timing=Timing(first_byte, first_byte),
        failure=failure,
    )


def politeness(clock: Clock, **chosen: Any) -> Politeness:
    return Politeness(settings.Politeness(**chosen), settings.Limits(), clock, clock.sleep)


async def visit(polite: Politeness, answer: Fetch, host: str = "a.example", own: bool = True) -> None:
    async with polite.turn(host, own) as turn:
        turn.heard(answer)
