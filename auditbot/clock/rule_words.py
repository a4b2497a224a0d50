"""The words for what the clock does, and for the rules it does it by."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from auditbot.clock.rule import Every, Rule, Weekday, Window
from auditbot.model.text import Lang, Text
from auditbot.store.schema_clock import RunKind, RunState

KINDS: Mapping[RunKind, Text] = MappingProxyType(
    {
        RunKind.AUDIT: Text("全面检查", "audit"),
        RunKind.LIGHT: Text("每日巡查", "light check"),
        RunKind.SAMPLE: Text("可用性监测", "sample"),
        RunKind.RECHECK: Text("整改复查", "recheck"),
    }
)
RUN_STATES: Mapping[RunState, Text] = MappingProxyType(
    {
        RunState.WAITING: Text("等待", "waiting"),
        RunState.RUNNING: Text("进行中", "running"),
        RunState.DONE: Text("完成", "done"),
        RunState.FAILED: Text("失败", "failed"),
        RunState.MISSED: Text("错过", "missed"),
        RunState.SKIPPED: Text("跳过", "skipped"),
        RunState.PARKED: Text("停放", "parked"),
    }
)
_DAYS: Mapping[Weekday, Text] = MappingProxyType(
    {
        Weekday.MON: Text("周一", "Mon"),
        Weekday.TUE: Text("周二", "Tue"),
        Weekday.WED: Text("周三", "Wed"),
        Weekday.THU: Text("周四", "Thu"),
        Weekday.FRI: Text("周五", "Fri"),
        Weekday.SAT: Text("周六", "Sat"),
        Weekday.SUN: Text("周日", "Sun"),
    }
)
_WHOLE = Window(begin="00:00", end="24:00")


def worded_rule(rule: Rule) -> Text:
    """``每周一次（周六、周日），20:00–06:00，避开 08:00–18:00``."""
    parts = [_how_often(rule), _hours(rule.window)]
    if rule.quiet:
        parts.append(Text(f"避开 {_listed(rule.quiet)}", f"not {_listed(rule.quiet)}"))
    return Text("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _how_often(rule: Rule) -> Text:
    on = Text(*(_days(rule.weekdays, lang) for lang in (Lang.ZH, Lang.EN)))
    if rule.every is Every.WEEK:
        said = (
            Text("每周一次", "weekly")
            if rule.times == 1
            else Text(f"每周一天，当天 {rule.times} 次", f"one day a week, {rule.times} times")
        )
        return Text(f"{said.zh}（{on.zh}）", f"{said.en} ({on.en})") if rule.weekdays else said
    said = Text("一次", "once") if rule.times == 1 else Text(f" {rule.times} 次", f"{rule.times} times")
    if rule.weekdays:
        return Text(f"{on.zh}{said.zh}", f"{on.en} {said.en}")
    return Text(f"每天{said.zh}", "daily" if rule.times == 1 else f"{said.en} a day")


def _days(days: Iterable[Weekday], lang: Lang) -> str:
    return ("、" if lang is Lang.ZH else ", ").join(_DAYS[day].of(lang) for day in days)


def _hours(window: Window) -> Text:
    return Text("全天", "all day") if window == _WHOLE else Text(*[_span(window)] * 2)


def _listed(windows: Iterable[Window]) -> str:
    return ", ".join(map(_span, windows))


def _span(window: Window) -> str:
    return f"{window.begin}–{window.end}"
