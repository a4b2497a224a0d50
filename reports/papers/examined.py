"""检查情况表: for each site, what every clause came to (检查对象, 指标, 评分细则, 检查情况)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditbot.model.audit import Audit, FrameworkRecord
from auditbot.model.finding import Finding
from auditbot.model.framework import Clause, See
from auditbot.model.outcome import Outcome, roll_up
from auditbot.model.text import Lang
from auditbot.overview.ledger import Ledger, Tally
from reports.duty import Duty, duties, of_framework
from reports.looked import ENOUGH, ending
from reports.moment import minute, percent
from reports.terms import GRADES, SEES, term
from reports.view import site_code, site_name
from reports.wording import wordings

_EXAMPLES = 3
_EXAMPLE = 120
"""Characters of an example."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One site in short, and the state of every clause: indicator, what it demands, what was found."""

    site: str
    code: str
    host: str
    period: str
    verdict: str
    faults: str
    """问题: why it is not qualified, or how many things are to be mended."""
    seen: str
    clauses: tuple[tuple[str, str, str], ...]
    followed: str = ""
    """Its entries in the ledger, where a store follows them."""


def examined(audit: Audit, ledger: Ledger | None = None) -> Examined:
    """What one audit came to, in Chinese words; with what the ledger has of its site."""
    return Examined(
        site=site_name(audit),
        code=site_code(audit),
        host=audit.site.unit,
        period=f"{minute(audit.crawl.started)} 至 {minute(audit.crawl.finished)}",
        verdict=term(GRADES, audit.score.grade).zh,
        faults=_faults(audit),
        seen=_seen(audit),
        clauses=tuple(_clauses(audit)),
        followed=_followed(ledger.site(audit.site.id)) if ledger else "",
    )


def _followed(tally: Tally) -> str:
    claimed = f"，声称已整改待证明 {tally.claimed}" if tally.claimed else ""
    return f"未销号 {tally.open}，其中超期 {tally.overdue}{claimed}；累计销号 {tally.closed}"


def _faults(audit: Audit) -> str:
    failed = sum(one.outcome is Outcome.FAILED for one in audit.findings)
    reasons = [reason.zh.rstrip("。") for reason in audit.score.reasons]
    return "；".join([*reasons, f"不符合的发现 {failed} 项" if failed else "未发现不符合的问题"])


def _seen(audit: Audit) -> str:
    share = percent(audit.coverage.share)
    return share if audit.crawl.exhausted else f"{share}（{ending(audit.crawl).zh}）"


def _clauses(audit: Audit) -> Iterator[tuple[str, str, str]]:
    known = duties(audit)
    found = {one.id: one for one in audit.findings}
    for framework in audit.frameworks:
        by_clause = of_framework(framework, known)
        for clause in framework.clauses:
            told = _told(audit, clause, by_clause[clause.id], found)
            yield _indicator(audit, framework, clause), clause.says.zh, told


def _indicator(audit: Audit, framework: FrameworkRecord, clause: Clause) -> str:
    title = f"{clause.id} {clause.title.zh}"
    return f"{framework.title.zh}：{title}" if len(audit.frameworks) > 1 else title


def _told(audit: Audit, clause: Clause, decided: Sequence[Duty], found: Mapping[str, Finding]) -> str:
    """检查情况 of one clause; what nobody looked at is never called free of faults."""
    if not decided:
        why = clause.why_not.zh if clause.why_not else ""
        word = term(SEES, clause.see).zh if clause.see in (See.OFFLINE, See.PLANNED) else "未检测"
        return f"{word}：{why}" if why else word
    outcome = roll_up(duty.verdict.outcome for duty in decided)
    named = dict.fromkeys(name for duty in decided for name in duty.verdict.findings)
    mine = [found[name] for name in named if name in found and found[name].outcome is outcome]
    if outcome is Outcome.FAILED:
        return f"发现 {len(mine)} 处不符合{_aside(mine)}：{_examples(mine)}" if mine else "不符合"
    if outcome is Outcome.CANT_TELL:
        return f"待人工确认 {len(mine)} 处：{_examples(mine)}" if mine else "待人工确认"
    if outcome is Outcome.UNTESTED:
        why = next((duty.verdict.reason.zh for duty in decided if duty.verdict.reason), "")
        return f"未检测：{why}" if why else "未检测"
    if outcome is Outcome.INAPPLICABLE:
        return "不适用"
    share = audit.coverage.share
    return "未发现" if share >= ENOUGH else f"看到的 {percent(share)} 中未发现"


def _aside(found: Sequence[Finding]) -> str:
    """How many of them are not pursued."""
    excepted = sum(one.course is not None and one.course.exception is not None for one in found)
    dismissed = sum(one.course is not None and one.course.dismissed for one in found)
    said = [f"{word} {count} 处" for word, count in (("例外", excepted), ("误报", dismissed)) if count]
    return f"（其中{'、'.join(said)}）" if said else ""


def _examples(found: Sequence[Finding]) -> str:
    said = [wordings(one, Lang.ZH).says[:_EXAMPLE].rstrip("。") for one in found[:_EXAMPLES]]
    return "；".join(said) + ("……" if len(found) > _EXAMPLES else "")
