"""How a store is named, and how its database is talked to."""

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from auditbot.errors import ConfigError, EnvironmentProblem
from auditbot.model.text import Text

_WRITING = "writing"
_ALIVE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}
"""A server that is gone without a word is given up after half a minute, not after two hours."""
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


def address(named: str) -> URL:
    """The database of a store that is named by URL or by file. Raises ConfigError."""
    if "://" not in named:
        return URL.create("sqlite", database=named)
    try:
        url = make_url(named)
    except (ArgumentError, ValueError):
        raise _unknown() from None
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return url
    raise _unknown()


def _unknown() -> ConfigError:
    return ConfigError(
        Text("--store：不是文件，也不是可用的数据库地址", "--store: neither a file nor a usable address"),
        Text(
            "请写成 办公库.sqlite 或 postgresql://用户@主机/库名",
            "write it as office.sqlite or postgresql://user@host/name",
        ),
    )


def file_of(url: URL) -> Path | None:
    """The file of an SQLite store."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def shown(url: URL) -> str:
    """The store as it may be printed: a file, or an address without its password."""
    return str(file_of(url) or url.set(drivername="postgresql").render_as_string(hide_password=True))


def engine_for(url: URL, patience: float, *, foreign_keys: bool = True) -> Engine:
    """An engine; it waits ``patience`` seconds for others that write. Raises EnvironmentProblem."""
    if url.get_backend_name() != "sqlite":
        return _postgres(url, patience)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": patience})

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: SQLite takes its lock at once and keeps it."""
    return engine.execution_options(**{_WRITING: True})


def snapshot(engine: Engine) -> Engine:
    """The same engine for transactions that read: each sees one state, which SQLite gives by itself."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _begin(connection: Connection) -> None:
    wanted = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if wanted else "BEGIN")


def _postgres(url: URL, patience: float) -> Engine:
    options = {
        "options": f"-c lock_timeout={int(patience * 1000)}",
        "connect_timeout": 10,
        "client_encoding": "utf8",
        **_ALIVE,
    }
    try:
        return create_engine(url, pool_pre_ping=True, connect_args=options)
    except ModuleNotFoundError:
        raise EnvironmentProblem(
            Text("本机没有 PostgreSQL 驱动", "there is no driver for PostgreSQL"),
            Text("请安装 auditbot[postgres]", "install auditbot[postgres]"),
        ) from None
