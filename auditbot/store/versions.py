"""The versions of the schema: which one a store has, and how it is brought to the last one."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text

SCRIPTS = Path(__file__).parent / "migrations"
TABLE = "alembic_version"


class Standing(StrEnum):
    """A schema against the one that this program knows."""

    NOTHING = "nothing"
    """An empty database."""
    FOREIGN = "foreign"
    """Tables of something else."""
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def known(scripts: Path = SCRIPTS) -> tuple[str, ...]:
    """The versions, oldest first: each is a file ``v<version>.py``."""
    return tuple(sorted(path.stem[1:] for path in (scripts / "versions").glob("v*.py")))


def version_of(connection: Connection) -> str:
    """The version of a store; empty for what is none."""
    if not inspect(connection).has_table(TABLE):
        return ""
    return str(connection.execute(text(f"SELECT version_num FROM {TABLE}")).scalar() or "")


def standing(connection: Connection, scripts: Path = SCRIPTS) -> Standing:
    """How a store stands against this program."""
    version, versions = version_of(connection), known(scripts)
    if not version:
        return Standing.FOREIGN if inspect(connection).get_table_names() else Standing.NOTHING
    if version == versions[-1]:
        return Standing.CURRENT
    return Standing.OLDER if version in versions else Standing.NEWER


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Bring the schema to the last version, within the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
