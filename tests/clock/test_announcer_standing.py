"""How the site as a whole stands: its verdict, whether it is up, and the looks at its homepage."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import rmtree

import pytest
from sqlalchemy.orm import Session

from auditbot.model.audit import Grade, Score
from auditbot.model.crawl import StopReason
from auditbot.model.sample import Sample
from auditbot.store.open import Store
from auditbot.store.samples import put_sample
from tests.clock.announcing import A, B, Office, config
from tests.clock.office import DAY
from tests.store.audits import FIRST, SITE, Parts


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Office:
    return Office(store, tmp_path, config())


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
    cut_off = partial(office.audited, whole=False, stopped=StopReason.DEADLINE)
    office.tell(office.audited(0, score=good))
    assert "检查不完整" in office.said(cut_off(7, score=open_))
    assert office.tell(cut_off(14, score=open_)) == []
    assert office.tell(office.audited(21, score=good)) == []
    assert "由“合格”变为“不合格”" in office.said(cut_off(28, score=bad))
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
    down: Parts = {"whole": False, "stopped": StopReason.UNREACHABLE}
    office.tell(office.audited(0))
    (notice,) = office.tell(office.glanced(1, **down))
    assert notice.urgent
    assert office.tell(office.glanced(2, **down)) == []
    assert office.tell(office.audited(3, **down)) == []
    assert office.tell(office.glanced(4)) == []
    assert len(office.tell(office.glanced(5, **down))) == 1


def test_a_site_that_is_down_for_years_is_told_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditbot.clock.announcer._AUDITS", 2)
    down: Parts = {"whole": False, "stopped": StopReason.UNREACHABLE}
    office.tell(office.audited(0))
    assert len(office.tell(office.glanced(1, **down))) == 1
    assert [office.tell(office.glanced(day, **down)) for day in range(2, 7)] == [[]] * 5


def test_many_looks_that_failed_warn(office: Office) -> None:
    finished = FIRST + 7 * DAY

    def looks(session: Session) -> None:
        for n in range(100):
            at = finished - timedelta(hours=n)
            put_sample(session, SITE.id, look(at, reached=n >= 4))

    office.store.write(looks)
    (notice,) = office.tell(office.glanced(7))
    assert "访问首页 100 次，4 次未打开" in notice.text
    assert notice.urgent
    assert office.tell(office.glanced(7.1)) == []


def look(at: datetime, *, reached: bool) -> Sample:
    return Sample(at, SITE.home, reached, 1.0, 200 if reached else None, "" if reached else "timeout", False)
