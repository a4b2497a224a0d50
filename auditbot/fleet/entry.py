"""One site of a fleet while the fleet is at work: plain facts that a display may read at any time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

from auditbot.fleet.child import Child, Patience
from auditbot.fleet.ends import End, How
from auditbot.fleet.messages import Begun, Ended, Message, Tick
from auditbot.model.site import Site


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a site, the command that audits it, and how long that may take."""

    site: Site
    command: tuple[str, ...]
    patience: Patience


class State(StrEnum):
    """Where a site stands."""

    WAITING = "waiting"
    HELD = "held"
    """Waiting for another site on the same host or address."""
    RUNNING = "running"
    ENDED = "ended"


@dataclass(slots=True)
class Entry:
    """A site with what its process told so far."""

    order: Order
    state: State = State.WAITING
    tick: Tick = field(default_factory=Tick)
    folder: str = ""
    began: float = 0.0
    """Of the monotonic clock."""
    child: Child | None = None
    report: Ended | None = None
    end: End | None = None

    @property
    def site(self) -> Site:
        """The site."""
        return self.order.site

    def hear(self, message: Message) -> None:
        """Take note of what its process told."""
        match message:
            case Begun():
                self.folder = message.folder
            case Tick():
                self.tick = message
            case Ended():
                self.report, self.folder = message, message.folder


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a fleet is: sites by state."""

    sites: int
    waiting: int
    """Those that are held included."""
    held: int
    running: int
    done: int
    """Audited to an end of their own."""
    failed: int
    cut: int
    """Interrupted with the whole fleet."""
    pages: int

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Counts":
        """Count."""
        all_ = tuple(entries)
        states = [entry.state for entry in all_]
        ends = [entry.end.how for entry in all_ if entry.end]
        held = states.count(State.HELD)
        return cls(
            sites=len(all_),
            waiting=states.count(State.WAITING) + held,
            held=held,
            running=states.count(State.RUNNING),
            done=ends.count(How.DONE),
            failed=sum(how.failed for how in ends),
            cut=ends.count(How.INTERRUPTED) + ends.count(How.KILLED),
            pages=sum(entry.end.pages if entry.end else entry.tick.pages for entry in all_),
        )


def remaining(entries: Iterable[Entry], jobs: int, now: float | None = None) -> float | None:
    """Seconds until all will have ended, by the mean of those that have; ``None`` as long as none has."""
    all_, moment = tuple(entries), monotonic() if now is None else now
    taken = [entry.end.seconds for entry in all_ if entry.end]
    if not taken:
        return None
    mean = sum(taken) / len(taken)
    running = [max(0.0, mean - (moment - entry.began)) for entry in all_ if entry.state is State.RUNNING]
    waiting = sum(mean for entry in all_ if entry.state in (State.WAITING, State.HELD))
    return (sum(running) + waiting) / max(1, jobs)
