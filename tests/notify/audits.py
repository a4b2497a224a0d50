"""Audits of a made-up district, one after the other."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from auditbot.model.audit import Audit, ColumnBrief, Grade, Score, Since, StopReason, Verdict
from auditbot.model.finding import Finding, Wordings
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.text import Lang
from auditbot.notify.changes import Change, changes_of
from auditbot.notify.developments import compared
from auditbot.notify.notice import Notice
from auditbot.notify.told import told
from auditbot.url import Url
from tests.reports.sample import sample

THEN = datetime(2026, 11, 13, 1, 14, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 1, 14, tzinfo=UTC)
AS_OF = date(2026, 11, 20)
FINANCE, HEALTH = "区财政局", "区卫生健康委"


def finding(
    name: str,
    outcome: Outcome = Outcome.FAILED,
    *,
    says: str = "",
    check: str = "broken-links",
    unit: str = "",
    severity: Severity = Severity.MINOR,
    message_id: str = "dead",
    first_seen: datetime | None = NOW,
    **parameters: object,
) -> Finding:
    said = says or f"链接 {name} 打不开。"
    return Finding(
        id=name,
        check=check,
        outcome=outcome,
        severity=severity,
        requirements=("state/links",),
        target=name,
        unit=unit,
        message_id=message_id,
        message=said,
        texts={Lang.ZH: Wordings(says=said), Lang.EN: Wordings(says=f"{name} is dead")},
        parameters=parameters,
        first_seen=first_seen,
    )


def audit(
    *findings: Finding,
    name: str = "20261120-0900",
    complete: bool = True,
    stopped: StopReason = StopReason.EXHAUSTED,
    grade: Grade = Grade.QUALIFIED,
    finished: datetime = NOW,
    since: Since | None = None,
    columns: tuple[ColumnBrief, ...] = (),
    decided: Outcome = Outcome.FAILED,
    untested: int = 0,
    glance: bool = False,
) -> Audit:
    whole = sample(())
    requirement = whole.verdicts[0].model_dump() | {
        "id": "state/links",
        "outcome": decided,
        "tally": {decided: 1, Outcome.UNTESTED: untested},
    }
    return whole.model_copy(
        update={
            "id": name,
            "as_of": AS_OF,
            "findings": findings,
            "since": since,
            "columns": columns,
            "verdicts": (Verdict.model_validate(requirement),),
            "crawl": whole.crawl.model_copy(
                update={"finished": finished, "stopped": stopped, "glance": glance}
            ),
            "coverage": whole.coverage.model_copy(
                update={"complete": complete, "reasons": () if complete else (stopped,)}
            ),
            "score": Score(grade=grade, reasons=()),
        }
    )


def since(
    *new: str, gone: tuple[Finding, ...] = (), proof: bool = True, earlier: str = "20261113-0900"
) -> Since:
    return Since(audit=earlier, finished=THEN, new=new, gone=gone, gone_is_proof=proof)


def earlier(
    *findings: Finding,
    complete: bool = True,
    stopped: StopReason = StopReason.EXHAUSTED,
    grade: Grade = Grade.QUALIFIED,
) -> Audit:
    return audit(
        *findings, name="20261113-0900", finished=THEN, complete=complete, stopped=stopped, grade=grade
    )


def column(name: str, age: int, period: int | None, *, unit: str = "", state: str = "items") -> ColumnBrief:
    return ColumnBrief(
        name=name,
        url=Url(f"https://www.qinghe.example/{name}/"),
        path=(name,),
        items=5,
        newest=AS_OF - timedelta(days=age),
        period=period,
        state=state,
        unit=unit,
    )


def changes(made: Audit, before: Audit | None) -> tuple[Change, ...]:
    """What changed against the audit before, without a store."""
    return changes_of(made, compared(made, before))


def notices(
    made: Audit,
    before: Audit | None = None,
    *,
    report: str = "",
    known: Collection[str] = (),
    lang: Lang = Lang.ZH,
) -> tuple[Notice, ...]:
    """What is told of it, without a store."""
    return told(made, compared(made, before), report=report, known=known, lang=lang)
