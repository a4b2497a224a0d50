"""For the tests of the announcer: a store with a site, its audits in folders, and who tells of them."""

from pathlib import Path
from typing import Unpack

from auditbot.clock.announcer import Announcer
from auditbot.ledger.remembering import remember
from auditbot.model.audit import Audit, Grade, Score
from auditbot.model.crawl import Gap
from auditbot.model.finding import Finding
from auditbot.model.text import Lang
from auditbot.notify.config import NotifyConfig
from auditbot.notify.notice import Notice
from auditbot.settings import Settings
from auditbot.store.open import Store
from auditbot.store.sites import put_sites
from tests.ledger.world import days_after
from tests.notify.world import Clock
from tests.store.audits import SITE, Parts, finding
from tests.store.fleet import NOW

HOOK = {"kind": "webhook", "url": "http://127.0.0.1:1/", "secret_env": "HOOK"}
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

    def audited(self, days: float, *findings: Finding, **more: Unpack[Parts]) -> Path:
        """An audit some days after the first is recorded; its folder."""
        return self.recorded(made(days, *findings, **more))

    def glanced(self, days: float, *findings: Finding, **more: Unpack[Parts]) -> Path:
        """A glance is recorded; its folder."""
        partly: Parts = {"whole": False, **more}
        told = made(days, *findings, **partly)
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


def made(days: float, *findings: Finding, **more: Unpack[Parts]) -> Audit:
    parts: Parts = {"columns": (), **more}
    return days_after(days, *findings, **parts)
