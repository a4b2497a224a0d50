"""Letters and questions of citizens with their days: rows of a table, entries of a list, pages of their own.

Days are taken where a label or a column of a table names them. 信访, 纪检举报, 在线访谈, 意见征集 are none.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from operator import itemgetter

from selectolax.lexbor import LexborNode

from auditbot.extract.about.reading import Reading
from auditbot.extract.text.dates import day_at, days
from auditbot.extract.text.visible import line
from auditbot.extract.text.words import fold, squeeze
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.letters import Letter
from auditbot.model.page import PageKind, Region
from auditbot.url import Url

MOST = 200
_SUBJECT = 80
_MOST_EVENTS = 1000
_MOST_TABLES = 20
_LEAST_NAME = 4
_REACH = 4000
"""Letters behind an entry's link in which its labels stand."""

_MAILBOX = re.compile(r"信箱|来信|信件|留言|网上咨询|在线咨询|我要咨询|咨询投诉|政务咨询|问政|建言")
_ANSWERS = re.compile(r"咨询|问答|答复|互动|投诉|诉求")
_OTHERS = re.compile(r"信访|纪检|举报|访谈|调查|征集|提案|代表建议|人大|政协|征求|听证|采访|年报|办事")
_SENT = r"(?:来信|写信|去信|提交|留言|咨询|提问|投诉|诉求|反映|登记|信件)"
_REPLIED = r"(?:回复|答复|回信|办结|反馈|回应|解答)"
_WHEN = r"\s?(?:时\s?间|日\s?期)"
_ASKED_LABEL = re.compile(rf"{_SENT}{_WHEN}")
_ANSWERED_LABEL = re.compile(rf"{_REPLIED}{_WHEN}")
_STATE_LABEL = re.compile(r"(?:办理|处理|回复|答复|信件|当前|办件)?(?:状态|进度)|是否(?:已)?(?:回复|答复)")
_NAME_LABEL = re.compile(r"标题|主题|题目|信件名称|来信内容|问题|事项")
_WAITING = (
    "未回复|未答复|未办结|待回复|待答复|待处理|待办理|处理中|办理中|受理中|回复中|待受理|正在办理|正在处理"
)
_DONE = "处理完毕|办理完毕|已办理|已回复|已答复|已办结|已回应|办结|已处理|已解答|已反馈"
_EVENT = re.compile(
    rf"(?P<asked>{_SENT}{_WHEN})[\s:：\]】]{{1,8}}(?=[\d二])|(?P<answered>{_REPLIED}{_WHEN})[\s:：\]】]{{1,8}}(?=[\d二])"
    rf"|(?P<waiting>{_WAITING})|(?P<done>{_DONE})"
)
_LETTER_TEXT = re.compile(
    rf"(?m)^\s*[\[【]?(?:{_SENT}|问题|您的)?(?:内容|正文|来信|留言|咨询|诉求)[\]】]?\s?[:：]"
)
_REPLY_TEXT = re.compile(
    r"(?m)^\s*[\[【]?(?:官方|单位|部门|处理|办理)?(?:回复|答复|回信|解答)(?:内容|意见|情况)?[\]】]?\s?[:：]\s?\S"
)


def may_hold_letters(kind: PageKind, page: Reading) -> bool:
    """Whether a page stands where citizens are answered."""
    if kind not in (PageKind.COLUMN, PageKind.ARTICLE, PageKind.OTHER):
        return False
    steps = _steps(page)
    return bool(_MAILBOX.search(steps) or _ANSWERS.search(steps)) and not _OTHERS.search(steps)


def letters(kind: PageKind, page: Reading, title: str) -> tuple[Letter, ...]:
    """The letters that a page shows, in its order, at most ``MOST``."""
    if kind is PageKind.ARTICLE:
        one = _own_letter(page, title)
        return (one,) if one else ()
    rows = islice(_rows(page.document), MOST)
    return tuple(rows) or tuple(islice(_entries(page), MOST))


def _steps(page: Reading) -> str:
    return "".join(step.name for step in page.steps) + page.names.column


def _own_letter(page: Reading, title: str) -> Letter | None:
    """The letter whose own page this is; without any day it must show letter and answer."""
    text = page.outline.text[page.heading.end if page.heading else 0 :][:_REACH]
    letter = Letter(subject=title[:_SUBJECT], url=page.document.url)
    events = list(islice(_EVENT.finditer(text), _MOST_EVENTS))
    for event in events:
        letter = _with(letter, event, text)
    answered = bool(_REPLY_TEXT.search(text))
    if letter.asked or letter.answered:
        return replace(letter, replied=letter.replied or answered)
    if _MAILBOX.search(_steps(page)) and answered and _LETTER_TEXT.search(text):
        return replace(letter, replied=True)
    return None


def _entries(page: Reading) -> Iterator[Letter]:
    """The entries of a list: each link with the labels behind it."""
    outline, region_of = page.outline, page.document.regions.region_of
    start = page.heading.end if page.heading else 0
    names = _named_anchors(outline, start)
    found: dict[int, Letter] = {}
    for event in islice(_EVENT.finditer(outline.text, start), _MOST_EVENTS):
        place = bisect_right(names, event.start(), key=itemgetter(1)) - 1
        node = outline.node_at(event.start())
        if place < 0 or node is None or region_of(node) is not Region.BODY:
            continue
        anchor, offset, words = names[place]
        if event.start() - offset > _REACH:
            continue
        known = found.get(place) or Letter(words[:_SUBJECT], _leads_to(page.document, anchor))
        found[place] = _with(known, event, outline.text)
    yield from (letter for letter in found.values() if letter.asked or letter.answered or letter.waiting)


def _named_anchors(outline: Outline, start: int) -> list[tuple[LexborNode, int, str]]:
    """The links outside of shared parts whose words may be the title of a letter."""
    own = (outline.anchors[place] for place, _ in islice(outline.own_anchors(), 5 * _MOST_EVENTS))
    named = ((anchor, offset, line(anchor)) for anchor, offset in own if offset >= start)
    return [one for one in named if len(one[2]) >= _LEAST_NAME]


def _with(letter: Letter, event: re.Match[str], text: str) -> Letter:
    """The letter with what one label tells; the first label of a kind counts."""
    if event["asked"]:
        return letter if letter.asked else replace(letter, asked=_day_behind(text, event.end()))
    if event["answered"]:
        day = letter.answered or _day_behind(text, event.end())
        return replace(letter, answered=day, replied=letter.replied or day is not None)
    if letter.state:
        return letter
    return _in_state(letter, event[0])


def _in_state(letter: Letter, word: str) -> Letter:
    return replace(
        letter,
        state=word,
        replied=letter.replied or bool(re.fullmatch(_DONE, word)),
        waiting=bool(re.fullmatch(_WAITING, word)),
    )


def _day_behind(text: str, place: int) -> date | None:
    day = day_at(text, place)
    return day.value if day else None


def _rows(document: Document) -> Iterator[Letter]:
    """The rows of tables that have a column for the day of asking, of answering, or for the state."""
    for table in document.tree.css("table")[:_MOST_TABLES]:
        if document.regions.region_of(table) is not Region.BODY or len(table.css("table")) > 1:
            continue
        rows = [_cells(row) for row in table.css("tr")[: MOST + 1]]
        columns = _columns(rows[0]) if rows else {}
        if "name" not in columns or not columns.keys() & {"asked", "answered", "state"}:
            continue
        yield from (_of_row(row, columns, document) for row in rows[1:] if len(row) >= len(rows[0]))


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _columns(header: list[LexborNode]) -> dict[str, int]:
    """Which column holds what, by the words of the header."""
    labels = {"asked": _ASKED_LABEL, "answered": _ANSWERED_LABEL, "state": _STATE_LABEL, "name": _NAME_LABEL}
    found: dict[str, int] = {}
    for place, cell in enumerate(header[:20]):
        words = squeeze(cell.text(), 20)
        name = next((name for name, label in labels.items() if label.search(words)), "")
        if name:
            found.setdefault(name, place)
    return found


def _of_row(row: list[LexborNode], columns: dict[str, int], document: Document) -> Letter:
    told = {name: row[place].text()[: 4 * _SUBJECT] for name, place in columns.items() if place < len(row)}
    link = next((cell.css_first("a[href]") for cell in row if cell.css_first("a[href]")), None)
    named = row[columns["name"]].css_first("a[href]") or link
    letter = Letter(
        subject=fold(told["name"], _SUBJECT),
        url=_leads_to(document, named) if named else None,
        asked=_day_in(told.get("asked", "")),
        answered=_day_in(told.get("answered", "")),
    )
    state = re.search(f"{_WAITING}|{_DONE}|^[是否]$", squeeze(told.get("state", "")))
    if state and state[0] in "是否":
        return replace(letter, state=state[0], replied=state[0] == "是", waiting=state[0] == "否")
    left_blank = letter.answered is None and "answered" in told and not told["answered"].strip(" \n\t-—/无")
    letter = replace(letter, replied=letter.answered is not None, waiting=left_blank)
    return _in_state(letter, state[0]) if state else letter


def _day_in(text: str) -> date | None:
    day = next(days(text), None)
    return day.value if day else None


def _leads_to(document: Document, anchor: LexborNode) -> Url | None:
    return document.resolve(anchor.attributes.get("href") or "")
