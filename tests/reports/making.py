"""How a finding about a made-up district is made."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from auditbot.model.finding import Evidence, Finding, Locator, Wordings
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.page import Region
from auditbot.model.text import Lang
from auditbot.url import Url

SITE = "https://www.qinghe.example"
SEEN = datetime(2026, 11, 20, 1, 14, tzinfo=UTC)
OFFICE, REFORM, FINANCE, HEALTH = "区政府办公室", "区发展改革委", "区财政局", "区卫生健康委"
UNITS = (OFFICE, REFORM, FINANCE, HEALTH, "")
TITLES = (
    "关于进一步优化营商环境的实施意见",
    "青禾区促进中小企业稳岗扩岗若干措施",
    "青禾区城乡居民医疗救助办法",
    "关于印发青禾区教育用地专项规划的通知",
    "青禾区政府投资项目管理办法",
    "关于调整最低生活保障标准的通知",
    "青禾区老旧小区改造三年行动方案",
    "关于推进农村公路养护的若干意见",
)
AS_OF = date(2026, 11, 20)
COLUMNS = (
    ("部门动态", 14),
    ("通知公告", 14),
    ("人事信息", None),
    ("规划计划", None),
    ("统计数据", 180),
    ("财政预决算", 180),
    ("重大项目", 180),
    ("招标采购", 180),
    ("应急管理", 180),
)
"""The columns that are told, with their periods."""


def age(column: int) -> int:
    """Days since the newest item of a column that is told."""
    return 30 + column * 41


def day(column: int) -> date:
    """The day of its newest item."""
    return AS_OF - timedelta(days=age(column))


def make(
    check: str,
    message: str,
    target: str,
    says: tuple[str, str],
    expected: tuple[str, str] = ("", ""),
    seen: tuple[str, str] = ("", ""),
    mend: tuple[str, str] = ("", ""),
    *,
    outcome: Outcome = Outcome.FAILED,
    severity: Severity = Severity.MINOR,
    requirements: tuple[str, ...] = (),
    unit: str = "",
    path: tuple[str, ...] = ("首页",),
    page: str = SITE + "/",
    excerpt: str = "",
    mark: str = "",
    spread: int = 1,
    class_: str | None = None,
) -> Finding:
    """One finding with its evidence on ``page``."""
    identity = sha256(f"{check}\n{target}\n{message}".encode()).hexdigest()[:16]
    evidence = Evidence(
        url=Url(page),
        title=path[-1],
        path=path,
        seen_at=SEEN + timedelta(seconds=len(target)),
        status=200,
        excerpt=excerpt,
        mark=mark,
        locator=Locator(region=Region.BODY, selector="div.list > ul > li:nth-child(3) > a", ordinal=12),
        digest=identity,
    )
    others = tuple(Url(f"{SITE}/zwgk/{number}.html") for number in range(1, min(spread, 50)))
    return Finding(
        id=identity,
        check=check,
        outcome=outcome,
        severity=severity,
        requirements=requirements,
        target=target,
        unit=unit,
        message_id=message,
        message=says[0],
        texts={
            lang: Wordings(says=says[n], expected=expected[n], seen=seen[n], mend=mend[n])
            for n, lang in enumerate((Lang.ZH, Lang.EN))
        },
        parameters={"target": target, "number": spread},
        class_=class_,
        found_on=(Url(page), *others),
        found_on_total=spread,
        evidence=(evidence,),
        first_seen=SEEN - timedelta(days=int(identity[0], 16) % 4 * 20),
    )
