"""The same tests on both databases: each gets an empty store of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from auditbot.store.open import Store, open_store
from auditbot.store.tables import METADATA
from tests.store.cluster import Cluster, binaries, cluster

BOTH = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    where = binaries()
    if where is None:
        pytest.skip("no PostgreSQL server is installed here")
    with cluster(where) as running:
        yield running


@pytest.fixture(scope="session")
def template(postgres: Cluster) -> str:
    """A database with all tables, to be copied."""
    name = postgres.create()
    open_store(postgres.url(name), create=True).close()
    return name


@pytest.fixture(scope="session")
def shared(postgres: Cluster, template: str) -> Iterator[Store]:
    """A database that is emptied after each test."""
    with open_store(postgres.url(postgres.create(template))) as store:
        yield store


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "office.sqlite"
    open_store(str(file), create=True).close()
    return file


@pytest.fixture(params=BOTH)
def named(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The name of a store with all tables and nothing in them."""
    if request.param == "sqlite":
        file = tmp_path / "office.sqlite"
        shutil.copy(request.getfixturevalue("template_file"), file)
        yield str(file)
        return
    shared: Store = request.getfixturevalue("shared")
    yield shared.url.render_as_string(hide_password=False)
    tables = ", ".join(f'"{table.name}"' for table in METADATA.sorted_tables)
    shared.write(lambda session: session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY")))


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The name of a database with nothing in it at all."""
    if request.param == "sqlite":
        yield str(tmp_path / "office.sqlite")
        return
    postgres: Cluster = request.getfixturevalue("postgres")
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def store(named: str) -> Iterator[Store]:
    with open_store(named) as opened:
        yield opened
