"""What keeps the store from being read or written, in words that say what to do about it."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from auditbot.errors import StoreError
from auditbot.model.text import Text

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_YIELDING = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock, lock not available."""
_UNREACHABLE = ("08", "28", "3D", "57")
"""Classes of PostgreSQL's codes: connection, authorization, no such database, shut down."""
_MENDED: dict[int, Text] = {
    sqlite3.SQLITE_FULL: Text("磁盘已满，请清理", "the disk is full: free some space"),
    sqlite3.SQLITE_READONLY: Text("请检查文件的属主与权限", "check who owns the file"),
    sqlite3.SQLITE_CANTOPEN: Text("请检查目录是否存在、可写", "check that the folder is there and writable"),
    sqlite3.SQLITE_PERM: Text("请检查文件的属主与权限", "check who owns the file"),
    sqlite3.SQLITE_IOERR: Text("请检查磁盘与配额", "check disk and quota"),
    sqlite3.SQLITE_NOTADB: Text(
        "请从备份恢复，或用 --store 另选", "restore a backup, or name another --store"
    ),
    sqlite3.SQLITE_CORRUPT: Text("请从备份恢复", "restore a backup"),
}


def yields(error: SQLAlchemyError) -> bool:
    """Another process was at it: the same may succeed when it is tried again."""
    if not isinstance(error, DBAPIError):
        return False
    return _code(error) in _BUSY or getattr(error.orig, "sqlstate", None) in _YIELDING


def explained(error: SQLAlchemyError, shown: str) -> StoreError:
    """A fault of the database as one of the store that is shown so."""
    why = str(error.orig if isinstance(error, DBAPIError) else error).strip().partition("\n")[0]
    if yields(error):
        return StoreError(
            Text(f"办公库被其他程序占用：{shown}", f"other programs keep the store busy: {shown}"),
            Text("请稍后再试", "try again later"),
        )
    if _is_unreachable(error):
        return StoreError(
            Text(f"连不上办公库 {shown}：{why}", f"cannot reach the store {shown}: {why}"),
            Text("请检查数据库服务和连接地址", "check the database service and the address"),
        )
    hint = _MENDED.get(_code(error), "") if isinstance(error, DBAPIError) else ""
    return StoreError(Text(f"办公库出错：{shown}：{why}", f"the store fails: {shown}: {why}"), hint)


def _is_unreachable(error: SQLAlchemyError) -> bool:
    """PostgreSQL cannot be talked to; where no connection came about its driver knows no code."""
    if not isinstance(error, DBAPIError) or _code(error):
        return False
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return state.startswith(_UNREACHABLE) or (not state and isinstance(error, OperationalError))


def _code(error: DBAPIError) -> int:
    """SQLite's primary code; 0 for another database."""
    code: int = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF
