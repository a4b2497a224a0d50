"""The ledger of all sites counted."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from auditbot.ledger.acts import Reach, assign, except_, mark, review
from auditbot.ledger.tally import registered, tallied
from auditbot.model.audit import Grade
from auditbot.model.course import ExceptionScope, Judgement, LedgerState
from auditbot.model.finding import Finding
from auditbot.overview.ledger import Ledger, Tally
from auditbot.overview.rates import Rate
from auditbot.store.open import Store
from auditbot.store.schema import AuditRow, SiteRow
from auditbot.store.schema_ledger import ExceptionRow
from auditbot.store.sites import put_sites, remove_site
from tests.ledger.world import F, G, at, days_after, key, prepare, recorded
from tests.store.audits import FIRST, SITE, finding
from tests.store.fleet import NOW, plain

SINCE, TODAY = date(2026, 11, 1), date(2026, 11, 20)
SITE_WIDE = Reach(ExceptionScope.SITE, date(2027, 1, 1))


@pytest.fixture(autouse=True)
def site(store: Store) -> None:
    prepare(store)


def told(store: Store, today: date = TODAY, since: date | None = SINCE) -> Ledger:
    with store.reading() as session:
        return tallied(session, since, today)


def follow(store: Store, *days: float) -> None:
    """Audits that meet only g."""
    for day in days:
        recorded_at(store, day, G)


def recorded_at(store: Store, day: float, *findings: Finding) -> None:
    from auditbot.ledger.update import follow as brought_up
    from auditbot.store.audits import record

    one = days_after(day, *findings)
    store.write(lambda session: record(session, one, None, NOW))
    store.write(lambda session: brought_up(session, SITE.id, at(day).at))


def test_from_the_claim_to_the_proof(store: Store) -> None:
    recorded_at(store, 0, F, G)
    store.write(lambda session: assign(session, [key(store)], at(1), due=date(2026, 11, 10), unit="某科"))
    store.write(lambda session: mark(session, [key(store)], LedgerState.REPORTED, at(2, "已改")))
    waiting = told(store)
    assert (waiting.now.opened, waiting.now.rechecked, waiting.total.claimed) == (2, Rate(0, 1), 1)
    follow(store, 3)
    assert (told(store).now.rechecked, told(store).now.passed) == (Rate(1, 1), Rate(0, 1))
    follow(store, 4)
    done = told(store)
    assert (done.now.passed, done.now.closed, done.now.mended) == (Rate(1, 1), 1, Rate(1, 2))
    assert done.sites == {SITE.id: Tally(open=1, closed=1)}
    assert done.units == {"某科": Tally(closed=1), SITE.unit: Tally(open=1)}
    assert done.states == {LedgerState.WAITING: 1, LedgerState.CLOSED: 1}


def test_what_is_overdue_is_told_by_unit_and_an_exception_makes_it_not(store: Store) -> None:
    recorded_at(store, 0, F, G)
    keys = [key(store), key(store, "g")]
    store.write(lambda session: assign(session, keys, at(1), due=date(2026, 11, 10), unit="某科"))
    late = told(store)
    assert late.units == {"某科": Tally(open=2, overdue=2, longest=10)}
    reach = Reach(ExceptionScope.PAGE, date(2026, 12, 1))
    store.write(lambda session: except_(session, keys[:1], reach, at(2, "统一处理")))
    aside = told(store)
    assert (aside.excepted, aside.total.overdue, aside.total.open) == (1, 1, 2)
    assert told(store, date(2026, 12, 2)).excepted == 0


def test_false_alarms_stay_counted(store: Store) -> None:
    recorded_at(store, 0, F, G)
    store.write(lambda session: review(session, [key(store)], Judgement.FALSE_ALARM, at(1, "看过")))
    one = told(store)
    assert (one.dismissed, one.now.opened, one.now.mended, one.total.open) == (1, 2, Rate(0, 1), 1)


def test_sites_checked_of_those_in_service(store: Store) -> None:
    others = [plain(n) for n in (2, 3, 4)]
    store.write(lambda session: put_sites(session, others, NOW))
    recorded(store, days_after(0, F))
    for site in others[:2]:
        recorded(store, days_after(1, site=site, id=f"{site.id}-1"))

    def blind(session: Session) -> None:
        row = session.query(AuditRow).filter_by(site_id=others[0].id).one()
        row.pages, row.grade = 0, Grade.UNDETERMINED
        session.query(AuditRow).filter_by(site_id=others[1].id).one().glance = True
        session.query(SiteRow).update({"added": FIRST - timedelta(days=3)})

    store.write(blind)
    assert told(store).now.inspected == Rate(1, 4)
    assert told(store).before.inspected == Rate(0, 4)
    store.write(lambda session: remove_site(session, others[2].id, NOW))
    assert told(store).now.inspected == Rate(1, 3)
    with store.reading() as session:
        assert registered(session) == 3


def test_sites_out_of_service_are_not_counted(store: Store) -> None:
    recorded(store, days_after(0, F))
    store.write(lambda session: remove_site(session, SITE.id, NOW))
    gone = told(store)
    assert (gone.sites, gone.total, gone.now.opened) == ({}, Tally(), 0)


def test_the_number_of_queries_does_not_grow(store: Store) -> None:
    asked: list[str] = []

    def note(*call: object) -> None:
        asked.append(str(call[2]))

    def queries() -> int:
        asked.clear()
        told(store)
        return len(asked)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        recorded(store, days_after(0, F))
        few = queries()
        for number in range(2, 9):
            other = plain(number)
            store.write(partial(put_sites, sites=[other], now=NOW))
            recorded(store, days_after(0, *(finding(f"x{n}") for n in range(9)), site=other))
        assert queries() == few
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("names", ["site-%d", SITE.id])
def test_thousands_of_exceptions(store: Store, names: str) -> None:
    recorded_at(store, 0, F, G)
    whose = [names.replace("%d", str(number)) for number in range(2500)]
    rows = [
        ExceptionRow(
            scope=ExceptionScope.TARGET,
            site_id=name,
            check="typos",
            target=f"http://x.example/{number}",
            page="",
            reason="归档",
            person="王",
            made=NOW,
            expires=date(2027, 1, 1),
        )
        for number, name in enumerate(whose)
    ]
    others = [plain(1).model_copy(update={"id": name}) for name in set(whose) - {SITE.id}]
    store.write(lambda session: put_sites(session, others, NOW))
    store.write(lambda session: session.add_all(rows))
    assert told(store).excepted == 0
    store.write(lambda session: except_(session, [key(store)], SITE_WIDE, at(2, "归档")))
    assert told(store).excepted == 2
