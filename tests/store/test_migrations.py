"""Stores of earlier versions, with what was in them, brought to the last one."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from auditbot.errors import StoreError
from auditbot.store.audits import audits_of
from auditbot.store.migrate import migrate
from auditbot.store.open import open_store
from auditbot.store.runs import runs_of
from auditbot.store.schedules import default_rules, rule_of
from auditbot.store.schema_clock import RunKind
from auditbot.store.sites import list_sites
from auditbot.store.versions import SCRIPTS, known
from tests.store.audits import SITE
from tests.store.fleet import NOW

_SITE = """INSERT INTO site (id, home, name, code, unit, supervisor, document, added, changed)
VALUES (:id, :home, '', '', '', '', :document, :now, :now)"""
_AUDIT = """INSERT INTO audit (site_id, id, digest, folder, recorded, program, as_of, started, finished,
seconds, stopped, stop_detail, whole,
coverage, extent, pages, frameworks, grade, counts, new, still, gone, back)
VALUES (:id, 'one', '', '', :now, '', '2026-01-01', :now, :now, 1.0,
'exhausted', '', :yes, '{}', '[]', 3, '[]', 'qualified', '{}', 1, 2, 3, 4)"""


_RUN = """INSERT INTO run (site_id, schedule_key, kind, due, times, state, reason, holder, folder)
VALUES (:id, :schedule, 'audit', :now, 1, 'running', '', 'this', '/out/a')"""
_SCHEDULE = """INSERT INTO schedule (key, site_id, kind, rule, enabled, changed)
VALUES (:key, :whose, 'audit', :rule, :yes, :now)"""


def scripts_until(version: str, folder: Path) -> Path:
    """The migrations as a version had them."""
    scripts = folder / version

    def later(_: str, names: list[str]) -> list[str]:
        return [name for name in names if name.startswith("v0") and name > f"v{version}.py"]

    shutil.copytree(SCRIPTS, scripts, ignore=later)
    return scripts


def values(store: str) -> dict[str, Any]:
    return {
        "id": SITE.id,
        "home": SITE.home,
        "document": SITE.model_dump_json(),
        "now": NOW.replace(tzinfo=None).isoformat(" ") if store.endswith("sqlite") else NOW,
        "yes": True,
    }


def test_what_the_first_version_kept_is_there_afterwards(empty: str, tmp_path: Path) -> None:
    first, kept = scripts_until("0001", tmp_path), values(empty)
    migrate(empty, scripts=first)
    with open_store(empty, scripts=first) as store:
        store.write(lambda session: [session.execute(text(sql), kept) for sql in (_SITE, _AUDIT)])
    done = migrate(empty)
    assert (done.before, done.after) == ("0001", known()[-1])
    with open_store(empty) as store, store.reading() as session:
        assert list_sites(session) == (SITE,)
        (audit,) = audits_of(session, SITE.id)
        assert (audit.id, audit.pages, audit.back, audit.glance) == ("one", 3, 4, False)


def test_what_the_second_version_kept_is_there_afterwards(empty: str, tmp_path: Path) -> None:
    second, kept = scripts_until("0002", tmp_path), values(empty)
    schedules: list[dict[str, object]] = [
        {"key": 1, "whose": None, "rule": '{"times": 1}'},
        {"key": 2, "whose": None, "rule": '{"times": 2}'},
        {"key": 3, "whose": SITE.id, "rule": '{"times": 3}'},
    ]

    def fill(session: Session) -> None:
        session.execute(text(_SITE), kept)
        for one in schedules:
            session.execute(text(_SCHEDULE), {**kept, **one})
        session.execute(text(_RUN), {**kept, "schedule": 2})

    migrate(empty, scripts=second)
    with open_store(empty, scripts=second) as store:
        store.write(fill)
    done = migrate(empty)
    assert (done.before, done.after) == ("0002", known()[-1])
    with open_store(empty) as store:
        with store.reading() as session:
            [run] = runs_of(session)
            assert (run.folder, run.state, run.cut_off, run.schedule_key) == ("/out/a", "running", 0, None)
            assert default_rules(session)[RunKind.AUDIT] == {"times": 1}, "the first of two counted before"
            assert rule_of(session, SITE.id, RunKind.AUDIT) == {"times": 3}
        with pytest.raises(StoreError):
            store.write(lambda session: session.execute(text(_SCHEDULE), {**kept, **schedules[1], "key": 9}))
