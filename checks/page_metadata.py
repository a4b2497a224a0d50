"""The State's page tags (网页标签), judged for the whole site."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.finding import Evidence, Finding
from auditbot.model.outcome import Severity
from auditbot.model.page import PageFacts, PageKind
from auditbot.url import split
from checks.shared.identity import JUDGED, Carriers, is_page, own
from checks.shared.tags import TAGS, Fault, Group, fault_of, groups_of

_KINDS = {
    Group.SITE: Text("站内", "site"),
    Group.COLUMN: Text("栏目", "column"),
    Group.ARTICLE: Text("文章", "article"),
}
"""What is said before “pages”."""
_LONGEST = 80
_NO_PAGES = Text("没有这一类页面", "there are no pages of this kind")


@dataclass(slots=True)
class _Faulty(Carriers):
    """Pages that share a fault of one tag; of the first of them what the tag says and the page shows."""

    value: str = ""
    shown: str = ""


@dataclass(slots=True)
class _Seen:
    """One group of tags over all pages that must carry it."""

    pages: int = 0
    faults: dict[tuple[str, Fault], _Faulty] = field(default_factory=dict)

    def add(self, group: Group, facts: PageFacts, code: str, name: str) -> None:
        """Look at the tags of a page; ``code``, ``name``: of the site."""
        self.pages += 1
        for tag in TAGS[group]:
            found = fault_of(tag, facts, code, name)
            if found is None:
                continue
            fault, shown = found
            kept = self.faults.get((tag, fault))
            if kept is None:
                kept = self.faults[tag, fault] = _Faulty(value=facts.tag(tag)[:_LONGEST], shown=shown)
            kept.add(facts.url)

    def absent(self, group: Group) -> list[str]:
        """The tags that no page has."""
        return [tag for tag in TAGS[group] if self._missing(tag) == self.pages]

    def _missing(self, tag: str) -> int:
        missing = self.faults.get((tag, Fault.MISSING))
        return missing.total if missing else 0


class PageMetadata(Check):
    """Judges each tag once for all pages on the homepage's host; the case of names is no fault."""

    id = "page-metadata"
    title = "网页标签"
    counted = "个标签"
    needs = Needs.IDENTITY | Needs.COLUMNS
    about = About(
        "查看网站标签（SiteName、SiteDomain、SiteIDCode）、栏目标签（ColumnName、ColumnDescription、ColumnKeywords、"
        "ColumnType）和文章标签（ArticleTitle、PubDate、ContentSource）有没有、填没填、格式对不对、与页面显示的是否一致。",
        "搜索引擎和监管平台靠这些标签识别网站、栏目、文章和发布日期。",
        "在网站、栏目、文章模板的 head 中按《政府网站发展指引》补全标签，由系统自动填写。",
    )
    messages = {
        "absent": Message(
            "所有{kind}页面都没有标签 {tags}。",
            "写有 {tags}",
            "检查了 {total} 个页面，都没有",
            "在模板的 head 中补充",
        ),
        "missing": Message(
            "{count} 个页面没有标签 {tag}。", "写有 {tag}", "检查了 {total} 个页面", "在这些页面的模板中补充"
        ),
        "empty": Message("{count} 个页面的标签 {tag} 没有填写。", "填写 {tag}", "内容为空", "由系统自动填写"),
        "malformed": Message(
            "{count} 个页面的标签 {tag} 格式不正确，如“{value}”。",
            "{wanted}",
            "{value}",
            "更正模板中的格式",
        ),
        "no-clock": Message(
            "{count} 个页面的标签 PubDate 没有写时间，如“{value}”。",
            "写到分钟，如 2024-03-18 09:30",
            "{value}",
            "更正模板中的日期格式",
        ),
        "differs": Message(
            "{count} 个页面的标签 {tag} 与页面不一致，如“{value}”。",
            "与页面显示的一致{shown}",
            "{value}",
            "核对后更正标签或页面",
        ),
        "unlike-home": Message(
            "{count} 个页面的标签 {tag} 与首页的不同，如“{value}”，须人工确认。",
            "全站使用同一个规范名称{shown}",
            "{value}",
            "更正模板中的网站名称；下级单位另有名称的页面无须更正",
        ),
    }

    class Options(CheckOptions):
        """Which tags are asked for."""

        chinese = {"groups": "要看的标签：网站标签、栏目标签、文章标签"}

        groups: tuple[Group, ...] = Field(default=tuple(Group), min_length=1)
        """Tags of the site, of columns, of articles."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look at the tags of every page once, then tell each fault."""
        home = crawl.home()
        host = split(home.url if home else crawl.site.home).host
        name = home.facts.tag("SiteName") if home else ""
        columns = {column.url for column in crawl.columns()}
        groups = {group: _Seen() for group in Group if group in self.options.groups}
        for facts in crawl.facts():
            if not own(facts, host) or not is_page(facts) or not _judged(facts):
                continue
            for group in groups_of(facts, column=facts.url in columns):
                if group in groups:
                    groups[group].add(group, facts, crawl.site.code, name)
        for group, found in groups.items():
            yield from self._judge(group, found, crawl)

    def _judge(self, group: Group, found: _Seen, crawl: Crawl) -> Iterator[Finding | Tally]:
        if not found.pages:
            yield Tally(1, Outcome.INAPPLICABLE if crawl.home() else Outcome.UNTESTED, _NO_PAGES)
            return
        absent = found.absent(group)
        if absent:
            yield self._absent(group, absent, found, crawl)
        for (tag, fault), faulty in found.faults.items():
            if tag not in absent:
                yield self._say(tag, fault, faulty, found.pages, crawl)
        yield Tally(len(TAGS[group]) - len({tag for tag, _ in found.faults}))

    def _absent(self, group: Group, tags: list[str], found: _Seen, crawl: Crawl) -> Finding:
        carriers = found.faults[tags[0], Fault.MISSING]
        return self.finding(
            "absent",
            group,
            evidence=[_evidence(crawl, carriers)],
            found_on=carriers.pages,
            found_on_total=carriers.total,
            kind=_KINDS[group],
            tags="、".join(tags),
            total=found.pages,
        )

    def _say(self, tag: str, fault: Fault, faulty: _Faulty, total: int, crawl: Crawl) -> Finding:
        return self.finding(
            _MESSAGES[fault],
            tag,
            Outcome.CANT_TELL if fault is Fault.UNLIKE_HOME else Outcome.FAILED,
            weight=Severity.NOTICE if fault is Fault.NO_CLOCK else None,
            evidence=[_evidence(crawl, faulty)],
            found_on=faulty.pages,
            found_on_total=faulty.total,
            tag=tag,
            count=faulty.total,
            total=total,
            value=faulty.value,
            wanted=_FORMS.get(tag, Text("", "")),
            shown=Text(f"（{faulty.shown}）", f" ({faulty.shown})") if faulty.shown else Text("", ""),
        )


_MESSAGES = {
    Fault.MISSING: "missing",
    Fault.EMPTY: "empty",
    Fault.MALFORMED: "malformed",
    Fault.NO_CLOCK: "no-clock",
    Fault.DIFFERS: "differs",
    Fault.UNLIKE_HOME: "unlike-home",
}
_FORMS = {
    "SiteDomain": Text("网站域名，如 www.gov.cn", "the site's host, such as www.gov.cn"),
    "SiteIDCode": Text("十位数字，或 bm 加八位数字", "ten digits, or bm and eight"),
    "PubDate": Text("如 2024-03-18 09:30", "such as 2024-03-18 09:30"),
}


def _judged(facts: PageFacts) -> bool:
    """Whether the tags of a page are told; a page that a script makes may get its tags by that script."""
    made_by_script = bool(facts.unseen) and not facts.meta
    return not made_by_script and (facts.kind is PageKind.HOME or facts.kind in JUDGED)


def _evidence(crawl: Crawl, faulty: _Faulty) -> Evidence:
    """The first page, with the tag as written."""
    seen = crawl.evidence(faulty.pages[0])
    return seen.model_copy(update={"excerpt": faulty.value, "mark": faulty.value}) if faulty.value else seen
