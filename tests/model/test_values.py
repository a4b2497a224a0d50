"""The values that everything else is built on."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from auditbot.model.audit import PageRecord
from auditbot.model.fetch import Blame, Failure, FailureKind, Fetch, PageOutcome
from auditbot.model.outcome import Outcome, Severity, roll_up
from auditbot.model.site import Column, Site
from auditbot.url import Url

INTERFACE = (
    "ok bad_encoding_ok http_error timeout too_large redirect_loop skipped_trap skipped_scope blocked_private"
    " blocked_by_site tls_error dns_error pending"
).split()


def test_the_outcomes_of_pages_are_a_promise() -> None:
    assert [str(one) for one in PageOutcome] == INTERFACE


def test_every_outcome_is_usable_skipped_pending_or_a_failure() -> None:
    for one in PageOutcome:
        assert one.usable + one.skipped + (one is PageOutcome.PENDING) <= 1


@pytest.mark.parametrize("kind", FailureKind)
def test_every_kind_of_failure_has_an_outcome_and_somebody_to_blame(kind: FailureKind) -> None:
    failure = Failure(kind)
    assert not failure.outcome.usable
    assert failure.outcome is not PageOutcome.PENDING
    assert failure.blame in Blame
    if failure.outcome.skipped:
        assert not failure.transient


@pytest.mark.parametrize(
    ("status", "transient"),
    [(404, False), (410, False), (500, True), (503, True), (429, True), (403, False), (501, False)],
)
def test_which_statuses_may_pass(status: int, transient: bool) -> None:
    assert Failure(FailureKind.STATUS, status=status).transient is transient


@pytest.mark.parametrize(
    ("kind", "blame"),
    [
        (FailureKind.NO_ROUTE, Blame.US),
        (FailureKind.LOCAL, Blame.US),
        (FailureKind.ROBOTS, Blame.US),
        (FailureKind.CONNECT_TIMEOUT, Blame.UNKNOWN),
        (FailureKind.DNS_TIMEOUT, Blame.UNKNOWN),
        (FailureKind.STATUS, Blame.SITE),
        (FailureKind.NXDOMAIN, Blame.SITE),
    ],
)
def test_our_own_faults_are_not_blamed_on_the_site(kind: FailureKind, blame: Blame) -> None:
    assert Failure(kind).blame is blame


def test_a_fetch_is_ok_without_a_failure() -> None:
    url = Url("http://x.example/")
    fetch = Fetch(url, datetime.now(UTC), headers=(("a", "1"), ("a", "2")))
    assert (fetch.ok, fetch.outcome, fetch.header("a"), fetch.header("b")) == (
        True,
        PageOutcome.OK,
        "1",
        None,
    )


def test_nothing_at_all_is_untested() -> None:
    assert roll_up([]) is Outcome.UNTESTED


def test_the_gravest_severity_has_rank_nought() -> None:
    assert [one.rank for one in (Severity.VETO, Severity.MAJOR, Severity.MINOR, Severity.NOTICE)] == [
        0,
        1,
        2,
        3,
    ]


def site(**more: object) -> Site:
    return Site.model_validate({"id": "x", "home": "http://www.x.example/", **more})


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "a:b", "a\0b", "x" * 81])
def test_the_id_of_a_site_can_be_a_folder(name: str) -> None:
    with pytest.raises(ValidationError):
        site(id=name)


@pytest.mark.parametrize("address", ["", "ftp://x.example/", "javascript:alert(1)", "http://", "/a/b", "a b"])
def test_addresses_are_complete(address: str) -> None:
    with pytest.raises(ValidationError):
        site(home=address)
    with pytest.raises(ValidationError):
        Column.model_validate({"name": "a", "url": address})


def test_an_address_without_a_scheme_is_read_as_http() -> None:
    assert site(home="www.x.example").home == "http://www.x.example/"


def test_the_unit_that_answers_for_a_page() -> None:
    one = site(
        units=[
            {"name": "局", "pages": ["http://www.x.example/ju/"]},
            {"name": "科", "pages": ["http://www.x.example/ju/ke/", "http://www.x.example/a.html"]},
        ]
    )

    def unit(path: str) -> str:
        found = one.unit_at(Url(f"http://www.x.example{path}"))
        return found.name if found else ""

    assert [unit(path) for path in ("/ju/1.html", "/ju/ke/1.html", "/a.html", "/a.html2", "/")] == [
        "局",
        "科",
        "科",
        "",
        "",
    ]


def test_a_line_of_pages_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValidationError):
        PageRecord.model_validate({"url": "x", "outcome": "fine"})
