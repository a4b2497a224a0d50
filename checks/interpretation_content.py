"""What an interpretation should tell, from the background to what changed."""

from collections.abc import Iterable, Sequence

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.finding import Evidence, Finding
from auditbot.model.interpretation import Element, Form
from auditbot.model.page import PageFacts
from checks.shared.interpretations import told
from checks.shared.policies import no_pairs

_NAMES = {
    Element.BACKGROUND: Text("背景依据", "background"),
    Element.AIMS: Text("目标任务", "aims"),
    Element.CONTENT: Text("主要内容", "content"),
    Element.SCOPE: Text("涉及范围", "scope"),
    Element.STANDARDS: Text("执行标准", "standards"),
    Element.TERMS: Text("关键词诠释", "key terms"),
    Element.BENEFITS: Text("惠民利民举措", "benefits"),
    Element.CHANGES: Text("新旧政策差异", "what changed"),
}
_HIGHER = Text("解读的是上级文件", "it interprets a document of a higher body")
_PICTURES = Text("内容在图片、视频中，未读取", "what it tells is in pictures or video, which are not read")


class InterpretationContent(Check):
    """Judges the interpretations of each policy together: what one does not tell another may."""

    id = "interpretation-content"
    title = "解读内容要素"
    counted = "份文件的解读"
    needs = Needs.INTERPRETATIONS | Needs.DOCUMENTS | Needs.DATES | Needs.COLUMNS
    about = About(
        "按用语查找解读中的背景依据、目标任务、主要内容、涉及范围、执行标准、关键词诠释、惠民利民举措、新旧政策差异；"
        "同一文件有多篇解读的合并查看。没有看到的要素须人工确认：可能用了别的说法，也可能与该文件无关。",
        "解读说清为什么、管什么、怎么办、有什么变化，公众才看得懂。",
        "对照缺少的要素补充解读内容。",
    )
    messages = {
        "missing": Message(
            "解读《{interpretation}》中没有看到：{missing}。",
            "有{asked}",
            "看到 {found} 项：{there}",
            "补充缺少的要素；与该文件无关的，确认后不计",
        ),
    }

    class Options(CheckOptions):
        """What is asked for."""

        chinese = {"elements": "解读应说明的要素"}

        elements: tuple[Element, ...] = tuple(Element)
        """The elements that an interpretation should tell."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look at what is told of each policy."""
        pages, pairs = told(crawl), crawl.graph().pairs
        together: dict[str, list[PageFacts]] = {}
        for pair in pairs:
            facts = pages.get(pair.interpretation.url)
            if pair.higher:
                yield Tally(1, Outcome.INAPPLICABLE, _HIGHER)
            elif facts:
                together.setdefault(pair.policy.url if pair.policy else facts.url, []).append(facts)
        if not pairs:
            yield no_pairs(crawl)
        for shown in together.values():
            yield self._judge(shown, crawl)

    def _judge(self, shown: Sequence[PageFacts], crawl: Crawl) -> Finding | Tally:
        written = [one for one in shown if one.interpretation and Form.TEXT in one.interpretation.shown_as]
        if not written:
            return Tally(1, Outcome.UNTESTED, _PICTURES)
        there = {element for one in written if one.interpretation for element in one.interpretation.tells}
        asked = [element for element in Element if element in self.options.elements]
        missing = [element for element in asked if element not in there]
        if not missing:
            return Tally(1)
        first = written[0]
        return self.finding(
            "missing",
            first.url,
            Outcome.CANT_TELL,
            key="elements",
            evidence=_evidence(written, crawl),
            interpretation=first.title,
            missing=_listed(missing),
            asked=_listed(asked),
            found=len(asked) - len(missing),
            there=_listed([element for element in asked if element in there]),
        )


def _listed(elements: Iterable[Element]) -> Text:
    names = [_NAMES[element] for element in elements]
    return Text("、".join(one.zh for one in names) or "无", ", ".join(one.en for one in names) or "none")


def _evidence(pages: Sequence[PageFacts], crawl: Crawl) -> list[Evidence]:
    """Each page, the first five, with the words by which the elements were known."""
    shown = []
    for facts in pages[:5]:
        words = facts.interpretation.elements if facts.interpretation else ()
        said = "；".join(excerpt for _, excerpt in words)[:300]
        shown.append(crawl.evidence(facts.url).model_copy(update={"excerpt": said}))
    return shown
