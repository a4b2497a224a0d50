"""The notice of the town: a made-up framework, to show units and due dates in a report."""

from collections.abc import Iterable
from datetime import date, timedelta

from auditbot.demo.faults import GROUPS, REQUIRED, Required
from auditbot.model.framework import Clause, Framework, RequirementSpec, See, Source, Trust, Wording
from auditbot.model.outcome import Severity

_SOURCE = Source(document="青禾区政务公开工作要点（示例，内容虚构）", trust=Trust.NOTICE)
_OFFICE = "区政府办公室"


def notice(as_of: date) -> Framework:
    """The notice with its dates around a day: overdue, due soon, not yet due, standing."""
    return Framework(
        id="qinghe",
        title=Wording(
            zh="青禾区政务公开工作要点（示例）", en="Disclosure tasks of Qinghe District (example)"
        ),
        number="青府办发〔2026〕12号",
        about=Wording(
            zh="虚构的通知，用来展示条款、责任单位和期限在报告中的样子。",
            en="A made-up notice that shows what clauses, units and dates look like in a report.",
        ),
        clauses=tuple(_clauses(as_of)),
    )


def _clauses(as_of: date) -> Iterable[Clause]:
    columns = {wanted.name: wanted for wanted in REQUIRED}
    disclosure = [
        name for name in columns if name.startswith(("政府信息公开", "法定", "依申请", "行政规范性"))
    ]
    home = [name for name, wanted in columns.items() if wanted.on_home]
    others = [name for name in columns if name not in (*disclosure, *home)]
    yield _columns_clause(
        "一", "政府信息公开专栏齐全", "政府信息公开专栏设齐规定栏目，行政规范性文件在专栏内集中公开。",
        [columns[name] for name in disclosure], as_of - timedelta(22), "区司法局",
    )  # fmt: skip
    yield _columns_clause(
        "二", "首页惠企便民入口", "首页设就业创业、减税降费、纳税服务、政务服务网入口，直达主办单位网站。",
        [columns[name] for name in home], as_of + timedelta(9), "区税务局",
    )  # fmt: skip
    yield _columns_clause(
        "三", "专题栏目", "设置政策解读、意见征集、回应关切、双随机一公开等栏目并保持更新。",
        [columns[name] for name in others], as_of + timedelta(70), "区数据局",
    )  # fmt: skip
    yield Clause(
        id="四",
        title=Wording(zh="规范性文件都有解读", en="Every normative document has an interpretation"),
        says=Wording(
            zh="规范性文件与解读同步发布，相互链接。", en="Both appear together and link to each other."
        ),
        see=See.AUTOMATIC,
        source=_SOURCE,
        lead=_OFFICE,
        responsible=("各起草部门",),
        requirements=(
            RequirementSpec(
                id="explained",
                check="interpretation-linked",
                severity=Severity.MAJOR,
                options={"alone": "failed"},
            ),
        ),
    )
    yield Clause(
        id="五",
        title=Wording(zh="网站全面支持 IPv6", en="IPv6 throughout"),
        says=Wording(zh="网站所有页面和资源支持 IPv6 访问。", en="All pages and what they are made of."),
        see=See.AUTOMATIC,
        source=_SOURCE,
        lead="区数据局",
        due=as_of - timedelta(140),
        requirements=(
            RequirementSpec(
                id="ipv6-all", check="ipv6-links", severity=Severity.MAJOR, options={"percent": 100}
            ),
        ),
    )
    yield Clause(
        id="六",
        title=Wording(zh="网站规范建设", en="A website as it should be"),
        says=Wording(
            zh="文件、解读、指南、互动、标识和内容符合各项规定。",
            en="Documents, interpretations, guides, exchange, marks and content as the rules want them.",
        ),
        see=See.AUTOMATIC,
        source=_SOURCE,
        lead=_OFFICE,
        requirements=tuple(demand for group in GROUPS for demand in group.demands),
    )
    yield Clause(
        id="七",
        title=Wording(zh="业务培训", en="Training"),
        says=Wording(zh="每年至少组织一次政务公开业务培训。", en="At least once a year."),
        see=See.OFFLINE,
        why_not=Wording(zh="内部工作，网站上看不到", en="internal work"),
        source=_SOURCE,
        lead=_OFFICE,
    )


def _columns_clause(
    identity: str, title: str, says: str, wanted: Iterable[Required], due: date, unit: str
) -> Clause:
    return Clause(
        id=identity,
        title=Wording(zh=title),
        says=Wording(zh=says),
        see=See.AUTOMATIC,
        source=_SOURCE,
        lead=_OFFICE,
        responsible=(unit,),
        due=due,
        requirements=(
            RequirementSpec(
                id=f"columns-{identity}",
                check="required-columns",
                severity=Severity.MAJOR,
                options={"columns": [_demand(one) for one in wanted]},
            ),
        ),
    )


def _demand(wanted: Required) -> dict[str, object]:
    place = "homepage" if wanted.on_home else "disclosure" if wanted.inside else "anywhere"
    return {
        "name": wanted.name,
        "aliases": wanted.aliases,
        "near": wanted.near,
        "place": place,
        "targets": wanted.targets,
    }
