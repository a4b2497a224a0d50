"""Whether an element has the shape of what its name claims: short links, one line, the words of a foot."""

from selectolax.lexbor import LexborNode

_MENU_ENTRY = 15
"""Letters of a menu's entry, on average, at most."""
_MENU_REST = 200
"""Letters of a menu that stand in no link, at most."""
_BANNER_REST = 100
_LINE = 300
_FOOT = 3000
_BOTTOM = 800
_MOST_BLANKS = 50_000
"""Blanks that are taken out to count letters; what holds more is nothing of the kinds looked for."""

_WAY = ("位置", "首页", "首 页", "首\u3000页")
_FOOT_WORDS = (
    "标识码",
    "ICP备",
    "公网安备",
    "版权所有",
    "主办",
    "承办",
    "网站地图",
    "技术支持",
    "联系我们",
    "opyright",
    "COPYRIGHT",
)
_ABOUT_TEXT = ("发布", "索引", "来源", "文号", "日期：", "日期:", "作者")


def at_most(limit: int, node: LexborNode, text: str) -> bool:
    """Whether a node with this text has no more letters than the limit: no blanks, no scripts."""
    return _rest_at_most(limit, node, text, [])


def _rest_at_most(limit: int, node: LexborNode, text: str, besides: list[str]) -> bool:
    """As ``at_most``, without the letters of these texts. Counts only where the lengths leave it open."""
    length = len(text) - sum(map(len, besides))
    if length <= limit:
        return True
    silent = [script.text() for script in node.css("script,style")]
    length -= sum(map(len, silent))
    if length <= limit or length > limit + _MOST_BLANKS:
        return length <= limit
    return _letters(text) - sum(map(_letters, silent)) - sum(map(_letters, besides)) <= limit


def _any_of(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _is_links_and(rest: int, node: LexborNode, text: str) -> bool:
    """Whether a node holds links as short as a menu's, and no more letters besides."""
    links = [link.text() for link in node.css("a")]
    most = _MENU_ENTRY * len(links)
    if sum(map(len, links)) > most and sum(map(_letters, links)) > most:
        return False
    return _rest_at_most(rest, node, text, links)


def is_menu(node: LexborNode, text: str) -> bool:
    """Short links and little else."""
    return _is_links_and(_MENU_REST, node, text)


def is_banner(node: LexborNode, text: str) -> bool:
    """As a menu, but without the facts that stand under an article's title."""
    return _is_links_and(_BANNER_REST, node, text) and not _any_of(_ABOUT_TEXT, text)


def is_path(node: LexborNode, text: str) -> bool:
    """One line that tells the way from the homepage."""
    return may_hold_path(text) and at_most(_LINE, node, text)


def may_hold_path(text: str) -> bool:
    """Whether the words are there without which nothing is a breadcrumb."""
    return _any_of(_WAY, text)


def is_foot(node: LexborNode, text: str) -> bool:
    """Who answers for the site, or nothing that is read."""
    return at_most(_FOOT if _any_of(_FOOT_WORDS, text) else 0, node, text)


def is_bottom(node: LexborNode, text: str) -> bool:
    """A foot by its words, where the name alone proves little."""
    return foot_words(text) > 1 and at_most(_BOTTOM, node, text)


def foot_words(text: str) -> int:
    """How many of the words of a foot are read."""
    return sum(word in text for word in _FOOT_WORDS)


def is_list_of_links(node: LexborNode, text: str) -> bool:
    """More than two thirds of what is read are links."""
    links = [link.text() for link in node.css("a")]
    return _rest_at_most(sum(map(_letters, links)) // 2, node, text, links)
