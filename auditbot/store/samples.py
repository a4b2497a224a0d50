"""Looks at whether sites answer, in the store."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from auditbot.model.sample import Sample
from auditbot.store.schema_clock import SampleRow


def put_sample(session: Session, site_id: str, sample: Sample) -> None:
    """Keep one look at a site that the store has."""
    session.add(
        SampleRow(
            site_id=site_id,
            at=sample.at,
            url=sample.url,
            reached=sample.reached,
            seconds=sample.seconds,
            status=sample.status,
            failure=sample.failure,
            ours=sample.ours,
        )
    )


def samples_of(session: Session, site_id: str, since: datetime) -> tuple[Sample, ...]:
    """The looks at a site from a time on, in order of time."""
    rows = select(SampleRow).where(SampleRow.site_id == site_id, SampleRow.at >= since)
    return tuple(map(_sample, session.scalars(rows.order_by(SampleRow.at, SampleRow.key))))


def forget_samples(session: Session, before: datetime) -> int:
    """Drop the looks before a time; gives how many there were."""
    old = SampleRow.at < before
    count = session.scalar(select(func.count()).select_from(SampleRow).where(old)) or 0
    session.execute(delete(SampleRow).where(old))
    return count


def _sample(row: SampleRow) -> Sample:
    return Sample(row.at, row.url, row.reached, row.seconds, row.status, row.failure, row.ours)
