"""What people do with entries."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from auditbot.errors import ConfigError
from auditbot.ledger.acts import Reach, assign, except_, mark, review, withdraw
from auditbot.ledger.entries import Wanted, counted, entries, events_of, remarks
from auditbot.ledger.writing import Act
from auditbot.model.outcome import Severity
from auditbot.store.open import Store, open_store
from auditbot.store.schema_ledger import ExceptionScope, Judgement, ReviewRow
from auditbot.store.schema_ledger import LedgerState as State
from tests.ledger.world import F, G, at, days_after, key, kinds, ledger, prepare, recorded, states
from tests.store.audits import COLUMNS, finding
from tests.store.fleet import HOSTILE

DUE = date(2026, 11, 16)
VETO = finding("v", severity=Severity.VETO, check="empty-columns", requirements=(COLUMNS,))


@pytest.fixture(autouse=True)
def site(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F, G, VETO))


def given(store: Store, *names: str) -> list[int]:
    keys = [key(store, name) for name in names]
    store.write(lambda session: assign(session, keys, at(0.1), due=DUE, unit="某科", person="李"))
    return keys


def test_assigned_in_bulk(store: Store) -> None:
    keys = given(store, "f", "g")
    found = ledger(store)
    assert {found[name].row.unit for name in "fg"} == {"某科"}
    assert (found["f"].row.state, found["f"].row.due, found["f"].row.person) == (State.ASSIGNED, DUE, "李")
    with store.reading() as session:
        event = events_of(session, keys[0])[-1]
    assert (event.kind, event.before, event.after, event.person) == (
        *("assign", State.WAITING, State.ASSIGNED, "王"),
    )
    assert event.at == at(0.1).at
    assert event.data["changed"]["due"] == [None, "2026-11-16"]


def test_who_is_not_named_stays(store: Store) -> None:
    keys = given(store, "f")
    store.write(lambda session: assign(session, keys, at(0.2), due=date(2026, 12, 1)))
    row = ledger(store)["f"].row
    assert (row.unit, row.person, row.due) == ("某科", "李", date(2026, 12, 1))


def test_all_or_none(store: Store) -> None:
    [one] = given(store, "f")
    other = key(store, "g")
    with pytest.raises(ConfigError) as refused:
        store.write(lambda session: mark(session, [one, other], State.REPORTED, at(1)))
    assert f"{other}：" in refused.value.message.zh
    assert f"{one}：" not in refused.value.message.zh
    assert states(store)["f"] == "assigned"
    with pytest.raises(ConfigError):
        store.write(lambda session: mark(session, [one, 10**9], State.REPORTED, at(1)))


def test_nobody_closes_by_hand(store: Store) -> None:
    [one] = given(store, "f")
    with pytest.raises(ConfigError):
        store.write(lambda session: mark(session, [one], State.CLOSED, at(1, "改好了")))


def test_what_the_unit_says_is_kept_and_a_reason_is_not_put_in_its_place(store: Store) -> None:
    [one] = given(store, "f")
    store.write(lambda session: mark(session, [one], State.REPORTED, at(1, "已删除链接")))
    store.write(lambda session: mark(session, [one], State.RETURNED, at(2, "仍能看到")))
    assert ledger(store)["f"].row.note == "已删除链接"
    with store.reading() as session:
        assert [event.note for event in events_of(session, one)] == ["", "", "已删除链接", "仍能看到"]


def test_entries_are_found_by_what_they_are(store: Store) -> None:
    given(store, "f")
    late = date(2026, 11, 20)
    assert set(ledger(store, wanted=Wanted(overdue=True))) == set()
    assert set(ledger(store, late, Wanted(overdue=True))) == {"f"}
    assert ledger(store, late)["f"].overdue == 4
    assert set(ledger(store, wanted=Wanted(states=[State.WAITING]))) == {"g", "v"}
    assert set(ledger(store, wanted=Wanted(severities=[Severity.VETO]))) == {"v"}
    assert set(ledger(store, wanted=Wanted(checks=["empty-columns", "other"]))) == {"v"}
    assert set(ledger(store, wanted=Wanted(unit="某科"))) == {"f"}
    assert set(ledger(store, wanted=Wanted(unit="第1镇党政办"))) == {"f", "g", "v"}
    assert set(ledger(store, wanted=Wanted(unit="第1区人民政府办公室"))) == {"f", "g", "v"}
    assert set(ledger(store, wanted=Wanted(site="other"))) == set()
    assert next(iter(ledger(store))) == "v"


def test_reviewed_in_bulk(store: Store) -> None:
    keys = [key(store, name) for name in "fgv"]
    store.write(lambda session: review(session, keys[:2], Judgement.FALSE_ALARM, at(1, "内部网址")))
    store.write(lambda session: review(session, keys, Judgement.DOUBTFUL, at(2)))
    assert states(store) == {"f": "false-alarm", "g": "false-alarm", "v": "waiting"}
    store.write(lambda session: review(session, keys[:1], Judgement.TRUE, at(3)))
    assert states(store) == {"f": "waiting", "g": "false-alarm", "v": "waiting"}
    with store.reading() as session:
        rows = session.scalars(select(ReviewRow).order_by(ReviewRow.key)).all()
    assert [row.judgement.value for row in rows] == ["false-alarm"] * 2 + ["doubtful"] * 3 + ["true"]
    assert {row.person for row in rows} == {"王"}


def test_a_false_alarm_needs_a_reason(store: Store) -> None:
    with pytest.raises(ConfigError):
        store.write(lambda session: review(session, [key(store)], Judgement.FALSE_ALARM, at(1)))


def excepted(store: Store, scope: ExceptionScope, *names: str, until: date = date(2026, 11, 30)) -> list[int]:
    keys = [key(store, name) for name in names]
    reach = Reach(scope, until)
    made = store.write(lambda session: except_(session, keys, reach, at(0.2, "网站改版")))
    return [one.key for one in made]


def test_an_exception_stays_in_sight_and_comes_back_when_it_expires(store: Store) -> None:
    given(store, "f", "g")
    excepted(store, ExceptionScope.TARGET, "f")
    for day, counts in ((date(2026, 11, 30), (1, 1)), (date(2026, 12, 1), (2, 0))):
        found = ledger(store, day)
        standing = counted(found.values())
        assert (standing.all, standing.overdue, standing.excepted) == (3, *counts)
    assert any("网站改版" in said.zh for said in remarks(ledger(store, date(2026, 11, 30))["f"]))
    assert any("到期" in said.zh for said in remarks(ledger(store, date(2026, 12, 1))["f"]))
    assert states(store)["f"] == "assigned"


def test_what_is_excepted_still_follows_the_audits(store: Store) -> None:
    excepted(store, ExceptionScope.SITE, "f")
    recorded(store, days_after(1))
    recorded(store, days_after(2))
    assert states(store)["f"] == "closed"


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (ExceptionScope.TARGET, {"f"}),
        (ExceptionScope.PAGE, {"f"}),
        (ExceptionScope.SITE, {"f", "g"}),
        (ExceptionScope.ALL_SITES, {"f", "g"}),
    ],
)
def test_how_far_an_exception_reaches(store: Store, scope: ExceptionScope, covered: set[str]) -> None:
    excepted(store, scope, "f")
    assert {name for name, one in ledger(store).items() if one.excepted} == covered


def test_exceptions_that_come_to_the_same_are_made_once(store: Store) -> None:
    assert len(excepted(store, ExceptionScope.SITE, "f", "g", "v")) == 2


def test_an_exception_is_withdrawn(store: Store) -> None:
    [number] = excepted(store, ExceptionScope.TARGET, "f")
    store.write(lambda session: withdraw(session, [number], at(1)))
    assert not ledger(store)["f"].excepted
    assert list(remarks(ledger(store)["f"])) == []
    with pytest.raises(ConfigError):
        store.write(lambda session: withdraw(session, [number, 10**9], at(1)))


def test_an_exception_needs_a_reason_and_a_check_where_it_reaches_far(store: Store) -> None:
    keys = [key(store)]
    everything = Reach(ExceptionScope.ALL_SITES, DUE, every_check=True)
    with pytest.raises(ConfigError):
        store.write(lambda session: except_(session, keys, everything, at(1, "x")))
    with pytest.raises(ConfigError):
        store.write(lambda session: except_(session, keys, Reach(ExceptionScope.SITE, DUE), at(1)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words(store: Store, text: str) -> None:
    keys = [key(store)]
    act = Act(text, at(1).at, text + "\0\ud800")
    store.write(lambda session: assign(session, keys, act, due=DUE, unit=text, person=text))
    store.write(lambda session: mark(session, keys, State.APPEALED, act))
    assert kinds(store) == ["open", "assign", "appeal"]
    assert ledger(store)["f"].row.note.startswith(text[:500])


def test_several_at_once_lose_nothing(named: str, store: Store) -> None:
    """Each reads the entry before it changes it, as the commands do."""
    one = key(store)
    times, people = 5, ("甲", "乙", "丙")

    def work(session: Session, person: str) -> None:
        [entry] = entries(session, Wanted(keys=[one]), DUE)
        assign(session, [entry.row.key], at(1, person=person), due=DUE, person=person)

    def often(person: str) -> None:
        with open_store(named) as mine:
            for _ in range(times):
                mine.write(lambda session: work(session, person))

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(often, people))
    with store.reading() as session:
        versions = [event.data["version"] for event in events_of(session, one)]
    assert versions == list(range(1, times * len(people) + 2))
