"""How many audits this machine bears at once."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from auditbot.settings import KIB, MIB

PLAIN = 300 * MIB
"""Memory of one audit without a browser."""
BROWSER = 700 * MIB
"""What a browser adds to it."""
_PER_CORE = 4
"""Audits that wait for a polite rate most of the time leave a core idle."""
_UNKNOWN = 2 * 1024 * MIB
"""What is taken for free where the system does not tell."""
_V2 = ("memory.max", "memory.current")
_V1 = ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes")


@dataclass(frozen=True, slots=True)
class Capacity:
    """What there is and what one audit takes: ``free`` and ``each`` in bytes of memory."""

    cores: int
    free: int
    each: int
    hasty: bool = False
    """The audits go as fast as servers answer: each fills a core."""

    @property
    def bearable(self) -> int:
        """The most audits at once that memory holds; at least one."""
        return max(1, self.free // self.each)

    def jobs(self, wanted: int | None) -> int:
        """Audits at once: as many as wanted, or as the cores can do, and never more than memory holds."""
        return min(wanted or self.cores * (1 if self.hasty else _PER_CORE), self.bearable)


def cores() -> int:
    """The cores this process may use."""
    own = getattr(os, "sched_getaffinity", None)  # not everywhere
    return len(own(0)) if own else os.cpu_count() or 1


def free_memory(proc: Path = Path("/proc"), cgroup: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes of memory that may be taken: of the machine, and of the group this process is confined to."""
    return min(_of_machine(proc / "meminfo"), *(_of_group(cgroup, *names) for names in (_V2, _V1)))


def _of_machine(meminfo: Path) -> int:
    try:
        lines = meminfo.read_text("ascii", "replace").splitlines()
    except OSError:
        return _UNKNOWN
    told = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(told[0]) * KIB if told and told[0].isdigit() else _UNKNOWN


def _of_group(cgroup: Path, most: str, used: str) -> int:
    """A group without a limit says ``max``, or a number larger than any memory."""
    try:
        limit, taken = ((cgroup / name).read_text("ascii", "replace").strip() for name in (most, used))
    except OSError:
        return sys.maxsize
    return max(0, int(limit) - int(taken)) if limit.isdigit() and taken.isdigit() else sys.maxsize
