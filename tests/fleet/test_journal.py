"""The record of a run: what is left of it, whatever was cut off."""

from datetime import datetime
from pathlib import Path

import pytest

from auditbot.errors import ArchiveLocked, StoreError
from auditbot.fleet.ends import End, How
from auditbot.fleet.journal import Journal, alone, unfinished
from auditbot.model.site import Site
from auditbot.url import Url

NOON = datetime.fromisoformat("2026-11-20T12:00:00+08:00")


def site(name: str, home: str = "") -> Site:
    return Site(id=name, home=Url(home or f"http://{name}.example/"))


def end(one: Site, how: How = How.DONE) -> End:
    return End(site=one.id, home=one.home, how=how, code=0, seconds=1.5)


A, B, C = site("a"), site("b"), site("c")


def test_a_run_that_was_cut_off(tmp_path: Path) -> None:
    journal = Journal.new(tmp_path, (A, B, C), NOON)
    journal.begin("a")
    journal.begin("b")
    journal.end(end(A))
    past = unfinished(tmp_path)
    assert past
    assert (past.path, past.left, past.begun) == (journal.path, 2, frozenset("ab"))
    assert [past.finished(one.id, one.home) for one in (A, B, C)] == [True, False, False]
    assert not past.finished("a", "http://moved.example/")


def test_a_run_that_is_through(tmp_path: Path) -> None:
    assert unfinished(tmp_path) is None
    journal = Journal.new(tmp_path, (A,), NOON)
    journal.end(end(A))
    assert unfinished(tmp_path) is None


def test_only_the_last_run_counts(tmp_path: Path) -> None:
    Journal.new(tmp_path, (A, B), NOON)
    last = Journal.new(tmp_path, (A,), NOON)
    last.end(end(A))
    assert len(list((tmp_path / ".fleet").glob("*.jsonl"))) == 2
    assert unfinished(tmp_path) is None


@pytest.mark.parametrize("how", [how for how in How if how is not How.DONE])
def test_what_is_not_done_is_left(how: How, tmp_path: Path) -> None:
    Journal.new(tmp_path, (A,), NOON).end(end(A, how))
    past = unfinished(tmp_path)
    assert past
    assert past.left == 1


def test_the_last_end_counts_and_sites_may_be_added(tmp_path: Path) -> None:
    journal = Journal.new(tmp_path, (A,), NOON)
    journal.end(end(A, How.CRASHED))
    journal.end(end(A))
    journal.add((B,))
    past = unfinished(tmp_path)
    assert past
    assert (past.left, dict(past.sites)) == (1, {"a": A.home, "b": B.home})


@pytest.mark.parametrize(
    "torn", [b'{"end": {"site": "b"', b"\x00\x00", b'{"end": {"site": "b"}}\n', b"[]\n7\n"]
)
def test_a_line_that_was_cut_off_is_passed_over(torn: bytes, tmp_path: Path) -> None:
    journal = Journal.new(tmp_path, (A, B), NOON)
    with journal.path.open("ab") as file:
        file.write(torn)
    journal.end(end(A))
    past = unfinished(tmp_path)
    assert past
    assert list(past.ends) == ["a"]


def test_two_fleets_do_not_share_a_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(ArchiveLocked), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError), alone(tmp_path / "file"):
        pass
    with pytest.raises(StoreError):
        Journal.new(tmp_path / "file", (A,), NOON)
