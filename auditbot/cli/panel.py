"""The live panel that a person at a terminal sees while an audit runs."""

from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text as RichText

from auditbot.cli.display import Display
from auditbot.model.text import Text


class Panel(Display):
    """A live panel on a terminal."""

    every = 0.25

    def __enter__(self) -> Self:
        self._live: Live = Live(console=Console(stderr=True), auto_refresh=False, transient=True)
        self._live.start()
        return super().__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        self._live.stop()

    def say(self, text: Text) -> None:
        """Print above the panel."""
        self._live.console.print(text.of(self.lang), markup=False)

    def show(self) -> None:
        """Draw the panel anew."""
        self._live.update(self._drawn(), refresh=True)

    def _drawn(self) -> Group:
        one = self.progress
        grid = Table.grid(padding=(0, 2))
        spent = int(monotonic() - self.began)
        clock = f"{spent // 60}:{spent % 60:02d}"
        total = one.pages + one.targets + one.waiting
        bar = ProgressBar(total=max(1, total), completed=total - one.waiting, width=60)
        for url, age in one.slowest():
            if age > 2:
                grid.add_row(f"{age:4.0f} s", _plain(url))
        if one.trouble:
            grid.add_row("!", _plain(one.trouble))
        end_of_bar = _plain("")  # it does not end its line itself
        return Group(_plain(f"{self.site}"), _plain(f"{self.counts()}  {clock}"), bar, end_of_bar, grid)


def _plain(text: str) -> RichText:
    """Text that holds no mark-up and no control characters, one line of it."""
    return RichText(
        "".join(letter for letter in text if letter.isprintable()), no_wrap=True, overflow="ellipsis"
    )
