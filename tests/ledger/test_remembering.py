"""What the store gives back with an audit."""

from datetime import date

import pytest

from auditbot.errors import StoreError
from auditbot.ledger.acts import Reach, assign, except_, mark, review
from auditbot.ledger.remembering import recalled, remember
from auditbot.model.audit import Audit
from auditbot.model.course import Change, Course, ExceptionScope, Judgement, LedgerState
from auditbot.model.outcome import Outcome
from auditbot.store.audits import audits_of
from auditbot.store.open import Store
from auditbot.store.sites import remove_site
from tests.ledger.world import F, G, at, days_after, key, ledger, prepare
from tests.store.audits import FIRST, SITE, finding
from tests.store.fleet import NOW


@pytest.fixture(autouse=True)
def site(store: Store) -> None:
    prepare(store)


def kept(store: Store, one: Audit, days: float = 30) -> Audit:
    return store.write(lambda session: remember(session, one, None, at(days).at, 2))


def course(audit: Audit, name: str = "f") -> Course:
    [found] = [one.course for one in audit.findings if one.id == name]
    assert found is not None
    return found


def numbers(audit: Audit) -> tuple[int, int, int, int, int]:
    known = audit.remembered
    assert known is not None
    return known.audits, known.new, known.still, known.gone, known.back


def test_findings_come_back_with_what_is_known_of_them(store: Store) -> None:
    assert numbers(kept(store, days_after(0, F, G))) == (1, 2, 0, 0, 0)
    again = kept(store, days_after(7, F))
    assert numbers(again) == (2, 0, 1, 1, 0)
    told = course(again)
    assert (told.change, told.first_seen, told.times_seen) == (Change.STILL, FIRST, 2)
    assert again.findings[0].first_seen == FIRST
    assert again.remembered
    [gone] = again.remembered.gone_findings
    assert (gone.id, gone.course and gone.course.change) == ("g", Change.GONE)
    back = kept(store, days_after(14, F, G))
    assert numbers(back) == (3, 0, 1, 0, 1)
    assert course(back, "g").change is Change.BACK


def test_what_was_never_told_has_no_course(store: Store) -> None:
    untested = finding("u", Outcome.UNTESTED)
    assert kept(store, days_after(0, untested)).findings[0].course is None


def test_the_ledger_is_part_of_it(store: Store) -> None:
    kept(store, days_after(0, F, G))
    entry = [key(store)]
    store.write(lambda session: assign(session, entry, at(1), due=date(2026, 11, 10), unit="某科"))
    late = course(kept(store, days_after(9, F, G)))
    assert late.ledger
    assert (late.ledger.state, late.ledger.unit, late.ledger.overdue > 0) == ("assigned", "某科", True)
    store.write(lambda session: mark(session, entry, LedgerState.REPORTED, at(10, "已改", "李")))
    gone = kept(store, days_after(11, G))
    assert gone.remembered
    told = gone.remembered.gone_findings[0].course
    assert told
    assert told.ledger
    assert (told.ledger.claimed_by, told.ledger.proofs, told.ledger.wanted) == ("李", 1, 2)
    assert (told.ledger.state, told.ledger.overdue) == (LedgerState.RECHECK, 0)


def test_reviews_and_exceptions_are_part_of_it(store: Store) -> None:
    kept(store, days_after(0, F, G))
    reach = Reach(ExceptionScope.TARGET, date(2026, 12, 31))
    store.write(lambda session: except_(session, [key(store)], reach, at(1, "上级统一处理", "赵")))
    store.write(lambda session: review(session, [key(store, "g")], Judgement.DOUBTFUL, at(1, "再看", "钱")))
    store.write(
        lambda session: review(session, [key(store, "g")], Judgement.FALSE_ALARM, at(2, "看过", "钱"))
    )
    told = kept(store, days_after(3, F, G))
    one, two = course(told), course(told, "g")
    assert one.exception
    assert (one.exception.reason, one.exception.until, one.set_aside) == (
        "上级统一处理",
        date(2026, 12, 31),
        True,
    )
    assert two.review
    assert (two.review.judgement, two.dismissed) == (Judgement.FALSE_ALARM, True)
    later = kept(store, days_after(70, F, G), days=70)
    assert course(later).exception is None


@pytest.mark.parametrize("scope", [ExceptionScope.PAGE, ExceptionScope.ALL_SITES])
def test_exceptions_of_wider_scope(scope: ExceptionScope, store: Store) -> None:
    one = finding("f", found_on=("https://www.t1.example/p",), found_on_total=1)
    kept(store, days_after(0, one, G))
    reach = Reach(scope, date(2026, 12, 31))
    store.write(lambda session: except_(session, [key(store)], reach, at(1, "x", "赵")))
    told = kept(store, days_after(1, one, G), days=2)
    assert course(told).set_aside
    assert course(told, "g").set_aside is (scope is ExceptionScope.ALL_SITES)


def test_asked_again_it_tells_the_same_of_that_audit_and_the_newest_of_its_findings(store: Store) -> None:
    first = days_after(0, F, G)
    told = kept(store, first)
    kept(store, days_after(7, F))
    with store.reading() as session:
        again = recalled(session, first, at(30).at, 2)
        assert recalled(session, days_after(99, F), at(30).at, 2) is None
    assert again
    assert numbers(again) == numbers(told)
    assert (course(again).change, course(again).times_seen) == (Change.NEW, 2)
    known = ledger(store)["g"]
    assert known.row.proofs == 1


def test_recorded_twice_it_is_told_the_same(store: Store) -> None:
    one = kept(store, days_after(0, F))
    again = kept(store, one)
    assert numbers(again) == numbers(one)
    with store.reading() as session:
        assert len(audits_of(session, SITE.id)) == 1


def test_record_and_ledger_are_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise StoreError("nothing more")

    monkeypatch.setattr("auditbot.ledger.remembering.follow", failing)
    with pytest.raises(StoreError):
        kept(store, days_after(0, F))
    with store.reading() as session:
        assert audits_of(session, SITE.id) == ()


def test_a_site_that_is_gone_is_said(store: Store) -> None:
    store.write(lambda session: remove_site(session, SITE.id, NOW))
    with pytest.raises(StoreError):
        kept(store, days_after(0, F))
