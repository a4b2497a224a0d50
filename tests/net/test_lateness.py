"""Our own delays are told from those of a host."""

from collections.abc import Callable
from typing import Any, cast

from auditbot.net.lateness import Lateness


class Loop:
    """A loop whose clock is moved by hand; what is due runs when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0
        self.due = 0.0
        self.call: Callable[[], None] = lambda: None

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, call: Callable[[], None]) -> "Loop":
        self.due, self.call = when, call
        return self

    def cancel(self) -> None:
        self.call = lambda: None

    def run(self, late: float = 0.0) -> None:
        self.now = self.due + late
        self.call()


def begun() -> tuple[Loop, Lateness]:
    loop = Loop()
    return loop, Lateness(cast(Any, loop))


def test_a_loop_that_keeps_time_is_never_late() -> None:
    loop, lateness = begun()
    for _ in range(5):
        loop.run()
    assert lateness.since(100.0) == 0.0


def test_the_longest_delay_since_a_moment_counts() -> None:
    loop, lateness = begun()
    loop.run(late=0.4)
    moment = loop.now + 0.01
    loop.run(late=0.2)
    assert round(lateness.since(100.0), 3) == 0.4
    assert round(lateness.since(moment), 3) == 0.2


def test_a_delay_that_is_not_over_counts() -> None:
    loop, lateness = begun()
    loop.now = loop.due + 3.0
    assert round(lateness.since(loop.now), 3) == 3.0


def test_it_ends() -> None:
    loop, lateness = begun()
    lateness.stop()
    due = loop.due
    loop.run()
    assert loop.due == due
