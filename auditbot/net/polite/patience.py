"""What Retry-After says."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from auditbot.model.fetch import Fetch
from auditbot.url import split

_DIGITS = 9
_STATUSES = (429, 503)


def asked_wait(fetch: Fetch, host: str) -> float | None:
    """Seconds a host asks us to stay away; ``None`` where it does not, or where another host answered."""
    asked = fetch.failure is not None and fetch.failure.status in _STATUSES
    if not asked or fetch.final_url is None or split(fetch.final_url).host != host:
        return None
    return retry_after(fetch.header("retry-after"), fetch.at + timedelta(seconds=fetch.timing.total))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait from ``now``; ``None`` where the header is missing or makes no sense."""
    written = (value or "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:_DIGITS])
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, IndexError, TypeError):
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - now).total_seconds())
