from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import rmtree

import pytest

from auditbot.clock.announcer import Announcer
from auditbot.errors import StoreError
from auditbot.ledger.remembering import remember
from auditbot.model.audit import Audit, Grade, Score, Since
from auditbot.model.crawl import Gap, StopReason
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.sample import Sample
from auditbot.model.site import Contact
from auditbot.model.text import Lang, Text
from auditbot.notify.config import NotifyConfig
from auditbot.notify.notice import Notice
from auditbot.settings import Settings
from auditbot.store.open import Store
from auditbot.store.samples import put_sample
from auditbot.store.schema_ledger import ExceptionRow, ExceptionScope
from auditbot.store.sites import put_sites
from tests.notify.world import Chat, Clock
from tests.store.audits import FIRST, SITE, audit, finding
from tests.store.fleet import NOW

DAY = timedelta(days=1)
HOOK = {"kind": "webhook", "url": "http://127.0.0.1:1/", "secret_env": "HOOK"}
MAIL = {"kind": "email", "host": "127.0.0.1", "sender": "a@b.cn"}
A, B, C = finding("a"), finding("b"), finding("c")


def config(**more: object) -> NotifyConfig:
    routes = [{"channel": "hook"}, {"channel": "hook", "audience": "operator"}]
    return NotifyConfig.model_validate({"channels": {"hook": HOOK}, "routes": routes, **more})


class Office:
    """A store with a site, its audits in folders, and who tells of them."""

    def __init__(self, store: Store, out: Path, wanted: NotifyConfig) -> None:
        self.store, self._out = store, out
        self.clock = Clock(NOW)
        self.announcer = Announcer(store, wanted, Settings(as_of=NOW.date()), Lang.ZH, self.clock)
        store.write(lambda session: put_sites(session, [SITE], NOW))

    def audited(self, days: float, *findings: Finding, **more: object) -> Path:
        """An audit some days after the first is recorded; its folder."""
        return self.recorded(made(days, *findings, **more))

    def glanced(self, days: float, *findings: Finding, **more: object) -> Path:
        """A glance is recorded; its folder."""
        told = made(days, *findings, **{"whole": False, **more})
        coverage = told.coverage.model_copy(update={"reasons": (*told.coverage.reasons, Gap.GLANCE)})
        crawl = told.crawl.model_copy(update={"glance": True})
        score = Score(grade=Grade.UNDETERMINED, reasons=())
        return self.recorded(told.model_copy(update={"crawl": crawl, "coverage": coverage, "score": score}))

    def recorded(self, one: Audit) -> Path:
        folder = self._out / one.id
        known = self.store.write(lambda session: remember(session, one, folder, NOW, 2))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "audit.json").write_text(known.model_dump_json(by_alias=True), encoding="utf-8")
        return folder

    def tell(self, folder: Path) -> list[Notice]:
        """The notices that telling of it puts into the outbox."""
        before = {one.id for one in self.announcer.outbox.due(self.clock())}
        count = self.announcer.tell(SITE, folder)
        fresh = [one for one in self.announcer.outbox.due(self.clock()) if one.id not in before]
        assert len(fresh) == count
        return [one.post.notice for one in fresh]

    def said(self, folder: Path) -> str:
        """All of these in one text."""
        return "\n".join(f"{one.subject}\n{one.text}" for one in self.tell(folder))


def made(days: float, *findings: Finding, **more: object) -> Audit:
    finished = FIRST + timedelta(days=days)
    one = audit(0, *findings, **{"columns": (), **more})
    crawl = one.crawl.model_copy(update={"started": finished - timedelta(hours=1), "finished": finished})
    return one.model_copy(
        update={"id": f"{finished:%Y%m%d-%H%M%S}", "as_of": finished.date(), "crawl": crawl}
    )


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


def test_the_verdict_is_that_of_whole_audits(office: Office) -> None:
    good, bad = (Score(grade=grade, reasons=()) for grade in (Grade.QUALIFIED, Grade.UNQUALIFIED))
    office.tell(office.audited(0, score=good))
    assert office.tell(office.glanced(1)) == []
    (notice,) = office.tell(office.audited(7, score=bad))
    assert "由“合格”变为“不合格”" in notice.text
    assert notice.urgent


def test_an_audit_that_was_cut_off_has_no_verdict_to_compare_with(office: Office) -> None:
    good, bad, open_ = (
        Score(grade=grade, reasons=()) for grade in (Grade.QUALIFIED, Grade.UNQUALIFIED, Grade.UNDETERMINED)
    )
    cut = {"whole": False, "stopped": StopReason.DEADLINE}
    office.tell(office.audited(0, score=good))
    assert "检查不完整" in office.said(office.audited(7, score=open_, **cut))
    assert office.tell(office.audited(14, score=open_, **cut)) == []
    assert office.tell(office.audited(21, score=good)) == []
    assert "由“合格”变为“不合格”" in office.said(office.audited(28, score=bad, **cut))
    assert "由“不合格”变为“合格”" in office.said(office.audited(35, score=good))


def test_an_audit_before_that_was_thrown_away_leaves_the_verdict_untold(office: Office) -> None:
    good, bad = (Score(grade=grade, reasons=()) for grade in (Grade.QUALIFIED, Grade.UNQUALIFIED))
    first = office.audited(0, A, score=good)
    office.tell(first)
    rmtree(first)
    said = office.said(office.audited(7, A, B, score=bad))
    assert "链接失效：b" in said
    assert "变为" not in said


def test_a_site_that_is_down_is_told_once_until_it_was_up_again(office: Office) -> None:
    down = {"whole": False, "stopped": StopReason.UNREACHABLE}
    office.tell(office.audited(0))
    (notice,) = office.tell(office.glanced(1, **down))
    assert notice.urgent
    assert office.tell(office.glanced(2, **down)) == []
    assert office.tell(office.audited(3, **down)) == []
    assert office.tell(office.glanced(4)) == []
    assert len(office.tell(office.glanced(5, **down))) == 1


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


def test_many_looks_that_failed_warn(office: Office) -> None:
    finished = FIRST + 7 * DAY

    def looks(session: object) -> None:
        for n in range(100):
            at = finished - timedelta(hours=n)
            put_sample(session, SITE.id, look(at, reached=n >= 4))  # type: ignore[arg-type]

    office.store.write(looks)
    (notice,) = office.tell(office.glanced(7))
    assert "访问首页 100 次，4 次未打开" in notice.text
    assert notice.urgent
    assert office.tell(office.glanced(7.1)) == []


def look(at: datetime, *, reached: bool) -> Sample:
    return Sample(at, SITE.home, reached, 1.0, 200 if reached else None, "" if reached else "timeout", False)


def test_contacts_are_those_of_the_store(store: Store, tmp_path: Path) -> None:
    routes = [{"channel": "mail", "contacts": True}]
    office = Office(store, tmp_path, config(channels={"mail": MAIL}, routes=routes))
    folder = office.audited(0, A)
    site = SITE.model_copy(update={"contacts": (Contact(email="wang@b.cn"),)})
    store.write(lambda session: put_sites(session, [site], NOW))
    assert office.announcer.tell(None, folder) == 1
    (delivery,) = office.announcer.outbox.due(NOW)
    assert delivery.post.recipient == "wang@b.cn"


def test_an_audit_that_the_store_does_not_have_is_told_by_comparison(office: Office, tmp_path: Path) -> None:
    one = made(0, A)
    (tmp_path / "audit.json").write_text(one.model_dump_json(by_alias=True), encoding="utf-8")
    assert "链接失效：a" in office.said(tmp_path)


def test_an_audit_that_cannot_be_read(office: Office, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        office.announcer.tell(SITE, tmp_path / "nowhere")


def test_trouble_is_told_to_the_operator_once(office: Office) -> None:
    line = Text("网站 t1 的检查连续三次失败\x1b[2J", "three audits of t1 failed")
    assert office.announcer.trouble(line, "t1 3") == 1
    assert office.announcer.trouble(line, "t1 3") == 0
    (delivery,) = office.announcer.outbox.due(NOW)
    notice = delivery.post.notice
    assert (notice.audience.kind, notice.urgent, notice.site) == ("operator", True, "")
    assert notice.subject.isprintable()


def test_trouble_for_which_there_is_no_route_can_be_told_later(store: Store, tmp_path: Path) -> None:
    line = Text("磁盘将满", "the disk is nearly full")
    nobody = Office(store, tmp_path, config(routes=[{"channel": "hook"}]))
    assert nobody.announcer.trouble(line, "disk") == 0
    assert Office(store, tmp_path, config()).announcer.trouble(line, "disk") == 1


@contextmanager
def secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("HOOK", "secret-12345")
        yield


async def test_it_is_delivered_once(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Chat().run() as chat:
        hook = {"kind": "webhook", "url": chat.url(), "secret_env": "HOOK"}
        office = Office(store, tmp_path, config(channels={"hook": hook}, allow_networks=["127.0.0.0/8"]))
        office.tell(office.audited(0, A))
        with secret(monkeypatch):
            assert (await office.announcer.deliver()).sent == 1
            assert (await office.announcer.deliver()).sent == 0
    assert len(chat.sent) == 1
