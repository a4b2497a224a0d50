"""Runs checks: visits during the walk, probes after it, conclusions last. A check spoils only itself."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Sequence

from auditbot.audit.patience import Left, OutOfTime, at_most, never_stuck
from auditbot.catalogue import texts_of
from auditbot.check import Check, Net, Note, Page, Tally
from auditbot.crawl.view import CrawlView
from auditbot.crawl.writer import Row
from auditbot.errors import CheckError, StoreError
from auditbot.frameworks import Assignment
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang, Text
from auditbot.score import Conclusion
from auditbot.settings import Limits

_NOTES = 1000
"""Notes a check may keep of one page, or of what it measured."""
_NOTE_LENGTH = 65_536
_FINDINGS = 20_000
"""Findings a check may come to."""
_SAID = 10 * _FINDINGS
"""Findings and tallies it may utter on the way."""
_FINDING_LENGTH = 262_144
_MOST = 2**53
"""The largest number that every reader of JSON can hold."""
_PATIENCE = 3
"""Pages on which a check may fail before it is shown no more."""
_GOODBYE = 2.0
"""Seconds a probe has to close what it opened."""
_OURS = (StoreError, KeyboardInterrupt)
"""What passes through a check without being its fault: the archive fails under it, the user wants to go."""


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
                    notes += _rows(one, one.check.visit(page))
            except _OURS:
                raise
            except BaseException as error:  # noqa: BLE001 — whatever a check does is its own fault alone
                self._failed[one.key] += 1
                faults.append((one.key, told("visit", error)))
        return notes, faults


async def probe(
    one: Assignment, net: Net, view: CrawlView, seconds: float, stall: float = 5.0
) -> tuple[list[Row], str]:
    """What a check measured, and its fault if it had one.

    It is waited for no longer than ``seconds``, and may hold up everything else for no longer than ``stall``.
    """
    rows: list[Row] = []
    if type(one.check).probe is Check.probe:
        return rows, ""
    measuring = Left(_measure(one, net, view, rows))
    task = asyncio.create_task(measuring.run())
    try:
        async with never_stuck(stall):
            await asyncio.wait({task}, timeout=seconds)
            late = not task.done()
            if late:
                task.cancel()
                await asyncio.wait({task}, timeout=_GOODBYE)
    finally:
        measuring.leave()
        task.cancel()
        await asyncio.wait({task})
    error = OutOfTime(f"longer than {seconds:g} s") if late else measuring.error
    if isinstance(error, _OURS):
        raise error
    return ([], told("probe", error)) if error else (rows, "")


async def _measure(one: Assignment, net: Net, view: CrawlView, rows: list[Row]) -> None:
    async for note in one.check.probe(net, view.assigned(one.key)):
        rows += _rows(one, [note])
        if len(rows) > _NOTES:
            raise _too_many()


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
            for number, said in enumerate(one.check.conclude(view.assigned(one.key))):
                if isinstance(said, Finding):
                    findings[said.id] = _sound(one, said)
                elif isinstance(said, Tally):
                    tally[said.outcome] += _counted(said)
                    remark = said.why or remark
                else:
                    raise CheckError(f"concluded {type(said).__name__}, which is no Finding and no Tally")
                if len(findings) > _FINDINGS or number >= _SAID:
                    raise CheckError(f"more than {_FINDINGS} findings")
    except _OURS:
        raise
    except BaseException as error:  # noqa: BLE001 — as above
        return Conclusion(reason=_broken(told("conclude", error)), counted=counted)
    return Conclusion(tuple(findings.values()), dict(tally), remark=remark, counted=counted)


def _rows(one: Assignment, said: Iterable[Note]) -> list[Row]:
    rows: list[Row] = []
    for note in said:
        if not isinstance(note, Note):
            raise CheckError(f"remembered {type(note).__name__}, which is no Note")
        data = note.model_dump_json()
        if len(data) > _NOTE_LENGTH:
            raise CheckError(f"a note of {len(data)} characters")
        if len(rows) == _NOTES:
            raise _too_many()
        rows.append((one.key, type(note).__name__, data))
    return rows


def _too_many() -> CheckError:
    return CheckError(f"more than {_NOTES} notes at once")


def _sound(one: Assignment, said: Finding) -> Finding:
    """A finding that every report can show. Raises CheckError or ValueError for any other."""
    finding = Finding.model_validate(dict(said), by_name=True)
    if finding.check != one.check.id:
        raise CheckError(f"a finding in the name of {finding.check}")
    json.dumps(finding.parameters, allow_nan=False)
    length = len(finding.model_dump_json())
    if length > _FINDING_LENGTH:
        raise CheckError(f"a finding of {length} characters")
    return finding


def _counted(said: Tally) -> int:
    if not isinstance(said.outcome, Outcome) or not isinstance(said.why, Text | None):
        raise CheckError("a tally of rubbish")
    if type(said.count) is not int or not 0 <= said.count <= _MOST:
        raise CheckError(f"a tally that counts {type(said.count).__name__}")
    return said.count


def told(stage: str, error: BaseException) -> str:
    """A check's exception in one printable line of bearable length, whatever it consists of."""
    try:
        words = str(error)
    except BaseException:  # noqa: BLE001 — a stranger's exception
        words = ""
    line = f"{stage}: {type(error).__name__}: {words[:1000]}"
    return "".join(letter if letter.isprintable() else " " for letter in line)[:500]


def _broken(fault: str) -> Text:
    return Text(f"检查项自身出错，未能检查（{fault}）", f"the check itself failed ({fault})")
