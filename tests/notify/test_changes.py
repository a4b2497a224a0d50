from datetime import timedelta
from functools import partial

import pytest

from auditbot.model.audit import Audit, Grade, StopReason
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.notify.changes import Change, ChangeKind
from tests.notify.audits import FINANCE, THEN, audit, changes, earlier, finding, since


def kinds(found: tuple[Change, ...]) -> list[ChangeKind]:
    return [one.kind for one in found]


def test_an_unchanged_site_tells_nothing() -> None:
    still = finding("a", first_seen=THEN)
    assert changes(audit(still, since=since()), earlier(still)) == ()


def test_of_the_first_audit_everything_is_new() -> None:
    found = changes(audit(finding("a"), finding("b", Outcome.PASSED)), None)
    assert kinds(found) == [ChangeKind.NEW]


def test_new_and_back() -> None:
    old = finding("b", first_seen=THEN - timedelta(days=30))
    found = changes(audit(finding("a"), old, since=since("a", "b")), earlier())
    assert kinds(found) == [ChangeKind.NEW, ChangeKind.BACK]


def test_gone_is_told_where_it_is_proved() -> None:
    found = changes(audit(since=since(gone=(finding("a", unit=FINANCE),))), earlier())
    assert kinds(found) == [ChangeKind.GONE]
    assert found[0].unit == FINANCE
    assert not found[0].urgent


@pytest.mark.parametrize(
    "unproved",
    [
        audit(since=since(gone=(finding("a"),), proof=False)),
        audit(since=since(gone=(finding("a"),)), stopped=StopReason.DEADLINE),
        audit(since=since(gone=(finding("a"),)), decided=Outcome.UNTESTED),
        audit(since=since(gone=(finding("a"),)), decided=Outcome.INAPPLICABLE),
        audit(since=since(gone=(finding("a"),)), untested=1),
        audit(finding("a", Outcome.UNTESTED), since=since(gone=(finding("a"),))),
    ],
    ids=["incomplete", "ended early", "untested", "lapsed", "part untested", "this one untested"],
)
def test_what_was_not_looked_at_is_not_gone(unproved: Audit) -> None:
    assert changes(unproved, earlier()) == ()


def test_the_verdict_changes() -> None:
    found = changes(audit(since=since(), grade=Grade.UNQUALIFIED), earlier(grade=Grade.QUALIFIED))
    assert kinds(found) == [ChangeKind.VERDICT]
    assert found[0].urgent
    assert found[0].severity is Severity.VETO


def test_no_verdict_of_an_incomplete_audit_is_told_as_a_change() -> None:
    now = audit(since=since(), grade=Grade.UNDETERMINED, complete=False, stopped=StopReason.DEADLINE)
    assert kinds(changes(now, earlier())) == [ChangeKind.INCOMPLETE]


def test_an_incomplete_audit_is_told_once() -> None:
    now = audit(since=since(), complete=False, stopped=StopReason.DEADLINE)
    again = earlier(complete=False, stopped=StopReason.DEADLINE)
    assert kinds(changes(now, earlier())) == [ChangeKind.INCOMPLETE]
    assert changes(now, again) == ()


def test_a_dead_site_is_urgent() -> None:
    now = audit(since=since(), complete=False, stopped=StopReason.UNREACHABLE)
    assert changes(now, earlier())[0].urgent


def test_a_site_that_only_keeps_us_out_is_not_called_dead() -> None:
    now = audit(since=since(), complete=False, stopped=StopReason.UNREACHABLE)
    kept_out = now.crawl.model_copy(update={"stop_detail": "robots forbidden by robots.txt"})
    (change,) = changes(now.model_copy(update={"crawl": kept_out}), earlier())
    assert change.line.zh == "检查没有做成：没有读到首页（robots.txt 不允许）"


def test_keys_are_the_same_for_the_same_change_and_not_for_the_next() -> None:
    first, second = (changes(audit(finding("a"), since=since("a")), earlier()) for _ in range(2))
    later = changes(audit(finding("a"), since=since("a", earlier="20261120-0900")), earlier())
    assert first[0].key == second[0].key
    assert first[0].key != later[0].key


def test_an_audit_that_was_resumed_tells_the_same_change() -> None:
    cut = audit(finding("a"), since=since("a"), stopped=StopReason.DEADLINE)
    whole = audit(finding("a"), finding("b"), since=since("a", "b"), finished=THEN + timedelta(days=9))
    assert changes(cut, earlier())[0].key == changes(whole, earlier())[0].key


@pytest.mark.parametrize(
    ("one", "urgent"),
    [
        (finding("a", severity=Severity.VETO), True),
        (finding("a", Outcome.CANT_TELL, severity=Severity.VETO), False),
        (finding("a", Outcome.CANT_TELL, check="hidden-links"), True),
        (finding("a"), False),
    ],
)
def test_what_is_urgent(one: Finding, urgent: bool) -> None:
    assert changes(audit(one), None)[0].urgent is urgent


def test_hostile_words_become_one_harmless_line() -> None:
    says = "标题\r\nBcc: a@b.example\u202e\x1b[31m" + "长" * 1000
    line = changes(audit(finding("a", says=says)), None)[0].line.zh
    assert line.isprintable()
    assert len(line) < 250


def test_a_glance_says_nothing_of_verdict_completeness_and_absence() -> None:
    now = audit(
        since=since(gone=(finding("a"),)),
        grade=Grade.UNQUALIFIED,
        complete=False,
        stopped=StopReason.DEADLINE,
        glance=True,
    )
    assert changes(now, earlier()) == ()


def test_a_glance_tells_what_is_new_only_against_an_audit() -> None:
    assert changes(audit(finding("a"), glance=True), None) == ()
    assert kinds(changes(audit(finding("a"), since=since("a"), glance=True), earlier())) == [ChangeKind.NEW]


def test_a_site_that_is_down_is_told_by_glance_and_audit_as_one_change() -> None:
    down = partial(audit, complete=False, stopped=StopReason.UNREACHABLE, since=since())
    by_glance, by_audit = (changes(down(glance=glance), earlier()) for glance in (True, False))
    assert by_glance[0].key == by_audit[0].key
    assert by_glance[0].urgent
