"""What the kernel tells of processes. Where there is no ``/proc``, it tells nothing."""

import os
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def members(group: int) -> tuple[int, ...]:
    """The processes of a process group that still run."""
    return tuple(number for number, (_, own) in _running().items() if own == group)


def descendants(process: int) -> tuple[int, ...]:
    """The processes that a process started, and those that these started, whatever group they are in."""
    started: dict[int, list[int]] = {}
    for number, (parent, _) in _running().items():
        started.setdefault(parent, []).append(number)
    found = list(started.get(process, ()))
    for one in found:
        found += started.get(one, ())
    return tuple(found)


def _running() -> dict[int, tuple[int, int]]:
    """Parent and group of every process that runs."""
    if not _PROC.is_dir():
        return {}
    with os.scandir(_PROC) as entries:
        numbers = [int(entry.name) for entry in entries if entry.name.isdecimal()]
    return {number: family for number in numbers if (family := _family(number))}


def _family(process: int) -> tuple[int, int] | None:
    """The line is “pid (name) state parent group …”, and the name may contain anything."""
    after_name = _read(process, "stat").rpartition(b")")[2].split()
    if len(after_name) < 3 or after_name[0] == b"Z":
        return None
    return int(after_name[1]), int(after_name[2])


def memory(process: int) -> int:
    """Bytes of memory in use that are not backed by files: anonymous and shared."""
    kibibytes = 0
    for line in _read(process, "status").splitlines():
        if line.startswith((b"RssAnon:", b"RssShmem:")):
            kibibytes += int(line.split()[1])
    return kibibytes * 1024


def peak_memory(process: int) -> int:
    """The most bytes of memory, files included, that a process held at once; 0 where nothing tells."""
    peaks = [line.split()[1] for line in _read(process, "status").splitlines() if line.startswith(b"VmHWM:")]
    return int(peaks[0]) * 1024 if peaks else 0


def arguments(process: int) -> tuple[str, ...]:
    """The command line."""
    return tuple(_read(process, "cmdline").decode("utf-8", "replace").split("\0"))


def _read(process: int, what: str) -> bytes:
    with suppress(OSError):  # it may have ended in the meantime
        return (_PROC / str(process) / what).read_bytes()
    return b""
