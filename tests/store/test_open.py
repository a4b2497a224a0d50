"""Opening a store, whatever lies where it should be."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from auditbot.errors import ArchiveVersion, ConfigError, EnvironmentProblem, StoreError
from auditbot.store.backup import backup
from auditbot.store.engine import address, shown
from auditbot.store.migrate import migrate
from auditbot.store.open import Store, open_store
from auditbot.store.sites import list_sites, put_sites
from auditbot.store.tables import METADATA
from auditbot.store.versions import SCRIPTS, known, version_of
from tests.store.cluster import Cluster
from tests.store.fleet import NOW, plain, whole

NEXT = '''"""A later schema."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("site", sa.Column("later", sa.Text(), nullable=True))
    with op.batch_alter_table("finding") as batch:
        batch.alter_column("unit", nullable=True)
'''


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a version to come."""
    scripts = tmp_path / "later"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions/v9999.py").write_text(NEXT.format(before=known()[-1]), encoding="utf-8")
    return scripts


def version(store: Store) -> str:
    with store.reading() as session:
        return version_of(session.connection())


def test_the_migrations_make_the_tables_that_are_declared(store: Store) -> None:
    with store.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": False})
        assert compare_metadata(context, METADATA) == []
    assert version(store) == known()[-1]


def test_a_store_is_made_where_there_is_nothing(empty: str) -> None:
    with pytest.raises(StoreError, match="store init"):
        open_store(empty)
    with open_store(empty, create=True) as store:
        store.write(lambda session: put_sites(session, [plain(1)], NOW))
    with open_store(empty, create=True) as store, store.reading() as session:
        assert len(list_sites(session)) == 1


def test_a_newer_schema_is_refused(empty: str, later: Path) -> None:
    open_store(empty, create=True, scripts=later).close()
    with pytest.raises(ArchiveVersion, match="newer"):
        open_store(empty)
    with pytest.raises(ArchiveVersion, match="newer"):
        migrate(empty)


def test_an_older_file_is_migrated_after_a_copy(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "office.sqlite"
    with open_store(str(file), create=True) as store:
        store.write(lambda session: put_sites(session, [whole(1)], NOW))
    with open_store(str(file), scripts=later) as store:
        assert version(store) == "9999"
        with store.reading() as session:
            assert list_sites(session) == (whole(1),)
    copy = tmp_path / f"office.sqlite.bak-{known()[-1]}"
    with open_store(str(copy)) as store, store.reading() as session:
        assert list_sites(session) == (whole(1),)


def test_an_earlier_copy_is_not_written_over(tmp_path: Path, later: Path) -> None:
    file, copy = tmp_path / "office.sqlite", tmp_path / f"office.sqlite.bak-{known()[-1]}"
    copy.write_text("of before")
    open_store(str(file), create=True).close()
    open_store(str(file), scripts=later).close()
    assert copy.read_text() == "of before"
    assert copy.with_name(f"{copy.name}-1").is_file()


def test_an_older_database_waits_for_its_operator(postgres: Cluster, template: str, later: Path) -> None:
    named = postgres.url(postgres.create(template))
    with pytest.raises(ArchiveVersion, match="store migrate"):
        open_store(named, scripts=later)
    done = migrate(named, scripts=later)
    assert (done.before, done.after, done.copy) == (known()[-1], "9999", None)
    with open_store(named, scripts=later) as store:
        assert version(store) == "9999"


def test_a_migration_that_fails_leaves_everything_as_it_was(empty: str, later: Path) -> None:
    with open_store(empty, create=True) as store:
        store.write(lambda session: put_sites(session, [plain(1)], NOW))
    script = later / "versions/v9999.py"
    script.write_text(
        script.read_text(encoding="utf-8") + '    op.execute("SELECT * FROM nowhere")\n', encoding="utf-8"
    )
    with pytest.raises(StoreError, match="nowhere"):
        migrate(empty, scripts=later)
    with open_store(empty) as store, store.reading() as session:
        assert len(list_sites(session)) == 1


def test_a_database_of_something_else_is_left_alone(empty: str) -> None:
    with open_store(empty, create=True) as store:
        store.write(lambda session: session.execute(text("DROP TABLE alembic_version")))
    with pytest.raises(StoreError, match="something else"):
        open_store(empty, create=True)


def test_a_file_of_something_else_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE other (one INTEGER)")
    before = file.read_bytes()
    for create in (False, True):
        with pytest.raises(StoreError, match="something else"):
            open_store(str(file), create=create)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    file.write_bytes(content)
    for create in (False, True):
        with pytest.raises(StoreError):
            open_store(str(file), create=create)
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "named", ["mysql://u:secret@h/d", "sqlite://", "sqlite:///:memory:", "://", "postgresql"]
)
def test_what_names_no_store(named: str) -> None:
    with pytest.raises((ConfigError, StoreError)) as told:
        open_store(named)
    assert "secret" not in str(told.value)


def test_a_password_is_never_shown() -> None:
    assert shown(address("postgresql://u:secret@h:1/d")) == "postgresql://u:***@h:1/d"


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot reach") as told:
        open_store(f"postgresql://u:secret@/d?host={tmp_path}")
    assert "secret" not in str(told.value)


def test_a_backup_is_the_store_as_it_was(named: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    in_postgres = named.startswith("postgresql")
    if in_postgres and not shutil.which("pg_dump"):
        pytest.skip("no pg_dump is installed here")
    target = tmp_path / "copies" / "office.bak"
    with open_store(named) as store:
        store.write(lambda session: put_sites(session, [whole(1), whole(2)], NOW))
        assert backup(named, target) == target
        store.write(lambda session: put_sites(session, [whole(3)], NOW))
    restored = request.getfixturevalue("postgres").restore(target) if in_postgres else str(target)
    with open_store(restored) as store, store.reading() as session:
        assert list_sites(session) == (whole(1), whole(2))
    with pytest.raises(StoreError, match="not written over"):
        backup(named, target)
    assert [path.name for path in target.parent.iterdir() if ".part" in path.name] == []


def test_a_backup_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        backup(str(tmp_path / "none.sqlite"), tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_a_database_that_is_not_there(postgres: Cluster, tmp_path: Path) -> None:
    with pytest.raises((StoreError, EnvironmentProblem)):
        backup(postgres.url("none"), tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_without_pg_dump_a_backup_says_what_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentProblem, match="pg_dump"):
        backup("postgresql://u:secret@h/d", tmp_path / "copy")


def test_the_file_is_open_to_readers_while_one_writes(store: Store) -> None:
    if not store.shown.startswith("postgresql"):
        with closing(sqlite3.connect(store.shown)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with store.reading() as session:
        before = len(list_sites(session))
        store.write(lambda other: put_sites(other, [plain(1)], NOW))
        assert before == len(list_sites(session)) == 0
    with store.reading() as session:
        assert len(list_sites(session)) == 1


def test_nobody_else_reads_the_files_of_a_store(tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    open_store(str(file), create=True).close()
    backup(str(file), tmp_path / "copy")
    assert [oct(path.stat().st_mode & 0o777) for path in (file, tmp_path / "copy")] == ["0o600", "0o600"]


def test_a_database_that_cannot_hold_chinese(postgres: Cluster) -> None:
    with pytest.raises(StoreError, match="UTF8"):
        open_store(postgres.url(postgres.create(encoding="SQL_ASCII")), create=True)


def test_a_database_server_that_is_gone_without_a_word_is_given_up(postgres: Cluster, template: str) -> None:
    with open_store(postgres.url(template)) as store, store.reading() as session:
        driver = session.connection().connection.driver_connection
        assert driver
        told = driver.info.get_parameters()
    idle, interval, count = (int(told[f"keepalives_{name}"]) for name in ("idle", "interval", "count"))
    assert idle + interval * count <= 30
    assert int(told["tcp_user_timeout"]) <= 30_000
