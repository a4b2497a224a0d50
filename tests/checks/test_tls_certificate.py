from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auditbot.check import Answer
from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome
from auditbot.model.secured import Secured
from auditbot.score import Conclusion
from auditbot.testing import DAY, HOME
from auditbot.url import Url
from checks.tls_certificate import TlsCertificate
from tests.checks.net import HOST, Tables, concluded, fetched

NOON = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
SAFE = Url(HOME.replace("http:", "https:"))
GOOD = Secured(HOST, 443, "93.184.216.34", "TLSv1.3", HOST, "Some CA", (HOST,), NOON + timedelta(90))


def judged(seen: Secured | FailureKind, *, leads_to: Url = SAFE, **options: object) -> Conclusion:
    plain = Answer(replace(fetched(HOME), final_url=leads_to))
    net = Tables(secured={HOST: seen}, pages={(HOME, 0): plain})
    return concluded(TlsCertificate, net, options=options)


def told(found: Conclusion) -> list[tuple[str, str, Outcome]]:
    return sorted((one.message_id, one.target, one.outcome) for one in found.findings)


def test_all_in_order() -> None:
    found = judged(GOOD)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 1})


def test_a_wall_before_the_plain_address_says_nothing_of_its_redirect() -> None:
    plain = Answer(fetched(HOME, failure=FailureKind.BLOCKED, status=403))
    found = concluded(TlsCertificate, Tables(secured={HOST: GOOD}, pages={(HOME, 0): plain}))
    assert (found.findings, found.tally) == ((), {Outcome.UNTESTED: 1})


def test_no_https_at_all() -> None:
    assert told(judged(FailureKind.REFUSED)) == [("no-https", HOST, Outcome.FAILED)]


def test_something_else_on_the_port() -> None:
    assert told(judged(FailureKind.TLS_HANDSHAKE)) == [("no-tls", HOST, Outcome.FAILED)]


@pytest.mark.parametrize(
    "kind",
    [
        FailureKind.CONNECT_TIMEOUT,
        FailureKind.NO_ROUTE,
        FailureKind.RESET,
        FailureKind.NXDOMAIN,
        FailureKind.LOCAL,
    ],
)
def test_what_was_not_reached_is_untested(kind: FailureKind) -> None:
    assert told(judged(kind)) == [("unreached", HOST, Outcome.UNTESTED)]


@pytest.mark.parametrize(
    "kind",
    [
        FailureKind.TLS_EXPIRED,
        FailureKind.TLS_NOT_YET_VALID,
        FailureKind.TLS_SELF_SIGNED,
        FailureKind.TLS_UNKNOWN_ISSUER,
        FailureKind.TLS_WRONG_HOST,
    ],
)
def test_refused_certificates(kind: FailureKind) -> None:
    assert told(judged(replace(GOOD, failure=Failure(kind)))) == [("refused", HOST, Outcome.FAILED)]


@pytest.mark.parametrize(("left", "message"), [(29, ["expiring"]), (30, []), (0, ["expiring"])])
def test_days_that_are_left(left: int, message: list[str]) -> None:
    found = judged(replace(GOOD, until=NOON + timedelta(left)))
    assert [one.message_id for one in found.findings] == message


def test_the_number_of_days_is_an_option() -> None:
    assert told(judged(GOOD, days=91)) == [("expiring", HOST, Outcome.FAILED)]


def test_old_versions() -> None:
    old = replace(GOOD, version="TLSv1", failure=Failure(FailureKind.TLS_HANDSHAKE))
    assert told(judged(old)) == [("old-version", HOST, Outcome.FAILED)]
    assert judged(replace(GOOD, version="TLSv1.2")).findings == ()


def test_http_that_does_not_lead_to_https() -> None:
    assert told(judged(GOOD, leads_to=HOME)) == [("no-redirect", HOST, Outcome.FAILED)]


def test_every_host_is_looked_at() -> None:
    net = Tables(secured={HOST: GOOD}, pages={(HOME, 0): Answer(replace(fetched(HOME), final_url=SAFE))})
    found = concluded(TlsCertificate, net, at=(HOST, "zwfw.site.example"))
    assert told(found) == [("no-https", "zwfw.site.example", Outcome.FAILED)]
