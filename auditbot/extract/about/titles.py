"""What a page is called: by its tags, the heading a visitor sees, ``<title>`` without the site's name."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from auditbot.extract.about.meta import Tags
from auditbot.extract.reference.addresses import Shape, shape
from auditbot.extract.text.words import cut_short, fold, key, plain
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Crumb, Region

LONGEST = 300
_Part = tuple[int, int]

_HEADINGS = "h1, h2, h3, h4, ucaptitle, [class*=tit], [class*=Tit], [id*=tit], [id*=Tit], [class*=biaoti]"
_MOST_HEADINGS = 60
_EFFORT = 2_000_000
"""Letters in such elements that are read."""
_PARTS = re.compile(r"(?:[^-–—_|｜>»]|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9]))+")
_SITE_ENDING = re.compile(
    r"(?:人民政府|政府网站?|门户(?:网站)?(?:群[!！]?)?|网站群?[!！]?|[一-鿿]网|[局厅委办]|委员会|办公室)$"
)
_HOME = re.compile(r"(?:网站|中文|返回)?(?:首页|主页)")
_REPEATED, _MUCH_THE_SAME = 10, 5
_DAY_WORD = r"(?:日[^\S\n]{0,8}期|时[^\S\n]{0,8}间)"
_FACTS = re.compile(
    rf"\s{{0,200}}[\[【(（]?\s?(?:(?:(?:信息|文章|稿件|新闻)?来[^\S\n]{{0,8}}源|(?:发布|更新|发表)?{_DAY_WORD}"
    r"|发布(?:机构|单位)|作者)\s?[:：\]】]"
    r"|(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}[^\n]{0,40}(?:来源|浏览|字[体号]|点击|阅读))"
)
"""How the line of facts under a title begins."""
_RANKS = {"h1": 3, "ucaptitle": 3, "h2": 2, "h3": 1}


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of the page's own content; ``end`` is the offset in the outline at which it ends."""

    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Titles:
    """The names that a page goes by, each empty where it has none."""

    article: str
    """The tag ArticleTitle."""
    column: str
    """The last step of the breadcrumb, else the tag ColumnName, which sites often leave as it came."""
    head: str
    """``<title>`` without the name of the site."""
    heading: Heading | None

    def of_article(self) -> str:
        """What a reader would call the page if it is an article."""
        heading = self.heading.text if self.heading else ""
        if self.article and not (cut_short(self.article) and len(heading) > len(self.article)):
            return self.article
        return heading or self.head or self.column

    def of_column(self) -> str:
        """What a reader would call the page if it is a column."""
        return self.column or (self.heading.text if self.heading else "") or self.head


def titles(document: Document, outline: Outline, tags: Tags, steps: tuple[Crumb, ...]) -> Titles:
    """Read all names of a page."""
    node = document.tree.css_first("title")
    whole = plain(node.text(), LONGEST) if node else ""
    site = tags.get("sitename", "")
    head = less_site(whole, site, (tags.get("columnname", ""), *(step.name for step in steps)))
    article = plain(tags.get("articletitle", ""), LONGEST)
    last = steps[-1].name if steps else ""
    column = (last if len(steps) > 1 else "") or plain(tags.get("columnname", ""), 60) or last
    column = "" if _HOME.fullmatch(column) else column
    hints = tuple(hint for hint in (key(article), key(head)) if len(hint) > 3)
    return Titles(article, column, head, _heading(document, outline, hints, site))


def less_site(title: str, site: str, columns: tuple[str, ...] = ()) -> str:
    """A ``<title>`` without the parts at its ends that name the site, or a column if anything else remains.

    ``[通知公告]-某县教育局`` is ``通知公告``.
    """
    parts = [(match.start(), match.end()) for match in _PARTS.finditer(title)]
    parts = _without_ends(parts, lambda part: _names_site(title[slice(*part)], site))
    named = {key(column) for column in columns}
    if any(key(title[slice(*part)]) not in named for part in parts):
        parts = _without_ends(parts, lambda part: key(title[slice(*part)]) in named)
    own = title[parts[0][0] : parts[-1][1]] if parts else title
    return own.strip("[]【】 ") if own.count("[") + own.count("【") < 2 else own


def _without_ends(parts: list[_Part], is_left_out: Callable[[_Part], bool]) -> list[_Part]:
    """The parts from the first to the last that is not left out; never none of them."""
    first, last = 0, len(parts)
    while last - first > 1 and is_left_out(parts[last - 1]):
        last -= 1
    while last - first > 1 and is_left_out(parts[first]):
        first += 1
    return parts[first:last]


def _names_site(part: str, site: str) -> bool:
    return key(part) == key(site) or _SITE_ENDING.search(part.strip(" []【】")) is not None


def _heading(document: Document, outline: Outline, hints: tuple[str, ...], site: str) -> Heading | None:
    """What the tags or the title repeat; else what alone stands above a line of facts; else the highest."""
    best: tuple[int, LexborNode, str] | None = None
    others: list[tuple[LexborNode, str]] = []
    effort = _EFFORT
    for node in document.tree.css(_HEADINGS)[:_MOST_HEADINGS]:
        tag = node.tag
        if tag in ("title", "script", "style", "input", "img", "a", "li"):
            continue
        whole = node.text() if effort > 0 else ""
        effort -= len(whole)
        text = fold(whole, LONGEST)
        letters = key(text)
        if not 2 <= len(letters) <= 150 or text == site:
            continue
        score = _RANKS.get(tag or "", 0)
        if letters in hints:
            score += _REPEATED
        elif any(_same_but_longer(letters, hint) for hint in hints):
            score += _MUCH_THE_SAME
        others.append((node, text))
        if score > (best[0] if best else 0) and document.regions.region_of(node) is Region.BODY:
            best = (score, node, text)
    if (best is None or best[0] < _MUCH_THE_SAME) and shape(document.url) is not Shape.LIST:
        told = _told_by_facts(others, document, outline)
        if told:
            return Heading(best[2], told.end) if best and told.text.startswith(best[2]) else told
    return Heading(best[2], outline.span(best[1])[1]) if best else None


def _told_by_facts(
    found: list[tuple[LexborNode, str]], document: Document, outline: Outline
) -> Heading | None:
    """The one element without links right above 发布时间 or 来源; in a list there are several."""
    told: dict[str, Heading] = {}
    for node, text in found:
        if node.css_first("a") is None:
            end = outline.span(node)[1]
            announced = end and _FACTS.match(outline.text, end)
            if announced and document.regions.region_of(node) is Region.BODY:
                told.setdefault(text, Heading(text, end))
    return next(iter(told.values())) if len(told) == 1 else None


def _same_but_longer(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 4 and len(long) <= 2 * len(short) and short in long
