"""The outbox in a store."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auditbot.notify.notice import Notice
from auditbot.notify.outbox import (
    CUT_OFF,
    LEASE,
    SENT_KEPT,
    TOLD_KEPT,
    Delivery,
    Post,
    PostsFor,
    next_try,
)
from auditbot.store.base import Base
from auditbot.store.documents import read_document
from auditbot.store.notices import forget_sent, forget_told, forgotten
from auditbot.store.open import Store
from auditbot.store.schema_notices import DeliveryRow, DeliveryState, NoticeRow, ToldRow

_MOST = 500
"""Deliveries that are shown."""
_OF_CHANNEL = 200
"""Deliveries of one channel that are tried in one go."""
_AT_ONCE = 500
"""Rows of one statement: databases bound how many values it has."""
_CUT_OFF = "cut off while sending; whether it arrived is not known"


class StoreOutbox:
    """Deliveries in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, changes: Collection[str]) -> frozenset[str]:
        """Which of these changes were ever put."""
        with self._store.reading() as session:
            return frozenset(
                change
                for part in _parts(changes)
                for change in session.scalars(select(ToldRow.change).where(ToldRow.change.in_(part)))
            )

    def put(self, changes: Collection[str], posts: PostsFor, now: datetime) -> int:
        """Keep changes as told and the posts that tell those that were not."""

        def work(session: Session) -> int:
            fresh = _claimed(session, changes, now)
            return sum(_kept(session, post, now) for post in posts(frozenset(changes) - fresh))

        return self._store.write(work)

    def forget(self, now: datetime) -> None:
        """Drop what was delivered long ago, and changes that were met last longer ago."""

        def work(session: Session) -> None:
            forget_sent(session, now - SENT_KEPT)
            forget_told(session, now - TOLD_KEPT)

        self._store.write(work)

    def forgotten(self) -> datetime | None:
        """What finished before this time may have been told, and dropped since."""
        with self._store.reading() as session:
            return forgotten(session)

    def recover(self, now: datetime) -> int:
        """Take back what a killed process was sending: to be repeated once, then given up."""

        def work(session: Session) -> int:
            lost = select(DeliveryRow).where(
                DeliveryRow.state == DeliveryState.SENDING, DeliveryRow.due <= now
            )
            rows = session.scalars(lost.with_for_update(skip_locked=True)).all()
            for row in rows:
                row.cut_off += 1
                row.state = DeliveryState.WAITING if row.cut_off < CUT_OFF else DeliveryState.GIVEN_UP
                row.repeated, row.trouble = True, _CUT_OFF
                row.due = row.changed = now
            return len(rows)

        return self._store.write(work)

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """What waits and may be tried, the oldest first."""
        place = func.row_number().over(
            partition_by=DeliveryRow.channel, order_by=(DeliveryRow.due, DeliveryRow.key)
        )
        ranked = (
            select(DeliveryRow.key, place.label("place"))
            .where(DeliveryRow.state == DeliveryState.WAITING, DeliveryRow.due <= now)
            .subquery()
        )
        first = _deliveries().join(ranked, ranked.c.key == DeliveryRow.key)
        first = first.where(ranked.c.place <= _OF_CHANNEL)
        return self._read(first.order_by(DeliveryRow.due, DeliveryRow.key))

    def begin(self, ids: Collection[int], now: datetime) -> frozenset[int]:
        """Mark as being sent what still waits; who comes second to a row finds it marked."""
        begun = (
            update(DeliveryRow)
            .where(DeliveryRow.key.in_(ids), DeliveryRow.state == DeliveryState.WAITING)
            .values(state=DeliveryState.SENDING, tries=DeliveryRow.tries + 1, due=now + LEASE, changed=now)
            .returning(DeliveryRow.key)
        )
        return self._store.write(lambda session: frozenset(session.scalars(begun)))

    def delivered(self, ids: Collection[int], now: datetime) -> None:
        """Mark as sent."""
        sent = update(DeliveryRow).where(DeliveryRow.key.in_(ids))
        sent = sent.values(state=DeliveryState.SENT, changed=now, trouble="")
        self._store.write(lambda session: session.execute(sent))

    def failed(self, ids: Collection[int], now: datetime, trouble: str, *, unsure: bool) -> None:
        """Put off, or give up, what is still being sent: it may have been taken back meanwhile."""

        def work(session: Session) -> None:
            sending = select(DeliveryRow).where(
                DeliveryRow.key.in_(ids), DeliveryRow.state == DeliveryState.SENDING
            )
            for row in session.scalars(sending.with_for_update()):
                later = next_try(row.tries, now)
                row.state = DeliveryState.WAITING if later else DeliveryState.GIVEN_UP
                row.due, row.changed, row.trouble = later or now, now, trouble
                row.repeated = row.repeated or unsure

        self._store.write(work)

    def again(self, now: datetime) -> int:
        """Let everything that was given up wait anew."""
        anew = (
            update(DeliveryRow)
            .where(DeliveryRow.state == DeliveryState.GIVEN_UP)
            .values(state=DeliveryState.WAITING, due=now, tries=0, cut_off=0)
            .returning(DeliveryRow.key)
        )
        return self._store.write(lambda session: len(session.scalars(anew).all()))

    def counted(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state."""
        with self._store.reading() as session:
            rows = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
            return dict(session.execute(rows).all())

    def undelivered(self) -> tuple[Delivery, ...]:
        """What is not delivered: what was tried first, the latest before the others."""
        rows = _deliveries().where(DeliveryRow.state != DeliveryState.SENT)
        order = ((DeliveryRow.tries > 0).desc(), DeliveryRow.changed.desc(), DeliveryRow.key)
        return self._read(rows.order_by(*order).limit(_MOST))

    def _read(self, rows: "Select[DeliveryRow, str]") -> tuple[Delivery, ...]:
        with self._store.reading() as session:
            return tuple(_delivery(row, document) for row, document in session.execute(rows))


def _deliveries() -> "Select[DeliveryRow, str]":
    """Deliveries, each with the document of its notice."""
    return select(DeliveryRow, NoticeRow.document).join(NoticeRow, NoticeRow.key == DeliveryRow.notice_key)


def _delivery(row: DeliveryRow, document: str) -> Delivery:
    notice = read_document(Notice, document, row.notice_key)
    post = Post(notice, row.channel, row.recipient, row.due, row.gathered)
    return Delivery(row.key, post, row.state, row.tries, row.repeated, row.due, row.trouble)


def _claimed(session: Session, changes: Collection[str], now: datetime) -> frozenset[str]:
    """Note changes as told, or as met once more; gives those that were not told.

    Another process that notes the same is waited for.
    """
    fresh: list[str] = []
    for part in _parts(changes):
        met = update(ToldRow).where(ToldRow.change.in_(part)).values(made=now).returning(ToldRow.change)
        known = set(session.scalars(met, execution_options={"synchronize_session": False}))
        rows = [{"change": one, "made": now} for one in part if one not in known]
        if rows:
            fresh += (change for change, *_ in _added(session, ToldRow, rows))
    return frozenset(fresh)


def _kept(session: Session, post: Post, now: datetime) -> bool:
    """Put a post that is new."""
    notice = post.notice
    document = {"key": notice.key, "document": notice.model_dump_json(), "made": now}
    _added(session, NoticeRow, [document])
    delivery = {
        "notice_key": notice.key,
        "channel": post.channel,
        "recipient": post.recipient,
        "gathered": post.gathered,
        "state": DeliveryState.WAITING,
        "due": post.due,
        "trouble": "",
        "changed": now,
    }
    return bool(_added(session, DeliveryRow, [delivery]))


def _added(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> Sequence[tuple[Any, ...]]:
    """Put in the rows that are not there yet; gives the keys of those."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    keys = table.__mapper__.primary_key
    added = insert(table).values(rows).on_conflict_do_nothing().returning(*keys)
    return [tuple(row) for row in session.execute(added)]


def _parts(changes: Collection[str]) -> list[list[str]]:
    """The changes in an order that is the same for all, so many at once as a statement takes."""
    ordered = sorted(set(changes))
    return [ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE)]
