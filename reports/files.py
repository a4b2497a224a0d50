"""Report files put in place so that a reader finds the old one or the new one, and never half of one."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from auditbot.errors import StoreError
from auditbot.model.text import Text

_PART = ".part"


class Batch:
    """Files of one folder, written beside it under other names and put in place together.

    The folder is the one that was opened: nothing is written outside of it, whatever links stand in it.
    """

    def __init__(self, descriptor: int) -> None:
        self._folder = descriptor
        self._waiting: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[str]) -> None:
        """Write a file to disk without anybody seeing it yet."""
        self.add_bytes(name, (piece.encode() for piece in pieces))

    def add_bytes(self, name: str, pieces: Iterable[bytes]) -> None:
        """The same for a file that is not text."""
        if "/" in name or not name.strip("."):
            raise ValueError(f"not the name of a file: {name!r}")
        part = f".{token_hex(12)}{_PART}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(part, flags, 0o644, dir_fd=self._folder)
        self._waiting[part] = name
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())

    def publish(self) -> None:
        """Give every file its name."""
        for part, name in list(self._waiting.items()):
            os.rename(part, name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
            del self._waiting[part]
        os.fsync(self._folder)

    def discard(self) -> None:
        """Remove what was not published."""
        for part in self._waiting:
            with suppress(FileNotFoundError):
                os.unlink(part, dir_fd=self._folder)

    def sweep(self) -> None:
        """Remove what a run that was killed left behind."""
        with os.scandir(self._folder) as entries:
            left = [
                entry.name for entry in entries if entry.name.startswith(".") and entry.name.endswith(_PART)
            ]
        for name in left:
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=self._folder)


@contextmanager
def batch(folder: Path) -> Iterator[Batch]:
    """Open a folder for one writer at a time; it is made where it is missing. Raises StoreError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with suppress(OSError):  # a file system without locks: every file is still whole
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            files = Batch(descriptor)
            files.sweep()
            try:
                yield files
                files.publish()
            finally:
                files.discard()
        finally:
            os.close(descriptor)
    except OSError as fault:
        raise StoreError(
            Text(
                f"报告写不进 {folder}：{fault.strerror or fault}",
                f"the report cannot be written to {folder}: {fault.strerror or fault}",
            ),
            Text("请检查权限和剩余空间", "check its permissions and the free space"),
        ) from fault
