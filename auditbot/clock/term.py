"""The clock's term of the watch: taken, renewed while it lasts, and asked before anything is written."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import TypeVar

from sqlalchemy.orm import Session

from auditbot.clock.telling import Tell, trouble
from auditbot.errors import StoreError
from auditbot.model.text import Text
from auditbot.store import watch
from auditbot.store.open import Store
from auditbot.store.watch import Held

T = TypeVar("T")
DUTY = "clock"
LEASE = timedelta(seconds=60)
_LAST_TRIES = 3
"""Of what is still to be written when the clock is to end."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a term holds unless it is renewed, and how soon what failed is tried again (seconds)."""

    lease: timedelta = LEASE
    again: float = 10.0

    @property
    def renewal(self) -> float:
        """Seconds between renewals."""
        return self.lease.total_seconds() / 4


class Term:
    """One term. What is written in its name is refused once another has begun (WatchLost)."""

    def __init__(
        self, store: Store, number: int, now: Callable[[], datetime], tell: Tell, pace: Pace | None = None
    ) -> None:
        self.store = store
        self.number = number
        self.ending = False
        """Writing is not tried for ever any more."""
        self._now = now
        self._tell = tell
        self._pace = pace or Pace()

    def write(self, work: Callable[[Session], T]) -> T:
        """Do some work in one transaction. Raises StoreError, WatchLost."""

        def fenced(session: Session) -> T:
            watch.require(session, DUTY, self.number)
            return work(session)

        return self.store.write(fenced)

    async def surely(self, work: Callable[[Session], T]) -> T:
        """Do it, however long the store fails. Raises WatchLost; StoreError only when the clock is to end."""
        tries = 0
        while True:
            try:
                return await asyncio.to_thread(self.write, work)
            except StoreError as error:
                self._tell("trouble", trouble(error))
                tries += self.ending
                if tries >= _LAST_TRIES:
                    raise
            await asyncio.sleep(self._pace.again)

    async def keep(self) -> None:
        """Renew it until cancelled. Raises WatchLost.

        A store that cannot be reached ends nothing: whoever else wants the watch cannot reach it either, or
        takes it, which the next renewal learns.
        """
        while True:
            await asyncio.sleep(self._pace.renewal)
            try:
                renewed = await asyncio.to_thread(self._renew)
            except StoreError as error:
                self._tell("trouble", trouble(error))
            else:
                if not renewed:
                    await asyncio.to_thread(self.write, lambda _: None)

    def _renew(self) -> bool:
        lease = self._pace.lease
        return self.store.write(lambda session: watch.renew(session, DUTY, self.number, self._now(), lease))

    def give_back(self) -> None:
        """End it. Raises StoreError."""
        self.store.write(lambda session: watch.release(session, DUTY, self.number, self._now()))


class Applicant:
    """Asks for the watch. A holder that does not renew for a whole lease is taken for dead by any clock."""

    def __init__(
        self, store: Store, holder: str, now: Callable[[], datetime], tell: Tell, pace: Pace
    ) -> None:
        self._store, self._holder, self._now, self._tell, self._pace = store, holder, now, tell, pace
        self._seen: Held | None = None
        self._since = monotonic()

    async def ask(self) -> Term | Held:
        """The term, or who has the watch. Raises StoreError."""
        there = await asyncio.to_thread(self._there)
        if there is None or self._seen is None or there.until != self._seen.until:
            self._seen, self._since = there, monotonic()
        is_dead = monotonic() - self._since > self._pace.lease.total_seconds()
        number = await asyncio.to_thread(self._take, there if is_dead else None)
        if number is None:
            return there or await self.ask()
        return Term(self._store, number, self._now, self._tell, self._pace)

    async def once(self) -> Term | Held:
        """The term, or who has the watch. Raises StoreError.

        Nobody has it for longer than a lease from now: where it seems so, a clock was set back since, and the
        holder may be dead. It is seen first whether it renews.
        """
        got = await self.ask()
        if isinstance(got, Held) and got.until - self._now() > self._pace.lease:
            self._tell("waiting", on_duty(got), holder=got.holder, since=got.since.isoformat())
            await asyncio.sleep(self._pace.lease.total_seconds() + self._pace.renewal)
            got = await self.ask()
        return got

    async def wait(self) -> Term:
        """The term, once it is to be had."""
        told = ""
        while True:
            try:
                got = await self.ask()
            except StoreError as error:
                self._tell("trouble", trouble(error))
            else:
                if isinstance(got, Term):
                    return got
                if got.holder != told:
                    told = got.holder
                    self._tell("waiting", on_duty(got), holder=got.holder, since=got.since.isoformat())
            await asyncio.sleep(self._pace.renewal / 3)

    def _there(self) -> Held | None:
        with self._store.reading() as session:
            return watch.held(session, DUTY)

    def _take(self, dead: Held | None) -> int | None:
        lease = self._pace.lease
        return self._store.write(
            lambda session: watch.take(session, DUTY, self._holder, self._now(), lease, dead)
        )


def on_duty(there: Held) -> Text:
    """Who has the watch."""
    since = f"{there.since.astimezone():%Y-%m-%d %H:%M:%S}"
    return Text(
        f"另一个 auditbot serve 正在值守：{there.holder}，自 {since} 起",
        f"another auditbot serve is on duty: {there.holder}, since {since}",
    )
