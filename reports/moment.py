"""Times, spans, shares and sizes as people read them. Times are those of China."""

from datetime import UTC, datetime
from math import floor

from auditbot.model.text import Lang
from auditbot.model.zone import CHINA


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
    """A share in per cent, rounded down: only what is whole is called 100%."""
    return f"{tenths(share) / 10:g}%"


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


_SECONDS = frozenset({"seconds", "slowest_window", "crawl_delay", "retry_after", "render_stall"})
_BYTES = frozenset({"bytes", "disk_free", "attachment_unpacked", "unpack_step"})


def bound(limit: str, value: str, lang: Lang) -> str:
    """The value of a limit, by the name of its setting, with its unit."""
    try:
        number = float(value)
    except ValueError:
        return value
    if limit in _SECONDS or limit.endswith("_seconds"):
        return span(number, lang) if number >= 60 else f"{number:g} {'s' if lang is Lang.EN else '秒'}"
    if limit == "slowest_rate":
        return f"{size(int(number))}/{'s' if lang is Lang.EN else '秒'}"
    if limit in _BYTES or limit.endswith(("_bytes", "_memory")):
        return size(int(number))
    return f"{number:,.10g}"
