"""Two frameworks and their verdicts for the sample."""

from datetime import date

from auditbot.model.audit import FrameworkRecord, Verdict
from auditbot.model.finding import Finding
from auditbot.model.framework import Clause, RequirementSpec, See, Source, Trust, Wording
from auditbot.model.outcome import Outcome, Severity, roll_up

STATE, LOCAL = "state", "qinghe-2026"
_STATE = Source(document="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）", trust=Trust.VERIFIED)
_LOCAL = Source(document="《青禾区2026年政务公开工作要点》（青禾府办发〔2026〕18号）", trust=Trust.NOTICE)
NO_IPV6 = Wording(zh="本机没有 IPv6 线路", en="no IPv6 line here")
# framework, requirement, check, clause, title, English, severity, due state, days, due
ROWS = (
    (STATE, "columns", "stale-columns", "veto-4", "栏目不更新", "Columns", "veto", "standing", None, None),
    (STATE, "empty", "empty-columns", "veto-4", "空白栏目", "Empty columns", "veto", "standing", None, None),
    (STATE, "home", "homepage-stale", "veto-3", "首页不更新", "Homepage", "veto", "standing", None, None),
    (STATE, "links", "broken-links", "use-1", "链接可用", "Links", "minor", "standing", None, None),
    (STATE, "guide", "disclosure-guide", "open-1", "公开指南", "Guide", "major", "standing", None, None),
    (STATE, "phone", "disclosure-phone", "open-1", "公开电话", "Phone", "major", "standing", None, None),
    (
        LOCAL,
        "columns",
        "stale-columns",
        "12",
        "栏目常态化更新",
        "Columns",
        "major",
        "overdue",
        12,
        (2026, 11, 8),
    ),
    (
        LOCAL,
        "interpretation",
        "interpretation-linked",
        "4",
        "政策与解读相互链接",
        "Interpretation",
        "major",
        "overdue",
        51,
        (2026, 9, 30),
    ),
    (
        LOCAL,
        "timing",
        "interpretation-timing",
        "4",
        "三个工作日内解读",
        "Timing",
        "minor",
        "overdue",
        51,
        (2026, 9, 30),
    ),
    (
        LOCAL,
        "required-columns",
        "required-columns",
        "9",
        "设置减税降费栏目",
        "Columns asked for",
        "major",
        "due-soon",
        10,
        (2026, 11, 30),
    ),
    (
        LOCAL,
        "ipv6-dns",
        "ipv6-dns",
        "43",
        "域名支持 IPv6",
        "IPv6 names",
        "major",
        "not-due",
        41,
        (2026, 12, 31),
    ),
    (
        LOCAL,
        "ipv6-reachable",
        "ipv6-reachable",
        "43",
        "可用 IPv6 访问",
        "IPv6",
        "major",
        "not-due",
        41,
        (2026, 12, 31),
    ),
    (
        LOCAL,
        "ipv6-consistent",
        "ipv6-consistent",
        "43",
        "内容一致",
        "Same",
        "major",
        "not-due",
        41,
        (2026, 12, 31),
    ),
    (
        LOCAL,
        "ipv6-links",
        "ipv6-links",
        "44",
        "内链支持 IPv6",
        "IPv6 links",
        "minor",
        "not-due",
        41,
        (2026, 12, 31),
    ),
)
_SAYS = {
    "veto-3": ("首页两周内有更新", "The homepage is updated within two weeks"),
    "veto-4": ("应更新的栏目按期更新，没有空白栏目", "Columns are updated in time and none is empty"),
    "use-1": ("首页和其他页面的链接都能打开", "Links of the homepage and of other pages work"),
    "open-1": ("公开指南内容完整、准确", "The disclosure guide is complete and right"),
    "4": ("政策文件与解读材料相互链接，三个工作日内发布", "Policies and interpretations link to each other"),
    "9": ("在首页设置“减税降费”栏目，链接税务部门专栏", "A column on tax relief on the homepage"),
    "12": (
        "各栏目明确更新周期和责任单位，并按期更新",
        "Every column has a period and a unit, and is kept up to date",
    ),
    "43": ("门户网站所有页面支持 IPv6 访问", "Every page of the portal answers over IPv6"),
    "44": ("二级、三级链接支持 IPv6 访问", "Links of the second and third level work over IPv6"),
}
_BLIND = (
    (
        "58",
        "各单位制定落实方案并报送",
        "Units make a plan and report it",
        See.OFFLINE,
        "方案和报送不在网站上公开",
        "not online",
    ),
    (
        "59",
        "建立工作台账，实行销号管理",
        "A ledger is kept",
        See.OFFLINE,
        "台账是内部资料",
        "the ledger is internal",
    ),
    (
        "30",
        "废止文件移入废止库",
        "Repealed documents are moved",
        See.PLANNED,
        "需要政策文件库接口",
        "needs the library",
    ),
)


def frameworks() -> tuple[FrameworkRecord, ...]:
    """The State's indicators and a notice of the district."""
    return (
        FrameworkRecord(
            id=STATE,
            title=Wording(zh="政府网站与政务新媒体检查指标", en="Indicators for government websites"),
            number="国办秘函〔2019〕19号",
            issued=date(2019, 4, 18),
            digest="9f1c" * 16,
            clauses=_clauses(STATE, _STATE),
            about=Wording(zh="全国政府网站的检查指标。", en="The indicators for every government website."),
        ),
        FrameworkRecord(
            id=LOCAL,
            title=Wording(zh="青禾区2026年政务公开工作要点任务分工"),
            number="青禾府办发〔2026〕18号",
            issued=date(2026, 5, 8),
            digest="07ab" * 16,
            clauses=(*_clauses(LOCAL, _LOCAL), *_blind()),
            about=Wording(zh="区政府办公室当年的任务分工。", en="The district's tasks of the year."),
        ),
    )


def _clauses(framework: str, source: Source) -> tuple[Clause, ...]:
    specs: dict[str, list[RequirementSpec]] = {}
    due: dict[str, date | None] = {}
    for row in ROWS:
        if row[0] == framework:
            spec = RequirementSpec(id=row[1], check=row[2], severity=Severity(row[6]))
            specs.setdefault(row[3], []).append(spec)
            due[row[3]] = date(*row[9]) if row[9] else None
    local = framework == LOCAL
    return tuple(
        Clause(
            id=name,
            title=Wording(zh=_SAYS[name][0][:14], en=_SAYS[name][1]),
            says=Wording(zh=_SAYS[name][0], en=_SAYS[name][1]),
            see=See.AUTOMATIC,
            source=source,
            due=due[name],
            lead="区政府办公室" if local else "",
            responsible=("区发展改革委", "区财政局") if local else (),
            requirements=tuple(found),
        )
        for name, found in specs.items()
    )


def _blind() -> tuple[Clause, ...]:
    return tuple(
        Clause(
            id=name,
            title=Wording(zh=zh, en=en),
            says=Wording(zh=zh, en=en),
            see=see,
            why_not=Wording(zh=why, en=why_en),
            source=_LOCAL,
        )
        for name, zh, en, see, why, why_en in _BLIND
    )


def verdicts(told: tuple[Finding, ...]) -> tuple[Verdict, ...]:
    """What became of every requirement with these findings."""
    return tuple(_verdict(row, told) for row in ROWS)


def _verdict(row: tuple[object, ...], told: tuple[Finding, ...]) -> Verdict:
    framework, name, check, clause, zh, en, severity, state, days, due = row
    mine = [finding for finding in told if finding.check == check]
    untested = name in ("ipv6-reachable", "ipv6-links")
    outcome = roll_up([Outcome.PASSED, *(finding.outcome for finding in mine)])
    tally = {Outcome.PASSED: 230}
    for finding in mine:
        tally[finding.outcome] = tally.get(finding.outcome, 0) + 1
    return Verdict(
        id=f"{framework}/{name}",
        framework=str(framework),
        clause=str(clause),
        check=str(check),
        title=Wording(zh=str(zh), en=str(en)),
        options={},
        severity=Severity(str(severity)),
        kinds=(),
        see=See.AUTOMATIC,
        lead="区政府办公室" if framework == LOCAL else "",
        responsible=("区发展改革委", "区财政局") if framework == LOCAL else (),
        due=date(*due) if isinstance(due, tuple) else None,
        until=None,
        trust=Trust.VERIFIED,
        outcome=Outcome.UNTESTED if untested else outcome,
        reason=NO_IPV6 if untested else None,
        tally={} if untested else tally,
        counted=Wording(zh="个对象", en="things"),
        findings=tuple(finding.id for finding in mine),
        due_state=str(state),
        due_days=days if isinstance(days, int) else None,
    )
