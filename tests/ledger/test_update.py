"""The ledger follows the audits."""

from functools import partial

import pytest

from auditbot.ledger.acts import assign, mark
from auditbot.ledger.entries import counted, events_of, rechecked
from auditbot.ledger.update import Followed
from auditbot.model.crawl import StopReason
from auditbot.model.outcome import Outcome
from auditbot.store.open import Store
from auditbot.store.schema_ledger import LedgerState as State
from tests.ledger.world import F, G, at, days_after, key, kinds, ledger, prepare, recorded, states, updated
from tests.store.audits import FIRST, LINKS, SITE, Parts, finding, verdict


@pytest.fixture(autouse=True)
def site(store: Store) -> None:
    prepare(store)


def claim(store: Store, days: float, name: str = "f") -> None:
    entry = key(store, name)
    store.write(lambda session: assign(session, [entry], at(days), due=at(days + 9).at.date(), unit="某科"))
    store.write(lambda session: mark(session, [entry], State.REPORTED, at(days, "已改")))


def test_each_finding_that_is_told_has_one_entry(store: Store) -> None:
    silent = finding("u", Outcome.UNTESTED)
    assert recorded(store, days_after(0, F, G, silent)) == Followed(2, 0, 0, 0)
    assert recorded(store, days_after(1, F, G, silent)) == Followed(0, 0, 0, 0)
    assert states(store) == {"f": "waiting", "g": "waiting"}
    assert kinds(store) == ["open"]
    assert ledger(store)["f"].row.unit == SITE.unit


def test_the_unit_that_answers_for_the_target_goes_first(store: Store) -> None:
    recorded(store, days_after(0, finding("f", unit="民政办")))
    assert ledger(store)["f"].row.unit == "民政办"


def test_it_closes_by_two_audits_on_different_days(store: Store) -> None:
    recorded(store, days_after(0, F, G))
    recorded(store, days_after(1, G))
    assert states(store)["f"] == "waiting"
    assert ledger(store)["f"].row.proofs == 1
    recorded(store, days_after(1.1, G))
    assert states(store)["f"] == "waiting"
    assert recorded(store, days_after(2, G)) == Followed(0, 1, 0, 0)
    assert states(store) == {"f": "closed", "g": "waiting"}
    row = ledger(store)["f"].row
    assert (row.proved, row.claimed) == (at(2).at, None)
    assert kinds(store) == ["open", "proof", "proof", "close"]
    with store.reading() as session:
        assert all(event.audit_key and not event.person for event in events_of(session, row.key))


def test_doing_it_twice_changes_nothing(store: Store) -> None:
    for days in range(4):
        one = days_after(days, *((F,) if days < 2 else ()))
        recorded(store, one)
        before = kinds(store)
        assert updated(store, one) == Followed(0, 0, 0, 0)
        assert kinds(store) == before
    recorded(store, days_after(5))
    assert kinds(store)[-1] == "close"


@pytest.mark.parametrize(
    "more",
    [
        {"whole": False},
        {"stopped": StopReason.INTERRUPTED},
        {"verdicts": {LINKS: verdict(LINKS, Outcome.UNTESTED)}},
        {"settings": {"links": {"external": "skip"}}},
    ],
    ids=["partial", "stopped", "untested", "without external links"],
)
def test_an_incomplete_audit_closes_nothing(store: Store, more: Parts) -> None:
    recorded(store, days_after(0, F))
    for days in range(1, 5):
        assert recorded(store, days_after(days, **more)) == Followed(0, 0, 0, 0)
    assert states(store) == {"f": "waiting"}
    assert ledger(store)["f"].row.proofs == 0


def test_what_is_met_again_needs_all_its_proofs_anew(store: Store) -> None:
    recorded(store, days_after(0, F))
    recorded(store, days_after(1))
    recorded(store, days_after(2, F))
    assert ledger(store)["f"].row.proofs == 0
    recorded(store, days_after(3))
    assert states(store) == {"f": "waiting"}
    recorded(store, days_after(4))
    assert states(store) == {"f": "closed"}
    assert kinds(store) == ["open", "proof", "met", "proof", "proof", "close"]


def test_it_opens_again_by_itself(store: Store) -> None:
    recorded(store, days_after(0, F))
    claim(store, 0.1)
    recorded(store, days_after(1))
    assert states(store) == {"f": "recheck"}
    recorded(store, days_after(2))
    assert states(store) == {"f": "closed"}
    assert recorded(store, days_after(9, F)) == Followed(0, 0, 1, 0)
    row = ledger(store)["f"].row
    assert (row.state, row.reopened, row.proofs) == (State.WAITING, 1, 0)
    assert (row.closed, row.proved, row.claimed, row.due) == (None, None, None, None)
    assert row.unit == "某科"
    recorded(store, days_after(10))
    recorded(store, days_after(11))
    assert states(store) == {"f": "closed"}


def test_claimed_and_proved_stand_side_by_side(store: Store) -> None:
    recorded(store, days_after(0, F, G))
    claim(store, 0.1)
    found = ledger(store)
    assert (found["f"].row.claimed, found["f"].row.proved) == (at(0.1).at, None)
    assert (counted(found.values()).claimed, counted(found.values()).proved) == (1, 0)
    recorded(store, days_after(1))
    recorded(store, days_after(2))
    standing = counted(ledger(store).values())
    assert (standing.claimed, standing.proved, standing.all) == (0, 2, 2)


def test_a_claim_that_an_audit_refutes_goes_back(store: Store) -> None:
    recorded(store, days_after(0, F))
    claim(store, 0.1)
    assert recorded(store, days_after(1, F)) == Followed(0, 0, 0, 1)
    row = ledger(store)["f"].row
    assert (row.state, row.claimed) == (State.RETURNED, at(0.1).at)
    assert kinds(store)[-1] == "return"


def test_an_audit_that_began_before_the_claim_refutes_nothing(store: Store) -> None:
    recorded(store, days_after(0, F))
    claim(store, 0.99)
    recorded(store, days_after(1, F))
    assert states(store) == {"f": "reported"}


def test_what_a_person_must_decide_refutes_nothing(store: Store) -> None:
    recorded(store, days_after(0, F))
    claim(store, 0.1)
    recorded(store, days_after(1, finding("f", Outcome.CANT_TELL)))
    assert states(store) == {"f": "reported"}


def test_a_false_alarm_stays_one(store: Store) -> None:
    recorded(store, days_after(0, F))
    entry = key(store)
    store.write(lambda session: mark(session, [entry], State.FALSE_ALARM, at(0.1, "内部网址")))
    for days, found in ((1, (F,)), (2, ()), (3, ()), (4, ()), (5, (F,))):
        recorded(store, days_after(days, *found))
    assert states(store) == {"f": "false-alarm"}
    assert kinds(store) == ["open", "dismiss"]


def test_an_audit_that_comes_late_takes_proof_away(store: Store) -> None:
    recorded(store, days_after(0, F))
    recorded(store, days_after(2))
    assert ledger(store)["f"].row.proofs == 1
    recorded(store, days_after(3, F))
    recorded(store, days_after(4))
    recorded(store, days_after(1))
    assert (ledger(store)["f"].row.proofs, states(store)["f"]) == (1, "waiting")


def test_a_store_with_a_history_is_caught_up_at_once(store: Store) -> None:
    from auditbot.store.audits import record

    audits = [days_after(0, F, G), days_after(1, G), days_after(2, G)]
    for one in audits:
        store.write(partial(record, audit=one, folder=None, now=FIRST))
    assert updated(store, audits[-1]) == Followed(1, 0, 0, 0)
    assert states(store) == {"g": "waiting"}


def test_a_site_that_is_not_there(store: Store) -> None:
    other = days_after(0, F, site=SITE.model_copy(update={"id": "other"}))
    assert updated(store, other) == Followed(0, 0, 0, 0)


def test_what_the_recheck_says(store: Store) -> None:
    def said() -> str:
        return rechecked(ledger(store)["f"], 2).en

    recorded(store, days_after(0, F))
    assert said() == ""
    claim(store, 0.1)
    recorded(store, days_after(1, F))
    assert said() == "still there"
    recorded(store, days_after(2))
    assert said() == "right in 1 of 2 audits"
    recorded(store, days_after(3))
    assert said() == "proved mended by 2 audits"
