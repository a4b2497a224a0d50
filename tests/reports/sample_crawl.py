"""What was walked for the sample: crawl, machine, columns, policies."""

from datetime import UTC, datetime, timedelta

from auditbot.model.audit import (
    BrowserInfo,
    ColumnBrief,
    CrawlRecord,
    HostRecord,
    LimitHit,
    Line,
    PairBrief,
    StopReason,
    Trap,
    Vantage,
)
from auditbot.model.fetch import PageOutcome
from auditbot.model.page import PageKind
from auditbot.url import Url
from tests.reports.making import AS_OF, COLUMNS, OFFICE, SITE, TITLES, age

STARTED = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def vantage() -> Vantage:
    """What the machine could measure: no IPv6."""
    return Vantage(
        ipv4=Line.WORKS,
        ipv6=Line.NO_ROUTE,
        dns=("127.0.0.53",),
        browser=BrowserInfo(path="/usr/bin/chromium", version="Chromium 156", sandboxed=False),
        allowed_networks=("127.0.0.0/8",),
        connect_to=("www.qinghe.example:443:127.0.0.1:8443",),
        program="auditbot 0.1.0",
        python="3.11.7",
        platform="Linux",
    )


def crawl() -> CrawlRecord:
    """A crawl that ended by itself."""
    outcomes = {
        PageOutcome.OK: 1125,
        PageOutcome.BAD_ENCODING_OK: 12,
        PageOutcome.HTTP_ERROR: 31,
        PageOutcome.TIMEOUT: 4,
        PageOutcome.BLOCKED_BY_SITE: 8,
        PageOutcome.SKIPPED_TRAP: 143,
        PageOutcome.SKIPPED_SCOPE: 317,
        PageOutcome.PENDING: 0,
    }
    return CrawlRecord(
        started=STARTED,
        finished=STARTED + timedelta(minutes=41, seconds=12),
        seconds=2472,
        stopped=StopReason.EXHAUSTED,
        found=sum(outcomes.values()),
        outcomes=outcomes,
        failures={"scope": 317, "trap": 120, "robots": 23, "status": 31, "blocked": 8, "timeout": 4},
        kinds={PageKind.HOME: 1, PageKind.COLUMN: 52, PageKind.ARTICLE: 1084},
        pages=1137,
        links=104_512,
        targets_verified=2210,
        targets_unverified=35,
        rendered=6,
        unseen=3,
        bytes=52_428_800,
        limits=(
            LimitHit(limit="shape_urls", value="200", count=2, samples=(f"{SITE}/calendar?day=2031-01-01",)),
        ),
        traps=(
            Trap(
                kind="shape",
                pattern="/calendar?day=*",
                fetched=220,
                skipped=120,
                samples=(f"{SITE}/calendar?day=2031-01-02",),
            ),
        ),
        hosts=(
            HostRecord(host="www.qinghe.example", requests=1400, failures=43, robots="allowed", delay=0.25),
        ),
    )


def columns() -> tuple[ColumnBrief, ...]:
    """Columns of every age, with and without a period."""
    told = [(f"{SITE}/zwgk/l{n}/", name, age(n), period) for n, (name, period) in enumerate(COLUMNS)]
    fresh = [(3, 14), (12, 14), (60, 180), (90, 180), (300, 365), (840, None), (1203, None)]
    others = [(f"{SITE}/zwgk/m{n}/", f"第{n}类信息", days, period) for n, (days, period) in enumerate(fresh)]
    rows = [
        ColumnBrief(
            name=name,
            url=Url(url),
            path=("首页", "政务公开", name),
            items=20,
            period=period,
            unit=OFFICE,
            newest=AS_OF - timedelta(days=days),
            newest_title=TITLES[0],
        )
        for url, name, days, period in (*told, *others)
    ]
    empty = Url(f"{SITE}/hdjl/e0/")
    rows.append(ColumnBrief(name="意见征集", url=empty, path=("首页",), items=0, newest=None, state="empty"))
    return tuple(rows)


def pairs() -> tuple[PairBrief, ...]:
    """Policies and interpretations, linked in every way."""
    states = ((True, True), (True, False), (False, True), (False, False))
    return tuple(
        PairBrief(
            policy=title,
            policy_url=None if n == 7 else Url(f"{SITE}/zwgk/zcwj/{n}.html"),
            interpretation=f"《{title}》{form}",
            interpretation_url=Url(f"{SITE}/zwgk/zcjd/{n}{k}.html"),
            forward=states[(n + k) % 4][0],
            back=states[(n + k) % 4][1],
        )
        for n, title in enumerate(TITLES)
        for k, form in enumerate(("解读", "图解")[: 1 + n % 2])
    )
