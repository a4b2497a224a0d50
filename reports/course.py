"""What the office store knows of a finding through time, in short words."""

from collections.abc import Iterator

from auditbot.ledger.words import JUDGEMENTS, SCOPES, STATES
from auditbot.model.course import Course, Excepted, Pursued
from auditbot.model.text import Text
from auditbot.model.zone import CHINA
from reports.moment import minute

EXCEPTED = Text("例外", "excepted")


def told(course: Course) -> tuple[Text, ...]:
    """First seen, times seen, state in the ledger, deadline, claim and proof, review, exception."""
    return tuple(_told(course))


def _told(course: Course) -> Iterator[Text]:
    first = minute(course.first_seen)
    yield Text(f"首次发现 {first}", f"first seen {first}")
    yield Text(f"发现 {course.times_seen} 次", f"seen {course.times_seen} times")
    if course.ledger:
        yield from _pursued(course.ledger)
    if course.review:
        said = JUDGEMENTS[course.review.judgement]
        yield Text(f"审核：{said.zh}", f"judged {said.en}")
    if course.exception:
        yield excepted(course.exception)


def _pursued(entry: Pursued) -> Iterator[Text]:
    state = STATES[entry.state]
    yield Text(f"台账第 {entry.number} 号：{state.zh}", f"ledger no. {entry.number}: {state.en}")
    if entry.due:
        yield due(entry)
    if entry.claimed:
        yield _claim(entry)
    if entry.proofs or entry.proved:
        yield proofs(entry)
    if entry.reopened:
        yield Text(f"销号后再次出现 {entry.reopened} 次", f"back {entry.reopened} times after it was closed")


def due(entry: Pursued) -> Text:
    """The deadline it was given, which is not that of its clause."""
    late = Text(f"（超期 {entry.overdue} 天）", f" ({entry.overdue} days overdue)")
    zh, en = late if entry.overdue else ("", "")
    return Text(f"交办期限 {entry.due}{zh}", f"assigned until {entry.due}{en}")


def _claim(entry: Pursued) -> Text:
    assert entry.claimed is not None
    day = entry.claimed.astimezone(CHINA).date()
    who = Text(f"，{entry.claimed_by}", f", {entry.claimed_by}") if entry.claimed_by else Text("", "")
    return Text(f"反馈已整改 {day}{who.zh}", f"claimed to be mended {day}{who.en}")


def proofs(entry: Pursued) -> Text:
    """How far it is proved, whatever was claimed."""
    if entry.proved:
        return Text("已证明整改", "proved mended")
    return Text(
        f"已证明 {entry.proofs}/{entry.wanted}", f"right in {entry.proofs} of {entry.wanted} audits needed"
    )


def excepted(exception: Excepted) -> Text:
    """An exception with its scope, its end and its reason."""
    scope = SCOPES[exception.scope]
    until = Text(f"至 {exception.until}", f" until {exception.until}") if exception.until else Text("", "")
    return Text(
        f"例外（{scope.zh}）{until.zh}：{exception.reason}",
        f"excepted ({scope.en}){until.en}: {exception.reason}",
    )
