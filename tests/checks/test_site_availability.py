from dataclasses import replace

import pytest

from auditbot.check import Answer
from auditbot.extract.tree.document import Document
from auditbot.model.fetch import FailureKind, Timing
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site
from auditbot.score import Conclusion
from auditbot.testing import HOME, MemorySite
from auditbot.url import Url
from checks.site_availability import SiteAvailability
from tests.checks.net import Tables, Walked, fetched, page, probed
from tests.checks.sites import home

UNDECIDED = {Outcome.UNTESTED: 1}
"""A few visits are no week."""


class Turns(Tables):
    """Answers one visit after the other; the last answer stays."""

    def __init__(self, *said: Answer) -> None:
        super().__init__()
        self.said = list(said)

    async def fetch(self, url: Url, *, family: int = 0, method: str = "GET") -> Answer:
        return self.said.pop(0) if len(self.said) > 1 else self.said[0]


def came(seconds: float = 0.2) -> Answer:
    answer = page()
    return replace(answer, fetch=replace(answer.fetch, timing=Timing(seconds / 2, seconds)))


def lost(kind: FailureKind, status: int = 200) -> Answer:
    return Answer(fetched(HOME, failure=kind, status=status))


def judged(*said: Answer, **options: object) -> Conclusion:
    site = Site(id="site", home=HOME)
    notes = probed(SiteAvailability, Turns(*said), Walked(site), **options)
    return MemorySite({"/": home()}).conclusion(SiteAvailability, notes, **options)


def test_all_visits_open() -> None:
    found = judged(came(0.2), came(0.4), came(0.3))
    (times,) = found.findings
    assert (times.message_id, times.outcome, times.weight) == ("times", Outcome.PASSED, Severity.NOTICE)
    known = times.parameters
    assert (known["count"], known["middle"], known["longest"]) == (3, "0.300", "0.400")
    assert found.tally == {Outcome.PASSED: 3, **UNDECIDED}


def test_some_visits_fail_and_nothing_is_decided() -> None:
    found = judged(came(), lost(FailureKind.CONNECT_TIMEOUT), came())
    (one,) = found.findings
    assert (one.message_id, one.outcome) == ("partly", Outcome.CANT_TELL)
    assert (one.parameters["count"], one.parameters["good"]) == (3, 2)
    assert found.tally == UNDECIDED


@pytest.mark.parametrize("answer", [lost(FailureKind.REFUSED), lost(FailureKind.STATUS, 500), came(15.5)])
def test_no_visit_opens_and_it_is_no_veto(answer: Answer) -> None:
    (one,) = judged(answer).findings
    assert (one.message_id, one.outcome) == ("never", Outcome.CANT_TELL)


@pytest.mark.parametrize(
    "html", ["<title>Welcome to nginx!</title><p>Thank you.</p>", "<p>该网站已被管理员停止运行</p>"]
)
def test_what_the_server_shows_in_place_of_the_site_is_of_no_use(html: str) -> None:
    (one,) = judged(replace(came(), document=Document(HOME, html))).findings
    assert (one.message_id, one.outcome) == ("never", Outcome.CANT_TELL)


def test_how_long_a_visit_may_take_is_an_option() -> None:
    assert [one.message_id for one in judged(came(0.5), seconds=0.4).findings] == ["never"]


@pytest.mark.parametrize("kind", [FailureKind.BLOCKED, FailureKind.NO_ROUTE, FailureKind.ROBOTS])
def test_what_hinders_us_is_not_held_against_the_site(kind: FailureKind) -> None:
    found = judged(lost(kind))
    assert [(one.message_id, one.outcome) for one in found.findings] == [("hindered", Outcome.UNTESTED)]


def test_the_number_of_visits_is_an_option() -> None:
    assert judged(came(), visits=5).tally == {Outcome.PASSED: 5, **UNDECIDED}
