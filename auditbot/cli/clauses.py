"""The clauses of a framework, written out for a person."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from auditbot.model.framework import Clause, Framework, RequirementSpec, See, Source, Wording
from auditbot.model.site import SiteKind
from auditbot.model.text import Lang, Text
from auditbot.score import due
from reports.duty import due_words
from reports.terms import SEVERITIES

SEE: Mapping[See, Text] = {
    See.AUTOMATIC: Text("自动判定", "decided by a check"),
    See.ASSISTED: Text("辅助取证，人工确认", "evidence for a person"),
    See.OFFLINE: Text("网站上看不到", "not visible on a website"),
    See.PLANNED: Text("本版本尚不能检查", "not checked by this version"),
}
_KINDS: Mapping[SiteKind, Text] = {
    SiteKind.PORTAL: Text("门户网站", "portals"),
    SiteKind.DEPARTMENT: Text("部门网站", "departments"),
    SiteKind.TOWNSHIP: Text("镇街网站", "townships"),
    SiteKind.SECTION: Text("单独检查的网页", "sections"),
}
_LEAD = Text("牵头：{}", "lead: {}")
_UNITS = Text("责任：{}", "responsible: {}")
_DUE = Text("期限：{}", "due: {}")
_UNTIL = Text("适用至：{}", "applies until: {}")
_SOURCE = Text("来源：{}", "source: {}")
_EVIDENCE = Text("只取证", "evidence only")
_ONLY = Text("仅{}", "only {}")
_COUNT = Text("…共 {} 项", "… {} in all")
_COMMA = Text("、", ", ")
_YES, _NO = Text("是", "yes"), Text("否", "no")

_SHOWN = 3
"""Values of a list that are shown; of longer ones the number is told."""


def said(wording: Wording, lang: Lang) -> str:
    """A sentence of a framework file, in Chinese where it was not translated."""
    return (wording.en or wording.zh) if lang is Lang.EN else wording.zh


def stands(clause: Clause, as_of: date, lang: Lang) -> str:
    """How a clause stands with its day, in words."""
    state = due(clause, as_of)
    return due_words(state.state, state.days).of(lang)


def clauses_of(framework: Framework, as_of: date, lang: Lang) -> str:
    """Every clause: what it asks, of whom, by when, and what decides it; then how many of each class."""
    lines = [said(framework.title, lang), said(framework.about, lang), ""]
    source: Source | None = None
    for clause in framework.clauses:
        lines += _clause(clause, as_of, lang)
        if clause.source != source:
            source = clause.source
            lines.append("    " + _SOURCE.of(lang).format(_source(source)))
    counted = Counter(clause.see for clause in framework.clauses)
    return "\n".join([*lines, "", " · ".join(f"{SEE[see].of(lang)} {counted[see]}" for see in See)])


def _clause(clause: Clause, as_of: date, lang: Lang) -> Iterator[str]:
    yield f"{clause.id}  {said(clause.title, lang)}  [{SEE[clause.see].of(lang)}]"
    yield f"    {said(clause.says, lang)}"
    if clause.why_not:
        yield f"    {said(clause.why_not, lang)}"
    who = _who(clause, lang)
    if who:
        yield f"    {who}"
    if clause.due or clause.due_note:
        day = f"{clause.due} {stands(clause, as_of, lang)}" if clause.due else stands(clause, as_of, lang)
        yield "    " + _noted(_DUE.of(lang).format(day), clause.due_note, lang)
    if clause.until:
        yield "    " + _noted(_UNTIL.of(lang).format(clause.until), clause.until_note, lang)
    for spec in clause.requirements:
        yield f"    - {requirement(spec, lang)}"


def _who(clause: Clause, lang: Lang) -> str:
    parts = [_LEAD.of(lang).format(clause.lead)] if clause.lead else []
    if clause.responsible:
        parts.append(_UNITS.of(lang).format(_COMMA.of(lang).join(clause.responsible)))
    return " → ".join(parts)


def _noted(text: str, note: Wording | None, lang: Lang) -> str:
    return Text(f"{text}（{said(note, lang)}）", f"{text} ({said(note, lang)})").of(lang) if note else text


def _source(source: Source) -> str:
    note = f"（{source.note}）" if source.note else ""
    return f"{source.document}{note} [{source.trust}] {source.address}".rstrip()


def requirement(spec: RequirementSpec, lang: Lang) -> str:
    """A check with its severity and options, on one line."""
    parts = [f"{spec.check} ({SEVERITIES[spec.severity].of(lang)})"]
    if spec.title:
        parts.append(said(spec.title, lang))
    if spec.evidence:
        parts.append(_EVIDENCE.of(lang))
    if spec.kinds:
        parts.append(
            _ONLY.of(lang).format(_COMMA.of(lang).join(_KINDS[kind].of(lang) for kind in spec.kinds))
        )
    return "  ".join([*parts, *(f"{name}={_value(value, lang)}" for name, value in spec.options.items())])


def _value(value: object, lang: Lang) -> str:
    if isinstance(value, bool):
        return (_YES if value else _NO).of(lang)
    if isinstance(value, Mapping):
        return _named(value, lang)
    if isinstance(value, list | tuple):
        return _listed(value, lang)
    return str(value) or "–"


def _listed(values: list[object] | tuple[object, ...], lang: Lang) -> str:
    if not values:
        return "–"
    brief = len(values) > 1
    shown = [_name(one, lang) if brief else _value(one, lang) for one in values[:_SHOWN]]
    rest = _COUNT.of(lang).format(len(values)) if len(values) > _SHOWN else ""
    return _COMMA.of(lang).join(shown) + rest


def _name(value: object, lang: Lang) -> str:
    """One value among several: of a mapping only its name."""
    return str(value["name"]) if isinstance(value, Mapping) and "name" in value else _value(value, lang)


def _named(value: Mapping[str, object], lang: Lang) -> str:
    """A column, a topic or a document: its name, then what else is known of it."""
    others: Iterable[str] = (
        f"{key}={_value(one, lang)}" for key, one in value.items() if key != "name" and one not in (None, "")
    )
    inner = "; ".join(others)
    name = str(value.get("name", ""))
    return f"{name}({inner})" if inner else name
