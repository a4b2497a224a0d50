"""The forms in which policies are interpreted: text, pictures, video, press conference, experts."""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.extract.policies.interpretation_forms import said
from auditbot.extract.policies.levels import is_higher
from auditbot.model.finding import Finding
from auditbot.model.interpretation import Form
from auditbot.model.page import PageFacts, PageKind, Region
from auditbot.model.policy import PolicyPage
from auditbot.workdays import months_before
from checks.shared.columns import plain
from checks.shared.document_search import absent
from checks.shared.interpretations import Issuer, issuer_of, recent, told
from checks.shared.policies import no_pairs, sets_rules
from checks.shared.wanted import Wanted, columns_named

_NAMES = {
    Form.TEXT: Text("文字", "text"),
    Form.GRAPHIC: Text("图解", "graphic"),
    Form.ANIMATION: Text("动漫", "animation"),
    Form.VIDEO: Text("视频", "video"),
    Form.AUDIO: Text("音频", "audio"),
    Form.CONFERENCE: Text("新闻发布会", "press conference"),
    Form.EXPERT: Text("专家解读", "expert"),
}
_NOT_TEXT = frozenset(Form) - {Form.TEXT}
_COLUMNS = re.compile(r"图解|视频|动漫|发布会|吹风会|专家|访谈|一图")
"""Columns that may hold other forms on pages that are not known as interpretations."""
_LEAST_NAME = 8
"""Letters of a link that names an interpretation, not a column of them."""
_NO_POLICIES = Text("期内没有应当这样解读的文件", "no document of the period has to be interpreted like this")
_EMPTY_COLUMN = Text("栏目中没有可看的解读", "the column holds nothing that could be looked at")


class InterpretationForms(Check):
    """Judges how many policies have an interpretation of the asked forms, or that not all is text."""

    id = "interpretation-forms"
    title = "解读形式"
    counted = "篇解读或文件"
    needs = Needs.INTERPRETATIONS | Needs.DOCUMENTS | Needs.COLUMNS
    about = About(
        "识别每篇解读的形式：文字、图解、动漫、视频、音频、新闻发布会、专家解读；按发文主体统计文件中有规定形式解读的比例。"
        "没有规定比例的，只在全部解读都是文字时判为不符合。",
        "图表、视频等形式更便于公众理解政策。",
        "为文件制作图解、视频等解读，发布在解读栏目并与文件相互链接。",
    )
    messages = {
        "text-only": Message(
            "近 {months} 个月的 {count} 篇解读都是文字形式。",
            "有{wanted}等形式",
            "{shares}",
            "制作图解、视频等形式的解读",
        ),
        "not-shown": Message(
            "近 {months} 个月的解读中没有看到{wanted}形式，须人工确认。",
            "有{wanted}形式",
            "{shares}",
            "制作该形式的解读；已有而未识别的，在标题中写明形式",
        ),
        "uncovered": Message(
            "政策文件《{policy}》没有{wanted}形式的解读。",
            "{percent}% 的文件有{wanted}形式的解读",
            "{total} 份文件中 {covered} 份有",
            "制作并发布，与文件相互链接",
        ),
    }

    class Options(CheckOptions):
        """The forms asked for, and of how many policies."""

        chinese = {
            "forms": "应有的解读形式，有其一即可；不写为文字以外的任何形式",
            "percent": "应有这种解读的政策占百分之几；不写则只列出本期有哪些形式",
            "issuers": "统计哪些机关的政策；不写为全部",
            "column": "只看这个栏目内的",
            "months": "看最近多少个月的解读和政策",
        }

        forms: tuple[Form, ...] = ()
        """Asked for, any of them; empty: any but text."""
        percent: float | None = Field(default=None, ge=0, le=100)
        """Share of the policies that must have one; none: the forms of the period are told."""
        issuers: tuple[Issuer, ...] = ()
        """Whose policies are counted; empty: all."""
        column: Wanted | None = None
        """Only what stands inside this column."""
        months: int = Field(default=12, ge=1)
        """How far back interpretations and policies are looked at."""

    @property
    def _asked(self) -> frozenset[Form]:
        return frozenset(self.options.forms) or _NOT_TEXT

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Count the policies covered, or tell the forms of the period."""
        if self.options.percent is not None and self.options.column is None:
            yield from self._coverage(crawl)
        else:
            yield self._shares(crawl)

    def _shares(self, crawl: Crawl) -> Finding | Tally:
        pages = self._pages(crawl)
        if not pages:
            return _nothing(crawl) if self.options.column else no_pairs(crawl)
        shown = [facts.interpretation.shown_as for facts in pages if facts.interpretation]
        shares = _shares_of(shown)
        if any(self._asked & forms for forms in shown):
            return Tally(len(pages), Outcome.PASSED, shares)
        only_text = not any(_NOT_TEXT & forms for forms in shown)
        outcome, _ = absent(crawl)
        if not only_text or (outcome is Outcome.FAILED and self._may_stand_elsewhere(crawl)):
            outcome = Outcome.CANT_TELL
        wanted = self.options.column
        columns = columns_named(wanted, crawl) if wanted else []
        return self.finding(
            "text-only" if only_text else "not-shown",
            columns[0].url if columns else crawl.site.home,
            outcome,
            key=f"forms {' '.join(sorted(self._asked))} {wanted.name if wanted else ''}",
            evidence=[crawl.evidence(facts.url) for facts in pages[:5]],
            found_on=[facts.url for facts in pages],
            months=self.options.months,
            count=len(pages),
            wanted=_named(self._asked),
            shares=shares,
        )

    def _pages(self, crawl: Crawl) -> list[PageFacts]:
        """The interpretations of the period, or what stands inside the column."""
        as_of, months = self.context.as_of, self.options.months
        wanted = self.options.column
        if wanted is None:
            return [facts for facts in told(crawl).values() if recent(facts, as_of, months)]
        within = crawl.facts(PageKind.INTERPRETATION, PageKind.ARTICLE)
        return [
            facts
            for facts in within
            if facts.interpretation
            and not facts.unseen
            and recent(facts, as_of, months)
            and wanted.known & {plain(step.name) for step in facts.crumbs}
        ]

    def _may_stand_elsewhere(self, crawl: Crawl) -> bool:
        """Whether a column by its name holds other forms, which may be no pages of interpretation."""
        return any(_COLUMNS.search(column.name) and column.items for column in crawl.columns())

    def _coverage(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        policies = self._policies(crawl)
        if not policies:
            whole = crawl.absence()[0] is Outcome.FAILED
            yield Tally(1, Outcome.INAPPLICABLE if whole else Outcome.UNTESTED, _NO_POLICIES)
            return
        pages = told(crawl)
        covered = {
            pair.policy.url
            for pair in crawl.graph().pairs
            if pair.policy
            and (facts := pages.get(pair.interpretation.url))
            and facts.interpretation
            and self._asked & facts.interpretation.shown_as
        }
        open_ones = [one for one in policies if one.url not in covered and not self._is_linked(one, crawl)]
        done = len(policies) - len(open_ones)
        if done * 100 >= self.options.percent * len(policies):
            yield Tally(len(policies))
            return
        yield Tally(done)
        for policy in open_ones:
            yield self.finding(
                "uncovered",
                policy.url,
                absent(crawl)[0],
                key=f"forms {' '.join(sorted(self._asked))}",
                evidence=[crawl.evidence(policy.url)],
                policy=policy.title,
                wanted=_named(self._asked),
                percent=f"{self.options.percent:g}",
                total=len(policies),
                covered=done,
            )

    def _policies(self, crawl: Crawl) -> list[PolicyPage]:
        """The site's own rules of the period, issued by those who are asked."""
        graph, since = crawl.graph(), months_before(self.context.as_of, self.options.months)
        known = {pair.policy.url: pair.policy for pair in graph.pairs if pair.policy and not pair.draft}
        known |= {policy.url: policy for policy in graph.alone}
        asked = self.options.issuers or tuple(Issuer)
        return [
            policy
            for _, policy in sorted(known.items())
            if sets_rules(policy)
            and issuer_of(policy) in asked
            and (policy.published is None or policy.published >= since)
            and not is_higher(crawl.site, policy.title, policy.number, policy.issuer)
        ]

    def _is_linked(self, policy: PolicyPage, crawl: Crawl) -> bool:
        """Whether the policy's page links to such a form by name, on another site perhaps."""
        page = crawl.page(policy.url)
        links = page.links if page else ()
        return any(
            self._asked & said(link.text).keys()
            for link in links
            if link.region is Region.BODY and len(link.text) >= _LEAST_NAME
        )


def _nothing(crawl: Crawl) -> Tally:
    whole = crawl.absence()[0] is Outcome.FAILED
    return Tally(1, Outcome.INAPPLICABLE if whole else Outcome.UNTESTED, _EMPTY_COLUMN)


def _shares_of(shown: Sequence[frozenset[Form]]) -> Text:
    """How many pages have each form."""
    counts = [(_NAMES[form], sum(form in forms for forms in shown)) for form in Form]
    return Text(
        "，".join(f"{name.zh} {count} 篇" for name, count in counts if count),
        ", ".join(f"{name.en}: {count}" for name, count in counts if count),
    )


def _named(forms: Iterable[Form]) -> Text:
    asked = [_NAMES[form] for form in Form if form in frozenset(forms)]
    return Text("、".join(one.zh for one in asked), ", ".join(one.en for one in asked))
