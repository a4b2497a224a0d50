from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar, cast

import pytest

from auditbot.errors import StoreError
from auditbot.notify.outbox import LEASE, SENT_KEPT, TOLD_KEPT, Post, next_try
from auditbot.notify.store_outbox import StoreOutbox
from auditbot.store.open import open_store
from auditbot.store.schema_notices import DeliveryState
from tests.notify.world import NOON, Clock, notice, put

T = TypeVar("T")
MINUTE = timedelta(minutes=1)


def post(key: str = "k", channel: str = "mail", recipient: str = "a@b.cn", gathered: bool = False) -> Post:
    return Post(notice(key), channel, recipient, NOON, gathered)


def ids(box: StoreOutbox, now: Clock) -> list[int]:
    return [one.id for one in box.due(now())]


def test_a_key_is_put_once_for_each_recipient(box: StoreOutbox) -> None:
    assert put(box, post(), post(recipient="c@d.cn")) == 2
    assert put(box, post(), post(channel="group")) == 1
    assert len(box.due(NOON)) == 3
    assert box.due(NOON - MINUTE) == ()


def test_it_is_given_back_as_it_was_put(box: StoreOutbox) -> None:
    hostile = Post(notice(text="'); DROP TABLE delivery; -- \x00\u202e𠀀"), "m'ail", "a'@b.cn", NOON, True)
    put(box, hostile)
    assert box.due(NOON)[0].post == hostile


def test_changes_are_known_once_they_are_put(box: StoreOutbox) -> None:
    assert box.known(["k-1", "x"]) == frozenset()
    put(box, post())
    assert box.known(["k-1", "x"]) == {"k-1"}


def test_what_is_delivered_is_not_due_and_not_put_again(box: StoreOutbox) -> None:
    put(box, post())
    (one,) = box.due(NOON)
    assert box.begin([one.id], NOON) == {one.id}
    assert box.due(NOON) == ()
    box.delivered([one.id], NOON)
    assert put(box, post()) == 0
    assert box.due(NOON + timedelta(days=400)) == ()
    assert box.counted() == {DeliveryState.SENT: 1}
    assert box.undelivered() == ()


def test_nobody_begins_what_another_has_begun(named: str, box: StoreOutbox) -> None:
    put(box, post(), post("l"))
    first, second = ids(box, Clock())
    with open_store(named) as opened:
        other = StoreOutbox(opened)
        assert other.begin([first], NOON) == {first}
        assert box.begin([first, second], NOON) == {second}


def at_once(named: str, work: Callable[[StoreOutbox], T]) -> list[T]:
    """What the work gives to each of four that do it at the same time, each over a connection of its own."""
    ready = Barrier(4)

    def one(_: int) -> T:
        with open_store(named) as opened:
            ready.wait(30)
            return work(StoreOutbox(opened))

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(one, range(4)))


def test_four_that_begin_the_same_share_it_out(named: str, box: StoreOutbox) -> None:
    put(box, *(post(f"{n}") for n in range(40)))
    everything = ids(box, Clock())
    begun = at_once(named, lambda each: [each.begin(everything[n : n + 5], NOON) for n in range(0, 40, 5)])
    held = [one for each in begun for part in each for one in part]
    assert sorted(held) == sorted(everything)


def test_of_four_that_put_the_same_change_one_tells_it(named: str, box: StoreOutbox) -> None:
    changes = [f"c{n}" for n in range(1200)]

    def tell(each: StoreOutbox) -> int:
        def posts(known: frozenset[str]) -> list[Post]:
            left = tuple(one for one in changes if one not in known)
            return [Post(notice(f"{len(left)}", changes=left), "mail", "", NOON)] if left else []

        return each.put(changes, posts, NOON)

    assert sorted(at_once(named, tell)) == [0, 0, 0, 1]
    assert box.known([*changes, "x"]) == set(changes)


def test_what_was_told_of_a_change_is_said_to_who_makes_the_posts(box: StoreOutbox) -> None:
    put(box, post())
    seen: list[frozenset[str]] = []

    def none(known: frozenset[str]) -> tuple[Post, ...]:
        seen.append(known)
        return ()

    assert box.put(["k-1", "new"], none, NOON) == 0
    assert seen == [{"k-1"}]


def test_what_arrived_everywhere_is_forgotten_in_time_and_nothing_else(box: StoreOutbox) -> None:
    put(box, post("sent"), post("half"), post("half", recipient="c@d.cn"), post("waiting"))
    sent, half, *_ = ids(box, Clock())
    box.begin([sent, half], NOON)
    box.delivered([sent, half], NOON)
    box.forget(NOON + SENT_KEPT)
    assert box.counted() == {DeliveryState.SENT: 2, DeliveryState.WAITING: 2}
    box.forget(NOON + SENT_KEPT + MINUTE)
    assert box.counted() == {DeliveryState.SENT: 1, DeliveryState.WAITING: 2}
    assert box.known(["sent-1"]) == {"sent-1"}, "it is not told again"
    assert box.forgotten() is None


def test_a_change_is_known_until_it_was_not_met_for_long(box: StoreOutbox) -> None:
    later = NOON + TOLD_KEPT
    box.put(["a", "b"], lambda _: (), NOON)
    box.put(["b"], lambda _: (), NOON + MINUTE)
    box.forget(later)
    assert box.known(["a", "b"]) == {"a", "b"}
    box.forget(later + MINUTE)
    assert box.known(["a", "b"]) == {"b"}
    assert box.forgotten() == NOON + MINUTE
    box.forget(later)
    assert box.forgotten() == NOON + MINUTE, "also by a clock that was set back"
    box.forget(later + 2 * MINUTE)
    assert box.known(["a", "b"]) == frozenset()
    assert box.forgotten() == NOON + 2 * MINUTE


def test_who_was_too_slow_does_not_undo_what_another_has_delivered(box: StoreOutbox) -> None:
    put(box, post())
    box.begin([1], NOON)
    box.recover(NOON + LEASE)
    box.begin([1], NOON + LEASE)
    box.delivered([1], NOON + LEASE)
    box.failed([1], NOON + LEASE, "refused", unsure=False)
    assert box.counted() == {DeliveryState.SENT: 1}


def test_it_waits_longer_each_time_up_to_a_day_and_is_then_given_up(box: StoreOutbox) -> None:
    put(box, post())
    clock, waits = Clock(), []
    while due := box.due(clock()):
        box.begin([due[0].id], clock())
        box.failed([due[0].id], clock(), "refused", unsure=False)
        (left,) = box.undelivered()
        waits.append(left.due - clock())
        clock.at = left.due
        if left.state is DeliveryState.GIVEN_UP:
            break
    assert waits[0] == MINUTE
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[-2] == timedelta(days=1)
    assert (left.state, left.tries, left.trouble) == (DeliveryState.GIVEN_UP, 9, "refused")
    assert box.due(clock() + timedelta(days=400)) == ()


def test_what_was_given_up_can_be_tried_anew(box: StoreOutbox) -> None:
    put(box, post())
    for _ in range(9):
        clock = Clock(NOON + timedelta(days=60))
        box.begin(ids(box, clock), clock())
        box.failed([1], NOON, "refused", unsure=False)
    assert box.counted() == {DeliveryState.GIVEN_UP: 1}
    assert box.again(NOON) == 1
    assert box.due(NOON)[0].tries == 0


def test_an_open_end_is_told_with_the_next_try(box: StoreOutbox) -> None:
    put(box, post())
    box.begin([1], NOON)
    box.failed([1], NOON, "no answer", unsure=True)
    assert box.due(NOON + MINUTE)[0].repeated


def test_what_was_cut_off_is_repeated_once_and_says_so(box: StoreOutbox) -> None:
    put(box, post())
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
    (lost,) = box.undelivered()
    assert lost.state is DeliveryState.GIVEN_UP
    assert "not known" in lost.trouble


def test_one_channel_keeps_out_no_other(box: StoreOutbox) -> None:
    put(box, *(post(f"{n}", "dead") for n in range(300)), post("last", "mail"))
    assert "mail" in {one.post.channel for one in box.due(NOON)}
    assert len(box.due(NOON)) == 201


def test_nothing_is_kept_of_a_put_that_fails(box: StoreOutbox) -> None:
    broken = Post(notice("b"), "mail", cast(str, None), NOON)
    with pytest.raises(StoreError):
        put(box, post(), broken)
    assert box.counted() == {}


def test_next_try() -> None:
    assert next_try(1, NOON) == NOON + MINUTE
    assert next_try(8, NOON) == NOON + timedelta(days=1)
    assert next_try(9, NOON) is None
