"""Which of a page's lists the page exists for."""

import re

from auditbot.extract.about.reading import Reading
from auditbot.extract.lists.listing import FoundList
from auditbot.extract.reference.addresses import Shape, is_page, shape
from auditbot.extract.text.words import key
from auditbot.model.page import Paging
from auditbot.url import Url

_SIDE = re.compile(
    r"相关|推荐|热点|热门|排行|点击|友情|链接|最新(?:更新|信息|发布)?$|上一?篇|下一?篇|专题推荐|猜你|导航"
)
_LONG_TEXT = 600
_LEAST_SHARE = 0.3
_MOST_COUNTED = 20
_MENU_ENTRY = 8


def main_list(page: Reading, found: list[FoundList], paging: Paging | None) -> FoundList | None:
    """The list of a column page; ``None`` for pages of several sections and for pages of text.

    A list with a link “more” is the beginning of another column's list, and of several lists without days
    none is the main one. A list that is little of a long text stands beside it, unless a pager goes with
    it or it has the column's name. A pager that counts no items tells that there are none.
    """
    if paging and paging.total == 0:
        found = [one for one in found if one.shown]
    candidates = [one for one in found if not (is_menu(page, one, paging) or is_lone_file(one))]
    scores = [_score(one, page.names.column) for one in candidates]
    best = max(scores, default=0)
    if best <= 0:
        return None
    chosen = candidates[scores.index(best)]
    if paging:
        return chosen
    share = _share(page, chosen)
    if not (chosen.shown or chosen.pictured or _leads_on(chosen) or share > _LEAST_SHARE):
        return None
    if _is_named(page, chosen):
        return chosen
    if chosen.listing.more and chosen.listing.more != page.document.url:
        return None
    if not chosen.shown and sum(_leads_on(one) for one in candidates) > 1:
        return None
    return None if len(page.document.text) > _LONG_TEXT and share < _LEAST_SHARE else chosen


def is_menu(page: Reading, one: FoundList, paging: Paging | None) -> bool:
    """Whether a list without days leads through the site instead of to items.

    It holds the very page it stands on, or has the name of the column above; or it is a few short names on a
    page with a pager.
    """
    if one.shown:
        return False
    targets = [item.target for item in one.items]
    if page.document.url in targets or _is_above(page, one.listing.heading):
        return True
    if paging is None or one.pictured or _leads_on(one) or _is_named(page, one):
        return False
    return sum(len(key(item.title)) for item in one.items) < _MENU_ENTRY * len(one.items)


def is_lone_file(one: FoundList) -> bool:
    """Whether it is one file that goes with a text."""
    target = one.items[0].target
    return len(one.items) == 1 and not one.shown and target is not None and not is_page(target)


def _is_above(page: Reading, heading: str) -> bool:
    """Whether a heading is a step of the breadcrumb before the last."""
    return bool(heading) and key(heading) in {key(step.name) for step in page.steps[:-1]}


def _is_named(page: Reading, one: FoundList) -> bool:
    """Whether the list has the column's name."""
    column = page.names.column
    return bool(column) and key(one.listing.heading) == key(column)


def _share(page: Reading, one: FoundList) -> float:
    """How much of the page's own text the list is."""
    start, end = page.outline.span(one.holder)
    own = len(page.document.text)
    return (end - start) / own if own else 1


def _score(one: FoundList, column: str) -> float:
    heading = one.listing.heading
    named = bool(column) and key(heading) == key(column)
    if _SIDE.search(heading) and not named:
        return -1
    count = len(one.items)
    score = min(count, _MOST_COUNTED) / 2 + 15 * one.shown / count + 6 * named + 4 * _leads_on(one)
    return score - 8 if one.listing.more else score


def _leads_on(one: FoundList) -> bool:
    """Whether at least half of the items lead to articles."""
    return 2 * sum(map(_is_article, (item.target for item in one.items))) >= len(one.items)


def _is_article(target: Url | None) -> bool:
    return target is not None and shape(target) is Shape.ARTICLE
