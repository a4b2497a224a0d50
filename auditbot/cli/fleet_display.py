"""What is shown while a fleet is at work: a live panel for a person, lines for a log, JSON for a program."""

import asyncio
import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from time import monotonic

import click
from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text as RichText

from auditbot.cli.display import STAGES, Talk
from auditbot.cli.fleet_words import clock, counted, line, name_of, plain
from auditbot.fleet.dispatch import Fleet
from auditbot.fleet.ends import told
from auditbot.fleet.entry import Counts, Entry, State, remaining
from auditbot.model.text import Lang, Text

_SHOWN = 12
"""Running sites in the panel."""


def watching(talk: Talk, sites: int, jobs: int) -> "Display":
    """The display that fits the options and the terminal."""
    if talk.log_json:
        return JsonLines(talk.lang, sites, jobs)
    if talk.quiet:
        return Silence(talk.lang, sites, jobs)
    if sys.stderr.isatty():
        return Panel(talk.lang, sites, jobs)
    return Lines(talk.lang, sites, jobs)


class Display(ABC):
    """Shows a fleet now and then, and each site when it ends."""

    every = 10.0

    def __init__(self, lang: Lang, sites: int, jobs: int) -> None:
        self.lang = lang
        self.sites = sites
        self.jobs = jobs
        self.began = monotonic()
        self.over = 0
        """Sites that have ended."""

    @contextmanager
    def open(self) -> Iterator[None]:
        """Show things as long as the block lasts."""
        yield

    async def keep_showing(self, fleet: Fleet) -> None:
        """Show it until cancelled."""
        while True:
            await asyncio.sleep(self.every)
            self.show(fleet)

    @abstractmethod
    def show(self, fleet: Fleet) -> None:
        """Show how far the fleet is."""

    @abstractmethod
    def print(self, said: str) -> None:
        """Print a line that stays."""

    def say(self, text: Text) -> None:
        """Say one thing at once."""
        self.print(text.of(self.lang))

    def ended(self, entry: Entry) -> None:
        """Say what became of a site."""
        self.over += 1
        self.print(f"[{self.over}/{self.sites}] {line(entry, self.lang)}")

    def headline(self, fleet: Fleet) -> str:
        """Counts, time and what is left of it."""
        left = remaining(fleet.entries, self.jobs)
        spent = clock(monotonic() - self.began)
        eta = (
            Text(f"，约剩 {clock(left)}", f", some {clock(left)} left").of(self.lang)
            if left and left >= 1
            else ""
        )
        return f"{counted(Counts.of(fleet.entries), self.lang)} · {spent}{eta}"


class Silence(Display):
    """Shows nothing."""

    every = 3600.0

    def show(self, fleet: Fleet) -> None:
        """Show nothing."""

    def print(self, said: str) -> None:
        """Print nothing."""


class Lines(Display):
    """Lines for a log."""

    def show(self, fleet: Fleet) -> None:
        """One line for the fleet."""
        self.print(self.headline(fleet))

    def print(self, said: str) -> None:
        """Print it on standard error."""
        click.echo(said, file=sys.stderr)


class JsonLines(Lines):
    """JSON for a program: ``fleet`` now and then, ``ended`` for each site, ``said`` for a person."""

    def show(self, fleet: Fleet) -> None:
        """Counts and what runs."""
        counts = Counts.of(fleet.entries)
        left = remaining(fleet.entries, self.jobs)
        self._put(
            event="fleet",
            seconds=round(monotonic() - self.began, 1),
            eta=None if left is None else round(left),
            **{name: getattr(counts, name) for name in Counts.__slots__},
            sites_running=[
                {"site": entry.site.id, **entry.tick.model_dump(mode="json", exclude={"fleet"})}
                for entry in _running(fleet)
            ],
        )

    def ended(self, entry: Entry) -> None:
        """All that is known of its end."""
        assert entry.end, "it has ended"
        told_ = told(entry.end).of(self.lang)
        self._put(event="ended", exit=entry.end.exit_code, told=told_, **entry.end.model_dump(mode="json"))

    def say(self, text: Text) -> None:
        """Say one thing at once."""
        self._put(event="said", text=text.of(self.lang))

    def _put(self, **fields: object) -> None:
        self.print(json.dumps(fields, ensure_ascii=False))


class Panel(Display):
    """A live panel on a terminal; what became of each site stays above it."""

    every = 0.5

    def __init__(self, lang: Lang, sites: int, jobs: int) -> None:
        super().__init__(lang, sites, jobs)
        self._live = Live(console=Console(stderr=True), auto_refresh=False, transient=True)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Have the panel on the terminal."""
        with self._live:
            yield

    def print(self, said: str) -> None:
        """Print above the panel."""
        self._live.console.print(RichText(said), soft_wrap=True)

    def show(self, fleet: Fleet) -> None:
        """Draw the panel anew."""
        self._live.update(self.drawn(fleet), refresh=True)

    def drawn(self, fleet: Fleet) -> Group:
        """The headline, a bar, and a line for each site that runs."""
        bar = ProgressBar(total=max(1, self.sites), completed=self.over, width=60)
        grid = Table.grid(padding=(0, 2))
        for _ in range(4):
            grid.add_column(no_wrap=True, overflow="ellipsis")
        running = list(_running(fleet))
        for entry in islice(running, _SHOWN):
            grid.add_row(*map(RichText, self._row(entry)))
        more = len(running) - _SHOWN
        if more > 0:
            grid.add_row(Text(f"……还有 {more} 个", f"… and {more} more").of(self.lang))
        end_of_bar = RichText("")  # it does not end its line itself
        headline = RichText(self.headline(fleet), no_wrap=True, overflow="ellipsis")
        return Group(headline, bar, end_of_bar, grid)

    def _row(self, entry: Entry) -> tuple[str, str, str, str]:
        tick = entry.tick
        stage = STAGES[tick.stage].of(self.lang) if tick.stage in STAGES else ""
        pages = Text(f"页面 {tick.pages}，{tick.rate:.1f}/秒", f"pages {tick.pages}, {tick.rate:.1f}/s")
        spent = clock(monotonic() - entry.began)
        said = plain(tick.trouble) or pages.of(self.lang)
        return plain(name_of(entry))[:40], stage, said, spent


def _running(fleet: Fleet) -> list[Entry]:
    return [entry for entry in fleet.entries if entry.state is State.RUNNING]
