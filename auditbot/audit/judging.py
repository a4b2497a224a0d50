"""Runs checks: visits during the walk, probes after it, conclusions last. A check spoils only itself."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from auditbot.audit.patience import at_most
from auditbot.catalogue import texts_of
from auditbot.check import Check, Net, Note, Page, Tally
from auditbot.crawl.view import CrawlView
from auditbot.crawl.writer import Row
from auditbot.errors import CheckError
from auditbot.frameworks import Assignment
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang, Text
from auditbot.score import Conclusion
from auditbot.settings import Limits

_NOTES = 1000
"""Notes a check may keep of one page."""
_NOTE_LENGTH = 65_536
_FINDINGS = 20_000
"""Findings a check may come to."""
_PATIENCE = 3
"""Pages on which a check may fail before it is shown no more."""


class Visits:
    """Shows pages to the checks that want to see them."""

    def __init__(self, assignments: Sequence[Assignment], limits: Limits) -> None:
        self._assignments = [one for one in assignments if type(one.check).visit is not Check.visit]
        self._seconds = limits.check_visit_seconds
        self._failed: Counter[str] = Counter()

    def __call__(self, page: Page) -> tuple[list[Row], list[Row]]:
        """Rows (assignment, kind, data) for ``note`` and (assignment, what) for ``fault``."""
        notes: list[Row] = []
        faults: list[Row] = []
        for one in self._assignments:
            if self._failed[one.key] >= _PATIENCE:
                continue
            try:
                with at_most(self._seconds):
                    notes += _rows(one, islice(one.check.visit(page), _NOTES))
            except Exception as error:  # noqa: BLE001 — whatever a check does is its own fault alone
                self._failed[one.key] += 1
                faults.append((one.key, _told("visit", error)))
        return notes, faults


async def probe(one: Assignment, net: Net, view: CrawlView, seconds: float) -> tuple[list[Row], str]:
    """What a check measured, and its fault if it had one. Waits no longer than ``seconds``."""
    rows: list[Row] = []
    if type(one.check).probe is Check.probe:
        return rows, ""
    try:
        async with asyncio.timeout(seconds):
            async for note in one.check.probe(net, view.assigned(one.key)):
                rows += _rows(one, [note])
                if len(rows) > _NOTES:
                    break
    except TimeoutError:
        return rows, f"probe: longer than {seconds:g} s"
    except Exception as error:  # noqa: BLE001 — as above
        return [], _told("probe", error)
    return rows, ""


def conclude(one: Assignment, view: CrawlView, fault: str, seconds: float) -> Conclusion:
    """What a check came to; ``fault``: how it broke its contract before, if it did."""
    counted = Text(*(texts_of(type(one.check), lang).counted for lang in (Lang.ZH, Lang.EN)))
    if fault:
        return Conclusion(reason=_broken(fault), counted=counted)
    findings: dict[str, Finding] = {}
    tally: Counter[Outcome] = Counter()
    remark = None
    try:
        with at_most(seconds):
            for said in one.check.conclude(view.assigned(one.key)):
                if isinstance(said, Finding):
                    findings[said.id] = said
                elif isinstance(said, Tally):
                    tally[said.outcome] += said.count
                    remark = said.why or remark
                else:
                    raise CheckError(f"concluded {type(said).__name__}, which is no Finding and no Tally")
                if len(findings) > _FINDINGS:
                    raise CheckError(f"more than {_FINDINGS} findings")
    except Exception as error:  # noqa: BLE001 — as above
        return Conclusion(reason=_broken(_told("conclude", error)), counted=counted)
    return Conclusion(tuple(findings.values()), dict(tally), remark=remark, counted=counted)


def _rows(one: Assignment, said: Iterable[Note]) -> list[Row]:
    rows: list[Row] = []
    for note in said:
        if not isinstance(note, Note):
            raise CheckError(f"remembered {type(note).__name__}, which is no Note")
        data = note.model_dump_json()
        if len(data) > _NOTE_LENGTH:
            raise CheckError(f"a note of {len(data)} characters")
        rows.append((one.key, type(note).__name__, data))
    return rows


def _told(stage: str, error: Exception) -> str:
    return f"{stage}: {type(error).__name__}: {error}"[:500]


def _broken(fault: str) -> Text:
    return Text(f"检查项自身出错，未能检查（{fault}）", f"the check itself failed ({fault})")
