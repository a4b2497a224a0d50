"""Several processes write at once."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from auditbot.errors import StoreError
from auditbot.store.audits import audits_of
from auditbot.store.findings import findings_of
from auditbot.store.open import open_store
from auditbot.store.sites import put_sites
from tests.store.fleet import NOW, plain

ROOT = Path(__file__).parent.parent.parent
PROCESSES, AUDITS = 4, 3


def test_four_processes_record_at_once(named: str) -> None:
    with open_store(named) as store:
        store.write(lambda session: put_sites(session, [plain(n) for n in range(PROCESSES + 1)], NOW))
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.writers", named, str(number), str(AUDITS)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(1, PROCESSES + 1)
    ]
    told = [writer.communicate(timeout=100)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * PROCESSES, told
    with open_store(named) as store, store.reading() as session:
        for number in range(1, PROCESSES + 1):
            assert len(audits_of(session, plain(number).id)) == AUDITS
            [found] = findings_of(session, plain(number).id)
            assert found.times_seen == AUDITS
        shared = audits_of(session, plain(0).id)
        assert len(shared) == PROCESSES * AUDITS
        seen = {row.id: row.times_seen for row in findings_of(session, plain(0).id, tuple(type(found.state)))}
        assert seen == {"a": PROCESSES * AUDITS, **{f"f{n}": AUDITS for n in range(1, PROCESSES + 1)}}
        assert (shared[-1].new, sum(row.new for row in shared)) == (2, PROCESSES + 1)


def test_who_keeps_the_store_busy_for_too_long_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    open_store(str(file), create=True).close()
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as other,
        open_store(str(file), patience=0.2) as store,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="busy"):
            store.write(lambda session: put_sites(session, [plain(1)], NOW))
        with store.reading() as session:
            assert findings_of(session, "site-001") == ()
        other.execute("ROLLBACK")
        assert store.write(lambda session: put_sites(session, [plain(1)], NOW)).added == ("site-001",)
