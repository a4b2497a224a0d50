"""Consultations with draft, explanation, a way and a last day to answer, and what came of them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from pydantic import Field

from auditbot.check import (
    About,
    Check,
    CheckOptions,
    Crawl,
    Message,
    Needs,
    Note,
    Outcome,
    Page,
    Tally,
    Text,
)
from auditbot.model.consultation import Stage
from auditbot.model.finding import Finding
from auditbot.workdays import months_before
from checks.shared.consultations import Consultations, Consulted, remembered
from checks.shared.document_search import absent

_NONE = Text("站内没有征求意见的信息", "the site has no consultation")
_NONE_SEEN = Text("没有看到征求意见的信息，且未看完全站", "none was seen, and not all of the site was")
_OLD = Text("早于检查的时间范围", "older than the period looked at")
_UNSEEN = Text("页面内容未能看到", "the page's content could not be seen")


class Part(StrEnum):
    """What a consultation must show."""

    DRAFT = "draft"
    EXPLANATION = "explanation"
    CHANNEL = "channel"
    DEADLINE = "deadline"
    OUTCOME = "outcome"


class ConsultationComplete(Check):
    """Judges every call for opinions by its parts, and by what became of it."""

    id = "consultation-complete"
    title = "征求意见要素"
    counted = "项征求意见"
    needs = Needs.CONSULTATIONS | Needs.DOCUMENTS | Needs.DATES | Needs.COLUMNS
    about = About(
        "查看每项征求意见：有没有草案（正文、附件或链接）、起草说明、提意见的方式和截止日期；"
        "截止并过了规定天数的，有没有公布收到的意见、采纳情况和未采纳的理由；截止后是否仍显示进行中。"
        "征集建议、线索而没有草案的，不要求草案和说明。",
        "公众看不到草案和说明就无从提意见，提了没有下文就不再参与。",
        "补充缺少的内容；征集结束后在原页面或另发公告，公布意见采纳情况并链接原公告。",
    )
    messages = {
        "no-draft": Message(
            "征求意见《{title}》没有草案。", "正文、附件或链接中有草案", "{seen}", "附上征求意见稿"
        ),
        "no-explanation": Message(
            "征求意见《{title}》没有起草说明。", "有起草说明", "{seen}", "附上起草说明或链接对草案的解读"
        ),
        "no-channel": Message(
            "征求意见《{title}》没有写明怎样提意见。",
            "有通信地址、邮箱、电话、传真或在线提交的方式",
            "{seen}",
            "写明提意见的方式",
        ),
        "no-deadline": Message(
            "征求意见《{title}》没有写明截止日期。", "写明征求意见的期限", "{seen}", "写明截止日期"
        ),
        "still-open": Message(
            "征求意见《{title}》已于 {ends} 截止，仍显示“{words}”。",
            "截止后显示已结束",
            "{words}",
            "更新状态，公布意见采纳情况",
        ),
        "no-outcome": Message(
            "征求意见《{title}》已于 {ends} 截止，没有看到意见采纳情况。",
            "截止后 {days} 天内公布收到的意见和采纳情况",
            "原页面和站内其他页面都没有",
            "公布收到的意见、采纳情况和未采纳的理由",
        ),
        "thin-outcome": Message(
            "征求意见《{title}》的结果中没有看到：{missing}。",
            "公布收到的意见、采纳情况和未采纳的理由",
            "{seen}",
            "补充缺少的内容",
        ),
    }

    class Options(CheckOptions):
        """The parts asked for, and when the outcome is due."""

        chinese = {
            "parts": "征求意见应有的各部分",
            "grace_days": "征集结束后多少天内应公布结果",
            "months": "多少个月以前的征集，只看是否仍标“进行中”",
        }

        parts: tuple[Part, ...] = tuple(Part)
        """What a consultation must show."""
        grace_days: int = Field(default=30, ge=0)
        """Days after the end until the outcome is due."""
        months: int = Field(default=24, ge=1)
        """Older consultations are judged only by whether they still claim to be open."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember the pages of consultations."""
        return remembered(page)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every call."""
        known = Consultations.of(crawl)
        drafts = [pair.named.strip("《》") for pair in crawl.graph().pairs if pair.draft]
        interpreted = {one.url for title in drafts for one in known.about(title)}
        for call in known.calls:
            yield from self._judge(call, known, call.url in interpreted, crawl)
        if not known.calls:
            whole = crawl.absence()[0] is Outcome.FAILED
            yield Tally(1, Outcome.INAPPLICABLE, _NONE) if whole else Tally(1, Outcome.UNTESTED, _NONE_SEEN)

    def _judge(
        self, call: Consulted, known: Consultations, interpreted: bool, crawl: Crawl
    ) -> Iterator[Finding | Tally]:
        if call.unseen:
            yield Tally(1, Outcome.UNTESTED, _UNSEEN)
            return
        said = list(self._stale(call, crawl))
        old = call.published and call.published < months_before(self.context.as_of, self.options.months)
        if not old:
            said += self._parts(call, interpreted, crawl)
            said += self._outcome(call, known, crawl)
        yield from said
        if not said:
            yield Tally(1, Outcome.INAPPLICABLE, _OLD) if old else Tally(1)

    def _stale(self, call: Consulted, crawl: Crawl) -> Iterator[Finding]:
        told = call.told
        if told.stage is Stage.OPEN and told.ends and told.ends < self.context.as_of:
            yield self._say("still-open", call, crawl, Outcome.FAILED, ends=told.ends, words=told.stage_words)

    def _parts(self, call: Consulted, interpreted: bool, crawl: Crawl) -> Iterator[Finding]:
        """What the call itself must show. Files that were not read may hold what the text does not."""
        told, asked = call.told, self.options.parts
        hidden = Outcome.CANT_TELL if told.files else Outcome.FAILED
        seen = _described(call)
        if Part.DRAFT in asked and told.drafted and not told.draft:
            yield self._say("no-draft", call, crawl, hidden, seen=seen)
        if Part.EXPLANATION in asked and told.drafted and not (told.explanation or interpreted):
            yield self._say("no-explanation", call, crawl, hidden, seen=seen)
        if Part.CHANNEL in asked and not told.channels:
            yield self._say("no-channel", call, crawl, hidden, seen=seen)
        if Part.DEADLINE in asked and not (told.deadline or told.ends):
            yield self._say("no-deadline", call, crawl, hidden, seen=seen)

    def _outcome(self, call: Consulted, known: Consultations, crawl: Crawl) -> Iterator[Finding]:
        told, days = call.told, self.options.grace_days
        due = told.ends + timedelta(days=days) if told.ends else None
        if Part.OUTCOME not in self.options.parts or due is None or due >= self.context.as_of:
            return
        pages = [call] if told.received or told.adopted else known.outcomes_of(call)
        if not pages:
            yield self._say("no-outcome", call, crawl, absent(crawl)[0], ends=told.ends, days=days)
            return
        missing = _missing(pages)
        if missing:
            seen = "；".join(
                words for one in pages for words in (one.told.received, one.told.adopted) if words
            )
            yield self._say(
                "thin-outcome",
                call,
                crawl,
                Outcome.CANT_TELL,
                others=pages,
                missing=_listed(missing),
                seen=seen or Text("结果页面没有写明", "the page of the outcome does not tell"),
            )

    def _say(
        self,
        message: str,
        call: Consulted,
        crawl: Crawl,
        outcome: Outcome,
        *,
        others: Iterable[Consulted] = (),
        **parameters: Any,
    ) -> Finding:
        pages = [call.url, *(one.url for one in others if one.url != call.url)]
        return self.finding(
            message,
            call.url,
            outcome,
            evidence=[crawl.evidence(page) for page in pages[:5]],
            title=call.title,
            **parameters,
        )


_PARTS = (
    Text("收到的意见", "what came in"),
    Text("采纳情况", "what was adopted"),
    Text("未采纳的理由", "why not"),
)


def _missing(pages: Iterable[Consulted]) -> list[Text]:
    """Of the three parts of an outcome those that no page tells; nothing received needs no more."""
    told = [one.told for one in pages]
    if any(one.nothing_received for one in told):
        return []
    received, adopted = any(one.received for one in told), any(one.adopted for one in told)
    explained = any(one.reasons or one.all_adopted for one in told)
    return [part for part, there in zip(_PARTS, (received, adopted, explained), strict=True) if not there]


def _listed(parts: list[Text]) -> Text:
    return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _described(call: Consulted) -> Text:
    """What the page does show."""
    told = call.told
    rows = [
        (Text("草案", "draft"), told.draft),
        (Text("说明", "explanation"), told.explanation),
        (Text("方式", "channels"), "、".join(words for _, words in told.channels)),
        (Text("期限", "period"), told.deadline or _day(told.ends)),
    ]
    shown = [(name, words[:60]) for name, words in rows if words]
    files = told.files
    return Text(
        "；".join([*(f"{name.zh}：{words}" for name, words in shown), f"附件和图片 {files} 个"]),
        "; ".join([*(f"{name.en}: {words}" for name, words in shown), f"files and pictures: {files}"]),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
