"""What the ledger says, in sentences of papers."""

from datetime import date

from auditbot.overview.ledger import Ledger
from auditbot.overview.rates import Rate
from reports.moment import percent

_UNKNOWN = "无从计算"


def chinese(day: date) -> str:
    """``2026年11月5日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def said_of(ledger: Ledger) -> str:
    """What was taken up, mended and looked at again in this period, and what is open at its end."""
    now, total = ledger.now, ledger.total
    looked, passed = now.rechecked, now.passed
    return (
        f"按整改台账，{chinese(now.period.first)}至{chinese(now.period.last)}新列入问题 {now.opened} 个，"
        f"销号后再次出现 {now.reopened} 个，经检查证明销号 {now.closed} 个（此前同样长的时间内销号 "
        f"{ledger.before.closed} 个）；本期列入的问题整改率 {_share(now.mended)}。"
        f"收到整改反馈 {looked.whole} 次，已复查 {looked.part} 次，复查率 {_share(looked)}，"
        f"其中通过 {passed.part} 次，通过率 {_share(passed)}。"
        f"截至{chinese(ledger.day)}，未销号 {total.open} 个，其中超期 {total.overdue} 个、例外 "
        f"{ledger.excepted} 个；另有误报 {ledger.dismissed} 个。"
    )


def closed_by(ledger: Ledger, unit: str) -> str:
    """What of a unit was proved mended in this period; nothing where nothing was."""
    count = ledger.units[unit].closed if unit in ledger.units else 0
    if not count:
        return ""
    first = chinese(ledger.now.period.first)
    return f"自{first}以来，你单位负责的问题经检查证明已整改并销号 {count} 个，不在清单之内。"


def _share(rate: Rate) -> str:
    return _UNKNOWN if rate.share is None else percent(rate.share)
