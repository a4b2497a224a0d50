"""The breadcrumb of a page (当前位置：首页 > 政务公开 > 通知公告)."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from auditbot.extract.text.words import fold
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Crumb

MOST = 12
_MOST_PHRASES = 200
_EFFORT = 2_000_000
"""Letters around such phrases that are read."""

_BEFORE_PLACE = ("当前", "所在", "现在", "目前", "您的", "你的")
_PHRASE = re.compile(
    "|".join(rf"{word}[^\n:：]{{0,6}}位置" for word in _BEFORE_PLACE)
    + r"|当前栏目|所在栏目|位置\s{0,50}[:：]"
)
"""Every branch begins with a letter: so the search passes over all other letters quickly."""
_CONTAINERS = ", ".join(
    f"[class*={name}], [id*={name}]"
    for name in (
        "crumb",
        "bread",
        "mbx",
        "dqwz",
        "location",
        "position",
        "weizhi",
        "curpage",
        "lujing",
        "CurrChnl",
    )
)
_HOME = re.compile(r"(?:网站|中文|返回|门户)?(?:首\s*页|主页)|home", re.IGNORECASE)
_SEPARATORS = re.compile(r"[>＞»›→|｜]+|-{1,3}>|(?<=\s)[-—/\\·]+(?=\s)|&gt;")
_CALLED_SO = re.compile(r"bread|crumb|mbx")
_EDGES = " \xa0\u3000:：>＞»›→|｜-—/\\·."
_NOT_STEPS = frozenset({"正文", "内容", "详情", "列表", "浏览文章", "文章内容", "信息内容", "详细内容"})
_LONGEST = 400


def crumbs(document: Document, outline: Outline) -> tuple[Crumb, ...]:
    """The steps from the homepage to the page, as far as the page shows them."""
    found = _after_phrase(outline) or _named(document)
    if found is None:
        return ()
    container, text = found
    steps = []
    rest = text
    for anchor in container.css("a")[:MOST]:
        name = fold(anchor.text(), 60)
        if not name:
            continue
        target = document.resolve(anchor.attributes.get("href") or "")
        steps.append(Crumb(name, target))
        before, mark, after = rest.partition(name)
        rest = after if mark else before
    unlinked = [part.strip(_EDGES) for part in _SEPARATORS.split(rest if steps else _tail(text))]
    steps.extend(Crumb(name, None) for name in unlinked if 1 < len(name) <= 40)
    return tuple(step for step in steps if step.name not in _NOT_STEPS)[:MOST]


def _tail(text: str) -> str:
    match = _PHRASE.search(text)
    return text[match.end() :].lstrip("是:： \xa0") if match else ""


def _after_phrase(outline: Outline) -> tuple[LexborNode, str] | None:
    told = "位置" in outline.text or "栏目" in outline.text
    too_long: set[int] = set()
    effort = _EFFORT
    for match in islice(_PHRASE.finditer(outline.text), _MOST_PHRASES) if told else ():
        node = outline.node_at(match.start())
        place = node.parent if node else None
        for _ in range(4):
            if place is None or place.mem_id in too_long or effort < 0:
                break
            whole = place.text(separator=" ")
            effort -= len(whole)
            text = fold(whole, _LONGEST)
            if len(text) >= _LONGEST:
                too_long.add(place.mem_id)
                break
            links = place.css("a")
            if len(links) == 1 and not _unlinked(text, links[0]):
                return _whole(place, text)
            if links or _tail(text):
                return place, text
            place = place.parent
    return None


def _unlinked(text: str, link: LexborNode) -> str:
    """The words behind the only link."""
    name = fold(link.text(), 60)
    return text.partition(name)[2].strip(_EDGES) if name else ""


def _whole(place: LexborNode, text: str) -> tuple[LexborNode, str]:
    """The box that holds all steps: old layouts set every step into a table cell of its own."""
    outer = place.parent
    for _ in range(3):
        if outer is None or outer.tag == "body" or len(place.css("a")) > 1:
            break
        around = fold(outer.text(separator=" "), _LONGEST)
        if len(around) >= _LONGEST or not around.startswith(text):
            break
        place, text, outer = outer, around, outer.parent
    return place, text


def _is_drawn(place: LexborNode) -> bool:
    """Whether the signs between the steps are drawn by a style: a list that is called a breadcrumb."""
    said = place.attributes
    named = _CALLED_SO.search(f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST])
    return named is not None and len(place.css("li")) > 1


def _named(document: Document) -> tuple[LexborNode, str] | None:
    """A container that is called a breadcrumb, begins with the homepage and has steps."""
    for node in document.tree.css(_CONTAINERS)[:20]:
        place = node.parent if node.tag == "a" else node
        anchor = place.css_first("a") if place else None
        if place is None or anchor is None or not _HOME.fullmatch(anchor.text().strip()):
            continue
        text = fold(place.text(separator=" "), _LONGEST)
        if len(text) < _LONGEST and (_SEPARATORS.search(text) or _is_drawn(place)):
            return place, text
    return None
