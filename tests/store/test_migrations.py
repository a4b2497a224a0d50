"""Stores of earlier versions, with what was in them, brought to the last one."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from auditbot.store.audits import audits_of
from auditbot.store.migrate import migrate
from auditbot.store.open import open_store
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


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The migrations as the first version had them."""
    scripts = tmp_path / "first"
    shutil.copytree(SCRIPTS, scripts, ignore=lambda _, names: [name for name in names if _is_later(name)])
    return scripts


def _is_later(name: str) -> bool:
    return name.startswith("v0") and name > "v0001.py"


def test_what_the_first_version_kept_is_there_afterwards(empty: str, first: Path) -> None:
    values = {
        "id": SITE.id,
        "home": SITE.home,
        "document": SITE.model_dump_json(),
        "now": NOW.replace(tzinfo=None).isoformat(" ") if empty.endswith("sqlite") else NOW,
        "yes": True,
    }

    migrate(empty, scripts=first)
    with open_store(empty, scripts=first) as store:
        store.write(lambda session: [session.execute(text(sql), values) for sql in (_SITE, _AUDIT)])
    done = migrate(empty)
    assert (done.before, done.after) == ("0001", known()[-1])
    with open_store(empty) as store, store.reading() as session:
        assert list_sites(session) == (SITE,)
        (audit,) = audits_of(session, SITE.id)
        assert (audit.id, audit.pages, audit.back, audit.glance) == ("one", 3, 4, False)
