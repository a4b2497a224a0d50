"""What a column page without items is: empty, a placeholder, unseen, or a text of its own."""

import re

from selectolax.lexbor import LexborNode

from auditbot.extract.lists.unseen import unseen
from auditbot.extract.text.words import fold
from auditbot.extract.tree.document import Document
from auditbot.model.page import Listing, ListState, Paging, Region
from auditbot.url import split

_NOTHING = re.compile(
    r"(?:暂无|暂时没有|尚无|没有(?:找到|查到|检索到)?|无)(?:任何|相关|更多|此类|该类|符合条件的)*"
    r"(?:内容|信息|数据|记录|文章|资料|稿件|公告|文件)"
    r"|(?:正在|正|尚在|内容|栏目|网站|页面|系统|频道|专题)+"
    r"(?:建设|开发|完善|筹备|更新|整理|升级|维护|制作)(?:之)?中"
    r"|建设中|敬请期待|即将(?:上线|开通|推出)|under construction|coming soon|no data",
    re.IGNORECASE,
)
_PATH_WORDS = re.compile(
    r"(?:您?的?(?:当前|现在)?所?在?的?位置|当前栏目|所在栏目)[是为]?\s?[:：]?|首\s?页|[上下]一?页|尾页|末页"
    r"|更多|共\s?\d{0,7}\s?[页条]|第?\s?\d{1,7}\s?(?:/\s?\d{1,7})?\s?页|\d{1,7}\s?/\s?\d{1,7}"
)
_SIGNS = re.compile(r"[\s>＞»«›/|\\\-—–_:：·.。,，\[\]()（）【】]+")
_PLACES = "ul, ol, dl, table, [class*=list], [class*=List], [class*=lb], [id*=list], [id*=List]"
_SHOWN = (
    "img, object, embed, video, audio, canvas, map, input[type=text], textarea, iframe"
    ", #map, #allmap, #dituContent, #baiduMap"
)
_OPENED_BY_SCRIPT = (
    "li[onclick], tr[onclick], dd[onclick], div[onclick], p[onclick], h3[onclick], h4[onclick]"
)
_TITLE = 6
"""Letters of the shortest title; what is shorter names a tab."""
_SAYS_SOMETHING = re.compile(r"(?<!\d)\d{7,12}(?!\d)|[A-Za-z\d]@[A-Za-z\d]")
"""A telephone number or a mailbox: content, however little."""
_STATES_NONE = re.compile(
    r"(?:年度?|季度|月|截至|目前|[本我](?:单位|部门|机关|级|镇|乡|街道|村|社区|[局委办县市区]))[^。；]{0,20}?"
    r"(?:未|没有|无|不存在|不涉及)[^。；]{2}"
)
"""“本年度未发生行政处罚”: says of a time or an office that there was nothing, which is a statement."""
_SHORT = 60
"""Letters up to which words such as 暂无内容 can be the whole page."""
NO_CONTENT = "no-content"
"""The reason where a page has not even a place for items."""
_LITTLE = 40
"""Letters beyond which a page has a text of its own."""


def remains(text: str, known: tuple[str, ...]) -> str:
    """The page's own text without the words that name it (``known``) or lead through it."""
    rest = text[:4000]
    for words in sorted(known, key=len, reverse=True):
        if len(words) > 1:
            rest = rest.replace(words, " ")
    return _SIGNS.sub(" ", _PATH_WORDS.sub(" ", rest)).strip()


def without_items(document: Document, rest: str, paging: Paging | None) -> Listing | None:
    """The list of a column page without items; ``None`` where the page has content of its own.

    ``rest`` is what ``remains`` of its text. Empty is only said where nothing speaks for a script that
    fills the place.
    """
    if len(rest) > _SHORT:
        return None
    place = _place(document)
    reason = unseen(document, place, rest, paging)
    if reason:
        return _state(ListState.UNSEEN, reason)
    if _NOTHING.search(rest):
        return _state(ListState.PLACEHOLDER, fold(rest, _SHORT))
    if len(rest) > _LITTLE or _states_something(rest) or _shows_something(document):
        return None
    return _state(ListState.EMPTY, _called(place) if place is not None else NO_CONTENT)


def _states_something(rest: str) -> bool:
    return bool(_SAYS_SOMETHING.search(rest) or _STATES_NONE.search(rest))


def _state(state: ListState, reason: str) -> Listing:
    return Listing(state, main=True, reason=reason)


def _place(document: Document) -> LexborNode | None:
    """The first place for items in the page's own part that holds none."""
    for node in document.tree.css(_PLACES)[:200]:
        if not node.text().strip() and not node.css_first(_SHOWN) and _is_own(document, node):
            return node
    return None


def _is_own(document: Document, node: LexborNode) -> bool:
    return document.regions.region_of(node) is Region.BODY


def _shows_something(document: Document) -> bool:
    """Whether pictures, films, forms, or titles that a script opens stand in the page's own part.

    A picture that leads home is a logo.
    """
    shown = document.tree.css(_SHOWN)[:60]
    if any(_is_own(document, node) and not _is_logo(document, node) for node in shown):
        return True
    opened = document.tree.css(_OPENED_BY_SCRIPT)[:60]
    return any(_is_own(document, node) and len(node.text().strip()) >= _TITLE for node in opened)


def _is_logo(document: Document, node: LexborNode) -> bool:
    link = node.parent
    if node.tag != "img" or link is None or link.tag != "a":
        return False
    target = document.resolve(link.attributes.get("href") or "")
    return target is not None and split(target).path == "/"


def _called(node: LexborNode) -> str:
    written = node.attributes
    name = written.get("id") or (written.get("class") or "").partition(" ")[0]
    return f"{node.tag} {name}".strip()[:80]
