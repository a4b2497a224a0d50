"""How an audit talks to the fleet that started it, and ends with it."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from auditbot.cli.display import Display
from auditbot.fleet.messages import Begun, Ended, Message, Tick
from auditbot.model.audit import Audit
from auditbot.model.outcome import Outcome
from auditbot.net.processes import peak_memory

_SHORT = 300
_FIRST_TO_GO = "500"
"""Of at most 1000."""


def tell(message: Message) -> None:
    """One line on standard error, at once."""
    sys.stderr.write(f"\n{message.model_dump_json()}\n")  # whoever printed before may not have ended the line
    sys.stderr.flush()


def begun(place: Path) -> None:
    """Tell the folder of the audit. Where memory runs out, the system is to end the audit, not the fleet."""
    with suppress(OSError):  # not everywhere
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, "ascii")
    tell(Begun(folder=_told(place)))


def ended(audit: Audit, place: Path) -> None:
    """What it came to."""
    failed = Counter(one.severity for one in audit.findings if one.outcome is Outcome.FAILED)
    tell(
        Ended(
            folder=_told(place),
            stopped=audit.crawl.stopped,
            detail=audit.crawl.stop_detail[:_SHORT],
            grade=None if audit.crawl.glance else audit.score.grade,
            pages=audit.crawl.pages,
            failed=dict(failed),
            memory=peak_memory(os.getpid()),
        )
    )


class Ticks(Display):
    """Tells how far the audit is every second."""

    every = 1.0

    def show(self) -> None:
        """Tell it."""
        one = self.progress
        tell(
            Tick(
                stage=one.stage,
                pages=one.pages,
                targets=one.targets,
                waiting=one.waiting,
                rate=round(one.rate, 1),
                trouble=one.trouble[:_SHORT],
            )
        )


@contextmanager
def ending_with_fleet(end: Callable[[], None]) -> Iterator[None]:
    """Call ``end`` when standard input ends: the fleet is gone."""
    loop, fleet = asyncio.get_running_loop(), sys.stdin.fileno()

    def gone() -> None:
        loop.remove_reader(fleet)
        end()

    loop.add_reader(fleet, gone)
    try:
        yield
    finally:
        loop.remove_reader(fleet)


def write_in_peace() -> None:
    """Let no Ctrl-C cut the reports short: the fleet kills an audit that takes too long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _told(place: Path) -> str:
    """A path need not be text."""
    return os.fsencode(place).decode("utf-8", "replace")
