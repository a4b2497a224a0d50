"""A rich and realistic Audit, made by hand: a portal of a made-up district with faults of every kind."""

from datetime import timedelta

from auditbot.model.audit import (
    Audit,
    CheckRecord,
    Coverage,
    Gap,
    Grade,
    IndicatorResult,
    IndicatorState,
    PageBrief,
    PageRecord,
    Score,
    Since,
    StopReason,
)
from auditbot.model.fetch import PageOutcome
from auditbot.model.finding import Finding
from auditbot.model.framework import IndicatorKind, Wording
from auditbot.model.page import PageKind
from auditbot.model.site import Site, SiteKind, Unit
from auditbot.url import Url
from tests.reports.making import AS_OF, FINANCE, HEALTH, OFFICE, REFORM, SEEN, SITE, TITLES
from tests.reports.sample_crawl import STARTED, columns, crawl, pairs, vantage
from tests.reports.sample_findings import findings
from tests.reports.sample_frameworks import frameworks, verdicts

CHECKS = (
    ("broken-links", "链接可以打开", "Links work"),
    ("stale-columns", "栏目按期更新", "Columns are updated in time"),
    ("empty-columns", "没有空白栏目", "No column is empty"),
    ("interpretation-linked", "政策与解读相互链接", "Policies and interpretations link to each other"),
    ("interpretation-timing", "解读及时发布", "Interpretations come in time"),
    ("disclosure-guide", "公开指南完整", "The disclosure guide is complete"),
    ("disclosure-phone", "公开联系电话准确", "The disclosure phone is right"),
    ("homepage-stale", "首页及时更新", "The homepage is updated in time"),
    ("required-columns", "应设栏目齐全", "Required columns are there"),
    ("ipv6-dns", "域名支持 IPv6", "Names resolve over IPv6"),
    ("ipv6-reachable", "可用 IPv6 访问", "The site answers over IPv6"),
    ("ipv6-consistent", "两种线路内容一致", "The same site over IPv4 and IPv6"),
    ("ipv6-links", "内链支持 IPv6", "Links work over IPv6"),
)


def sample(found: tuple[Finding, ...] | None = None) -> Audit:
    """The Audit, with other findings where they are given."""
    told = findings() if found is None else found
    return Audit(
        id="20261120-0900",
        program="auditbot 0.1.0",
        as_of=AS_OF,
        site=_site(),
        site_shown={"name": "青禾区人民政府", "code": "3401000001", "host": "www.qinghe.example"},
        frameworks=frameworks(),
        vantage=vantage(),
        settings={"politeness": {"rate": 4.0}, "reach": {"headers": [["Cookie", "sid=topsecret"]]}},
        crawl=crawl(),
        coverage=Coverage(
            share=0.963,
            wanted=1180,
            read=1137,
            columns_found=52,
            columns_seen=49,
            complete=False,
            reasons=(StopReason.BUDGET, Gap.COLUMNS),
        ),
        checks=tuple(_check(*row) for row in CHECKS),
        verdicts=verdicts(told),
        findings=told,
        score=_score(),
        columns=columns(),
        pairs=pairs(),
        pages=_pages(told),
        since=_since(told),
        warnings=(
            Wording(
                zh="按操作者要求，图片主机没有核实。", en="The host of pictures was not verified, as asked."
            ),
        ),
    )


def incomplete() -> Audit:
    """The same site, hardly looked at: interrupted at 12 %, and not judged."""
    whole = sample()
    return whole.model_copy(
        update={
            "crawl": whole.crawl.model_copy(update={"stopped": StopReason.INTERRUPTED}),
            "coverage": whole.coverage.model_copy(
                update={"share": 0.12, "read": 142, "reasons": (StopReason.INTERRUPTED,)}
            ),
            "score": Score(
                grade=Grade.UNDETERMINED, reasons=(Wording(zh="只看到 12 %", en="Only 12 % was seen"),)
            ),
        }
    )


def clean() -> Audit:
    """A site without any finding."""
    return sample(()).model_copy(
        update={
            "score": Score(grade=Grade.QUALIFIED, reasons=()),
            "columns": (),
            "pairs": (),
            "since": None,
            "frameworks": (),
        }
    )


def pages() -> tuple[PageRecord, ...]:
    """Lines of ``pages.jsonl``."""
    return tuple(
        PageRecord(
            url=f"{SITE}/a{n}.html",
            final_url=f"{SITE}/a{n}.html",
            outcome=PageOutcome.OK,
            status=200,
            failure=None,
            kind=PageKind.ARTICLE,
            title=f"《{TITLES[n]}》",
            published=AS_OF,
            published_source="label",
            depth=2,
            found_on=f"{SITE}/",
            fetched_at=SEEN,
            bytes=43120,
        )
        for n in range(5)
    )


def _site() -> Site:
    return Site(
        id="qinghe",
        home=Url(f"{SITE}/"),
        name="青禾区人民政府门户网站",
        code="3401000001",
        kind=SiteKind.PORTAL,
        unit=OFFICE,
        units=(Unit(name=REFORM, phone="0551-65550188"), Unit(name=HEALTH)),
    )


def _check(name: str, zh: str, en: str) -> CheckRecord:
    return CheckRecord(
        id=name,
        title=Wording(zh=zh, en=en),
        what=Wording(zh=f"逐项核对：{zh}。", en=f"Looks at every case of this: {en}."),
        why=Wording(
            zh="公众按它找信息，找不到就只能打电话或跑现场。", en="People rely on it to find what they need."
        ),
        mend=Wording(
            zh="按每条发现所写的办法改，改后复查。", en="Mend each finding as it says, then audit again."
        ),
        origin="auditbot",
    )


def _score() -> Score:
    veto = IndicatorResult(
        framework="state",
        id="veto-4",
        title=Wording(zh="栏目不更新", en="Columns are not updated"),
        clause="veto-4",
        kind=IndicatorKind.VETO,
        state=IndicatorState.MET,
        counts=((7, 2, 5), (3, 0, 5)),
    )
    open_one = veto.model_copy(
        update={
            "id": "veto-2",
            "title": Wording(zh="站点无法访问", en="The site cannot be reached"),
            "state": IndicatorState.OPEN,
            "counts": ((0, 1, 7),),
        }
    )
    reasons = (
        Wording(
            zh="超过更新期限的动态要闻、通知公告栏目有 7 个，满 5 个即不合格。",
            en="7 columns are stale; 5 are enough.",
        ),
        Wording(
            zh="另有 5 项要求没有检测，不影响本结论。",
            en="5 requirements were not tested; they change nothing.",
        ),
    )
    return Score(grade=Grade.UNQUALIFIED, reasons=reasons, indicators=(veto, open_one))


def _pages(told: tuple[Finding, ...]) -> tuple[PageBrief, ...]:
    by_page: dict[Url, list[Finding]] = {}
    for finding in told:
        for evidence in finding.evidence:
            by_page.setdefault(Url(evidence.url or ""), []).append(finding)
    return tuple(
        PageBrief(
            url=url,
            title=named[0].evidence[0].title,
            path=named[0].evidence[0].path,
            findings=tuple(finding.id for finding in named),
        )
        for url, named in by_page.items()
    )


def _since(told: tuple[Finding, ...]) -> Since:
    ids = [finding.id for finding in told]
    return Since(
        audit="20261020-0900",
        finished=STARTED - timedelta(days=31),
        new=tuple(ids[:14]),
        still=tuple(ids[14:]),
        gone=tuple(
            finding.model_copy(update={"id": f"gone{n}", "unit": FINANCE})
            for n, finding in enumerate(told[:3])
        ),
        gone_is_proof=True,
    )
