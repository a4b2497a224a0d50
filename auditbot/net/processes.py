"""What the kernel tells of a group of processes. Where there is no ``/proc``, it tells nothing."""

import os
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def members(group: int) -> tuple[int, ...]:
    """The processes of a process group that still run."""
    if not _PROC.is_dir():
        return ()
    with os.scandir(_PROC) as entries:
        numbers = [int(entry.name) for entry in entries if entry.name.isdecimal()]
    return tuple(number for number in numbers if _group(number) == group)


def _group(process: int) -> int | None:
    """The line is “pid (name) state parent group …”, and the name may contain anything."""
    after_name = _read(process, "stat").rpartition(b")")[2].split()
    return int(after_name[2]) if len(after_name) > 2 and after_name[0] != b"Z" else None


def memory(process: int) -> int:
    """Bytes of memory in use that are not backed by files: anonymous and shared."""
    kibibytes = 0
    for line in _read(process, "status").splitlines():
        if line.startswith((b"RssAnon:", b"RssShmem:")):
            kibibytes += int(line.split()[1])
    return kibibytes * 1024


def arguments(process: int) -> tuple[str, ...]:
    """The command line."""
    return tuple(_read(process, "cmdline").decode("utf-8", "replace").split("\0"))


def _read(process: int, what: str) -> bytes:
    with suppress(OSError):  # it may have ended in the meantime
        return (_PROC / str(process) / what).read_bytes()
    return b""
