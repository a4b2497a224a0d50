"""A copy of a whole store, made by the database's own means while others may go on writing."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import URL

from auditbot.errors import EnvironmentProblem, NoStore, StoreError
from auditbot.model.text import Text
from auditbot.store.engine import address, file_of, shown

_SECONDS = 6 * 3600
PRIVATE = 0o600
"""A store knows people and secrets: nobody else reads its files."""


def backup(named: str, target: Path) -> Path:
    """Write a backup of the store to a file that is not there yet; it appears whole or not at all.

    SQLite: a store that can be opened as it is. PostgreSQL: an archive for ``pg_restore``.
    Raises StoreError, EnvironmentProblem.
    """
    url = address(named)
    if target.exists():
        raise StoreError(
            Text(f"已有这个文件，未覆盖：{target}", f"not written over: {target}"),
            Text("请换一个文件名", "choose another name"),
        )
    file = file_of(url)
    if file is None:
        return _dumped(url, target)
    if not file.is_file():
        raise NoStore(
            Text(f"没有办公库：{file}", f"there is no store: {file}"),
            Text("请用 --store 指明办公库", "name the store with --store"),
        )
    return copy_file(file, target)


def copy_file(file: Path, target: Path) -> Path:
    """Copy an SQLite file that may be in use. Raises StoreError."""
    fresh = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=PRIVATE)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
        fresh.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise _unwritten(target, str(error)) from error
    finally:
        _discard(fresh)
    return target


def _dumped(url: URL, target: Path) -> Path:
    program = shutil.which("pg_dump")
    if program is None:
        raise EnvironmentProblem(
            Text("本机没有 pg_dump，无法备份 PostgreSQL", "there is no pg_dump on this machine"),
            Text(
                "请安装 postgresql-client，或在数据库服务器上备份",
                "install postgresql-client, or do it there",
            ),
        )
    password = {"PGPASSWORD": url.password} if url.password else {}
    plain = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string(hide_password=False)
    fresh = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.touch(mode=PRIVATE)
        done = subprocess.run(  # noqa: S603 — a fixed command; the address is the operator's own
            [program, "--format=custom", "--no-password", f"--file={fresh}", f"--dbname={plain}"],
            env={**os.environ, **password},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        if done.returncode:
            why = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            raise _unwritten(target, f"{shown(url)}: {why}")
        fresh.replace(target)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unwritten(target, str(error)) from error
    finally:
        _discard(fresh)
    return target


def _discard(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)


def _unwritten(target: Path, why: str) -> StoreError:
    return StoreError(Text(f"备份没有写成：{target}：{why}", f"no backup was written: {target}: {why}"))
