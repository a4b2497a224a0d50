"""Runs checks: visits during the walk, probes after it, conclusions last. A check spoils only itself."""

import asyncio
import json
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from typing import TypeVar

from auditbot.audit.patience import Alarm, Left, OutOfTime, at_most, tasks_at_most
from auditbot.catalogue import texts_of
from auditbot.check import Check, Net, Note, Page, Tally
from auditbot.crawl.fault import fault_line
from auditbot.crawl.view import CrawlView
from auditbot.crawl.writer import Row
from auditbot.errors import CheckError, StoreError
from auditbot.extract.personal.masking import NOTHING_KNOWN, Masking
from auditbot.frameworks import Assignment
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang, Text
from auditbot.score import Conclusion
from auditbot.settings import Limits

T = TypeVar("T")

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
        masking = page.document.masking
        with Alarm() as alarm:
            for one in self._assignments:
                if self._failed[one.key] >= _PATIENCE:
                    continue
                try:
                    with at_most(self._seconds, alarm), _ended(one.check.visit(page)) as said:
                        notes += _rows(one, said, masking)
                except _OURS:
                    raise
                except BaseException as error:  # noqa: BLE001 — whatever a check does is its own fault alone
                    self._failed[one.key] += 1
                    faults.append((one.key, fault_line("visit", error)))
        return notes, faults


async def probe(
    one: Assignment, net: Net, view: CrawlView, seconds: float, stall: float = 5.0
) -> tuple[list[Row], str]:
    """What a check measured, and its fault if it had one.

    It is waited for no longer than ``seconds``, and may hold up everything else for ``stall`` at a time.
    """
    rows: list[Row] = []
    if type(one.check).probe is Check.probe:
        return rows, ""
    measuring = Left(_measure(one, net, view, rows), stall)
    task = asyncio.create_task(measuring.run())
    try:
        with tasks_at_most(stall):
            await asyncio.wait({task}, timeout=seconds)
            late = not task.done()
            if late:
                task.cancel()
                await asyncio.wait({task}, timeout=_GOODBYE)
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait({task}, timeout=_GOODBYE)
        raise
    finally:
        measuring.leave()
        task.cancel()
        await asyncio.wait({task})
    error = OutOfTime(f"longer than {seconds:g} s") if late else measuring.error
    measuring.error = None  # its traceback would keep open what the probe was reading, and the archive locked
    if isinstance(error, _OURS):
        raise error
    return ([], fault_line("probe", error)) if error else (rows, "")


async def _measure(one: Assignment, net: Net, view: CrawlView, rows: list[Row]) -> None:
    # A probe is an async generator, which can be closed; the contract promises an iterator, so that checks
    # may be annotated simply.
    async with aclosing(one.check.probe(net, view.assigned(one.key))) as said:  # type: ignore[type-var]
        async for note in said:
            rows += _rows(one, [note], NOTHING_KNOWN)
            if len(rows) > _NOTES:
                raise _too_many()


def conclude(one: Assignment, view: CrawlView, fault: str, seconds: float) -> Conclusion:
    """What a check came to; ``fault``: how it broke its contract before, if it did."""
    counted = Text(*(texts_of(type(one.check), lang).counted for lang in (Lang.ZH, Lang.EN)))
    if fault:
        return Conclusion(reason=_broken(fault), counted=counted)
    findings: dict[str, Finding] = {}
    tally: Counter[Outcome] = Counter()
    remarks: dict[Outcome, Text] = {}
    try:
        with at_most(seconds), _ended(one.check.conclude(view.assigned(one.key))) as every:
            for number, said in enumerate(every):
                if isinstance(said, Finding):
                    findings[said.id] = _sound(one, said)
                elif isinstance(said, Tally):
                    tally[said.outcome] += _counted(said)
                    remarks |= {said.outcome: said.why} if said.why else {}
                else:
                    raise CheckError(f"concluded {type(said).__name__}, which is no Finding and no Tally")
                if len(findings) > _FINDINGS or number >= _SAID:
                    raise CheckError(f"more than {_FINDINGS} findings")
    except _OURS:
        raise
    except BaseException as error:  # noqa: BLE001 — as above
        return Conclusion(reason=_broken(fault_line("conclude", error)), counted=counted)
    remark = remarks.get(Outcome.UNTESTED if tally[Outcome.UNTESTED] else Outcome.INAPPLICABLE)
    return Conclusion(tuple(findings.values()), dict(tally), remark=remark, counted=counted)


@contextmanager
def _ended(said: Iterable[T]) -> Iterator[Iterable[T]]:
    """End a generator while its time is still watched: it may do something when it is closed."""
    try:
        yield said
    finally:
        if isinstance(said, Generator):
            said.close()


def _rows(one: Assignment, said: Iterable[Note], masking: Masking) -> list[Row]:
    rows: list[Row] = []
    for note in said:
        if not isinstance(note, Note):
            raise CheckError(f"remembered {type(note).__name__}, which is no Note")
        data = masking.of_json(note.model_dump_json().encode("utf-8", "replace")).decode()
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
    """The number of a tally that every report can show. Raises CheckError for any other."""
    parts: tuple[object, object, object] = (said.outcome, said.count, said.why)
    outcome, count, why = parts
    if not isinstance(outcome, Outcome):
        raise CheckError(f"a tally of {type(outcome).__name__}")
    if not isinstance(count, int) or not 0 <= count <= _MOST:
        raise CheckError(f"a tally that counts {type(count).__name__}")
    if why is not None and not (isinstance(why, Text) and all(isinstance(part, str) for part in why)):
        raise CheckError(f"a tally because of {type(why).__name__}")
    return count


def _broken(fault: str) -> Text:
    return Text(f"检查项自身出错，未能检查（{fault}）", f"the check itself failed ({fault})")
