"""Where the audit's time goes: its main thread is looked at again and again while it uses the processor."""

import runpy
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from types import CodeType, FrameType

from tests.bench.contenders import audit_command
from tests.bench.server import serving
from tests.bench.site import write

_EVERY = 0.001
"""Seconds of processor time; most systems look less often."""
_SHOWN = 60
_AROUND = 0.97
"""Functions in which the audit is longer than that only hold the others."""


class Samples:
    """Counts in which functions the processor was found: on top, and anywhere on the stack."""

    def __init__(self) -> None:
        self.count = 0
        self.alone: Counter[CodeType] = Counter()
        self.within: Counter[CodeType] = Counter()

    def take(self, _signal: int, frame: FrameType | None) -> None:
        """Look at the stack once; the handler of a signal."""
        if frame is None:
            return
        self.count += 1
        self.alone[frame.f_code] += 1
        stack = set()
        current: FrameType | None = frame
        while current is not None:
            stack.add(current.f_code)
            current = current.f_back
        self.within.update(stack)

    def shown(self, seconds: float, pages: int) -> str:
        """Both countings, in microseconds a page, of the processor time that was used in all."""
        each = seconds / self.count * 1e6 / pages
        blocks = []
        for title, counted in (("with what it calls", self.within), ("itself", self.alone)):
            telling = [(code, count) for code, count in counted.most_common() if count < _AROUND * self.count]
            lines = [f"{count * each:9.0f}  {_name(code)}" for code, count in telling[:_SHOWN]]
            blocks.append("\n".join((f"µs a page, {title}", *lines)))
        return "\n\n".join(blocks)


def profile(pages: int) -> None:
    """Audit a site of so many pages in this process and print what its main thread did."""
    samples = Samples()
    with TemporaryDirectory(prefix="auditbot-bench-") as name:
        folder = Path(name)
        town = write(pages, folder)
        with serving(folder / "www") as port:
            began = process_time()
            _sampled(lambda: _run(audit_command(port, str(folder / "out"))), samples)
            seconds = process_time() - began
    sys.stdout.write(f"\n{seconds:.2f} s of processor time\n{samples.shown(seconds, town.pages)}\n")


def _sampled(work: Callable[[], None], samples: Samples) -> None:
    before = signal.signal(signal.SIGPROF, samples.take)
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _run(command: list[str]) -> None:
    arguments, sys.argv = sys.argv, command
    try:
        runpy.run_path(command[0], run_name="__main__")
    except SystemExit:
        return
    finally:
        sys.argv = arguments


def _name(code: CodeType) -> str:
    return f"{'/'.join(Path(code.co_filename).parts[-3:])}:{code.co_qualname}"
