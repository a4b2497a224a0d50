"""Where the other pages of a list are: pagers of links, the calls that write them, and what they count."""

import re

from selectolax.lexbor import LexborNode

from auditbot.extract.text.words import squeeze
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Paging
from auditbot.url import Url, read, split

MOST = 60

_CALL = re.compile(r"createPageHTML\w{0,12}\s*\(([^()]{3,200})\)")
_ARGUMENT = re.compile(r"\s*(?:'([^']*)'|\"([^\"]*)\"|(\d+))\s*(?:,|$)")
_NEXT = frozenset(
    {
        "下一页",
        "下页",
        "后一页",
        "下一页>",
        "下一页>>",
        "下一页»",
        "下一页›",
        "next",
        "nextpage",
        "后页",
        ">下一页",
    }
)
_NEXT_WORDS = ("下一页", "下页", "后一页", "后页", "Next", "next", "NEXT")
_STEP = re.compile(
    r"[^一-鿿]{0,12}(?:(?:首|第一|[上前下后]一?|尾|末|最后一?)页|跳转|转到|确定|(?:共|第|当前|总|每页).{0,20}[页条].{0,9})?"
    r"[^一-鿿]{0,12}"
)
"""What the links of a pager say: numbers, signs, and words for pages."""
_STEPS_UP = 4
_PAGES = re.compile(
    r"共\s*\d{1,8}\s*条\s*\d{1,6}\s*/\s*(\d{1,6})|共\s*(\d{1,6})\s*页|页[次数码]\s*[:：]?\s*\d{1,6}\s*/\s*(\d{1,6})"
    r"|第\s*\d{1,6}\s*/\s*(\d{1,6})\s*页|当前\s*\d{1,6}\s*/\s*(\d{1,6})"
)
_NUMBER = re.compile(
    r"(?:当前|目前)?第\s*(\d{1,6})\s*(?:/\s*\d{1,6}\s*)?页|页[次数码]\s*[:：]?\s*(\d{1,6})\s*/"
    r"|共\s*\d{1,8}\s*条\s*(\d{1,6})\s*/\s*\d"
)
_TOTAL = re.compile(
    r"共\s*(?:有|计)?\s*(\d{1,8})\s*(?:条|篇|记录|个记录|项)|总(?:记录|条)数?\s*[:：]?\s*(\d{1,8})"
)
_COUNTED_BY_SCRIPT = re.compile(r"total(?<!\wtotal)(?:record|Record|Count|_record)\s*[=:]\s*['\"]?(\d{1,8})")
_COUNTING = re.compile("[页共总]")
_SCANNED = 200_000
"""Letters at the end of a text in which a pager is looked for."""
_AROUND = 32
"""Letters around such a word that are read."""
_SUFFIX = re.compile(r"_(\d{1,5})\.s?html?$")


def paging(document: Document, outline: Outline) -> Paging | None:
    """The pager of the page's list, or ``None`` where there is none."""
    called = _from_call(document)
    linked = _from_links(document, outline)
    text = _counting_parts(outline.text)
    pages = _last(_PAGES.findall(text))
    total = _last(_TOTAL.findall(text)) if pages or called or linked else None
    if total is None and "otal" in document.html:
        total = _last(_COUNTED_BY_SCRIPT.findall(document.html))
    found = called or linked
    if found is None:
        return Paging(pages=pages, total=total) if pages or total is not None else None
    number = found.number if called else _last(_NUMBER.findall(text)) or found.number
    return Paging(
        number,
        found.pages or pages,
        found.total if found.total is not None else total,
        found.following,
        found.others,
    )


def _counting_parts(text: str) -> str:
    """The stretches of a text that may count pages or items."""
    parts: list[str] = []
    begin = end = 0
    for match in _COUNTING.finditer(text, max(0, len(text) - _SCANNED)):
        mark = match.start()
        if mark > end + _AROUND:
            parts.append(text[begin:end])
            begin = max(0, mark - _AROUND)
        end = mark + _AROUND
    return "\n".join([*parts, text[begin:end]])


def _last(found: list[str] | list[tuple[str, ...]]) -> int | None:
    """The last number found: pagers stand below what they count."""
    for one in reversed(found):
        digits = one if isinstance(one, str) else next((part for part in one if part), "")
        if digits:
            return int(digits)
    return None


def _from_call(document: Document) -> Paging | None:
    """``createPageHTML(4, 0, "index", "html")`` of TRS; others put the place first and count from 1."""
    if "createPageHTML" not in document.html:
        return None
    match = _CALL.search(document.html)
    if match is None:
        return None
    texts, numbers = [], []
    for quoted, doubly, digits in _ARGUMENT.findall(match[1]):
        if digits:
            numbers.append(int(digits))
        else:
            texts.append(quoted or doubly)
    if len(numbers) < 2 or len(texts) < 2 or numbers[0] > 100_000:
        return None
    pages, current = numbers[0], numbers[1]
    name, ending = texts[-2], texts[-1].lstrip(".")
    place_first = len(texts) > 2
    number = max(1, current if place_first else current + 1)
    others = [
        _page(document, name, ending, page) for page in range(1, min(pages, MOST) + 1) if page != number
    ]
    following = _page(document, name, ending, number + 1) if number < pages else None
    total = numbers[2] if len(numbers) > 2 else None
    return Paging(number, max(1, pages), total, following, tuple(url for url in others if url))


def _page(document: Document, name: str, ending: str, number: int) -> Url | None:
    """The first page has the plain name, the second one the suffix ``_1``."""
    file = f"{name}.{ending}" if number == 1 else f"{name}_{number - 1}.{ending}"
    return read(file, document.url, document.encoding).url


def _from_links(document: Document, outline: Outline) -> Paging | None:
    """The pager around a link “下一页”: its links, and the number of this page."""
    if not any(word in outline.text for word in _NEXT_WORDS):
        return None
    following = next((anchor for anchor, _ in reversed(outline.anchors) if _says_next(anchor)), None)
    if following is None:
        return None
    target = _target(document, following)
    links = [_target(document, anchor) for anchor in _pager_links(following)]
    pages = (url for url in links if url and url != document.url and not _is_entrance(url))
    others = tuple(dict.fromkeys(pages))[:MOST]
    suffix = _SUFFIX.search(document.url)
    number = int(suffix[1]) if suffix else 1
    return Paging(number, None, None, target if target != document.url else None, others)


def _says_next(anchor: LexborNode) -> bool:
    text = anchor.text()
    return len(text) < 60 and squeeze(text).lower() in _NEXT


def _pager_links(following: LexborNode) -> list[LexborNode]:
    """The links around “下一页” that lead to pages of the list, and to nothing else."""
    found = [following]
    place = following.parent
    for _ in range(_STEPS_UP):
        links = place.css("a") if place is not None else []
        if place is None or len(links) > MOST or not all(map(_is_step, links)):
            break
        found, place = links, place.parent
    return found


def _is_entrance(url: Url) -> bool:
    parts = split(url)
    return parts.path == "/" and not parts.query


def _is_step(anchor: LexborNode) -> bool:
    text = anchor.text()
    return len(text) < 60 and _STEP.fullmatch(squeeze(text)) is not None


def _target(document: Document, anchor: LexborNode) -> Url | None:
    href = anchor.attributes.get("href")
    return document.resolve(href or "")
