"""Takes turns: what is due is begun, made up for, or left out, in one transaction with its next due time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from auditbot.clock.duty import Due
from auditbot.clock.overdue import Missed, after_setback, once_more, turn
from auditbot.clock.rule import DEFAULTS, Rule, stored_rule
from auditbot.clock.rule_words import KINDS
from auditbot.clock.telling import Tell, trouble
from auditbot.clock.term import Term
from auditbot.clock.timetable import Timetable
from auditbot.clock.words import LEFT_OUT, LEFT_PARKED, NOBODY
from auditbot.errors import StoreError
from auditbot.model.text import Lang, Text
from auditbot.store import runs
from auditbot.store.due import (
    audit_near,
    claims_mended,
    put_forward,
    scheduled,
    unscheduled,
    withdraw,
    withdrawn,
)
from auditbot.store.schedules import default_rules, rule_of, rules, seen_to
from auditbot.store.schema_clock import RunKind, RunState, ScheduleRow
from auditbot.store.sites import site_or_trouble
from auditbot.store.watch import WatchLost

T = TypeVar("T")
SAMPLE_GRACE = timedelta(minutes=10)
"""A look that is later than this is no look at its time any more."""
_NIGHT = timedelta(hours=12)
"""An audit that is due this near to a re-check does its work."""
_AT_ONCE = 500
"""New sites that are taken in in one transaction."""


@dataclass(frozen=True, slots=True)
class _Taken:
    due: Due | None = None
    missed: Missed | None = None
    left_out: Text | None = None
    """Why."""


class Turns:
    """For the scheduler's thread: nothing is raised; ``troubled`` says that it is to be tried again soon."""

    def __init__(
        self,
        term: Term,
        holder: str,
        zone: ZoneInfo,
        now: Callable[[], datetime],
        tell: Tell,
        lang: Lang,
        lost: Callable[[WatchLost], None],
    ) -> None:
        self.troubled = False
        self.stopped = False
        """Nothing more is begun."""
        self._term, self._holder, self._zone = term, holder, zone
        self._now, self._tell, self._lang, self._lost = now, tell, lang, lost
        self._missed: Counter[RunKind] = Counter()

    def take(self, schedule: int) -> Due | None:
        """Take the turn of a schedule, if it is its turn; gives what is to be done."""
        if self.stopped:
            return None
        taken = self.write(lambda session: self._take(session, schedule, self._now()))
        if taken is None:
            return None
        row, found = taken
        if found.missed:
            self._missed[row.kind] += found.missed.times
        if found.left_out:
            said = Text(
                f"{row.site_id}：{KINDS[row.kind].zh}到期，{found.left_out.zh}",
                f"{row.site_id}: {KINDS[row.kind].en} is due, {found.left_out.en}",
            )
            self._tell("skipped", said, site=row.site_id, kind=row.kind.value)
        return found.due

    def _take(self, session: Session, schedule: int, now: datetime) -> tuple[ScheduleRow, _Taken] | None:
        row = session.get(ScheduleRow, schedule)
        if row is None or row.site_id is None or not row.enabled or row.next_due is None:
            return None
        site, rule = site_or_trouble(session, row.site_id), self.rule(session, row.site_id, row.kind)
        found = turn(Timetable(rule, row.kind, row.site_id, self._zone), row.next_due, now, SAMPLE_GRACE)
        if site is None or found is None:
            return None
        row.next_due = found.next_due
        if isinstance(site, Text):
            if row.kind is not RunKind.SAMPLE:
                why = site.of(self._lang)
                runs.skipped(session, row.site_id, row.kind, found.due or now, now, why)
            return row, _Taken(left_out=site)
        if row.kind is RunKind.RECHECK and not _is_wanted(session, row.site_id, found.due or now):
            return row, _Taken()
        if found.missed:
            gap, why = found.missed, NOBODY.of(self._lang)
            runs.missed(session, row.site_id, row.kind, gap.first, gap.last, gap.times, now, why)
        if found.due is None:
            return row, _Taken(missed=found.missed)
        return row, self._begun(session, row, Due(site, row.kind, found.due, 0, rule.quiet), found.missed)

    def _begun(self, session: Session, row: ScheduleRow, due: Due, missed: Missed | None) -> _Taken:
        if due.kind is RunKind.SAMPLE:
            return _Taken(due, missed)
        against = _against(session, due)
        if against:
            why = against.of(self._lang)
            runs.skipped(session, due.site.id, due.kind, due.due, self._now(), why)
            return _Taken(None, missed, against)
        at = once_more(due.due, lambda moment: runs.is_there(session, due.site.id, due.kind, moment))
        key = runs.begun(
            session,
            due.site.id,
            due.kind,
            at,
            self._holder,
            self._now(),
            state=RunState.WAITING,
            schedule_key=row.key,
        )
        assert key, "no run was there"
        return _Taken(Due(due.site, due.kind, at, key, due.quiet), missed)

    def rule(self, session: Session, site_id: str, kind: RunKind) -> Rule:
        """The rule that holds for a site; the default of its kind in the place of one that cannot be read."""
        return self._read_rule(rule_of(session, site_id, kind), kind, site_id)

    def timetables(
        self, session: Session, rows: Iterable[ScheduleRow]
    ) -> Iterator[tuple[ScheduleRow, Timetable]]:
        """Schedules of sites with their due times."""
        common = default_rules(session)
        for row in rows:
            if row.site_id is not None:
                rule = self._read_rule(row.rule or common[row.kind], row.kind, row.site_id)
                yield row, Timetable(rule, row.kind, row.site_id, self._zone)

    def _read_rule(self, plain: Mapping[str, Any], kind: RunKind, site_id: str) -> Rule:
        try:
            return stored_rule(kind, plain)
        except StoreError as error:
            self._tell("trouble", trouble(error), site=site_id, kind=kind.value)
            return DEFAULTS[kind]

    def take_in(self) -> None:
        """Give sites that are new their due times, and take them from sites that are gone."""
        gone = self.read(withdrawn)
        if gone:
            self.write(lambda session: withdraw(session, gone))
        new = self.read(lambda session: unscheduled(session, len(RunKind), _AT_ONCE))
        if new:
            self.write(lambda session: self._take_in(session, new, self._now()))

    def _take_in(self, session: Session, sites: Sequence[str], now: datetime) -> None:
        plain = rules(session)

        def first(site_id: str, kind: RunKind) -> datetime:
            rule = self._read_rule(plain(site_id, kind), kind, site_id)
            return Timetable(rule, kind, site_id, self._zone).after(now)

        seen_to(session, sites, tuple(RunKind), now, first)

    def mend(self) -> None:
        """The clock may have been set back: nothing is to wait for times that are too far ahead."""
        changes = self.read(lambda session: self._mended(session, self._now()))
        if changes:
            self.write(lambda session: put_forward(session, changes))

    def _mended(self, session: Session, now: datetime) -> dict[int, tuple[datetime, datetime]]:
        """By schedule: when it is due, and when it should be."""
        changes = {}
        for row, timetable in self.timetables(session, scheduled(session)):
            if row.next_due and row.next_due > now:
                mended = after_setback(timetable, row.next_due, now)
                if mended != row.next_due:
                    changes[row.key] = (row.next_due, mended)
        return changes

    def tell_missed(self) -> None:
        """Tell what was missed since this was asked last, in one line."""
        if not self._missed:
            return
        counts = [(KINDS[kind], times) for kind, times in self._missed.items()]
        zh = "、".join(f"{kind.zh} {times} 次" for kind, times in counts)
        en = ", ".join(f"{kind.en} {times} times" for kind, times in counts)
        told = {kind.value: times for kind, times in self._missed.items()}
        self._tell("missed", Text(f"无人值守期间错过：{zh}", f"missed while nobody was there: {en}"), **told)
        self._missed.clear()

    def read(self, work: Callable[[Session], T]) -> T | None:
        """Read something; nothing where the store is in trouble."""
        return self._trying(lambda: self._reading(work))

    def write(self, work: Callable[[Session], T]) -> T | None:
        """Write in the name of the term; nothing where the store is in trouble, or the term is over."""
        return self._trying(lambda: self._term.write(work))

    def _reading(self, work: Callable[[Session], T]) -> T:
        with self._term.store.reading() as session:
            return work(session)

    def _trying(self, does: Callable[[], T]) -> T | None:
        try:
            return does()
        except WatchLost as error:
            self.stopped = True
            self._lost(error)
        except StoreError as error:
            self.troubled = True
            self._tell("trouble", trouble(error))
        return None


def _against(session: Session, due: Due) -> Text | None:
    """Why a run may not begin."""
    if runs.is_under_way(session, due.site.id, due.kind):
        return LEFT_OUT
    return LEFT_PARKED if runs.is_parked(session, due.site.id, due.kind) else None


def _is_wanted(session: Session, site_id: str, due: datetime) -> bool:
    """Whether a re-check has something to prove that no audit of the same night proves."""
    if not claims_mended(session, site_id):
        return False
    return not audit_near(session, site_id, due - _NIGHT, due + _NIGHT)
