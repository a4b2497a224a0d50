"""The tables of the outbox: notices, the changes they told, and their way to each recipient."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auditbot.store.base import Base, Word, Written
from auditbot.store.schema import Key


class DeliveryState(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given-up"


class NoticeRow(Base):
    """A message to somebody, written before anything is sent."""

    __tablename__ = "notice"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    """Names what it tells: the same told again is the same notice."""
    document: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime]


class ToldRow(Base):
    """A change that was put into some notice: it is not told again."""

    __tablename__ = "told"

    change: Mapped[str] = mapped_column(Text, primary_key=True)
    made: Mapped[datetime] = mapped_column(index=True)
    """When it was met last."""


class DeliveryRow(Base):
    """A notice on its way to one recipient of one channel."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("notice_key", "channel", "recipient"),
        Index(None, "state", "due"),
    )

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    notice_key: Mapped[str] = mapped_column(ForeignKey("notice.key", ondelete="CASCADE"))
    channel: Mapped[str]
    recipient: Mapped[str]
    gathered: Mapped[bool]
    """It goes out together with others that are due."""
    state: Mapped[DeliveryState] = mapped_column(Word(DeliveryState))
    due: Mapped[datetime]
    """When it is tried next; while it is being sent: when it counts as cut off."""
    tries: Mapped[int] = mapped_column(default=0)
    cut_off: Mapped[int] = mapped_column(default=0)
    """Times that whoever was sending it was killed."""
    repeated: Mapped[bool] = mapped_column(default=False)
    """It may have arrived before."""
    trouble: Mapped[str] = mapped_column(Written(2000))
    """Why the last try failed."""
    changed: Mapped[datetime]
