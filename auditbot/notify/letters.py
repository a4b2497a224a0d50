"""The words of a notice: its subject, its text, and several notices in one digest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from auditbot.model.audit import Audit, Grade
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA
from auditbot.notify.changes import Change, ChangeKind, digest
from auditbot.notify.notice import Audience, AudienceKind, Notice
from reports.display import shown
from reports.terms import GRADES, term

_LISTED = 10
"""Changes of one kind that are listed; the rest are counted."""
_SUBJECT, _NAME, _PATH = 150, 60, 500
_PART = 1500
"""Characters of one notice within a digest."""
_TITLE = Text("【网站检查】", "[website audit] ")
_COUNTED = {
    ChangeKind.VERDICT: Text("结论变化", "verdict changed"),
    ChangeKind.INCOMPLETE: Text("检查不完整", "audit incomplete"),
    ChangeKind.WARNING: Text("预警 {n} 项", "{n} warnings"),
    ChangeKind.NEW: Text("新问题 {n} 个", "{n} new"),
    ChangeKind.BACK: Text("重新出现 {n} 个", "{n} back"),
    ChangeKind.GONE: Text("已消除 {n} 个", "{n} gone"),
}
_HEADED = {
    **_COUNTED,
    ChangeKind.GONE: Text("已消除 {n} 个（这次看过，没有再发现）", "{n} gone (looked at, and not met again)"),
}
_DOUBTFUL = Text("待人工确认 {n} 个", "{n} for a person to confirm")
_FIRST = Text("首次检查", "first audit")
_COMMA = Text("，", ", ")
_NUMBER = Text("编号", "number")
_COLON = Text("：", ": ")


def subject_of(audit: Audit, audience: Audience, changes: Sequence[Change], lang: Lang) -> str:
    """One line: the site, for a unit its name, and how much changed."""
    counts = Counter(one.kind for one in changes if not _is_open(one))
    parts = [_COUNTED[kind].of(lang).format(n=counts[kind]) for kind in ChangeKind if counts[kind]]
    if doubtful := sum(map(_is_open, changes)):
        parts.append(_DOUBTFUL.of(lang).format(n=doubtful))
    if audit.since is None and not audit.crawl.glance:
        parts.insert(0, _FIRST.of(lang))
    unit = shown(audience.name, _NAME) if audience.kind is AudienceKind.UNIT else ""
    named = f"{_name(audit)}{f' {unit}' if unit else ''}"
    return shown(_TITLE.of(lang) + named + _COLON.of(lang) + _COMMA.of(lang).join(parts), _SUBJECT)


def text_of(audit: Audit, audience: Audience, changes: Sequence[Change], lang: Lang, report: str) -> str:
    """The facts, then what changed by kind, the gravest first, ten of a kind."""
    lines = [
        f"{label.of(lang)}{_COLON.of(lang)}{value}" for label, value in _facts(audit, audience, lang, report)
    ]
    for kind in ChangeKind:
        lines += _listed(kind, [one for one in changes if one.kind is kind], lang)
    return "\n".join(lines)


def _facts(audit: Audit, audience: Audience, lang: Lang, report: str) -> Iterator[tuple[Text, str]]:
    finished = audit.crawl.finished.astimezone(CHINA)
    yield Text("网站", "site"), f"{_name(audit)} {shown(audit.site.home, _PATH)}"
    if audience.name:
        yield Text("单位", "unit"), shown(audience.name, _NAME)
    made = Text("每日巡查", "daily glance") if audit.crawl.glance else Text("检查", "audit")
    yield made, f"{finished:%Y-%m-%d %H:%M}{_COMMA.of(lang)}{_NUMBER.of(lang)} {shown(audit.id, _NAME)}"
    if not audit.crawl.glance:
        yield Text("结论", "verdict"), _verdict(audit, lang)
    if report:
        yield Text("报告", "report"), shown(report, _PATH)


def _verdict(audit: Audit, lang: Lang) -> str:
    """The verdict; a bad one with what it rests on."""
    grade = term(GRADES, audit.score.grade).of(lang)
    if audit.score.grade is not Grade.UNQUALIFIED or not audit.score.reasons:
        return grade
    why = [one.en or one.zh if lang is Lang.EN else one.zh for one in audit.score.reasons]
    joined = shown(Text("、", ", ").of(lang).join(why), _PATH)
    return Text(f"{grade}（{joined}）", f"{grade} ({joined})").of(lang)


def _listed(kind: ChangeKind, changes: Sequence[Change], lang: Lang) -> Iterator[str]:
    if not changes:
        return
    yield ""
    doubtful = sum(map(_is_open, changes))
    headed = [(_HEADED[kind], len(changes) - doubtful), (_DOUBTFUL, doubtful)]
    said = [words.of(lang).format(n=count) for words, count in headed if count]
    yield _COMMA.of(lang).join(said) + _COLON.of(lang).rstrip()
    ordered = sorted(changes, key=lambda one: (one.doubtful, one.severity.rank, one.unit))
    for number, one in enumerate(ordered[:_LISTED], 1):
        yield f"{number}. {one.line.of(lang)}"
    left = len(changes) - _LISTED
    if left > 0:
        yield Text(f"另有 {left} 个，见报告。", f"{left} more: see the report.").of(lang)


def _is_open(change: Change) -> bool:
    """Whether a person must look first: it is not yet called a problem."""
    return change.doubtful and change.kind is ChangeKind.NEW


def trouble_of(line: Text, key: str, now: datetime, lang: Lang) -> Notice:
    """A notice to who runs the program. ``key`` names the trouble; ``line`` is made harmless."""
    said = shown(line.of(lang), _PATH)
    change = digest(AudienceKind.OPERATOR, key)
    return Notice(
        key=change,
        site="",
        audience=Audience(kind=AudienceKind.OPERATOR),
        subject=shown(_TITLE.of(lang) + said, _SUBJECT),
        text=f"{said}\n{now.astimezone(CHINA):%Y-%m-%d %H:%M}",
        severity=Severity.MAJOR,
        urgent=True,
        created=now,
        changes=(change,),
    )


def _name(audit: Audit) -> str:
    said = audit.site.name or audit.site_shown.get("name", "")
    return shown(said, _NAME) or audit.site.id


def digest_of(notices: Sequence[Notice], lang: Lang) -> Notice:
    """Several notices in one, the gravest first, ten of them in full; a single one stays as it is."""
    if len(notices) == 1:
        return notices[0]
    ordered = sorted(notices, key=lambda one: (one.severity.rank, one.created))
    sites = len({one.site for one in notices})
    said = Text(f"{sites} 个网站的 {len(notices)} 份通知", f"{len(notices)} notices on {sites} sites")
    parts = [f"■ {one.subject}\n{shortened(one.text, _PART)}" for one in ordered[:_LISTED]]
    left = ordered[_LISTED:]
    if left:
        parts.append(Text(f"另有 {len(left)} 份：", f"{len(left)} more:").of(lang))
        parts.append("\n".join(f"· {one.subject}" for one in left[: 5 * _LISTED]))
    first = ordered[0]
    return first.model_copy(
        update={
            "key": digest(*sorted(one.key for one in notices)),
            "site": first.site if sites == 1 else "",
            "subject": f"{_TITLE.of(lang)}{said.of(lang)}",
            "text": "\n\n".join(parts),
            "urgent": any(one.urgent for one in notices),
            "created": max(one.created for one in notices),
            "changes": tuple(key for one in notices for key in one.changes),
        }
    )


def shortened(text: str, most: int) -> str:
    """At most so many characters, whole lines where possible."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(chr(10)) + 1] or cut}…"
