"""What came of a fleet: counts, what went wrong where, what was not begun, how to go on."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from auditbot.cli.fleet_words import line, plain
from auditbot.fleet.ends import How
from auditbot.fleet.entry import Counts, Entry, State
from auditbot.model.audit import Grade, StopReason
from auditbot.model.text import Lang, Text
from reports.terms import GRADES

_LISTED = 50


def summary(entries: Sequence[Entry], before: int, out: Path, lang: Lang) -> str:
    """Lines for a person. ``before``: how many sites an earlier session of the run had finished."""
    counts = Counts.of(entries)
    lines = [_counts(counts, before).of(lang), _grades(entries, lang)]
    lines += _listed(_TROUBLED, [entry for entry in entries if _troubled(entry)], lang)
    lines += _listed(_CUT, [entry for entry in entries if _cut(entry)], lang)
    waiting = [entry for entry in entries if entry.state in (State.WAITING, State.HELD)]
    lines += _not_begun(waiting, lang)
    if any(not (entry.end and entry.end.how.finished) for entry in entries):
        lines.append(_GO_ON.of(lang))
    lines.append(Text(f"结果目录：{out}", f"audits: {out}").of(lang))
    return "\n".join(one for one in lines if one)


_TROUBLED = Text("没有检查完的网站：", "sites that were not audited to the end:")
_CUT = Text("被中断的网站：", "sites that were interrupted:")
_GO_ON = Text(
    "用同样的命令加 --resume 接着做；已做完的网站不再检查",
    "the same command with --resume goes on; what is finished is not audited again",
)


def _counts(counts: Counts, before: int) -> Text:
    earlier = Text(f"，此前已做完 {before}", f", {before} finished before") if before else Text("", "")
    return Text(
        f"网站 {counts.sites} 个：做完 {counts.done}，出错 {counts.failed}，中断 {counts.cut}"
        f"，未开始 {counts.waiting}{earlier.zh}；页面 {counts.pages}",
        f"{counts.sites} sites: {counts.done} done, {counts.failed} failed, {counts.cut} interrupted,"
        f" {counts.waiting} not begun{earlier.en}; {counts.pages} pages",
    )


def _grades(entries: Sequence[Entry], lang: Lang) -> str:
    counted = Counter(entry.end.grade for entry in entries if entry.end and entry.end.grade)
    said = [f"{GRADES[grade].of(lang)} {counted[grade]}" for grade in Grade if counted[grade]]
    return Text("结论：", "verdicts: ").of(lang) + " · ".join(said) if said else ""


def _troubled(entry: Entry) -> bool:
    """What failed, and what ended by itself without having seen the site."""
    end = entry.end
    if end is None:
        return False
    short = end.stopped not in (None, StopReason.EXHAUSTED, StopReason.BUDGET)
    return end.how.failed or end.flooded or (end.how is How.DONE and short)


def _cut(entry: Entry) -> bool:
    return entry.end is not None and entry.end.how in (How.INTERRUPTED, How.KILLED)


def _listed(title: Text, entries: Sequence[Entry], lang: Lang) -> list[str]:
    if not entries:
        return []
    shown = [f"  {line(entry, lang)}" for entry in islice(entries, _LISTED)]
    return [title.of(lang), *shown, *_rest(len(entries), lang)]


def _not_begun(entries: Sequence[Entry], lang: Lang) -> list[str]:
    if not entries:
        return []
    title = Text(f"未开始的网站（{len(entries)} 个）：", f"sites that were not begun ({len(entries)}):")
    shown = [
        f"  {plain(f'{entry.site.name} {entry.site.home}'.strip())}" for entry in islice(entries, _LISTED)
    ]
    return [title.of(lang), *shown, *_rest(len(entries), lang)]


def _rest(count: int, lang: Lang) -> list[str]:
    more = count - _LISTED
    return [Text(f"  ……还有 {more} 个", f"  … and {more} more").of(lang)] if more > 0 else []
