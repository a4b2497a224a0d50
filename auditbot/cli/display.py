"""What is shown while an audit runs: a live panel for a person, lines for a log, JSON for a program."""

import json
import sys
import threading
from abc import ABC, abstractmethod
from time import monotonic
from types import TracebackType
from typing import Protocol, Self

import click

from auditbot.audit.plan import Plan
from auditbot.crawl.progress import Progress
from auditbot.model.text import Lang, Text

STAGES = {
    "start": Text("打开首页", "opening the homepage"),
    "crawl": Text("浏览网站", "walking the site"),
    "probe": Text("网络测量", "measuring"),
    "judge": Text("判定", "judging"),
    "report": Text("生成报告", "writing reports"),
}
_PAUSE = Text("间歇，稍后再访问", "pausing before the next request")
"""Addresses that failed are tried again after a while, and a site may have asked for patience."""
_LINE_EVERY = 10.0


class Talk(Protocol):
    """How a command talks."""

    @property
    def lang(self) -> Lang:
        """In which language."""

    @property
    def quiet(self) -> bool:
        """Not at all."""

    @property
    def log_json(self) -> bool:
        """To a program."""


def display_of(progress: Progress, plan: Plan, talk: Talk) -> "Display":
    """The display that fits the options and the terminal."""
    if talk.log_json:
        return Lines(progress, plan, talk.lang, as_json=True)
    if talk.quiet:
        return Silence(progress, plan, talk.lang)
    if sys.stderr.isatty():
        from auditbot.cli.panel import Panel  # what draws it is loaded for those who look

        return Panel(progress, plan, talk.lang)
    return Lines(progress, plan, talk.lang, as_json=False)


class Display(ABC):
    """Shows a ``Progress`` from a thread of its own until the block ends."""

    every = _LINE_EVERY

    def __init__(self, progress: Progress, plan: Plan, lang: Lang) -> None:
        self.progress = progress
        self.lang = lang
        self.site = plan.site.name or plan.site.home
        self.limit = plan.settings.limits.pages
        self.began = monotonic()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="display", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(self.every):
            self.show()

    @abstractmethod
    def show(self) -> None:
        """Show how far things are."""

    def say(self, text: Text) -> None:
        """Say one thing at once."""
        click.echo(text.of(self.lang), file=sys.stderr)

    def counts(self) -> str:
        """Stage and numbers in one line."""
        one = self.progress
        words = Text("页面 链接 排队 秒", "pages links waiting s").of(self.lang).split()
        numbers = (one.pages, one.targets, one.waiting)
        said = " · ".join(f"{word} {number}" for word, number in zip(words, numbers, strict=False))
        pausing = one.waiting and not one.current and not one.rate
        speed = _PAUSE.of(self.lang) if pausing else f"{one.rate:.1f}/{words[-1]}"
        return f"{self.stage()} · {said} · {speed}"

    def stage(self) -> str:
        """The name of the stage."""
        return STAGES.get(self.progress.stage, Text(self.progress.stage, self.progress.stage)).of(self.lang)


class Silence(Display):
    """Shows nothing."""

    every = 3600.0

    def show(self) -> None:
        """Show nothing."""


class Lines(Display):
    """A line now and then, for logs."""

    def __init__(self, progress: Progress, plan: Plan, lang: Lang, *, as_json: bool) -> None:
        super().__init__(progress, plan, lang)
        self._as_json = as_json

    def show(self) -> None:
        """Print one line."""
        one = self.progress
        if self._as_json:
            line = {
                "site": self.site,
                "stage": one.stage,
                "pages": one.pages,
                "targets": one.targets,
                "waiting": one.waiting,
                "rate": round(one.rate, 1),
                "rendered": one.rendered,
                "bytes": one.bytes,
                "seconds": round(monotonic() - self.began, 1),
                "slowest": [{"url": url, "seconds": round(age, 1)} for url, age in one.slowest()],
                "trouble": one.trouble,
            }
            click.echo(json.dumps(line, ensure_ascii=False), file=sys.stderr)
            return
        click.echo(f"{self.counts()} {one.trouble}".strip(), file=sys.stderr)
