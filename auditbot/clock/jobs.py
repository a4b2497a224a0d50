"""APScheduler over the schedules of the store: it wakes up, asks what is due, and hands it on.

Its scheduler runs in a thread of its own, for a store may keep whoever asks waiting for seconds, and the
event loop has children to listen to and a watch to renew. Nothing is pickled: a job is a row of the
schedules, named after its site and kind. What APScheduler would drop in silence (a run that is late, one
whose predecessor is not finished) it hands on as well: the turn decides, in one transaction, and puts on
record what is not begun.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

from apscheduler.executors.base import BaseExecutor
from apscheduler.job import Job
from apscheduler.jobstores.base import BaseJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy.orm import Session

from auditbot.clock.duty import Due
from auditbot.clock.timetable import Timetable
from auditbot.clock.turns import Turns
from auditbot.store.due import due_schedules, first_due, scheduled
from auditbot.store.schema_clock import ScheduleRow

HORIZON = timedelta(seconds=30)
"""The clock looks no farther ahead: then it has seen new sites, other rules, and a clock that was set."""
_SOON = timedelta(seconds=1)
_AGAIN = timedelta(seconds=10)
_AT_ONCE = 500
"""Jobs of one round."""
_SET_BACK = 60.0
"""Seconds by which the clock of the wall must fall behind before it counts as set back."""


class DueTimes(BaseTrigger):  # type: ignore[misc]  # apscheduler has no type information
    """The next due time from now on; what lies between was missed, which the turn puts on record."""

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """See BaseTrigger."""
        return self._timetable.after(max(previous_fire_time or now, now))


class ScheduleJobs(BaseJobStore):  # type: ignore[misc]  # apscheduler has no type information
    """The schedules as jobs. They are changed with ``auditbot schedule`` and by turns, not through here."""

    def __init__(self, turns: Turns, now: Callable[[], datetime]) -> None:
        self._turns = turns
        self._now = now
        self._ahead = 0.0
        """Of the wall's clock against the monotonic one, in seconds."""
        self._begun = False

    def get_due_jobs(self, now: datetime) -> list[Job]:
        """What is due by now, the longest due first."""
        self._turns.troubled = False
        self._begin_round(now)
        return self._jobs(lambda session: due_schedules(session, now, _AT_ONCE))

    def get_next_run_time(self) -> datetime:
        """When to ask again."""
        self._turns.tell_missed()
        now = self._now()
        first = self._turns.read(first_due)
        if self._turns.troubled:
            return now + _AGAIN
        return min(max(first or now + HORIZON, now + _SOON), now + HORIZON)

    def _begin_round(self, now: datetime) -> None:
        """Take in new sites; the first time, and where the clock was set back, look at every due time."""
        ahead = now.timestamp() - monotonic()
        self._turns.take_in()
        if not self._begun or ahead < self._ahead - _SET_BACK:
            self._turns.mend()
        self._begun = self._begun or not self._turns.troubled
        self._ahead = ahead

    def _jobs(self, rows: Callable[[Session], tuple[ScheduleRow, ...]]) -> list[Job]:
        def work(session: Session) -> list[Job]:
            return [self._job(*one) for one in self._turns.timetables(session, rows(session))]

        return self._turns.read(work) or []

    def _job(self, row: ScheduleRow, timetable: Timetable) -> Job:
        job = Job(
            self._scheduler,
            id=f"{row.site_id}/{row.kind.value}",
            func=self._turns.take,
            args=(row.key,),
            kwargs={},
            trigger=DueTimes(timetable),
            executor="default",
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=row.next_due,
        )
        job._jobstore_alias = self._alias  # noqa: SLF001 — how every job store of apscheduler does it
        return job

    def lookup_job(self, job_id: str) -> Job | None:
        """See BaseJobStore."""
        return next((job for job in self.get_all_jobs() if job.id == job_id), None)

    def get_all_jobs(self) -> list[Job]:
        """All schedules in force."""
        return sorted(self._jobs(scheduled), key=lambda job: (job.next_run_time, job.id))

    def update_job(self, job: Job) -> None:
        """The turn moved the due time already, in the transaction that began the run; or it did not begin."""

    def add_job(self, job: Job) -> None:
        """Refused."""
        raise NotImplementedError("schedules are made by the clock, from sites and rules")

    def remove_job(self, job_id: str) -> None:
        """Refused."""
        raise NotImplementedError("schedules are switched off, not removed")

    def remove_all_jobs(self) -> None:
        """Refused."""
        raise NotImplementedError("schedules are switched off, not removed")


class Handing(BaseExecutor):  # type: ignore[misc]  # apscheduler has no type information
    """Takes the turn of each job and hands on what is to be done; what still runs is known to the store."""

    def __init__(self, hand: Callable[[Due], None]) -> None:
        super().__init__()
        self._hand = hand

    def submit_job(self, job: Job, run_times: list[datetime]) -> None:
        """Take its turn, here in the scheduler's thread."""
        self._do_submit_job(job, run_times)

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        due: Due | None = job.func(*job.args)
        if due:
            self._hand(due)


class Engine(BackgroundScheduler):  # type: ignore[misc]  # apscheduler has no type information
    """Wakes up and dispatches. ``over`` is called in its thread when that ends, however it does."""

    def __init__(
        self, jobs: ScheduleJobs, hand: Callable[[Due], None], over: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(timezone=UTC, daemon=True, jobstore_retry_interval=_AGAIN.seconds)
        self._over = over
        self.add_jobstore(jobs)
        self.add_executor(Handing(hand))

    def _main_loop(self) -> None:
        try:
            super()._main_loop()
        finally:
            self._over()

    def end(self) -> None:
        """Shut down, after the round that is under way; also where it never ran."""
        if self.running:
            self.shutdown()
