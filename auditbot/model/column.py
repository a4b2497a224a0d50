"""The columns a crawl found."""

from dataclasses import dataclass
from enum import StrEnum

from auditbot.model.page import Item, ListState
from auditbot.model.site import Column
from auditbot.url import Url


class ColumnType(StrEnum):
    """What a column holds, which decides how often it must be updated."""

    NEWS = "news"
    """动态, 要闻."""
    NOTICES = "notices"
    """通知公告."""
    POLICIES = "policies"
    """政策文件."""
    BASIC = "basic"
    """人事, 规划计划, 机构, 财政, 统计 and other basic information."""
    INTERACTION = "interaction"
    """咨询, 征集, 访谈."""
    OTHER = "other"


class ColumnState(StrEnum):
    """What could be seen of a column."""

    ITEMS = "items"
    TEXT = "text"
    """No list, but content of its own: a single page is the column."""
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    UNSEEN = "unseen"
    """A script fills it and no browser could be asked, or the browser failed."""
    UNREACHABLE = "unreachable"
    ELSEWHERE = "elsewhere"
    """Its link leaves the site; what stands there is not looked into."""
    NOT_FETCHED = "not-fetched"
    """The crawl ended before it, or was not allowed to look."""


LIST_STATES = {
    ListState.ITEMS: ColumnState.ITEMS,
    ListState.EMPTY: ColumnState.EMPTY,
    ListState.PLACEHOLDER: ColumnState.PLACEHOLDER,
    ListState.UNSEEN: ColumnState.UNSEEN,
}


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """One column, whatever number of pages its list has."""

    name: str
    url: Url
    """Its first page, after refreshes and redirects."""
    path: tuple[str, ...]
    """The menu path, from 首页 to the column itself."""
    type: ColumnType
    state: ColumnState
    linked_as: tuple[Url, ...] = ()
    """Other addresses that lead to it."""
    names: tuple[str, ...] = ()
    """Other names under which links lead to it."""
    on_home: bool = False
    in_nav: bool = False
    first_level: bool = False
    """Reached from the main menu or directly from the homepage."""
    items: int = 0
    """On the pages that were read."""
    undated: int = 0
    newest: Item | None = None
    """The dated item with the latest date not after the day of the audit."""
    children: tuple[Url, ...] = ()
    """First pages of sub-columns; a column of columns has no items of its own."""
    parent: Url | None = None
    registered: Column | None = None
    """Its entry in the site's register."""
    reason: str = ""
    """For a person: what told the state."""
    partly: bool = False
    """A glance did not see all that may make it filled, or fresh: nothing is to be held against it."""

    @property
    def passed_by(self) -> bool:
        """A glance never asked for it."""
        return self.partly and self.state is ColumnState.NOT_FETCHED
