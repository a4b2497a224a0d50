"""A fleet of made-up sites: as audits on disk, and as values."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from auditbot.model.audit import Audit, Coverage, Grade, Score, StopReason
from auditbot.model.course import LedgerState
from auditbot.model.finding import Finding
from auditbot.model.framework import Wording
from auditbot.model.outcome import Outcome
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.overview.ledger import Flow, Ledger, Period, Tally, periods
from auditbot.overview.names import Names, Place
from auditbot.overview.rates import Rate
from auditbot.overview.site import Brief, Mending, Owed, Standing
from auditbot.overview.whole import Fleet
from auditbot.url import Url
from reports import write
from tests.reports.sample import sample
from tests.reports.sample_findings import findings
from tests.reports.sample_frameworks import verdicts

DAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FIRST, SECOND = "20261020-090000", "20261120-090000"


def audit(
    name: str,
    found: tuple[Finding, ...] | None = None,
    *,
    finished: datetime = DAY,
    complete: bool = True,
    grade: Grade = Grade.UNQUALIFIED,
) -> Audit:
    """One audit of a site of that name, with the sample's findings or others."""
    told = findings() if found is None else found
    base = sample(told)
    return base.model_copy(
        update={
            "site": Site(id=name, home=Url(f"https://{name}.example/"), name=f"{name}网站", unit=f"{name}局"),
            "site_shown": {},
            "verdicts": verdicts(told),
            "crawl": base.crawl.model_copy(update={"finished": finished, "stopped": StopReason.EXHAUSTED}),
            "coverage": Coverage(
                share=1.0 if complete else 0.3,
                wanted=100,
                read=100 if complete else 30,
                columns_found=9,
                columns_seen=9,
                complete=complete,
                reasons=() if complete else (StopReason.BUDGET,),
            ),
            "score": base.score if grade is Grade.UNQUALIFIED else Score(grade=grade, reasons=()),
            "since": None,
        }
    )


def store(out: Path, one: Audit, stamp: str = SECOND, *, html: bool = False) -> Path:
    """Put an audit where the program would."""
    folder = out / one.site.id / stamp
    write(one, (), folder, ["json", "html"] if html else ["json"], Lang.ZH)
    return folder


_AREAS = (
    "青禾 白沙 长桥 东湾 丰乐 古渡 海棠 金田 临江 南屏 平川 清源 三河 石门 望山 西岭 新市 永丰 云谷 柘林"
).split()
_BODIES = (
    "人民政府 发展和改革局 教育局 科技局 民政局 司法局 财政局 人力资源和社会保障局 自然资源局 "
    "生态环境局 住房和城乡建设局 交通运输局 水务局 农业农村局 商务局 文化和旅游局 卫生健康委 应急管理局 "
    "审计局 市场监督管理局 统计局 医疗保障局 城市管理局 信访局 林业局"
).split()
_VETOES = (
    Wording(zh="栏目不更新", en="Columns are not updated"),
    Wording(zh="首页不更新", en="The homepage is not updated"),
)


def made(count: int = 500, requirements: int = 60) -> Fleet:
    """A fleet of values, the same every time."""
    chance = Random(7)
    names = _names(requirements)
    sites = tuple(_standing(number, names, chance) for number in range(count))
    return Fleet(sites, names, absent=("yonghe-zf", "baishi-jyj"), registered=count + 5)


def _names(requirements: int) -> Names:
    places = {
        f"{'state' if n < 40 else 'qinghe'}/r{n}": Place(
            "state" if n < 40 else "qinghe", f"{n % 40 + 1}", f"check-{n // 2}"
        )
        for n in range(requirements)
    }
    return Names(
        frameworks={
            "state": Wording(zh="政府网站与政务新媒体检查指标", en="Indicators for government websites"),
            "qinghe": Wording(zh="青禾区2026年政务公开工作要点"),
        },
        clauses={
            (place.framework, place.clause): Wording(zh=f"第{place.clause}条 栏目按期更新并保持内容准确")
            for place in places.values()
        },
        checks={
            place.check: Wording(zh=f"第{place.check[6:]}项 栏目按期更新", en=f"No. {place.check[6:]}")
            for place in places.values()
        },
        requirements=places,
    )


def _standing(number: int, names: Names, chance: Random) -> Standing:
    area, body = _AREAS[number % 20], _BODIES[number // 20 % 25]
    bad = chance.random() ** 2
    before, now = _brief(names, bad + 0.05, chance, 31), _brief(names, bad, chance, 0)
    units = (f"{area}区{body}", f"{area}区政府办公室")
    return Standing(
        id=f"site{number}",
        name=f"{area}区{body}网站",
        code=f"{3401000000 + number}",
        home=f"https://s{number}.example/",
        unit=units[0],
        now=now,
        before=before if number % 25 else None,
        mending=Mending(before.faults // 2, before.faults // 3, before.faults // 6) if number % 25 else None,
        faults={f"check-{n}": now.faults // 5 for n in range(5)},
        units={unit: Owed(failed=now.faults // 2, doubtful=3, overdue=now.faults // 9) for unit in units},
        folder=f"site{number}/{SECOND}",
        reported=True,
    )


def _brief(names: Names, bad: float, chance: Random, days: int) -> Brief:
    kinds = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)
    weights = (bad * 40, 4, 6, 70 - bad * 40, 6)
    outcomes = dict(
        zip(names.requirements, chance.choices(kinds, weights, k=len(names.requirements)), strict=True)
    )
    vetoes = _VETOES[: int(bad * 2.6)]
    grade = (
        Grade.UNQUALIFIED if vetoes else chance.choice((Grade.QUALIFIED, Grade.QUALIFIED, Grade.UNDETERMINED))
    )
    share = 1.0 if chance.random() > 0.06 else 0.4
    return Brief(
        audit="a",
        finished=DAY - timedelta(days=days),
        grade=grade,
        vetoes=vetoes,
        low=None,
        high=None,
        sheet=None,
        share=share,
        complete=share > 0.9,
        stopped=StopReason.EXHAUSTED if share > 0.9 else StopReason.DEADLINE,
        outcomes=outcomes,
        findings={Outcome.FAILED: int(bad * 120), Outcome.CANT_TELL: 7},
    )


def ledger(count: int, today: date) -> Ledger:
    """The ledger of a fleet of values."""
    return Ledger(
        day=today,
        flows=tuple(_flow(one, 1200 - 90 * n) for n, one in enumerate(periods(None, today))),
        states={
            LedgerState.WAITING: 300,
            LedgerState.ASSIGNED: 250,
            LedgerState.CLOSED: 990,
            LedgerState.FALSE_ALARM: 7,
        },
        total=Tally(550, 41, 33, 12, 990),
        excepted=9,
        sites={f"site{n}": Tally(n % 7, n % 3, 9, 1, n % 11) for n in range(count)},
        units={
            f"{area}<b>区{body}": Tally(len(body) + n, n % 3, 4, 1, 2)
            for n, area in enumerate(_AREAS)
            for body in _BODIES
        },
    )


def _flow(period: Period, opened: int) -> Flow:
    share = Rate(opened // 3, opened)
    return Flow(period, Rate(480, 500), opened, opened // 2, 3, share, Rate(20, 25), Rate(15, 20))
