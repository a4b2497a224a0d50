"""Runs a command as a process of its own and measures it from outside: time, processor time, memory."""

import os
import subprocess
import sys
from collections.abc import Sequence
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import monotonic


class Failed(RuntimeError):
    """A measured command broke down."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took. ``wall`` and ``cpu`` (user and system) are seconds, ``peak`` KiB of memory."""

    wall: float
    cpu: float
    peak: float


def measure(command: Sequence[str], allowed: frozenset[int] = frozenset({0})) -> tuple[Cost, bytes]:
    """The cost of a command from its start to its end, with what it printed. Raises Failed.

    Start-up is part of it. Linux counts the peak of the process that started a command into that of the
    command, so whoever measures must stay small.
    """
    with TemporaryFile() as said, TemporaryFile() as complaints:
        began = monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=complaints)
        _, status, used = os.wait4(process.pid, 0)
        wall = monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complaints.seek(0)
        if process.returncode not in allowed:
            told = complaints.read().decode(errors="replace")
            raise Failed(f"{command[0]} …: exit {process.returncode}\n{told}")
        return Cost(wall, used.ru_utime + used.ru_stime, _kib(used.ru_maxrss)), said.read()


def as_installed() -> None:
    """Compile our own modules, as an installer has done with everybody else's."""
    for package in ("auditbot", "checks", "reports", "configs"):
        compile_dir(Path(package), quiet=1)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in Cost.__slots__))


def ratio(costs: Sequence[Cost], others: Sequence[Cost], name: str) -> float:
    """The median of the ratios of one figure, taken run by run: the machine's pace drifts."""
    pairs = zip(costs, others, strict=True)
    return float(median(getattr(one, name) / getattr(other, name) for one, other in pairs))


def spread(costs: Sequence[Cost], name: str) -> float:
    """How far apart the largest and the smallest figure lie, as a share of the median: the noise."""
    figures = [getattr(cost, name) for cost in costs]
    return float((max(figures) - min(figures)) / median(figures))


def _kib(maxrss: int) -> float:
    return maxrss / 1024 if sys.platform == "darwin" else float(maxrss)
