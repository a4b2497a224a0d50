"""Requirements, findings and frameworks for tests of verdicts and scores."""

from collections.abc import Iterable, Mapping
from datetime import date

from auditbot.model.audit import Coverage, Score, Verdict
from auditbot.model.finding import Finding
from auditbot.model.framework import Framework, Requirement
from auditbot.model.outcome import Outcome
from auditbot.model.site import SiteKind
from auditbot.score import Conclusion, score, verdict

DAY = date(2026, 11, 20)
WHOLE = Coverage(share=1, wanted=9, read=9, columns_found=1, columns_seen=1, complete=True)
PART = WHOLE.model_copy(update={"share": 0.12, "complete": False, "reasons": ("budget",)})


def requirement(name: str = "r", /, **more: object) -> Requirement:
    given: dict[str, object] = {
        "id": f"f/{name}",
        "framework": "f",
        "clause": "c",
        "check": "a-check",
        "title": None,
        "options": {},
        "severity": "major",
        "kinds": (),
        "see": "automatic",
        "lead": "",
        "responsible": (),
        "due": None,
        "until": None,
        "trust": "V",
    }
    return Requirement.model_validate({**given, **more})


def finding(name: str, outcome: Outcome = Outcome.FAILED, /, **more: object) -> Finding:
    return Finding(
        id=name,
        check="a-check",
        outcome=outcome,
        target=f"http://x.example/{name}",
        message_id="m",
        message="",
        texts={},
        **more,
    )


def judged(*findings: Finding, demand: Requirement | None = None, kind: SiteKind | None = None) -> Verdict:
    return verdict(demand or requirement(), Conclusion(findings), DAY, kind)


def asking(requirements: Iterable[Mapping[str, object]], **more: object) -> Framework:
    """A framework whose one clause has these requirements."""
    clause = {
        "id": "c",
        "title": {"zh": "条"},
        "says": {"zh": "条"},
        "see": "automatic",
        "source": {"document": "文", "trust": "V"},
        "requirements": list(requirements),
    }
    given = {"id": "f", "title": {"zh": "系"}, "about": {"zh": "系"}, "clauses": [clause]}
    return Framework.model_validate({**given, **more})


def framework(*indicators: dict[str, object], names: tuple[str, ...] = ("r",)) -> Framework:
    asked = [{"id": name, "check": "a-check", "severity": "veto"} for name in names]
    return asking(asked, indicators=indicators)


def indicator(
    name: str, count: int = 1, *, kind: str = "veto", of: tuple[str, ...] = ("r",), **more: object
) -> dict[str, object]:
    thresholds = [{"requirements": of, "count": count}] if count else []
    return {"id": name, "title": {"zh": name}, "clause": "c", "kind": kind, "any": thresholds, **more}


def scored(
    *findings: Finding, on: Framework, coverage: Coverage = WHOLE, verdicts: tuple[Verdict, ...] = ()
) -> Score:
    given = verdicts or (
        judged(*findings)
        if findings
        else verdict(requirement(), Conclusion(tally={Outcome.PASSED: 9}), DAY, None),
    )
    return score([on], given, findings, coverage)
