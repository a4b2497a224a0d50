"""When something is done: how often, on which days, in which hours; by the clocks of whichever zone."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from auditbot.errors import ConfigError, StoreError
from auditbot.model.document import Document
from auditbot.model.text import Fault, Text
from auditbot.store.schema_clock import RunKind
from auditbot.yamlfile import told

DAY = 24 * 60
"""Minutes."""
MOST_TIMES = 288
"""A day: one every five minutes."""
_MOST_QUIET = 20
_TIME = re.compile(r"([0-9]{1,2})[:：]([0-9]{2})")
_BETWEEN = re.compile(r"[-–—~～至]")

Span = tuple[int, int]
"""Minutes from the midnight that a day begins with, the end not included; beyond 1440: on the day after."""


def _local_time(value: object) -> str:
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or int(found[2]) > 59 or _minutes(found[0]) > DAY:
        raise Fault("应为 00:00 至 24:00 的时间，如 20:00", "must be a time of day such as 20:00")
    return f"{int(found[1]):02d}:{found[2]}"


def _minutes(time: str) -> int:
    hours, minutes = re.split("[:：]", time)
    return int(hours) * 60 + int(minutes)


LocalTime = Annotated[str, BeforeValidator(_local_time)]
"""``20:00``; ``24:00`` is the end of a day."""


class Every(StrEnum):
    """How often the rule comes round."""

    DAY = "day"
    WEEK = "week"


class Weekday(StrEnum):
    """A day of the week, the first one first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """As ``date.weekday`` counts: Monday is 0."""
        return list(Weekday).index(self)


_CHINESE = "一二三四五六日"
_WEEK = ("周", "星期", "礼拜", "週")


def _weekday(value: object) -> Weekday:
    """A weekday by its English name or the first three letters of it, or as in 周六."""
    word = value.strip().lower() if isinstance(value, str) else ""
    for day, letter in zip(Weekday, _CHINESE, strict=True):
        names = {week + letter for week in _WEEK}
        if word in (day.value, _ENGLISH[day]) or word.replace("天", "日") in names:
            return day
    raise Fault(
        f"不是星期几：{value}；应为周一至周日", f"not a weekday: {value}; mon, tue, wed, thu, fri, sat, sun"
    )


_ENGLISH = dict(zip(Weekday, "monday tuesday wednesday thursday friday saturday sunday".split(), strict=True))


def _in_order(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    return tuple(day for day in Weekday if day in days)


class Window(Document):
    """Hours of a day. One that passes midnight belongs to the day that it begins on."""

    begin: LocalTime
    end: LocalTime

    @model_validator(mode="before")
    @classmethod
    def _written(cls, data: Any) -> Any:
        """``20:00-06:00`` as people write it."""
        if not isinstance(data, str):
            return data
        ends = _BETWEEN.split(data)
        if len(ends) != 2:
            raise Fault("应为时段，如 20:00-06:00", "must be hours such as 20:00-06:00")
        return {"begin": ends[0], "end": ends[1]}

    @model_validator(mode="after")
    def _not_empty(self) -> "Window":
        if self.begin in ("24:00", self.end):
            raise Fault(
                "时段是空的；全天写作 00:00-24:00", "these are no hours at all; a whole day is 00:00-24:00"
            )
        return self

    @property
    def span(self) -> Span:
        """Its minutes."""
        begin, end = _minutes(self.begin), _minutes(self.end)
        return begin, end if end > begin else end + DAY


class Rule(Document):
    """One rule: ``times`` a day, on days that ``every`` and ``weekdays`` name, within ``window``."""

    every: Every
    weekdays: Annotated[
        tuple[Annotated[Weekday, BeforeValidator(_weekday)], ...], AfterValidator(_in_order)
    ] = ()
    """Of a weekly rule: where it may fall (none: anywhere). Of a daily one: its days (none: all)."""
    window: Window
    times: int = Field(default=1, ge=1, le=MOST_TIMES)
    """A day; each in its own part of the window."""
    quiet: tuple[Window, ...] = Field(default=(), max_length=_MOST_QUIET)
    """Nothing begins in these hours: the window without them is what is left."""

    @model_validator(mode="after")
    def _room(self) -> "Rule":
        left = sum(end - begin for begin, end in self.spans)
        if not left:
            raise Fault("时段都在免打扰时间内", "no hour of the window is outside of the quiet hours")
        if left < self.times:
            raise Fault(
                f"时段只有 {left} 分钟，容不下 {self.times} 次",
                f"the window has {left} minutes: too few for {self.times} times",
            )
        return self

    @property
    def spans(self) -> tuple[Span, ...]:
        """The window without the quiet hours, in order; perhaps nothing."""
        left: tuple[Span, ...] = (self.window.span,)
        for quiet in self.quiet:
            begin, end = quiet.span
            for days in (-DAY, 0, DAY):
                left = _without(left, (begin + days, end + days))
        return left


def _without(spans: tuple[Span, ...], taken: Span) -> tuple[Span, ...]:
    pieces = [
        piece for begin, end in spans for piece in ((begin, min(end, taken[0])), (max(begin, taken[1]), end))
    ]
    return tuple((begin, end) for begin, end in pieces if begin < end)


_NIGHT = Window(begin="20:00", end="06:00")
DEFAULTS: Mapping[RunKind, Rule] = MappingProxyType(
    {
        RunKind.AUDIT: Rule(every=Every.WEEK, window=_NIGHT),
        RunKind.LIGHT: Rule(every=Every.DAY, window=Window(begin="06:00", end="08:00")),
        RunKind.SAMPLE: Rule(every=Every.DAY, window=Window(begin="00:00", end="24:00"), times=24),
        RunKind.RECHECK: Rule(every=Every.DAY, window=_NIGHT),
    }
)
"""What holds where nobody said otherwise."""


def stored_rule(kind: RunKind, stored: Mapping[str, Any]) -> Rule:
    """The rule that a schedule holds; nothing stands for the default of its kind. Raises StoreError."""
    if not stored:
        return DEFAULTS[kind]
    try:
        return Rule.model_validate(stored)
    except ValidationError as error:
        said = _said(error)
        raise StoreError(
            Text(
                f"办公库中的规则有误（{kind.value}）：{said.zh}",
                f"a wrong rule in the store ({kind.value}): {said.en}",
            ),
            Text(
                "请用 auditbot schedule reset 恢复默认",
                "let the default hold again: `auditbot schedule reset`",
            ),
        ) from None


def changed_rule(rule: Rule, changes: Mapping[str, Any]) -> Rule:
    """The rule with some of its parts said anew. Raises ConfigError."""
    try:
        return Rule.model_validate({**rule.model_dump(mode="json"), **changes})
    except ValidationError as error:
        raise ConfigError(_said(error)) from None


def _said(error: ValidationError) -> Text:
    """The first fault, and where it lies."""
    first = error.errors(include_url=False)[0]
    said, where = told(first), ".".join(map(str, first["loc"]))
    return Text(f"{where}：{said.zh}", f"{where}: {said.en}") if where else said
