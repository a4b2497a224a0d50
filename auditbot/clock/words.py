"""Words for what the clock tells; everything in them may come from a hostile page."""

from auditbot.clock.duty import TRIES, Due
from auditbot.clock.rule_words import KINDS
from auditbot.fleet.ends import End, told
from auditbot.model.text import Text
from reports.terms import GRADES

NOBODY = Text("到期时无人值守", "nobody was there to begin it")
LEFT_OUT = Text("上一次尚未结束，本次略过", "the one before is not finished: left out")
STOPPED = Text("值守进程停止，重启后接着做", "the clock was stopped; it goes on after the restart")
CUT_OFF = Text("值守进程中断，重启后接着做", "the clock was cut off; it goes on after the restart")
PARKED = Text(
    f"{TRIES} 次进行中突然中断（进程崩溃？内存不足？机器重启？），已停放",
    f"cut off {TRIES} times while it went on (a crash? out of memory? a restart?): parked",
)
LEFT_PARKED = Text("已停放，本次略过", "it is parked: left out")
REMOVED = Text("网站已移出办公库", "the site was taken out of the store")
_WIDTH = 240


def begun_line(due: Due) -> Text:
    """A run begins."""
    name, kind = _name(due), KINDS[due.kind]
    if due.folder:
        return Text(f"{name}：{kind.zh}接着做", f"{name}: {kind.en} goes on")
    return Text(f"{name}：{kind.zh}开始", f"{name}: {kind.en} begins")


def parked_line(due: Due) -> Text:
    """A run is parked, and what is to be done about it."""
    name, kind = _name(due), KINDS[due.kind]
    command = f"auditbot schedule free {due.kind.value} {due.site.id}"
    return Text(
        f"{name}：{kind.zh}{PARKED.zh}；查明原因后解除：{command}",
        f"{name}: {kind.en}: {PARKED.en}; once the cause is known: {command}",
    )


def parked_for(reason: str) -> Text:
    """A run is parked, with what ended it the last time."""
    return Text(f"{PARKED.zh}：{reason}", f"{PARKED.en}: {reason}")


def again_line(due: Due, end: End, seconds: float) -> Text:
    """A run crashed and is tried again."""
    line, minutes, left = end_line(due, end), max(1, round(seconds / 60)), TRIES - due.cut_off
    return Text(
        f"{line.zh}；{minutes} 分钟后再试（还可试 {left} 次）",
        f"{line.en}; tried again in {minutes} min (tries left: {left})",
    )


def end_line(due: Due, end: End) -> Text:
    """What became of a run."""
    grade, why = GRADES[end.grade] if end.grade else None, told(end)
    words = [one for one in (grade, why) if one and one.zh]
    words.append(Text(f"{end.pages} 页，{end.seconds:.0f} 秒", f"{end.pages} pages, {end.seconds:.0f} s"))
    name, kind = _name(due), KINDS[due.kind]
    return Text(
        _plain(f"{name}：{kind.zh}结束：{'；'.join(one.zh for one in words)}"),
        _plain(f"{name}: {kind.en} ended: {'; '.join(one.en for one in words)}"),
    )


def _name(due: Due) -> str:
    return _plain(due.site.name or due.site.home)


def _plain(text: str) -> str:
    shown = "".join(letter for letter in text if letter.isprintable())
    return shown if len(shown) <= _WIDTH else f"{shown[:_WIDTH]}…"
