"""Making the tables of a store, and bringing those of an older one to the last version."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from auditbot.errors import ArchiveVersion, NoStore, StoreError
from auditbot.model.text import Text
from auditbot.store.backup import PRIVATE, copy_file
from auditbot.store.engine import address, engine_for, file_of, shown, writing
from auditbot.store.trouble import explained
from auditbot.store.versions import SCRIPTS, TABLE, Standing, standing, upgrade, version_of

_LOCK = 0x617564_6974
"""Two processes that migrate at once in PostgreSQL: the number they both ask for."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was done. ``before`` is empty for a store that was made; ``copy`` is what lay there before."""

    before: str
    after: str
    copy: Path | None = None


def migrate(
    named: str, *, must_exist: bool = False, scripts: Path = SCRIPTS, patience: float = 60
) -> Migrated:
    """Bring a store to the last version, all in one transaction; one that has it stays as it is.

    An SQLite file is copied first. Where there is nothing a store is made, unless one ``must_exist``.
    Raises StoreError.
    """
    url = address(named)
    file = file_of(url)
    if must_exist and file and not file.is_file():
        raise missing(shown(url))
    engine = writing(engine_for(url, patience, foreign_keys=False))
    try:
        if file:
            _prepare(file, patience)
        with engine.begin() as connection:
            if must_exist and standing(connection, scripts) is Standing.NOTHING:
                raise missing(shown(url))
            return _migrated(connection, file, shown(url), scripts)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(Text(f"写不了办公库 {file}：{error}", f"cannot write {file}: {error}")) from error
    except SQLAlchemyError as error:
        raise explained(error, shown(url)) from error
    finally:
        engine.dispose()


def missing(where: str) -> NoStore:
    """There is no store where one should be."""
    return NoStore(
        Text(f"没有办公库：{where}", f"there is no store: {where}"),
        Text("请先运行 auditbot store init", "make one with `auditbot store init`"),
    )


def _prepare(file: Path, patience: float) -> None:
    """Make the file where there is none; readers and one writer do not wait for each other.

    A database of something else is not touched.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=PRIVATE)
    with closing(sqlite3.connect(file, timeout=patience)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables or TABLE in tables:
            connection.execute("PRAGMA journal_mode = WAL")


def _migrated(connection: Connection, file: Path | None, where: str, scripts: Path) -> Migrated:
    if file is None:
        _require_utf8(connection, where)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    stands, before = standing(connection, scripts), version_of(connection)
    if stands is Standing.FOREIGN:
        raise StoreError(
            Text(f"这个数据库里有别的内容：{where}", f"the database holds something else: {where}"),
            Text(
                "请另选一个空的数据库或文件，或把它移走",
                "choose an empty database or another file, or move this one away",
            ),
        )
    if stands is Standing.NEWER:
        raise ArchiveVersion(
            Text(
                f"办公库由更新的版本建立（{before}）：{where}",
                f"the store was made by a newer version ({before}): {where}",
            ),
            Text("请升级 auditbot", "install a newer auditbot"),
        )
    copy = copy_file(file, _beside(file, before)) if file and stands is Standing.OLDER else None
    if stands is not Standing.CURRENT:
        upgrade(connection, scripts)
    return Migrated(before, version_of(connection), copy)


def _require_utf8(connection: Connection, where: str) -> None:
    if connection.execute(text("SHOW server_encoding")).scalar() != "UTF8":
        raise StoreError(
            Text(f"数据库不是 UTF8 编码：{where}", f"the database is not in UTF8: {where}"),
            Text("请用 createdb -E UTF8 -T template0 新建一个", "make one: createdb -E UTF8 -T template0"),
        )


def _beside(file: Path, version: str) -> Path:
    """Where the copy goes; an earlier copy is not written over."""
    names = (f"{file.name}.bak-{version}{f'-{number}' if number else ''}" for number in range(1000))
    return next(path for name in names if not (path := file.with_name(name)).exists())
