"""What old audits left is cleared away; what people read, and the last of each site, stays."""

import fcntl
from datetime import timedelta
from pathlib import Path

import pytest

from auditbot.audit.folder import ARCHIVE, AUDIT, GLANCES
from auditbot.clock.clearing import Clearing
from auditbot.model.audit import Audit
from auditbot.store.audits import audits_of, record
from auditbot.store.open import Store
from tests.clock.office import DAY, A, Office
from tests.store.audits import FIRST, audit
from tests.store.fleet import NOW

KEPT = timedelta(days=30)
LATE = FIRST + 365 * DAY
REPORT = "report.html"


def glance(week: int) -> Audit:
    made = audit(week, whole=False)
    crawl = made.crawl.model_copy(update={"glance": True})
    return made.model_copy(update={"id": f"{GLANCES}/{made.id}", "crawl": crawl})


class Disk:
    """Audits on disk and in a store."""

    def __init__(self, office: Office, out: Path) -> None:
        self.office, self.out = office, out

    def put(self, *audits: Audit, out: Path | None = None) -> list[Path]:
        """The folders of the audits, each with its files."""
        return [self._put(one, (out or self.out) / A.id / one.id) for one in audits]

    def _put(self, one: Audit, folder: Path) -> Path:
        folder.mkdir(parents=True)
        for name in (ARCHIVE, f"{ARCHIVE}-wal", AUDIT, REPORT):
            (folder / name).write_bytes(b"12345")
        self.office.write(lambda session: record(session, one, folder, NOW))
        return folder

    def clear(self) -> None:
        Clearing(self.out, KEPT).clear(self.office.term, LATE, self.office.told)

    def folders(self) -> list[str]:
        """As the store has them, the last first."""
        with self.office.store.reading() as session:
            return [Path(row.folder).name for row in audits_of(session, A.id)]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def disk(store: Store, tmp_path: Path) -> Disk:
    return Disk(Office(store), tmp_path / "out")


def test_of_an_old_audit_the_archive_goes_and_the_rest_stays(disk: Disk) -> None:
    old, last = disk.put(audit(0), audit(1))
    disk.clear()
    assert names(old) == {AUDIT, REPORT}
    assert ARCHIVE in names(last)
    assert disk.office.told.of("cleared") == [{"archives": 1, "glances": 0, "bytes": 10}]


def test_of_an_old_glance_nothing_stays(disk: Disk) -> None:
    old, last = disk.put(glance(0), glance(1))
    disk.clear()
    assert not old.exists()
    assert ARCHIVE in names(last)
    assert disk.folders() == [last.name, ""]
    assert disk.office.told.of("cleared") == [{"archives": 0, "glances": 1, "bytes": 20}]


def test_once_cleared_there_is_nothing_to_tell(disk: Disk) -> None:
    disk.put(audit(0), audit(1), glance(0), glance(1))
    disk.clear()
    disk.clear()
    assert len(disk.office.told.of("cleared")) == 1


def test_what_is_young_stays(disk: Disk) -> None:
    young = disk.put(audit(50), glance(50), audit(51), glance(51))
    disk.clear()
    assert all(ARCHIVE in names(folder) for folder in young)


def test_the_last_that_saw_the_whole_stays_whatever_came_after(disk: Disk) -> None:
    whole, part, last = disk.put(audit(0), audit(1, whole=False), audit(2, whole=False))
    disk.clear()
    assert [ARCHIVE in names(folder) for folder in (whole, part, last)] == [True, False, True]


def test_what_lies_elsewhere_is_not_touched(disk: Disk, tmp_path: Path) -> None:
    there, other = disk.put(audit(0), glance(0), out=tmp_path / "elsewhere")
    disk.put(audit(1), glance(1))
    disk.clear()
    assert ARCHIVE in names(there)
    assert ARCHIVE in names(other)


def test_links_are_not_followed(disk: Disk, tmp_path: Path) -> None:
    for one in (audit(0), glance(0)):
        [there] = disk.put(one)
        there.rename(moved := tmp_path / one.id.replace("/", "-"))
        there.symlink_to(moved)
    disk.put(audit(1), glance(1))
    disk.clear()
    assert all(ARCHIVE in names(path) for path in tmp_path.iterdir() if path.name.endswith(audit(0).id))


def test_what_somebody_is_at_stays(disk: Disk) -> None:
    old, *_ = disk.put(audit(0), audit(1))
    with (old / ARCHIVE).with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        disk.clear()
        assert ARCHIVE in names(old)
    disk.clear()
    assert ARCHIVE not in names(old)


def test_what_cannot_be_removed_is_told_and_the_rest_goes(disk: Disk) -> None:
    odd, old, _ = disk.put(audit(0), audit(1), audit(2))
    (odd / ARCHIVE).unlink()
    (odd / ARCHIVE).mkdir()
    disk.clear()
    assert ARCHIVE not in names(old)
    assert len(disk.office.told.of("trouble")) == 1


def test_a_folder_that_is_gone_is_no_trouble(disk: Disk) -> None:
    old, _ = disk.put(glance(0), glance(1))
    for file in old.iterdir():
        file.unlink()
    old.rmdir()
    disk.clear()
    assert disk.office.told.events == []


def test_when_the_clock_is_to_end_it_does_not_begin(disk: Disk) -> None:
    old, _ = disk.put(audit(0), audit(1))
    disk.office.term.ending = True
    disk.clear()
    assert ARCHIVE in names(old)
