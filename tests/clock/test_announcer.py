"""Which changes of an audit or a glance are told, each once."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from auditbot.errors import StoreError
from auditbot.model.audit import Since
from auditbot.model.crawl import StopReason
from auditbot.model.outcome import Outcome
from auditbot.notify.announce import announced
from auditbot.store.open import Store
from auditbot.store.schema_ledger import ExceptionRow, ExceptionScope
from tests.clock.announcing import A, B, C, Office, config, made
from tests.clock.office import DAY
from tests.store.audits import FIRST, SITE, finding
from tests.store.fleet import NOW


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Office:
    return Office(store, tmp_path, config())


def test_of_the_first_audit_everything_is_told_and_of_the_next_what_changed(office: Office) -> None:
    (first,) = office.tell(office.audited(0, A, B))
    assert "首次检查，新问题 2 个" in first.subject
    (second,) = office.tell(office.audited(7, B, C))
    assert "新问题 1 个，已消除 1 个" in second.subject
    assert "链接失效：c" in second.text
    assert "链接失效：b" not in second.text


def test_the_same_audit_is_told_once(office: Office) -> None:
    folder = office.audited(0, A)
    assert len(office.tell(folder)) == 1
    assert office.tell(folder) == []


def test_an_unchanged_site_tells_nothing(office: Office) -> None:
    office.tell(office.audited(0, A))
    assert office.tell(office.audited(7, A)) == []


def test_what_comes_back_is_told_each_time(office: Office) -> None:
    office.tell(office.audited(0, A))
    for days in (7, 21):
        assert "已消除 1 个" in office.said(office.audited(days))
        assert "重新出现 1 个" in office.said(office.audited(days + 7, A))


def test_what_a_glance_told_the_audit_does_not_tell_again(office: Office) -> None:
    office.tell(office.audited(0, A))
    (notice,) = office.tell(office.glanced(1, A, B))
    assert "新问题 1 个" in notice.subject
    assert "每日巡查" in notice.text
    assert "结论" not in notice.text
    assert office.tell(office.glanced(2, A, B)) == []
    assert office.tell(office.audited(7, A, B)) == []


def test_what_a_glance_does_not_see_is_not_gone(office: Office) -> None:
    office.tell(office.audited(0, A))
    assert office.tell(office.glanced(1)) == []
    assert office.tell(office.audited(7, A)) == []


def test_what_was_not_told_when_it_was_found_is_told_with_the_next(office: Office) -> None:
    office.tell(office.audited(0, A))
    office.audited(7, A, B)  # whoever should have told of it was killed
    said = office.said(office.glanced(8, A, C))
    assert "链接失效：b" in said
    assert "链接失效：c" in said
    assert "链接失效：a" not in said


def test_a_store_that_comes_late_does_not_make_old_faults_new(office: Office) -> None:
    since = Since(audit="before", finished=FIRST - DAY, new=("b",), still=("a",))
    said = office.said(office.audited(0, A, B, since=since))
    assert "链接失效：b" in said
    assert "链接失效：a" not in said
    assert office.tell(office.audited(7, A, B)) == []


def test_who_begins_to_tell_late_does_not_tell_what_is_there_for_long(office: Office) -> None:
    office.audited(0, A)
    office.audited(7, A, B)
    said = office.said(office.audited(14, A, B, C))
    assert "链接失效：c" in said
    assert "链接失效：b" not in said


def test_an_audit_that_was_resumed_tells_the_same_change_once(office: Office) -> None:
    office.tell(office.audited(0))
    cut = made(7, A, whole=False, stopped=StopReason.BUDGET)
    assert "链接失效：a" in office.said(office.recorded(cut))
    later = cut.crawl.finished + timedelta(hours=3)
    whole = made(7, A, B)
    whole = whole.model_copy(update={"crawl": whole.crawl.model_copy(update={"finished": later})})
    said = office.said(office.recorded(whole))
    assert "链接失效：b" in said
    assert "链接失效：a" not in said


def test_what_was_told_and_forgotten_is_not_told_again(office: Office) -> None:
    first, second = office.audited(0, A), office.audited(7, A, B)
    assert len(office.tell(first)) == len(office.tell(second)) == 1
    office.clock.forward(days=365)
    assert office.tell(second) == [], "what is met again is known for longer"
    office.clock.forward(days=400)
    office.announcer.tidy()
    assert office.announcer.outbox.known([announced(SITE.id, first.name)]) == frozenset()
    assert office.announcer.outbox.known([announced(SITE.id, second.name)])
    assert office.tell(first) == office.tell(second) == []
    assert len(office.tell(office.audited(800, A, C))) == 1


def test_what_is_excepted_is_not_told(office: Office) -> None:
    exception = {
        "scope": ExceptionScope.SITE,
        "site_id": SITE.id,
        "check": "broken-links",
        "target": "",
        "page": "",
        "reason": "正在搬迁",
        "person": "王",
        "made": NOW,
        "expires": date(2027, 1, 1),
    }
    office.store.write(lambda session: session.add(ExceptionRow(**exception)))
    assert office.tell(office.audited(0, A)) == []
    assert "b" in office.said(office.audited(7, A, finding("b", check="typos")))


def test_what_nobody_can_tell_is_told_for_a_person_to_look(office: Office) -> None:
    said = office.said(office.audited(0, finding("a", Outcome.CANT_TELL), finding("b", Outcome.UNTESTED)))
    assert "链接失效：a" in said
    assert "链接失效：b" not in said


def test_an_audit_that_the_store_does_not_have_is_told_by_comparison(office: Office, tmp_path: Path) -> None:
    one = made(0, A)
    (tmp_path / "audit.json").write_text(one.model_dump_json(by_alias=True), encoding="utf-8")
    assert "链接失效：a" in office.said(tmp_path)


def test_an_audit_that_cannot_be_read(office: Office, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        office.announcer.tell(SITE, tmp_path / "nowhere")
