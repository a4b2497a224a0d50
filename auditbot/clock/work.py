"""One audit that is due, and what is needed to make it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from auditbot.clock.duty import Due
from auditbot.fleet.dispatch import Claimed
from auditbot.fleet.entry import Entry, Order, State
from auditbot.model.site import Site
from auditbot.store.schema_clock import RunState


class Records(Protocol):
    """Keeps the rows of runs. All raise WatchLost, and StoreError where the clock is ending."""

    async def goes_on(self, due: Due) -> Site | None:
        """It is under way if the site is still as it was; gives the site, if it is still there."""

    def lies_in(self, due: Due, folder: str) -> Coroutine[None, None, None]:
        """Where its files are."""

    def stops(self, due: Due, reason: str) -> Coroutine[None, None, None]:
        """It was told to end, to be gone on with: from now on it is not cut off, however it ends."""

    async def waits(self, due: Due, reason: str, folder: str) -> None:
        """It is to be gone on with."""

    async def crashes(self, due: Due, reason: str, folder: str) -> int:
        """It was cut off once more, and waits or is parked; gives how often it was cut off by now."""

    async def ends(self, due: Due, state: RunState, reason: str, folder: str) -> None:
        """It has ended."""


class Orders(Protocol):
    """What is done for a site."""

    def __call__(self, due: Due) -> Order:
        """The command, and what it needs beside it. Raises ConfigError, StoreError."""


@dataclass(frozen=True, slots=True)
class Means:
    """How audits are made. ``jobs``: so many at once."""

    order: Orders
    neighbours: Claimed
    jobs: int
    room: Callable[[], bool] = lambda: True
    """Whether there is memory for one more."""
    in_use: Callable[[str], bool] = lambda _: False
    """Whether a process of an earlier clock is still at the audit in a folder."""
    again: float = 60.0
    """Seconds until what could not be begun is tried again; what crashed waits several times as long."""


@dataclass(slots=True, eq=False)
class Work:
    """One run that waits or is under way."""

    due: Due
    state: State = State.WAITING
    entry: Entry | None = None
    not_before: float = 0.0
    """Of the monotonic clock."""
    noting: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def site(self) -> Site:
        """The site."""
        return self.due.site

    @property
    def folder(self) -> str:
        """Where its files are, as far as that is known."""
        return (self.entry.folder if self.entry else "") or self.due.folder

    @property
    def rank(self) -> tuple[bool, datetime, int]:
        """What was begun before goes first."""
        return not self.due.folder, self.due.due, self.due.run
