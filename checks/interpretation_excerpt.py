"""Interpretations that copy the policy, or only list its headings."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Page, Tally, Text
from auditbot.extract.about.own_text import lines_of
from auditbot.extract.text.overlap import Overlap, overlap
from auditbot.extract.text.words import key
from auditbot.extract.tree.outline import Outline
from auditbot.model.finding import Evidence, Finding
from auditbot.model.policy import Pair, PolicyPage
from checks.shared.policies import no_pairs

_LEAST = 150
"""Letters of its own below which an interpretation is no text."""
_LISTED = 0.25
"""Share of its text that a list of headings makes."""
_LEAST_HEADINGS = 4
_SHOWN = 80
_LABEL = 40
_PAGE_LINE = re.compile(
    r"发布(?:时间|日期|机构)|来源\s?[:：]|浏览|打印|分享|字[体号]|编辑\s?[:：]|(?:解读|起草)(?:单位|机关|部门|人)\s?[:：]"
    r"|(?:咨询|联系)电话|关闭窗口"
)
"""Lines that belong to the page, not to the interpretation."""
_RELATED = re.compile(r"\s*(?:相关(?:文件|解读|链接|政策|附件|阅读)[^。]{0,6}$|上一[篇条]|扫一扫)")
"""The line at which the text is over."""


_OUT = Text(
    "站内没有所解读的文件，或两个页面未读到", "the site does not hold the document, or a page was not read"
)
_NO_TEXT = Text("解读没有多少文字（图解、视频）", "the interpretation has hardly any text of its own")


class InterpretationExcerpt(Check):
    """Compares the text of every interpretation with that of its policy."""

    id = "interpretation-excerpt"
    title = "解读不照抄文件"
    counted = "篇解读"
    needs = Needs.DOCUMENTS | Needs.DATES | Needs.COLUMNS
    about = About(
        "把解读与文件逐字比较，计算与文件相同的文字所占比例，并看是否只罗列文件的小标题。"
        "书名号、引号中的引文和套话不计。结果只作提示，由人工判断，不作不合格处理。",
        "摘抄条文、罗列小标题不是解读，公众仍看不懂。",
        "用通俗的语言说明为什么、怎么办、有什么影响，只在必要处引用原文。",
    )
    messages = {
        "copied": Message(
            "解读《{interpretation}》有 {share}% 的文字与文件相同，须人工确认是否照抄。",
            "与文件相同的文字少于 {percent}%",
            "{passages}",
            "用通俗的语言改写，补充案例和问答",
        ),
        "headings": Message(
            "解读《{interpretation}》可能只罗列了文件的小标题，须人工确认。",
            "不是小标题的罗列",
            "{count} 个小标题，占全文 {share}%：{passages}",
            "补充说明、案例和新旧比较",
        ),
    }

    class Options(CheckOptions):
        """How much may be the same."""

        chinese = {"percent": "与文件原文相同的文字占解读百分之几，即视为照抄"}

        percent: float = Field(default=70, gt=0, le=100)
        """Share of the interpretation's own text that is taken for copying."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Compare every pair of which the site holds both pages."""
        pairs = crawl.graph().pairs
        for pair in pairs:
            ours = crawl.page(pair.interpretation.url)
            theirs = crawl.page(pair.policy.url) if pair.policy else None
            if pair.policy and ours and theirs and ours.url != theirs.url:
                yield self._judge(pair, pair.policy, overlap(_text(ours), _text(theirs)), crawl)
            else:
                yield Tally(1, Outcome.INAPPLICABLE, _OUT)
        if not pairs:
            yield no_pairs(crawl)

    def _judge(self, pair: Pair, policy: PolicyPage, seen: Overlap, crawl: Crawl) -> Finding | Tally:
        copies = seen.letters >= _LEAST and seen.copied * 100 >= self.options.percent
        if copies:
            return self._say("copied", pair, policy, seen.copied, _told(seen), _sides(seen), crawl)
        if len(set(seen.headings)) >= _LEAST_HEADINGS and seen.listed >= _LISTED:
            shown = Text("；".join(seen.headings[:12]), "; ".join(seen.headings[:12]))
            return self._say("headings", pair, policy, seen.listed, shown, (), crawl, len(seen.headings))
        if seen.letters < _LEAST:
            return Tally(1, Outcome.INAPPLICABLE, _NO_TEXT)
        return Tally(1)

    def _say(
        self,
        message: str,
        pair: Pair,
        policy: PolicyPage,
        share: float,
        passages: Text,
        sides: Sequence[tuple[str, str]],
        crawl: Crawl,
        count: int = 0,
    ) -> Finding:
        ours, theirs = crawl.evidence(pair.interpretation.url), crawl.evidence(policy.url)
        return self.finding(
            message,
            pair.interpretation.url,
            Outcome.CANT_TELL,
            key=f"excerpt {policy.url}",
            evidence=[
                one for left, right in sides or (("", ""),) for one in (_at(ours, left), _at(theirs, right))
            ],
            interpretation=pair.interpretation.title,
            policy=policy.title,
            policy_url=policy.url,
            share=round(share * 100),
            percent=f"{self.options.percent:g}",
            passages=passages,
            count=count,
        )


def _text(page: Page) -> str:
    """The page's own text from its title on, line by line, without what every page of the site says."""
    lines = lines_of(page.document, Outline(page.document.tree)).split("\n")
    title = key(page.title)
    start = next((place + 1 for place, line in enumerate(lines) if key(line) == title), 0)
    own = takewhile(lambda line: not _RELATED.match(line), lines[start:])
    return "\n".join(line for line in own if not _PAGE_LINE.search(line[:_LABEL]))


def _sides(seen: Overlap) -> list[tuple[str, str]]:
    """The longest passages as both pages have them."""
    return [(one.ours[:300], one.theirs[:300]) for one in seen.passages]


def _at(page: Evidence, words: str) -> Evidence:
    return page.model_copy(update={"excerpt": words, "mark": words})


def _told(seen: Overlap) -> Text:
    """The longest passages with their length, cut short."""
    parts = [
        (one.letters, one.ours[:_SHOWN] + ("……" if len(one.ours) > _SHOWN else "")) for one in seen.passages
    ]
    return Text(
        "；".join(f"“{words}”（{letters} 字相同）" for letters, words in parts),
        "; ".join(f"“{words}” ({letters} letters)" for letters, words in parts),
    )
