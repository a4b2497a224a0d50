"""Audits recorded, and findings through time."""

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import permutations
from pathlib import Path

import pytest

from auditbot.errors import StoreError
from auditbot.model.audit import Audit
from auditbot.model.crawl import StopReason
from auditbot.model.outcome import Outcome
from auditbot.store.audits import audits_of, last_audits, record, verdicts_of
from auditbot.store.findings import document_of, find_finding, findings_of, proofs, sightings_of
from auditbot.store.info import info
from auditbot.store.open import Store
from auditbot.store.schema import FindingState
from auditbot.store.sites import put_sites, remove_site
from tests.reports.sample import sample
from tests.store.audits import COLUMNS, FIRST, LINKS, SITE, audit, finding, verdict
from tests.store.fleet import HOSTILE, NOW, plain

ALL = tuple(FindingState)


@pytest.fixture(autouse=True)
def site(store: Store) -> None:
    store.write(lambda session: put_sites(session, [SITE, plain(2)], NOW))


def put(store: Store, one: Audit) -> dict[str, tuple[str, ...]]:
    """Record an audit; gives what it changed."""
    done = store.write(lambda session: record(session, one, Path("out") / one.id, NOW))
    return {change.value: ids for change, ids in done.changes.items() if ids}


def states(store: Store, site: str = SITE.id) -> dict[str, str]:
    with store.reading() as session:
        return {row.id: row.state.value for row in findings_of(session, site, ALL)}


def test_what_is_kept_of_an_audit(store: Store) -> None:
    whole = sample().model_copy(update={"site": SITE})
    put(store, whole)
    with store.reading() as session:
        [row] = audits_of(session, SITE.id)
        verdicts = verdicts_of(session, [row.key])
        found = findings_of(session, SITE.id, ALL)
        assert [document_of(one).id for one in found] == [one.id for one in found]
    assert (row.id, row.as_of, row.stopped, row.whole) == (whole.id, whole.as_of, whole.crawl.stopped, False)
    assert (row.started, row.finished) == (whole.crawl.started, whole.crawl.finished)
    assert (row.grade, row.low, row.high) == (whole.score.grade, whole.score.low, whole.score.high)
    assert row.coverage == whole.coverage.model_dump(mode="json")
    assert Path(row.folder).is_absolute()
    assert sum(n for kinds in row.counts.values() for n in kinds.values()) == len(whole.findings)
    assert {one.requirement: one.outcome for one in verdicts} == {v.id: v.outcome for v in whole.verdicts}
    assert {one.id for one in found} == {one.id for one in whole.findings}


def test_an_unchanged_site_audited_again(store: Store) -> None:
    assert put(store, audit(0, finding("a"), finding("b"))) == {"new": ("a", "b")}
    assert put(store, audit(1, finding("a"), finding("b"))) == {"still": ("a", "b")}
    with store.reading() as session:
        last = audits_of(session, SITE.id)[0]
        found = find_finding(session, SITE.id, "a")
    assert (last.new, last.still, last.gone, last.back) == (0, 2, 0, 0)
    assert found
    assert (found.first_seen, found.last_seen, found.times_seen) == (FIRST, FIRST + timedelta(weeks=1), 2)


def test_new_still_gone_and_back(store: Store) -> None:
    put(store, audit(0, finding("a"), finding("b")))
    assert put(store, audit(1, finding("b"), finding("c"))) == {
        "new": ("c",),
        "still": ("b",),
        "gone": ("a",),
    }
    assert put(store, audit(2, finding("a"), finding("b"))) == {
        "back": ("a",),
        "still": ("b",),
        "gone": ("c",),
    }
    assert states(store) == {"a": "back", "b": "present", "c": "gone"}


@pytest.mark.parametrize(
    "unproven",
    [
        audit(1, whole=False),
        audit(1, stopped=StopReason.BUDGET),
        audit(1, stopped=StopReason.INTERRUPTED, whole=False),
        audit(1, verdicts={LINKS: verdict(LINKS, Outcome.UNTESTED)}),
        audit(1, verdicts={LINKS: verdict(LINKS, tally={Outcome.PASSED: 5, Outcome.UNTESTED: 1})}),
        audit(1, site=SITE.model_copy(update={"hosts": (), "prefixes": ("https://www.t1.example/a/",)})),
        audit(1, settings={"links": {"external": "skip"}}),
    ],
    ids=["coverage", "budget", "interrupted", "untested", "unnamed untested", "part", "no external links"],
)
def test_an_incomplete_audit_makes_nothing_gone(unproven: Audit, store: Store) -> None:
    put(store, audit(0, finding("a")))
    assert put(store, unproven) == {}
    assert states(store) == {"a": "present"}


def test_only_what_was_decided_is_gone(store: Store) -> None:
    put(store, audit(0, finding("a"), finding("b", requirements=(COLUMNS,))))
    assert put(store, audit(1, verdicts={COLUMNS: verdict(COLUMNS, Outcome.UNTESTED)})) == {"gone": ("a",)}
    assert states(store) == {"a": "gone", "b": "present"}


def test_recording_again_changes_nothing(store: Store) -> None:
    one = audit(0, finding("a"))
    put(store, one)
    later = one.model_copy(update={"findings": (finding("a", first_seen=datetime(2020, 1, 1, tzinfo=UTC)),)})
    done = store.write(lambda session: record(session, later, None, NOW))
    assert not done.fresh
    with store.reading() as session:
        assert len(audits_of(session, SITE.id)) == 1
        found = find_finding(session, SITE.id, "a")
        assert found
        assert found.times_seen == 1


def test_why_pages_were_not_read_is_no_other_audit(store: Store) -> None:
    """Audits of before this was kept are recognised when they are read again."""
    one = audit(0, finding("a"))
    put(store, one)
    told = one.model_copy(update={"coverage": one.coverage.model_copy(update={"unread": {"timeout": 1}})})
    assert not store.write(lambda session: record(session, told, None, NOW)).fresh


def test_an_audit_that_was_gone_on_with_takes_the_place_of_its_beginning(store: Store) -> None:
    put(store, audit(0, finding("a"), finding("b")))
    put(store, audit(1, finding("a"), whole=False, stopped=StopReason.INTERRUPTED))
    assert put(store, audit(1, finding("c"))) == {"new": ("c",), "gone": ("a", "b")}
    with store.reading() as session:
        assert len(audits_of(session, SITE.id)) == 2
        found = find_finding(session, SITE.id, "a")
        assert found
        assert [one.id for one, _ in sightings_of(session, found)] == [audit(0).id]


def test_a_false_alarm_that_judging_again_takes_back_was_never_told(store: Store) -> None:
    put(store, audit(0, finding("a"), finding("b")))
    assert put(store, audit(0, finding("b"))) == {"new": ("b",)}
    assert states(store) == {"a": "untold", "b": "present"}
    assert put(store, audit(1, finding("a"), finding("b"))) == {"new": ("a",), "still": ("b",)}


def test_the_order_of_recording_does_not_matter(store: Store) -> None:
    audits = [
        audit(0, finding("a"), finding("u", Outcome.UNTESTED)),
        audit(1, finding("b"), finding("u")),
        audit(2, finding("a", message="zuletzt"), whole=False),
        audit(3, finding("b")),
    ]
    seen = set()
    for number, order in enumerate(list(permutations(range(4)))[::3]):
        site = plain(100 + number)
        store.write(partial(put_sites, sites=[site], now=NOW))
        for place in order:
            put(store, audits[place].model_copy(update={"site": site}))
        with store.reading() as session:
            seen.add(
                (
                    tuple((r.new, r.still, r.gone, r.back) for r in audits_of(session, site.id)),
                    tuple(
                        (r.id, r.state, r.state_since, r.first_seen, r.last_seen, r.times_seen, r.message)
                        for r in sorted(findings_of(session, site.id, ALL), key=lambda row: row.id)
                    ),
                )
            )
    assert len(seen) == 1
    assert [line[1] for line in seen.pop()[1]] == ["gone", "present", "gone"]


def test_proofs_are_the_audits_that_looked_and_found_it_right(store: Store) -> None:
    put(store, audit(0, finding("a")))
    put(store, audit(1, whole=False))
    put(store, audit(2))
    put(store, audit(3, verdicts={LINKS: verdict(LINKS, Outcome.UNTESTED)}))
    put(store, audit(4))
    with store.reading() as session:
        found = find_finding(session, SITE.id, "a")
        assert found
        assert [one.day for one in proofs(session, found)] == [audit(2).as_of, audit(4).as_of]
    put(store, audit(5, finding("a")))
    with store.reading() as session:
        found = find_finding(session, SITE.id, "a")
        assert found
        assert (found.state, proofs(session, found)) == (FindingState.BACK, ())


def test_sites_do_not_mix(store: Store) -> None:
    put(store, audit(0, finding("a")))
    put(store, audit(0, finding("a"), finding("b"), site=plain(2)))
    put(store, audit(1, site=plain(2)))
    assert states(store) == {"a": "present"}
    assert states(store, "site-002") == {"a": "gone", "b": "gone"}
    with store.reading() as session:
        assert {key: row.id for key, row in last_audits(session).items()} == {
            SITE.id: audit(0).id,
            "site-002": audit(1).id,
        }


@pytest.mark.parametrize("removed", [False, True])
def test_a_site_that_the_store_does_not_have(removed: bool, store: Store) -> None:
    stranger = plain(9)
    if removed:
        store.write(lambda session: put_sites(session, [stranger], NOW))
        store.write(lambda session: remove_site(session, stranger.id, NOW))
    with pytest.raises(StoreError, match="site-009"):
        put(store, audit(0, finding("a"), site=stranger))


@pytest.mark.parametrize("text", [*HOSTILE, "NUL\0 inside", "a\r\nb\x1b[31m"])
def test_hostile_text_in_findings(text: str, store: Store) -> None:
    one = finding("h", target=text, message=text, unit=text, requirements=(text,))
    hostile = audit(
        0, one, verdicts={"x": verdict(text, Outcome.FAILED, framework=text, clause=text, check=text)}
    )
    assert put(store, hostile.model_copy(update={"program": text})) == {"new": ("h",)}
    with store.reading() as session:
        found = find_finding(session, SITE.id, "h")
        assert found
        told = document_of(found)
    assert (told.target, told.message, told.unit) == (text, text, text)
    assert put(store, audit(1, one)) == {"still": ("h",)}


def test_the_same_finding_twice_in_one_audit_counts_once(store: Store) -> None:
    assert put(store, audit(0, finding("a"), finding("a", Outcome.UNTESTED))) == {"new": ("a",)}


def test_what_a_store_holds(store: Store) -> None:
    put(store, audit(0, finding("a"), finding("b")))
    put(store, audit(1, finding("b")))
    with store.reading() as session:
        held = info(session)
    assert (held.sites, held.audits, held.present, held.gone) == (2, 2, 1, 1)
    assert held.last == audit(1).crawl.finished
