"""What the circular and the notices say, worked out of the overview and the cases."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from auditbot.ledger.words import STATES
from auditbot.model.audit import Grade
from auditbot.model.zone import CHINA
from auditbot.overview.figures import Figure, FigureName
from auditbot.overview.site import Standing
from auditbot.overview.tables import Row
from auditbot.overview.whole import Overview
from reports.moment import percent
from reports.overview.order import ranked
from reports.overview.page import change, counted
from reports.papers.case import Case
from reports.papers.followed import chinese, closed_by, said_of
from reports.papers.template import Filling

_KINDS = 10
"""Kinds of problems that the circular tells of."""
_EXAMPLES = 3
_ROWS = 500
"""Problems that a notice lists; all are in the ledger."""
_BLANK = "　　　　年　　月　　日"
_NUMBERS = "一二三四五六七八九十"
_UNKNOWN = "无从计算"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the papers: ``office`` and ``deadline`` are left to be filled in where they are not known."""

    today: date
    office: str = ""
    deadline: date | None = None

    @property
    def fields(self) -> dict[str, str]:
        """What every paper says of its sender."""
        return {
            "发文单位": self.office or "（发文单位）",
            "日期": chinese(self.today),
            "整改期限": chinese(self.deadline) if self.deadline else _BLANK,
        }


def circular(whole: Overview, cases: Sequence[Case], sender: Sender, mark: str) -> Filling:
    """The places of 问题通报."""
    figures = {name: _plain(said) for name, said in _figures(whole).items()}
    return Filling(
        {**_shared(whole, sender, mark), **figures},
        {"类型": list(_kinds(whole.checks, cases)), "附件": list(_annex(whole.fleet.sites))},
    )


def notice(whole: Overview, unit: str, cases: Sequence[Case], sender: Sender, mark: str) -> Filling:
    """The places of 整改通知 to one unit about its cases, the gravest first."""
    ledger = whole.fleet.ledger
    proved = closed_by(ledger, unit) if ledger else ""
    ordered = sorted(cases, key=lambda case: (case.grave, not case.overdue, case.site, case.kind))
    more = len(ordered) - _ROWS
    counts = {
        "单位": unit,
        "问题数": f"{len(ordered)}",
        "网站数": f"{len({case.site for case in ordered})}",
        "否决数": f"{sum(case.grave == 0 for case in ordered)}",
        "超期数": f"{sum(case.overdue for case in ordered)}",
        "另有": f"另有 {more} 个问题，见整改台账。" if more > 0 else "",
    }
    rows = [_problem(number, case) for number, case in enumerate(ordered[:_ROWS], 1)]
    told = [{"情况": proved}] if proved else []
    return Filling({**_shared(whole, sender, mark), **counts}, {"问题": rows, "销号": told})


def by_unit(cases: Sequence[Case]) -> dict[str, list[Case]]:
    """Cases to be mended, by who answers for them; where nobody is named, by whoever runs the site.

    What is excepted, a false alarm or proved mended is no unit's to mend.
    """
    held: dict[str, list[Case]] = {}
    for case in cases:
        if case.pursued:
            for unit in case.units or (f"{case.site}主办单位",):
                held.setdefault(unit, []).append(case)
    return dict(sorted(held.items()))


def _shared(whole: Overview, sender: Sender, mark: str) -> dict[str, str]:
    return {"使用范围": mark, "期间": _period(whole.first, whole.last), **sender.fields}


def _period(first: datetime | None, last: datetime | None) -> str:
    if first is None or last is None:
        return ""
    start, end = (time.astimezone(CHINA).date() for time in (first, last))
    return chinese(start) if start == end else f"{chinese(start)}至{chinese(end)}"


def _figures(whole: Overview) -> dict[str, str]:
    by_name = {one.name: one for one in whole.figures}
    qualified, vetoed = by_name[FigureName.QUALIFIED], by_name[FigureName.VETOED]
    before, now = whole.faults
    grades = Counter(site.now.grade for site in whole.fleet.sites if site.now.inspected)
    return {
        "网站总数": f"{whole.registered}",
        "已检查": f"{by_name[FigureName.COVERAGE].rate.part}",
        "检查覆盖率": _share(by_name[FigureName.COVERAGE]),
        "合格": f"{grades[Grade.QUALIFIED]}",
        "不合格": f"{grades[Grade.UNQUALIFIED]}",
        "尚不能判定": f"{grades[Grade.UNDETERMINED]}",
        "合格率": _share(qualified),
        "合格率环比": f"环比{change(qualified.change).zh}",
        "突出问题": f"{vetoed.rate.part}",
        "突出问题占比": _share(vetoed),
        "未发现问题": f"{by_name[FigureName.FAULTLESS].rate.part}",
        "问题总数": f"{sum(site.now.faults for site in whole.fleet.sites)}",
        "问题总数环比": f"环比{counted(before, now).zh}" if whole.compared else "环比无可比数据",
        "上期问题": f"{whole.mending.told}",
        "已整改": f"{whole.mending.proved}",
        "整改率": _share(by_name[FigureName.MENDED]),
        "已复查": f"{whole.mending.proved + whole.mending.still}",
        "复查合格率": _share(by_name[FigureName.RECHECKED]),
        "整改情况": _mending(whole, by_name),
    }


def _mending(whole: Overview, by_name: Mapping[FigureName, Figure]) -> str:
    """What became of faults: by the ledger where a store is in use, else by the audit before."""
    if whole.fleet.ledger:
        return said_of(whole.fleet.ledger)
    mending = whole.mending
    return (
        f"上期发现的问题 {mending.told} 个，本期核实已整改 {mending.proved} 个，"
        f"整改率 {_share(by_name[FigureName.MENDED])}；复查 {mending.proved + mending.still} 个，"
        f"复查合格率 {_share(by_name[FigureName.RECHECKED])}。"
    )


def _plain(said: str) -> str:
    """As it is written in running text."""
    return said.replace(" %", "%").replace("（", "，").replace("）", "")


def _share(figure: Figure) -> str:
    return _UNKNOWN if figure.rate.share is None else percent(figure.rate.share)


def _kinds(rows: Sequence[Row], cases: Sequence[Case]) -> Iterator[Mapping[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for case in cases:
        if case.pursued:
            examples = told.setdefault(case.check, {})
            if len(examples) < _EXAMPLES:
                examples.setdefault(case.site, case.says)
    failing = [row for row in rows if row.failed][:_KINDS]
    for number, row in zip(_NUMBERS, failing, strict=False):
        said = "；".join(f"{site}：{says.rstrip('。')}" for site, says in told.get(row.id, {}).items())
        yield {
            "序号": f"（{number}）",
            "名称": f"不符合“{row.title.zh}”",
            "网站数": f"{row.failed}",
            "问题数": f"{row.findings}",
            "举例": f"如：{said}。" if said else "",
        }


def _annex(sites: Sequence[Standing]) -> Iterator[Mapping[str, str]]:
    bad = [site for site in ranked(sites) if site.now.grade is Grade.UNQUALIFIED]
    if not bad:
        yield {"序号": "", "网站": "无", "标识码": "", "主办单位": "", "主要问题": "", "问题数": ""}
    for number, site in enumerate(bad, 1):
        yield {
            "序号": f"{number}",
            "网站": site.name,
            "标识码": site.code,
            "主办单位": site.unit,
            "主要问题": "、".join(veto.zh for veto in site.now.vetoes) or "见检查情况表",
            "问题数": f"{site.now.faults}",
        }


def _due(case: Case) -> str:
    said = chinese(case.due) if case.due else ""
    return f"{said}\n已超期".strip() if case.overdue else said


def _passage(case: Case) -> str:
    """First seen, times seen, and where it stands, on a line of its own; nothing without a store."""
    course = case.course
    if course is None:
        return ""
    first = chinese(course.first_seen.astimezone(CHINA).date())
    entry = course.ledger
    stands = f"（台账第 {entry.number} 号，{STATES[entry.state].zh}）" if entry else ""
    return f"\n首次发现 {first}，已发现 {course.times_seen} 次{stands}"


def _problem(number: int, case: Case) -> Mapping[str, str]:
    return {
        "序号": f"{number}",
        "编号": case.id,
        "网站": case.site,
        "类型": case.kind,
        "严重程度": case.severity,
        "描述": case.says,
        "应当": f"应当：{case.expected}" if case.expected else "",
        "页面": case.page,
        "建议": case.mend,
        "依据": case.basis,
        "经过": _passage(case),
        "期限": _due(case),
    }
