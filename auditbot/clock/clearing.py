"""Clears away the bulk that old audits left: archives of audits, and glances whole.

What people read of an audit stays, and whatever was found stays in the store.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import rmtree

from auditbot.audit import folder as folders
from auditbot.clock.in_use import in_use
from auditbot.clock.telling import Tell
from auditbot.clock.term import Term
from auditbot.model.text import Text
from auditbot.store.aged import Aged, aged, left_nothing

_AT_ONCE = 200
"""Folders after which it is put on record which of them are gone."""
_PARTS = ("", "-wal", "-shm")
"""Files that make an archive."""


@dataclass(slots=True)
class _Done:
    archives: int = 0
    glances: int = 0
    size: int = 0
    """Bytes."""
    refused: str = ""
    """Why something could not be removed; the first."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """What is cleared away: of audits that finished longer ago than ``kept`` and lie where ``out`` says."""

    out: Path
    kept: timedelta

    def clear(self, term: Term, now: datetime, tell: Tell) -> None:
        """Clear away all that is old enough, until the term ends. Blocks. Raises StoreError, WatchLost."""
        with term.store.reading() as session:
            old = aged(session, now - self.kept)
        done = _Done()
        for begin in range(0, len(old), _AT_ONCE):
            if term.ending:
                break
            gone = [one.key for one in old[begin : begin + _AT_ONCE] if self._cleared(one, done)]
            if gone:
                term.write(partial(left_nothing, audits=gone))
        _tell(done, tell)

    def _cleared(self, one: Aged, done: _Done) -> bool:
        """Whether all its files are gone."""
        try:
            if not self._is_ours(one) or in_use(str(one.folder)):
                return False
            if one.glance:
                size = sum(path.lstat().st_size for path in one.folder.iterdir())
                rmtree(one.folder)
                done.glances, done.size = done.glances + 1, done.size + size
                return True
            size = _removed(one.folder / f"{folders.ARCHIVE}{part}" for part in _PARTS)
            done.archives, done.size = done.archives + bool(size), done.size + size
        except OSError as error:
            done.refused = done.refused or f"{one.folder}: {error.strerror}"
        return False

    def _is_ours(self, one: Aged) -> bool:
        """Whether it lies where audits of its site do; a store may come from another machine."""
        if one.folder.is_symlink() or not one.folder.is_dir():
            return False
        place = folders.of_site(self.out, one.site, glance=one.glance)
        return one.folder.parent.resolve() == place.resolve()


def _removed(files: Iterable[Path]) -> int:
    """Remove those that are there; gives their bytes. Raises OSError."""
    size = 0
    for file in files:
        with suppress(FileNotFoundError):
            found = file.lstat().st_size
            file.unlink()
            size += found
    return size


def _tell(done: _Done, tell: Tell) -> None:
    if done.archives or done.glances:
        size = f"{done.size / 1e6:.1f} MB"
        said = Text(
            f"清理旧存档 {done.archives} 个、旧巡查 {done.glances} 次，腾出 {size}",
            f"cleared away: archives of {done.archives} audits, {done.glances} glances, {size}",
        )
        tell("cleared", said, archives=done.archives, glances=done.glances, bytes=done.size)
    if done.refused:
        tell("trouble", Text(f"清理不了 {done.refused}", f"cannot clear away {done.refused}"))
