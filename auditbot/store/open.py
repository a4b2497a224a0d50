"""Opening a store, reading it, and writing to it."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import URL, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from auditbot.errors import ArchiveVersion
from auditbot.model.text import Text
from auditbot.store.engine import address, engine_for, file_of, shown, snapshot, writing
from auditbot.store.migrate import migrate, missing
from auditbot.store.trouble import explained, yields
from auditbot.store.versions import SCRIPTS, Standing, standing

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds to wait for other processes that write."""


class Store:
    """One open store. Several processes may have it open and write; each write is one transaction."""

    def __init__(self, url: URL, engine: Engine, patience: float = PATIENCE) -> None:
        self.url = url
        self.shown = shown(url)
        """The store as it may be printed."""
        self._engine = snapshot(engine)
        self._writing = writing(engine)
        self._patience = patience

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read in; all of it sees one state of the store. Raises StoreError."""
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                yield session
        except SQLAlchemyError as error:
            raise explained(error, self.shown) from error

    def write(self, work: Callable[[Session], T], *, keep: bool = True) -> T:
        """Do some work in one transaction, and again from its start where another process was in the way.

        ``work`` touches nothing but the session. Unless it is to be kept, all is as it was afterwards. Raises
        StoreError.
        """
        end = monotonic() + self._patience
        while True:
            try:
                with Session(self._writing, expire_on_commit=False) as session, session.begin() as changes:
                    done = work(session)
                    if not keep:
                        changes.rollback()
                    return done
            except SQLAlchemyError as error:
                if not yields(error) or monotonic() > end:
                    raise explained(error, self.shown) from error
            sleep(random.uniform(0.02, 0.2))  # noqa: S311 — so that two do not meet again and again

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(
    named: str, *, create: bool = False, scripts: Path = SCRIPTS, patience: float = PATIENCE
) -> Store:
    """Open the store that is named by URL or file; ``create`` makes one where there is nothing.

    An older SQLite file is migrated, after a copy of it was laid beside it. Raises StoreError (ArchiveVersion
    for a newer schema, and for an older one in PostgreSQL), ConfigError and EnvironmentProblem.
    """
    url = address(named)
    file = file_of(url)
    if file and not file.is_file():
        if not create:
            raise missing(shown(url))
        migrate(named, scripts=scripts, patience=patience)
    store = Store(url, engine_for(url, patience), patience)
    try:
        _require_current(store, named, create=create, scripts=scripts)
    except BaseException:
        store.close()
        raise
    return store


def _require_current(store: Store, named: str, *, create: bool, scripts: Path) -> None:
    with store.reading() as session:
        stands = standing(session.connection(), scripts)
    if stands is Standing.OLDER and file_of(store.url) is None:
        raise _older(store.shown)
    if stands is Standing.NOTHING and not create:
        raise missing(store.shown)
    if stands is not Standing.CURRENT:
        migrate(named, scripts=scripts)


def _older(where: str) -> ArchiveVersion:
    return ArchiveVersion(
        Text(f"办公库由旧版本建立：{where}", f"the store was made by an older version: {where}"),
        Text(
            "请先备份（auditbot store backup 文件），再运行 auditbot store migrate",
            "make a backup (`auditbot store backup FILE`), then run `auditbot store migrate`",
        ),
    )
