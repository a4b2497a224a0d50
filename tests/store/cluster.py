"""A PostgreSQL of our own: one cluster a session, on a socket in a folder of its own, without durability."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import TypedDict

_USER = "auditbot"
_PATIENCE = 60


@dataclass(slots=True)
class Cluster:
    """A running PostgreSQL."""

    binaries: Path
    folder: Path
    made: list[str] = field(default_factory=list)

    def url(self, name: str) -> str:
        return f"postgresql://{_USER}@/{name}?host={self.folder}"

    def create(self, template: str = "template0", encoding: str = "UTF8") -> str:
        """A new database, as a copy of another one where that is named; gives its name."""
        name = f"d{len(self.made)}"
        self.made.append(name)
        self.run(
            f"CREATE DATABASE {name} TEMPLATE {template} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'"
        )
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def restore(self, archive: Path) -> str:
        """A new database with what an archive of pg_dump holds; gives its address."""
        name = self.create()
        _call([self.binaries / "pg_restore", "-h", self.folder, "-U", _USER, "-d", name, archive], None)
        return self.url(name)

    def run(self, command: str) -> None:
        program = [self.binaries / "psql", "-X", "-q", "-h", self.folder, "-U", _USER, "-c", command]
        _call([*program, "postgres"], None)


def binaries() -> Path | None:
    """Where initdb and its like are."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[-3].zfill(4))
    named = shutil.which("initdb")
    candidates = [path.parent for path in reversed(found)] + ([Path(named).parent] if named else [])
    return next((path for path in candidates if all((path / n).exists() for n in ("postgres", "psql"))), None)


@contextmanager
def cluster(where: Path) -> Iterator[Cluster]:
    """Run a cluster until the block is left; as somebody without rights where we are root, as it demands."""
    folder = Path(tempfile.mkdtemp(prefix="auditbot-pg-"))
    owner = _owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    server: subprocess.Popen[bytes] | None = None
    try:
        with (folder / "log").open("wb") as log:
            _call(
                [where / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
                owner,
            )
            options = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses="]
            quick = [part for option in options for part in ("-c", option)]
            program = [where / "postgres", "-D", data, "-k", folder, *quick]
            server = subprocess.Popen(
                [*map(str, program)], stdout=log, stderr=log, stdin=subprocess.DEVNULL, **_as(owner)
            )
        ready = [str(part) for part in (where / "pg_isready", "-q", "-h", folder, "-U", _USER)]
        end = monotonic() + _PATIENCE
        while subprocess.run(ready, check=False, timeout=30).returncode:
            assert server.poll() is None, (folder / "log").read_text()
            assert monotonic() < end, (folder / "log").read_text()
            sleep(0.05)
        yield Cluster(where, folder)
    finally:
        if server is not None:
            server.send_signal(3)  # the quickest way to leave that PostgreSQL has
            server.wait(_PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd | None:
    """Who may run it where we are root."""
    if os.geteuid():
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names.get("nobody")


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def _as(owner: pwd.struct_passwd | None) -> _Identity:
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def _call(program: list[object], owner: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        [*map(str, program)],
        check=False,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        cwd="/",
        **_as(owner),
    )
    assert done.returncode == 0, done.stderr
