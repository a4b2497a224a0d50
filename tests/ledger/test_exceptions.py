"""How far an exception reaches, and how long."""

from datetime import UTC, date, datetime

import pytest

from auditbot.ledger.exceptions import covering, holds, page_of, pages_of, reaches
from auditbot.model.finding import Evidence
from auditbot.store.schema import FindingRow
from auditbot.store.schema_ledger import ExceptionRow, ExceptionScope
from tests.store.audits import finding

PAGE, OTHER = "https://a.example/p.html", "https://a.example/q.html"


def exception(scope: ExceptionScope, **more: object) -> ExceptionRow:
    told = {"site_id": "a", "check": "broken-links", "target": "", "page": "", "expires": date(2026, 12, 1)}
    return ExceptionRow(scope=scope, withdrawn=None, **{**told, **more})


def row(**more: object) -> FindingRow:
    return FindingRow(**{"site_id": "a", "check": "broken-links", "target": "http://dead.example/", **more})


def reached(one: ExceptionRow, found: FindingRow, *pages: str) -> bool:
    return reaches(one, found, lambda: frozenset(pages))


def test_one_target() -> None:
    one = exception(ExceptionScope.TARGET, target="http://dead.example/")
    assert reached(one, row())
    assert not reached(one, row(target="http://other.example/"))
    assert not reached(one, row(site_id="b"))
    assert not reached(one, row(check="empty-columns"))


def test_one_page_but_not_what_stands_on_others_too() -> None:
    one = exception(ExceptionScope.PAGE, page=PAGE)
    assert reached(one, row(), PAGE)
    assert reached(one, row(target=PAGE))
    assert not reached(one, row(), PAGE, OTHER)
    assert not reached(one, row())
    assert not reached(one, row(check="slips"), PAGE)
    assert reached(exception(ExceptionScope.PAGE, page=PAGE, check=""), row(check="slips"), PAGE)


def test_one_site_and_all_sites() -> None:
    assert reached(exception(ExceptionScope.SITE), row())
    assert not reached(exception(ExceptionScope.SITE), row(site_id="b"))
    assert not reached(exception(ExceptionScope.SITE), row(check="slips"))
    everywhere = exception(ExceptionScope.ALL_SITES, site_id=None)
    assert reached(everywhere, row(site_id="b"))
    assert not reached(everywhere, row(check="slips"))


@pytest.mark.parametrize(("day", "in_force"), [(30, True), (31, False)])
def test_it_expires_by_itself(day: int, in_force: bool) -> None:
    one = exception(ExceptionScope.SITE, expires=date(2026, 12, 30))
    assert holds(one, date(2026, 12, day)) is in_force
    one.withdrawn = datetime(2026, 1, 1, tzinfo=UTC)
    assert not holds(one, date(2026, 12, day))


def test_of_several_the_one_that_holds_longest_counts() -> None:
    short, long = exception(ExceptionScope.SITE), exception(ExceptionScope.SITE, expires=date(2027, 1, 1))
    ended = exception(ExceptionScope.SITE, expires=date(2028, 1, 1))
    ended.withdrawn = datetime(2026, 1, 1, tzinfo=UTC)
    assert covering((short, ended, long), row(), frozenset) == (long, short, ended)


def test_the_pages_of_a_finding() -> None:
    assert pages_of(finding("f", found_on=(PAGE, OTHER), found_on_total=2)) == {PAGE, OTHER}
    assert pages_of(finding("f", found_on=(PAGE,), found_on_total=900)) == frozenset()
    assert pages_of(finding("f", evidence=(Evidence(url=PAGE),))) == {PAGE}
    assert pages_of(finding("f")) == {"https://www.t1.example/f"}
    assert page_of(finding("f", found_on=(OTHER,))) == OTHER
    assert page_of(finding("f")) == "https://www.t1.example/f"
