"""Audits for the tests of the store: small ones, of a site of ours."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TypedDict, Unpack

from auditbot.model.audit import Audit, ColumnBrief, Score, Since, Verdict
from auditbot.model.crawl import StopReason
from auditbot.model.finding import Finding
from auditbot.model.framework import See, Trust, Wording
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site
from tests.reports.sample import sample
from tests.store.fleet import plain

FIRST = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
SITE = plain(1)
LINKS, COLUMNS = "state/links", "state/columns"


def finding(name: str, outcome: Outcome = Outcome.FAILED, /, **more: object) -> Finding:
    told = {
        "id": name,
        "check": "broken-links",
        "outcome": outcome,
        "severity": Severity.MAJOR,
        "requirements": (LINKS,),
        "target": f"https://www.t1.example/{name}",
        "message_id": "broken",
        "message": f"链接失效：{name}。",
        "texts": {},
    }
    return Finding.model_validate({**told, **more})


def verdict(name: str, outcome: Outcome = Outcome.PASSED, **more: object) -> Verdict:
    told = {
        "id": name,
        "framework": "state",
        "clause": "1",
        "check": "broken-links",
        "title": Wording(zh="链接可用"),
        "options": {},
        "severity": Severity.MAJOR,
        "kinds": (),
        "see": See.AUTOMATIC,
        "lead": "",
        "responsible": (),
        "due": None,
        "until": None,
        "trust": Trust.VERIFIED,
        "outcome": outcome,
    }
    return Verdict.model_validate({**told, **more})


class Fields(TypedDict, total=False):
    """Of an audit, taken as they are."""

    id: str
    columns: tuple[ColumnBrief, ...]
    score: Score
    settings: dict[str, object]
    since: Since


class Parts(Fields, total=False):
    """What an audit may be told to be, besides its findings."""

    site: Site
    whole: bool
    stopped: StopReason
    verdicts: Mapping[str, Verdict]


class Unproven(TypedDict, total=False):
    """What keeps a look from proving that something is gone."""

    whole: bool
    decided: frozenset[str]
    extent: tuple[str, ...]
    as_of: date


@cache
def _sample() -> Audit:
    return sample().model_copy(update={"since": None, "settings": {"links": {"external": "check"}}})


def audit(
    week: int,
    *findings: Finding,
    site: Site = SITE,
    whole: bool = True,
    stopped: StopReason = StopReason.EXHAUSTED,
    verdicts: Mapping[str, Verdict] | None = None,
    **more: Unpack[Fields],
) -> Audit:
    """The audit of one week; ``verdicts`` in the place of what follows from the findings."""
    finished = FIRST + timedelta(weeks=week)
    base = _sample()
    told = {
        name: verdict(
            name,
            Outcome.FAILED if any(name in one.requirements for one in findings) else Outcome.PASSED,
            findings=tuple(one.id for one in findings if name in one.requirements),
            tally={
                outcome: sum(one.outcome is outcome and name in one.requirements for one in findings)
                for outcome in Outcome
            },
        )
        for name in (LINKS, COLUMNS)
    }
    return base.model_copy(
        update={
            "id": f"{finished:%Y%m%d-%H%M%S}",
            "as_of": finished.date(),
            "site": site,
            "findings": findings,
            "verdicts": tuple({**told, **(verdicts or {})}.values()),
            "crawl": base.crawl.model_copy(
                update={"started": finished - timedelta(hours=1), "finished": finished, "stopped": stopped}
            ),
            "coverage": base.coverage.model_copy(update={"complete": whole, "reasons": ()}),
            **more,
        }
    )
