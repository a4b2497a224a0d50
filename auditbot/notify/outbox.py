"""The outbox: what has to be delivered, kept until it was. At least once, and never twice for one change."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from auditbot.notify.notice import Notice
from auditbot.store.schema_notices import DeliveryState

LEASE = timedelta(minutes=5)
"""Who does not report within this time was killed: longer than any delivery takes."""
CUT_OFF = 2
"""Deliveries that nobody reported on; then it is not sent again, for it may have arrived each time."""
SENT_KEPT = timedelta(days=90)
"""What was delivered everywhere is kept so long."""
TOLD_KEPT = timedelta(days=730)
"""So long a change is known that no audit has met again. What finished before that is not told any more."""
_WAITS = tuple(timedelta(minutes=count) for count in (1, 5, 15, 60, 180, 360, 720, 1440))
"""Before the second try, the third …; after the last it is given up: about two days in all."""


@dataclass(frozen=True, slots=True)
class Post:
    """A notice for one recipient of one channel; unique by ``notice.key``, ``channel`` and ``recipient``."""

    notice: Notice
    channel: str
    recipient: str
    """An e-mail address; empty for a channel that has only one."""
    due: datetime
    gathered: bool = False
    """It goes out together with others that are due."""


PostsFor = Callable[[frozenset[str]], Sequence[Post]]
"""The posts that are left to be made when these changes were told before; called again where it has to be."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One post in the outbox."""

    id: int
    post: Post
    state: DeliveryState
    tries: int
    repeated: bool
    """It may have arrived before: the recipient is told so."""
    due: datetime
    """When it is tried next; while it is being sent: when it counts as cut off."""
    trouble: str
    """Why the last try failed."""


class Outbox(Protocol):
    """Keeps deliveries across crashes. Each method is one transaction; several processes may use one."""

    def known(self, changes: Collection[str]) -> frozenset[str]:
        """Which of these changes were ever put."""

    def put(self, changes: Collection[str], posts: PostsFor, now: datetime) -> int:
        """Keep changes as told and the posts that tell those that were not; returns how many are new.

        Of several processes that put one change, only one finds that it was not told before.
        """

    def forget(self, now: datetime) -> None:
        """Drop what was delivered long ago, and changes that were met last longer ago."""

    def forgotten(self) -> datetime | None:
        """What finished before this time may have been told, and dropped since."""

    def recover(self, now: datetime) -> int:
        """Take back what a killed process was sending: to be repeated once, then given up."""

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """What waits and may be tried, the oldest first; so many a channel that none keeps out others."""

    def begin(self, ids: Collection[int], now: datetime) -> frozenset[int]:
        """Mark as being sent what still waits; returns what was marked. Nothing is sent before."""

    def delivered(self, ids: Collection[int], now: datetime) -> None:
        """Mark as sent."""

    def failed(self, ids: Collection[int], now: datetime, trouble: str, *, unsure: bool) -> None:
        """Put off by ``next_try``, or give up. ``unsure``: it may have arrived all the same."""

    def again(self, now: datetime) -> int:
        """Let everything that was given up wait anew; returns how many."""

    def counted(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state."""

    def undelivered(self) -> tuple[Delivery, ...]:
        """What is not delivered: what was tried first, the latest before the others; bounded."""


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many tries; ``None``: no more."""
    return now + _WAITS[tries - 1] if tries <= len(_WAITS) else None
