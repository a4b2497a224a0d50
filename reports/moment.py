"""Times, spans, shares and sizes as people read them. Times are those of China."""

from datetime import UTC, datetime, timedelta, timezone
from math import floor

from auditbot.model.text import Lang

CHINA = timezone(timedelta(hours=8))


def minute(time: datetime) -> str:
    """``2026-11-20 09:14``. A time without a zone is taken as UTC."""
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    return aware.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def span(seconds: float, lang: Lang) -> str:
    """A duration in its two largest units."""
    whole = max(round(seconds), 0)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    zh, en = ("小时", "分", "秒"), ("h", "min", "s")
    names = en if lang is Lang.EN else zh
    parts = [f"{count} {name}" for count, name in zip((hours, minutes, rest), names, strict=True) if count]
    return " ".join(parts[:2]) or f"0 {names[2]}"


def percent(share: float) -> str:
    """A share in per cent, rounded down: only what is whole is called 100 %."""
    return f"{tenths(share) / 10:g} %"


def tenths(share: float) -> int:
    """A share in tenths of a per cent, rounded down."""
    return floor(share * 1000 + 1e-6)


def size(count: int) -> str:
    """Bytes in the unit that fits."""
    amount = float(count)
    for unit in ("B", "KB", "MB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GB"
