import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from auditbot.errors import StoreError
from auditbot.notify.file_outbox import FileOutbox
from auditbot.notify.outbox import LEASE, DeliveryState, Post, next_try
from tests.notify.world import NOON, Clock, notice

MINUTE = timedelta(minutes=1)


@pytest.fixture
def box(tmp_path: Path) -> Iterator[FileOutbox]:
    with FileOutbox.open(tmp_path / "deep" / "notices.sqlite") as made:
        yield made


def post(key: str = "k", channel: str = "mail", recipient: str = "a@b.cn", gathered: bool = False) -> Post:
    return Post(notice(key), channel, recipient, NOON, gathered)


def ids(box: FileOutbox, now: Clock) -> list[int]:
    return [one.id for one in box.due(now())]


def test_a_key_is_put_once_for_each_recipient(box: FileOutbox) -> None:
    assert box.put([post(), post(recipient="c@d.cn")]) == 2
    assert box.put([post(), post(channel="group")]) == 1
    assert len(box.due(NOON)) == 3
    assert box.due(NOON - MINUTE) == ()


def test_it_is_given_back_as_it_was_put(box: FileOutbox) -> None:
    hostile = Post(notice(text="'); DROP TABLE delivery; -- \x00\u202e𠀀"), "m'ail", "a'@b.cn", NOON, True)
    box.put([hostile])
    assert box.due(NOON)[0].post == hostile


def test_changes_are_known_once_they_are_put(box: FileOutbox) -> None:
    assert box.known(["k-1", "x"]) == frozenset()
    box.put([post()])
    assert box.known(["k-1", "x"]) == {"k-1"}


def test_what_is_delivered_is_not_due_and_not_put_again(box: FileOutbox) -> None:
    box.put([post()])
    (one,) = box.due(NOON)
    assert box.begin([one.id], NOON) == {one.id}
    assert box.due(NOON) == ()
    box.delivered([one.id], NOON)
    assert box.put([post()]) == 0
    assert box.due(NOON + timedelta(days=400)) == ()
    assert box.counted() == {DeliveryState.SENT: 1}
    assert box.troubled() == ()


def test_nobody_begins_what_another_has_begun(tmp_path: Path, box: FileOutbox) -> None:
    box.put([post(), post("l")])
    first, second = ids(box, Clock())
    with FileOutbox.open(box._path) as other:
        assert other.begin([first], NOON) == {first}
        assert box.begin([first, second], NOON) == {second}


def test_it_waits_longer_each_time_up_to_a_day_and_is_then_given_up(box: FileOutbox) -> None:
    box.put([post()])
    clock, waits = Clock(), []
    while due := box.due(clock()):
        box.begin([due[0].id], clock())
        box.failed([due[0].id], clock(), "refused", unsure=False)
        (left,) = box.troubled()
        waits.append(left.due - clock())
        clock.at = left.due
        if left.state is DeliveryState.GIVEN_UP:
            break
    assert waits[0] == MINUTE
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[-2] == timedelta(days=1)
    assert (left.state, left.tries, left.trouble) == (DeliveryState.GIVEN_UP, 9, "refused")
    assert box.due(clock() + timedelta(days=400)) == ()


def test_what_was_given_up_can_be_tried_anew(box: FileOutbox) -> None:
    box.put([post()])
    for _ in range(9):
        clock = Clock(NOON + timedelta(days=60))
        box.begin(ids(box, clock), clock())
        box.failed([1], NOON, "refused", unsure=False)
    assert box.counted() == {DeliveryState.GIVEN_UP: 1}
    assert box.again(NOON) == 1
    assert box.due(NOON)[0].tries == 0


def test_an_open_end_is_told_with_the_next_try(box: FileOutbox) -> None:
    box.put([post()])
    box.begin([1], NOON)
    box.failed([1], NOON, "no answer", unsure=True)
    assert box.due(NOON + MINUTE)[0].repeated


def test_what_was_cut_off_is_repeated_once_and_says_so(box: FileOutbox) -> None:
    box.put([post()])
    clock = Clock()
    box.begin([1], clock())
    assert box.recover(clock() + LEASE - MINUTE) == 0
    clock.forward(seconds=LEASE.total_seconds())
    assert box.recover(clock()) == 1
    (again,) = box.due(clock())
    assert again.repeated
    box.begin([1], clock())
    clock.forward(seconds=LEASE.total_seconds())
    assert box.recover(clock()) == 1
    assert box.due(clock()) == ()
    (lost,) = box.troubled()
    assert lost.state is DeliveryState.GIVEN_UP
    assert "not known" in lost.trouble


def test_one_channel_keeps_out_no_other(box: FileOutbox) -> None:
    box.put([post(f"{n}", "dead") for n in range(300)] + [post("last", "mail")])
    assert "mail" in {one.post.channel for one in box.due(NOON)}
    assert len(box.due(NOON)) == 201


def test_nothing_is_kept_of_a_put_that_fails(box: FileOutbox) -> None:
    broken = Post(notice("b"), "mail", None, NOON)  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        box.put([post(), broken])
    assert box.counted() == {}


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 500])
def test_a_file_that_is_no_outbox(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(content)
    with pytest.raises(StoreError):
        FileOutbox.open(tmp_path / "box")


def test_a_newer_outbox_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "box") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError):
        FileOutbox.open(tmp_path / "box")


def test_a_folder_is_no_outbox(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        FileOutbox.open(tmp_path)


def test_next_try() -> None:
    assert next_try(1, NOON) == NOON + MINUTE
    assert next_try(8, NOON) == NOON + timedelta(days=1)
    assert next_try(9, NOON) is None
