"""What a store knows of findings, in the report of a site."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from auditbot.model.audit import Audit
from auditbot.model.course import (
    Change,
    Course,
    Excepted,
    ExceptionScope,
    Judgement,
    LedgerState,
    Pursued,
    Review,
)
from auditbot.model.remembered import Remembered
from auditbot.model.text import Lang
from reports.course import told
from reports.data import audit_json
from reports.html import html
from reports.table import COLUMNS, REMEMBERED, rows
from reports.view import view
from tests.reports.sample import sample
from tests.reports.test_hostile import ALL

SEEN = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 9, 20, 0, tzinfo=UTC)


def course(change: Change | None = Change.STILL, entry: Pursued | None = None, **more: object) -> Course:
    return Course(change=change, first_seen=SEEN, last_seen=LATER, times_seen=3, ledger=entry, **more)


def entry(state: LedgerState = LedgerState.ASSIGNED, **more: object) -> Pursued:
    given = {"number": 12, "state": state, "unit": "某科", "person": "", "due": None}
    return Pursued.model_validate({**given, **more})


def excepted(reason: str = "统一改造") -> Excepted:
    return Excepted(scope=ExceptionScope.SITE, reason=reason, person="赵", until=date(2026, 12, 31))


def remembering(*courses: Course | None, audits: int = 3) -> Audit:
    """The sample, its first findings with these courses."""
    audit = sample()
    first = tuple(
        one.model_copy(update={"course": known}) for one, known in zip(audit.findings, courses, strict=False)
    )
    known = Remembered(
        at=LATER, audits=audits, new=1, still=1, gone=1, back=1, gone_findings=(audit.findings[-1],)
    )
    return audit.model_copy(update={"findings": (*first, *audit.findings[len(first) :]), "remembered": known})


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (course(), ["首次发现 2026-09-01 09:00", "发现 3 次"]),
        (
            course(entry=entry(due=date(2026, 11, 1), overdue=4)),
            ["台账第 12 号：交办", "交办期限 2026-11-01（超期 4 天）"],
        ),
        (
            course(entry=entry(LedgerState.RECHECK, claimed=LATER, claimed_by="李", proofs=1, wanted=2)),
            ["复查", "反馈已整改 2026-11-10，李", "已证明 1/2"],
        ),
        (course(entry=entry(LedgerState.CLOSED, proved=LATER, reopened=2)), ["已证明整改", "再次出现 2 次"]),
        (
            course(review=Review(judgement=Judgement.DOUBTFUL, person="钱", note="", at=SEEN)),
            ["审核：存疑"],
        ),
        (course(exception=excepted()), ["例外（此网站）至 2026-12-31：统一改造"]),
    ],
)
def test_a_course_in_words(known: Course, words: list[str]) -> None:
    said = " · ".join(part.zh for part in told(known))
    assert all(word in said for word in words)
    assert all(part.en for part in told(known))


def test_changes_are_those_of_the_store() -> None:
    audit = remembering(course(Change.NEW), course(Change.BACK), course(Change.STILL), course(None))
    changes = view(audit).changes
    assert changes
    found = [one.id for one in audit.findings[:3]]
    assert [[one.finding.id for one in part] for part in (changes.new, changes.returned, changes.still)] == [
        [name] for name in found
    ]
    assert ([one.id for one in changes.gone], changes.gone_total) == ([audit.findings[-1].id], 1)


def test_the_first_audit_of_a_site_has_none_before() -> None:
    alone = remembering(course(Change.NEW), audits=1).model_copy(update={"since": None})
    assert view(alone).changes is None


def test_what_is_set_aside_is_marked_and_counted_and_not_the_first_to_be_mended() -> None:
    bare = view(sample())
    names = [one.finding.id for one in bare.first]
    audit = sample()
    known = {names[0]: course(exception=excepted()), names[1]: course(entry=entry(LedgerState.FALSE_ALARM))}
    report = view(
        audit.model_copy(
            update={
                "findings": tuple(
                    one.model_copy(update={"course": known.get(one.id)}) for one in audit.findings
                )
            }
        )
    )
    assert report.set_aside == (1, 1)
    assert report.found == bare.found
    assert not set(names[:2]) & {one.finding.id for one in report.first}
    asides = [report.by_id[name].set_aside for name in names[:2]]
    assert [aside and aside.zh for aside in asides] == ["例外", "误报"]


@pytest.mark.parametrize("lang", list(Lang))
def test_the_page_tells_it(lang: Lang) -> None:
    page = "".join(html(remembering(course(entry=entry()), course(exception=excepted())), lang))
    for part in told(course(entry=entry())):
        assert part.of(lang) in page
    assert 'class="aside"' in page


def test_without_a_store_nothing_is_told_of_it() -> None:
    page = "".join(html(sample(), Lang.ZH))
    assert "<dt>台账</dt>" not in page
    assert 'class="aside"' not in page
    assert [len(row) for row in _table(sample())] == [len(COLUMNS)] * 61


def test_hostile_words_stay_words() -> None:
    known = course(entry=entry(claimed=LATER, claimed_by=ALL, unit=ALL), exception=excepted(ALL))
    page = "".join(html(remembering(known, known), Lang.ZH))
    assert "<script" not in page
    assert "s3cret" not in page


def test_the_table_and_the_data_have_it() -> None:
    audit = remembering(course(entry=entry()))
    assert [len(row) for row in _table(audit)] == [len(COLUMNS) + len(REMEMBERED)] * 61
    data = json.loads("".join(audit_json(audit)))
    again = Audit.model_validate(data)
    assert again.remembered == audit.remembered
    assert again.findings[0].course == audit.findings[0].course


def _table(audit: Audit) -> list[list[str]]:
    text = "".join(rows(audit, Lang.ZH)).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))
