"""How the process of one audit ended, and what is said about it."""

import signal
from collections.abc import Callable, Mapping
from enum import StrEnum

from auditbot.model.audit import Grade, StopReason
from auditbot.model.document import Document
from auditbot.model.outcome import Severity
from auditbot.model.text import Text
from reports.looked import obstacle

CLEAN, FINDINGS, USAGE, INCOMPLETE, FAULT = range(5)
"""The exit codes of an audit."""


class How(StrEnum):
    """How a process ended."""

    DONE = "done"
    """By itself, with a report; the report may be of an incomplete audit."""
    REFUSED = "refused"
    """By itself: what it was asked for is wrong."""
    FAULT = "fault"
    """By itself, with a fault of ours or of this machine."""
    CRASHED = "crashed"
    """By a signal that was not ours, or with an exit code that no audit has."""
    LATE = "late"
    """It was over its time, was asked to end, and left a partial report."""
    HUNG = "hung"
    """It was over its time and did not end when asked: it was killed."""
    INTERRUPTED = "interrupted"
    """It was asked to end because the whole fleet was, and left a partial report."""
    KILLED = "killed"
    """The whole fleet was ended at once."""

    @property
    def finished(self) -> bool:
        """Whether it ended by itself with a report: a fleet that goes on does not audit the site again."""
        return self is How.DONE

    @property
    def failed(self) -> bool:
        """Whether something went wrong that is not the site's doing."""
        return self in (How.REFUSED, How.FAULT, How.CRASHED, How.LATE, How.HUNG)


class End(Document):
    """The end of the process of one audit."""

    site: str
    home: str
    how: How
    code: int | None
    """Its exit code; negative: the number of the signal that killed it; ``None``: it could not be started."""
    seconds: float
    folder: str = ""
    """Where its files are; empty if it did not come so far."""
    said: str = ""
    """The last line it printed besides its messages."""
    flooded: bool = False
    stopped: StopReason | None = None
    detail: str = ""
    grade: Grade | None = None
    pages: int = 0
    failed: dict[Severity, int] = {}
    memory: int = 0

    @property
    def exit_code(self) -> int:
        """What it contributes to the exit code of the fleet."""
        match self.how:
            case How.DONE | How.REFUSED:
                return self.code if self.code is not None else FAULT
            case How.LATE | How.INTERRUPTED | How.KILLED:
                return INCOMPLETE
            case _:
                return FAULT


def how_ended(code: int, asked: How | None, stopped: StopReason | None) -> How:
    """What an exit code means, with why it was asked to end, and what its report says, if any."""
    if asked and (asked is How.KILLED or code == -signal.SIGKILL):
        return How.HUNG if asked is How.LATE else How.KILLED
    if stopped and code in (CLEAN, FINDINGS, INCOMPLETE):
        early = stopped is StopReason.INTERRUPTED
        return (asked or How.INTERRUPTED) if early else How.DONE
    if asked and code in (FINDINGS, INCOMPLETE, -signal.SIGINT):
        return asked  # before it had anything to report
    return {USAGE: How.REFUSED, FAULT: How.FAULT}.get(code, How.CRASHED)


def told(end: End) -> Text:
    """What happened, in a few words; empty for an audit that ended as it should."""
    words = _WORDS[end.how](end)
    parts = [words] if words.zh else []
    if end.flooded:
        parts.append(Text("输出异常多，已截断", "it flooded its output, which was cut"))
    if end.how in (How.REFUSED, How.FAULT, How.CRASHED) and end.said:
        parts.append(Text(end.said, end.said))
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _crash(end: End) -> Text:
    if end.code is None:
        return Text("进程无法启动", "its process could not be started")
    if end.code < 0:
        name = _signal(-end.code)
        return Text(f"进程被 {name} 终止", f"its process was ended by {name}")
    return Text(f"进程意外退出（{end.code}）", f"its process left unexpectedly ({end.code})")


def _cut_short(end: End, why: Text) -> Text:
    if end.stopped is None:
        return Text(f"{why.zh}，尚无报告", f"{why.en}, before it could report")
    return Text(f"{why.zh}，有部分报告", f"{why.en}, with a partial report")


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _stopped(end: End) -> Text:
    """Why an audit that ended by itself saw less than the whole."""
    detail = obstacle(end.detail) or Text(end.detail, end.detail)
    match end.stopped:
        case StopReason.UNREACHABLE:
            told = Text("没有读到首页", "the homepage could not be read")
            return Text(f"{told.zh}：{detail.zh}", f"{told.en}: {detail.en}") if end.detail else told
        case StopReason.DEADLINE:
            return Text("检查时间用完", "its time was up")
        case StopReason.DISK:
            return Text("磁盘空间不足", "the disk is full")
        case StopReason.BUDGET:
            return Text(f"达到上限（{detail.zh}）", f"it reached a limit ({detail.en})")
        case StopReason.INTERRUPTED:
            return Text("被中断", "interrupted")
        case _:
            return Text("", "")


_WORDS: Mapping[How, Callable[[End], Text]] = {
    How.DONE: _stopped,
    How.REFUSED: lambda _: Text("配置有误", "wrong configuration"),
    How.FAULT: lambda _: Text("无法进行", "it could not go on"),
    How.CRASHED: _crash,
    How.LATE: lambda end: _cut_short(end, Text("超时", "over its time")),
    How.HUNG: lambda _: Text("超时且不响应，已终止", "over its time and without an answer: killed"),
    How.INTERRUPTED: lambda end: _cut_short(end, Text("被中断", "interrupted")),
    How.KILLED: lambda _: Text("被立即终止", "ended at once"),
}
