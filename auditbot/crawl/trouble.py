"""What keeps an archive from being read or written, in words that say what to do about it."""

import sqlite3
from pathlib import Path

from auditbot.errors import StoreError
from auditbot.model.text import Text

RESTORE = Text(
    "请从备份恢复，或加 --fresh 重新检查",
    "restore the file from a copy, or audit the site again with --fresh",
)
"""What to do about a damaged archive."""
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PASSING = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    *_LOCKED,
)
"""A spent quota is told as an I/O error, too many open files as a file that cannot be opened."""


def may_pass(error: sqlite3.Error) -> bool:
    """Whether the same may succeed when it is tried again after a while."""
    return _code(error) in _PASSING


def is_locked(error: sqlite3.Error) -> bool:
    """Whether somebody else holds what is needed."""
    return _code(error) in _LOCKED


def is_outdated(error: sqlite3.Error) -> bool:
    """Whether what is to be changed was read before somebody else changed it: waiting does not help."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY_SNAPSHOT


def explained(error: sqlite3.Error, path: Path) -> StoreError:
    """A fault of the database as one of the archive."""
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            Text(f"磁盘已满：{path}", f"the disk is full: {path}"),
            Text(
                "请清理磁盘，再用 auditbot resume 接着做",
                "free some space, then go on with `auditbot resume`",
            ),
        )
    if code in _LOCKED:
        return StoreError(
            Text(f"存档被其他程序锁住：{path}", f"another program keeps the archive locked: {path}"),
            Text("请关闭该程序，再用 auditbot resume 接着做", "close it, then `auditbot resume`"),
        )
    if code in _UNWRITABLE:
        return StoreError(
            Text(f"存档不可写：{path}：{error}", f"the archive cannot be written: {path}: {error}"),
            Text("请检查目录和文件的属主与权限", "check who owns the folder and the file"),
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            Text(f"存档读写出错：{path}：{error}", f"the disk fails under the archive: {path}: {error}"),
            Text(
                "已写入的内容不会丢失；请检查磁盘与配额，再用 auditbot resume 接着做",
                "what was committed is safe; check disk and quota, then go on with `auditbot resume`",
            ),
        )
    return damaged(path, str(error))


def damaged(path: Path, why: str) -> StoreError:
    """The archive holds what cannot have been written by this program."""
    return StoreError(Text(f"存档已损坏：{path}：{why}", f"the archive is damaged: {path}: {why}"), RESTORE)


def unwritable(folder: Path, error: OSError) -> StoreError:
    """A folder in which nothing can be made."""
    why = error.strerror or error
    return StoreError(
        Text(f"目录不可写：{folder}：{why}", f"cannot write in {folder}: {why}"),
        Text("请用 --out 换一个目录", "choose another folder with --out"),
    )


def _code(error: sqlite3.Error) -> int:
    """The primary code, without what SQLite adds to it."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
