"""Glances in the store: what they meet is seen again, what they do not meet is not gone."""

from auditbot.ledger.acts import assign, mark
from auditbot.ledger.update import Followed
from auditbot.model.audit import Audit
from auditbot.model.course import Change
from auditbot.model.crawl import Gap
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.store.audits import audits_of, last_audits, record, verdicts_of
from auditbot.store.findings import document_of, find_finding, findings_of, proofs, sightings_of
from auditbot.store.open import Store
from auditbot.store.schema import FindingState
from auditbot.store.schema_ledger import LedgerState
from tests.ledger.world import F, G, at, days_after, key, ledger, prepare, recorded, states
from tests.store.audits import SITE, finding
from tests.store.fleet import NOW


def glance_after(days: float, *findings: Finding) -> Audit:
    """A glance that many days after the first audit."""
    made = days_after(days, *findings, whole=False)
    coverage = made.coverage.model_copy(update={"reasons": (Gap.GLANCE,)})
    crawl = made.crawl.model_copy(update={"glance": True})
    return made.model_copy(update={"id": f"glances/{made.id}", "crawl": crawl, "coverage": coverage})


def changes(store: Store, one: Audit) -> dict[Change, tuple[str, ...]]:
    told = store.write(lambda session: record(session, one, None, NOW)).changes
    return {change: names for change, names in told.items() if names}


def state(store: Store, name: str = "f") -> FindingState:
    with store.reading() as session:
        row = find_finding(session, SITE.id, name)
        assert row is not None
        return row.state


def test_it_is_no_audit_and_never_whole(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    recorded(store, glance_after(1, F))
    with store.reading() as session:
        rows = audits_of(session, SITE.id)
        assert [(row.glance, row.whole) for row in rows] == [(True, False), (False, True)]
        assert not last_audits(session)[SITE.id].glance


def test_even_if_its_coverage_claimed_to_be_complete_it_proves_nothing(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    bold = glance_after(1)
    bold = bold.model_copy(update={"coverage": bold.coverage.model_copy(update={"complete": True})})
    assert changes(store, bold) == {}
    assert state(store) is FindingState.PRESENT


def test_it_has_no_verdicts(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    recorded(store, glance_after(1, F))
    with store.reading() as session:
        glance, whole = audits_of(session, SITE.id)
        assert {row.audit_key for row in verdicts_of(session, [glance.key, whole.key])} == {whole.key}


def test_what_it_meets_is_still_there_new_or_back(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    assert changes(store, glance_after(1, F, G)) == {Change.NEW: ("g",), Change.STILL: ("f",)}
    assert changes(store, days_after(2)) == {Change.GONE: ("f", "g")}
    assert changes(store, glance_after(3, F)) == {Change.BACK: ("f",)}
    assert state(store) is FindingState.BACK
    with store.reading() as session:
        row = find_finding(session, SITE.id, "f")
        assert row is not None
        assert (row.times_seen, len(sightings_of(session, row))) == (3, 3)


def test_what_it_does_not_meet_stays(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F, G))
    assert changes(store, glance_after(1, G)) == {Change.STILL: ("g",)}
    with store.reading() as session:
        assert {row.id for row in findings_of(session, SITE.id)} == {"f", "g"}


def test_what_it_could_not_test_disturbs_no_proof(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    recorded(store, days_after(1))
    recorded(store, glance_after(1.5, finding("f", Outcome.UNTESTED)))
    with store.reading() as session:
        row = find_finding(session, SITE.id, "f")
        assert row is not None
        assert len(proofs(session, row)) == 1
    assert recorded(store, days_after(2)) == Followed(0, 1, 0, 0)


def test_what_an_audit_said_is_kept_for_it_saw_more(store: Store) -> None:
    prepare(store)
    seen = finding("f", found_on=("https://www.t1.example/a", "https://www.t1.example/b"), found_on_total=2)
    recorded(store, days_after(0, seen))
    recorded(store, glance_after(1, finding("f", found_on=("https://www.t1.example/a",), found_on_total=1)))
    with store.reading() as session:
        row = find_finding(session, SITE.id, "f")
        assert row is not None
        assert document_of(row).found_on_total == 2


def test_one_that_is_recorded_late_comes_to_the_same(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    recorded(store, days_after(2))
    recorded(store, days_after(4))
    assert changes(store, glance_after(3, F)) == {Change.BACK: ("f",)}
    assert state(store) is FindingState.GONE


def test_a_glance_and_an_audit_of_the_same_second_are_two(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    recorded(store, glance_after(0, F))
    with store.reading() as session:
        assert len(audits_of(session, SITE.id)) == 2


def test_it_never_closes_an_entry(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    for days in range(1, 6):
        assert recorded(store, glance_after(days)) == Followed(0, 0, 0, 0)
    row = ledger(store)["f"].row
    assert (states(store), row.proofs) == ({"f": "waiting"}, 0)


def test_it_refutes_a_claim_of_mending(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    entry = key(store)
    store.write(lambda session: assign(session, [entry], at(1), due=at(9).at.date(), unit="某科"))
    store.write(lambda session: mark(session, [entry], LedgerState.REPORTED, at(1.5, "已改")))
    assert recorded(store, glance_after(2)) == Followed(0, 0, 0, 0)
    assert states(store) == {"f": "reported"}
    assert recorded(store, glance_after(3, F)) == Followed(0, 0, 0, 1)
    assert states(store) == {"f": "returned"}


def test_it_opens_again_what_was_closed(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F))
    recorded(store, days_after(1))
    recorded(store, days_after(2))
    assert states(store) == {"f": "closed"}
    assert recorded(store, glance_after(3, F)) == Followed(0, 0, 1, 0)
