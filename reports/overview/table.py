"""The overview as a table for spreadsheets: a row a site, with the outcome of every requirement."""

from collections.abc import Iterator

from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang, Text
from auditbot.overview.ledger import Tally
from auditbot.overview.marking import Approval, marking
from auditbot.overview.site import Standing
from auditbot.overview.whole import Overview
from reports.figures import between
from reports.moment import minute, percent
from reports.overview.order import ranked
from reports.table import BOM, COMMA, line
from reports.terms import GRADES, OUTCOMES, term
from reports.wording import worded

COLUMNS = (
    Text("使用范围", "Use"),
    Text("网站名称", "Site"),
    Text("标识码", "Identification code"),
    Text("主办单位", "Responsible body"),
    Text("首页网址", "Home page"),
    Text("检查时间", "Audited"),
    Text("结论", "Verdict"),
    Text("单项否决", "Vetoes"),
    Text("得分", "Points"),
    Text("看到的比例", "Share seen"),
    Text("不符合的要求", "Requirements failed"),
    Text("待人工确认的要求", "Requirements for a person"),
    Text("未检测的要求", "Requirements not tested"),
    Text("问题", "Findings failed"),
    Text("上期结论", "Verdict before"),
    Text("上期问题", "Findings failed before"),
    Text("已整改", "Proved mended"),
    Text("仍存在", "Still there"),
    Text("未能复查", "Could not be looked at again"),
    Text("结果目录", "Folder"),
)

LEDGER = (
    Text("台账未销号", "Ledger: open"),
    Text("台账超期", "Ledger: overdue"),
    Text("台账已销号", "Ledger: closed"),
)
"""Also, where an office store is in use."""


def rows(whole: Overview, lang: Lang, approved: Approval | None) -> Iterator[str]:
    """The file in pieces, the byte order mark first."""
    requirements = tuple(whole.fleet.names.requirements)
    use = marking(approved).of(lang)
    ledger = whole.fleet.ledger
    heads = (*COLUMNS, *(LEDGER if ledger else ()))
    yield BOM + line([*(heading.of(lang) for heading in heads), *requirements])
    for site in ranked(whole.fleet.sites):
        outcomes = (site.now.outcomes.get(one) for one in requirements)
        said = (term(OUTCOMES, one).of(lang) if one else "" for one in outcomes)
        held = _held(ledger.site(site.id)) if ledger else ()
        yield line([use, *_cells(site, lang), *held, *said])


def _held(tally: Tally) -> tuple[str, ...]:
    return (str(tally.open), str(tally.overdue), str(tally.closed))


def _cells(site: Standing, lang: Lang) -> list[str]:
    now, before, mending = site.now, site.before, site.mending
    return [
        site.name,
        site.code,
        site.unit,
        site.home,
        minute(now.finished),
        term(GRADES, now.grade).of(lang),
        COMMA.of(lang).join(worded(one, lang) for one in now.vetoes),
        between(now.low, now.high),
        percent(now.share),
        str(now.count(Outcome.FAILED)),
        str(now.count(Outcome.CANT_TELL)),
        str(now.count(Outcome.UNTESTED)),
        str(now.faults),
        term(GRADES, before.grade).of(lang) if before else "",
        str(before.faults) if before else "",
        str(mending.proved) if mending else "",
        str(mending.still) if mending else "",
        str(mending.unproved) if mending else "",
        site.folder,
    ]
