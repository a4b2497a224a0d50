"""One finished audit and one that was cut off, made once and copied for every test that spoils one."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from auditbot.cli.session import conduct, finish
from auditbot.model.audit import StopReason
from tests.durability.session import QUIET, plan_for, settings_for
from tests.durability.site import serve

_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Audits:
    """Two audits of the same site."""

    whole: Path
    cut: Path
    """It was killed: its last writes lie beside the archive."""


def audits(folder: Path) -> Audits:
    """Audit the site; the second archive is copied away under way, as a kill would leave it."""
    made = Audits(folder / "lasting" / "20261120-120000", folder / "lasting" / "20261120-110000")
    asyncio.run(_audited(made))
    return made


async def _audited(made: Audits) -> None:
    async with serve(_ITEMS) as site:
        made.whole.mkdir(parents=True)
        plan = plan_for(settings_for(*site.ports))
        conducting = asyncio.create_task(conduct(plan, made.whole, QUIET))
        await _half_done(made.whole, conducting)
        shutil.copytree(made.whole, made.cut)
        audit = await conducting
    assert audit.crawl.stopped is StopReason.EXHAUSTED
    finish(audit, made.whole, QUIET)


async def _half_done(place: Path, conducting: "asyncio.Task[object]") -> None:
    """Wait until some pages lie in the log of writes."""
    log = place / "archive.sqlite-wal"
    for _ in range(10_000):
        if conducting.done() or (log.is_file() and log.stat().st_size > 200_000):
            break
        await asyncio.sleep(0.002)
    assert not conducting.done(), "the audit was over before it could be cut off"
