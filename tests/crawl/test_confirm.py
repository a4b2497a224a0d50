"""Which failures are looked at twice."""

import time
from datetime import UTC, datetime

import pytest

from auditbot.crawl.confirm import method_matters, second_look
from auditbot.crawl.frontier import Entry
from auditbot.crawl.scope import Task
from auditbot.model.fetch import Failure, FailureKind, Fetch
from auditbot.settings import Links
from auditbot.url import Url

ADDRESS = Url("http://x.example/a")
LINKS = Links(confirm_pause=2, confirm_pause_transient=10)
ONCE = (
    "nxdomain no-address dns-refused dns-loop bad-name private scheme robots robots-unreachable trap"
    " budget scope effect redirect-loop bad-redirect too-large tls-expired tls-not-yet-valid tls-self-signed"
    " tls-unknown-issuer tls-wrong-host tls-handshake glance"
).split()


def entry(tries: int = 0) -> Entry:
    return Entry(40, 1, ADDRESS, "x.example", Task.PAGE, 1, "a", False, tries)


def look(failure: Failure | None, tries: int = 0) -> Entry | None:
    return second_look(entry(tries), Fetch(ADDRESS, datetime.now(UTC), failure=failure), LINKS)


@pytest.mark.parametrize("kind", [kind for kind in FailureKind if kind not in ONCE and kind != "blocked"])
def test_what_may_be_an_accident_is_looked_at_twice_and_no_more(kind: FailureKind) -> None:
    again = look(Failure(kind, status=404))
    assert again is not None
    assert again.tries == 1
    assert look(Failure(kind, status=404), tries=1) is None


@pytest.mark.parametrize("kind", ONCE)
def test_what_is_certain_is_not(kind: str) -> None:
    assert look(Failure(FailureKind(kind))) is None


def test_what_opens_is_not() -> None:
    assert look(None) is None


@pytest.mark.parametrize(
    ("failure", "pause"),
    [
        (Failure(FailureKind.STATUS, status=404), 2),
        (Failure(FailureKind.STATUS, status=503), 10),
        (Failure(FailureKind.TIMEOUT), 10),
        (Failure(FailureKind.BLOCKED, status=429), 10),
    ],
)
def test_passing_troubles_are_given_longer(failure: Failure, pause: float) -> None:
    again = look(failure)
    assert again is not None
    assert again.not_before - time.time() == pytest.approx(pause, abs=0.5)


def test_a_wall_is_not_asked_again() -> None:
    assert look(Failure(FailureKind.BLOCKED, status=403)) is None


@pytest.mark.parametrize(
    ("kind", "matters"),
    [
        (FailureKind.STATUS, True),
        (FailureKind.TIMEOUT, True),
        (FailureKind.RESET, True),
        (FailureKind.NXDOMAIN, False),
        (FailureKind.REFUSED, False),
        (FailureKind.PRIVATE, False),
        (FailureKind.ROBOTS, False),
    ],
)
def test_where_get_may_answer_what_head_did_not(kind: FailureKind, matters: bool) -> None:
    assert method_matters(Failure(kind)) is matters
