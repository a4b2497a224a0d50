"""Letters and questions of citizens that are answered in time."""

from collections.abc import Iterable, Sequence
from datetime import date
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
from auditbot.model.finding import Finding
from auditbot.model.letters import Letter
from auditbot.model.outcome import Severity
from auditbot.url import Url
from auditbot.workdays import YearUnknown, months_before, workdays_after

_MONTHS = 3
_NONE = Text("站内没有公开的来信和咨询", "the site shows no letters")
_NONE_SEEN = Text(
    "没有看到公开的来信和咨询，且未看完全站", "no letters were seen, and not all of the site was"
)
_UNSEEN = Text("信件列表由脚本生成，未能看到", "a script fills the list of letters, which was not seen")
_SELECTED = Text(
    "仅就网站公开的信件而言，网站通常只选登一部分", "of the letters shown only; sites show a choice"
)
_OTHER_YEARS = Text("不是检查前一年内的信件", "letters not of the year before the audit")


class Shown(Note):
    """The letters that a page shows."""

    title: str
    """Of the page."""
    column: Url
    """The page, or the column it belongs to."""
    own: bool
    """It is the page of one letter."""
    letters: tuple[Letter, ...]


class ReplyDeadline(Check):
    """Judges the working days between asking and answering of every letter of the last year."""

    id = "reply-deadline"
    title = "来信答复及时"
    counted = "封公开的信件"
    needs = Needs.LETTERS | Needs.LISTS | Needs.RENDERING
    about = About(
        "读取网站公开的来信、留言、咨询的提交和答复日期，按工作日计算答复用时；超过三个月答复的，以及超期未答复的，单独列出。"
        "信访、纪检举报、在线访谈、意见征集不计。网站通常只选登部分信件，结论只对公开的信件而言。",
        "政务咨询一年内有留言超过三个月未答复的，按国家检查指标单项否决。",
        "及时答复，并在页面显示提交时间和答复时间。",
    )
    messages = {
        "late": Message(
            "“{subject}”提交后 {days} 个工作日才答复。",
            "{limit} 个工作日内答复",
            "提交 {asked}，答复 {answered}",
            "规定答复时限并督促办理",
        ),
        "unanswered": Message(
            "“{subject}”提交后 {days} 个工作日仍未答复。",
            "{limit} 个工作日内答复",
            "提交 {asked}，状态“{state}”",
            "尽快答复",
        ),
        "months-late": Message(
            "“{subject}”超过三个月{how}。",
            "三个月内必须答复",
            "提交 {asked}，答复 {answered}",
            "立即答复，并查找原因",
        ),
        "backwards": Message(
            "“{subject}”的答复日期早于提交日期。",
            "先提交，后答复",
            "提交 {asked}，答复 {answered}",
            "更正页面显示的日期",
        ),
        "undated": Message(
            "公开的 {count} 封信件没有同时显示提交时间和答复时间，无法判断是否及时。",
            "显示提交时间和答复时间",
            "{example}",
            "在页面显示两个日期",
        ),
        "year-unknown": Message(
            "{count} 封信件跨越的年份节假日安排尚未收入本程序，用时未计算。", seen="{example}"
        ),
    }

    class Options(CheckOptions):
        """The limit, and who set it."""

        chinese = {"workdays": "多少个工作日内应答复来信", "stated": "期限由通知写明；否则超期最多算一般问题"}

        workdays: int = Field(default=5, ge=0)
        """Within which a letter must be answered."""
        stated: bool = False
        """The notice itself gives the limit; otherwise being late weighs no more than ``minor``."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember the letters of a page."""
        facts = page.facts
        if facts.letters:
            steps = [step.target for step in facts.crumbs if step.target and step.target != facts.url]
            own = len(facts.letters) == 1 and facts.letters[0].url == facts.url
            column = steps[-1] if own and steps else facts.url
            yield Shown(title=facts.title, column=column, own=own, letters=facts.letters)
        elif facts.unseen and facts.known & Needs.LETTERS and _is_mailbox(page):
            yield Shown(title=facts.title, column=facts.url, own=False, letters=())

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge each letter once: its own page tells more than the list that leads to it."""
        shown = list(crawl.notes(Shown))
        letters = _each_once(shown)
        undated: list[tuple[Url, Letter]] = []
        unknown: list[tuple[Url, Letter]] = []
        for page, letter in letters:
            if not letter.asked or not (letter.answered or letter.waiting):
                undated.append((page, letter))
                continue
            try:
                yield self._judge(page, letter, letter.asked, crawl)
            except YearUnknown:
                unknown.append((page, letter))
        for message, some in (("undated", undated), ("year-unknown", unknown)):
            if some:
                yield self._together(message, some, shown, crawl)
        if not letters:
            yield _nothing(shown, crawl)

    def _judge(self, page: Url, letter: Letter, asked: date, crawl: Crawl) -> Finding | Tally:
        as_of, limit = self.context.as_of, self.options.workdays
        until = letter.answered or as_of
        if asked < months_before(as_of, 12) or asked > as_of:
            return Tally(1, Outcome.INAPPLICABLE, _OTHER_YEARS)
        if until < asked:
            return self._say("backwards", page, letter, crawl, Severity.MINOR)
        if asked < months_before(until, _MONTHS):
            how = Text("才答复", "after more than three months")
            if not letter.answered:
                how = Text("未答复", "not answered for more than three months")
            return self._say("months-late", page, letter, crawl, None, how=how)
        days = workdays_after(asked, until)
        if days <= limit:
            return Tally(1, Outcome.PASSED, _SELECTED)
        weight = None if self.options.stated else Severity.MINOR
        message = "late" if letter.answered else "unanswered"
        return self._say(message, page, letter, crawl, weight, days=days, limit=limit)

    def _say(
        self,
        message: str,
        page: Url,
        letter: Letter,
        crawl: Crawl,
        weight: Severity | None,
        **parameters: Any,
    ) -> Finding:
        return self.finding(
            message,
            letter.url or page,
            key=f"reply {letter.subject} {letter.asked}",
            weight=weight,
            evidence=[crawl.evidence(page, words=letter.subject)],
            found_on=[page],
            subject=letter.subject,
            asked=letter.asked,
            answered=letter.answered or Text("无", "none"),
            state=letter.state or Text("无", "none"),
            **parameters,
        )

    def _together(
        self,
        message: str,
        some: Sequence[tuple[Url, Letter]],
        shown: Sequence[tuple[Url | None, Shown]],
        crawl: Crawl,
    ) -> Finding:
        """One finding for all letters that cannot be judged, at the column of the first."""
        first, letter = some[0]
        column = next((note.column for page, note in shown if page == first), first)
        pages = list(dict.fromkeys(page for page, _ in some))
        return self.finding(
            message,
            column,
            Outcome.CANT_TELL,
            key=f"reply {message}",
            weight=None if self.options.stated else Severity.MINOR,
            evidence=[crawl.evidence(page) for page in pages[:5]],
            found_on=pages,
            count=len(some),
            example=letter.subject,
        )


def _each_once(shown: Iterable[tuple[Url | None, Shown]]) -> list[tuple[Url, Letter]]:
    """Every letter with the page that tells most of it."""
    found: dict[tuple[str, object], tuple[Url, Letter]] = {}
    for page, note in sorted(shown, key=lambda one: not one[1].own):
        for letter in note.letters:
            identity = (str(letter.url), None) if letter.url else (letter.subject, letter.asked)
            if page:
                known = found.setdefault(identity, (page, letter))
                if not (known[1].asked and (known[1].answered or known[1].waiting)) and letter.asked:
                    found[identity] = (page, letter)
    return list(found.values())


def _is_mailbox(page: Page) -> bool:
    words = page.facts.title + "".join(step.name for step in page.facts.crumbs)
    return any(word in words for word in ("信箱", "来信", "留言", "咨询"))


def _nothing(shown: Sequence[tuple[Url | None, Shown]], crawl: Crawl) -> Tally:
    """No letter at all: a list that was not seen, a site without any, or a crawl that saw too little."""
    if shown:
        return Tally(1, Outcome.UNTESTED, _UNSEEN)
    whole = crawl.absence()[0] is Outcome.FAILED
    return Tally(1, Outcome.INAPPLICABLE, _NONE) if whole else Tally(1, Outcome.UNTESTED, _NONE_SEEN)
