"""A drafted framework as a YAML file, every line of it marked for a person to confirm."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from auditbot.drafting.candidates import candidates
from auditbot.drafting.notice import Due, Duty, Notice

MARK = "待确认"
_TITLE = 30
_WHY = "草稿：没有从文字中看出可用的检查项，请确认网站上能否看到"


def written(notice: Notice, identity: str) -> str:
    """The file. It loads as a framework at once; confirming it is the person's work."""
    return "\n".join(_lines(notice, identity)) + "\n"


def _lines(notice: Notice, identity: str) -> Iterator[str]:
    yield "# 由通知文字自动起草。每一行都须由人对照原文确认，确认一行就删去行末的“待确认”。"
    yield "# 条款内容是原文，请改写为自己的话；检查项只是按字面提出的候选。"
    yield _line(0, "id", identity)
    yield _line(0, "title", {"zh": notice.title})
    yield _line(0, "number", notice.number)
    if notice.issued:
        yield _line(0, "issued", notice.issued)
    yield _line(0, "about", {"zh": f"由《{notice.title}》起草"})
    yield "clauses:"
    for duty in notice.duties:
        yield from _clause(duty, notice)


def _clause(duty: Duty, notice: Notice) -> Iterator[str]:
    found = candidates(duty.text)
    yield ""
    if duty.heading:
        yield f"  # {_comment(duty.heading)}"
    yield f"  - id: {json.dumps(duty.id, ensure_ascii=False)}  # {MARK}"
    yield _line(4, "title", {"zh": _title(duty.text)})
    yield _line(4, "says", {"zh": duty.text})
    yield _line(4, "see", "automatic" if found else "planned")
    if not found:
        yield _line(4, "why_not", {"zh": _WHY})
    document = f"{notice.title}{f'（{notice.number}）' if notice.number else ''}"
    yield _line(4, "source", {"document": document, "trust": "S"})
    if duty.lead:
        yield _line(4, "lead", "、".join(duty.lead))
    if duty.responsible:
        yield _line(4, "responsible", list(duty.responsible))
    yield from _dates(duty.due, lasting=duty.lasting)
    if found:
        yield f"    requirements:  # {MARK}"
    for number, candidate in enumerate(found, 1):
        requirement = {"id": f"{duty.id}-{number}", "check": candidate.check, "severity": "major"}
        yield f"      - {_flow({**requirement, 'options': candidate.options})}  # {MARK}"


def _dates(due: tuple[Due, ...], *, lasting: bool) -> Iterator[str]:
    """The last day is when all must be done; the others are told beside it."""
    if lasting:
        yield f"    # 长期坚持  {MARK}"
    for early in due[:-1]:
        yield f"    # 另有期限 {early.day}：{_comment(early.words)}  {MARK}"
    if due:
        yield f"    due: {due[-1].day}  # {_comment(due[-1].words)}  {MARK}"


def _line(depth: int, key: str, value: Any) -> str:
    return f"{' ' * depth}{key}: {_flow(value)}  # {MARK}"


def _flow(value: Any) -> str:
    """JSON is YAML: nothing in the text of a notice can break out of it."""
    return value.isoformat() if isinstance(value, date) else _comment(json.dumps(value, ensure_ascii=False))


def _comment(text: str) -> str:
    """One line, whatever the notice holds."""
    return "".join(letter for letter in text if letter.isprintable())


def _title(text: str) -> str:
    """The first sentence, or as much of it as a title bears."""
    first = text.partition("。")[0]
    return first if len(first) <= _TITLE else first[: _TITLE - 1] + "…"
