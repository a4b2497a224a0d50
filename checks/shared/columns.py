"""What the column checks share."""

import re
from datetime import date

from auditbot.check import Crawl, Outcome, Tally, Text
from auditbot.extract.lists.emptiness import NO_CONTENT
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Evidence
from auditbot.model.unseen import NOT_READ, READ_FAULT
from checks.shared.links import word

_MARKS = re.compile(r"[\s、，,·“”\"'《》（）()\[\]【】\-—_|>»]+")
_ENDS = re.compile(r"(?:专栏|专题|栏目)$")
_TOPIC = re.compile(r"专题|专栏")

UNSEEN = (ColumnState.UNSEEN, ColumnState.NOT_FETCHED)
"""States in which nothing can be said of a column's items."""

UNREAD = Tally(
    1,
    Outcome.UNTESTED,
    Text(
        "每日巡查没有打开文章和列表的后续页，不下结论",
        "a daily glance opens no articles and no later pages of lists: nothing is concluded",
    ),
)
"""What is said of a column that a glance saw only in part, and of which it saw nothing good."""

REASONS = {
    "glance": Text("每日巡查不看全站", "a daily glance does not see the whole site"),
    "not-exhausted": Text("检查提前结束，未看完全站", "the audit ended before the whole site was seen"),
    "seen-part": Text("部分页面未能看到", "part of the pages could not be seen"),
    "home-replaced": Text(
        "首页显示的不是网站（默认页、停用提示或出错信息）",
        "the server shows something else in place of the site",
    ),
    "seen-little": Text("大部分页面未能看到", "most pages could not be seen"),
    "home-unseen": Text("首页未能看到", "the homepage could not be seen"),
}


def lists_cut(crawl: Crawl) -> Text | None:
    """Why what was not found may stand in a list all the same: its later pages do not open."""
    lists = crawl.lists_cut()
    if not lists:
        return None
    named = " > ".join(crawl.path(lists[0])) or lists[0]
    return Text(
        f"{len(lists)} 个列表（如“{named}”）的后续页面打不开，其中的条目没有看到",
        f"later pages of {len(lists)} lists (such as “{named}”) do not open: what they list was not seen",
    )


def plain(name: str) -> str:
    """A name without spaces and punctuation, for comparison."""
    return _MARKS.sub("", name)


def loose(name: str) -> str:
    """A name without 专栏, 专题, 栏目 at its end as well: enough to ask whether it is meant."""
    return _ENDS.sub("", plain(name))


def names_of(column: FoundColumn) -> set[str]:
    """All names of a column, for comparison."""
    return {plain(name) for name in (column.name, *column.names)}


def unit_of(column: FoundColumn) -> str:
    """Who answers for it, as far as the register says."""
    return column.registered.unit if column.registered else ""


def in_force(column: FoundColumn, as_of: date) -> bool:
    """Whether the column must still be kept up: no archived topic, not past its last day."""
    entry = column.registered
    return not (entry and (entry.archived or (entry.until and as_of > entry.until)))


def in_topic(column: FoundColumn) -> bool:
    """Whether it is a special topic (专题专栏) or stands within one."""
    return any(_TOPIC.search(step) for step in (*column.path, column.name))


def shown(column: FoundColumn) -> str:
    """The menu path as a person reads it."""
    return " › ".join(column.path or (column.name,))


def is_scripted(column: FoundColumn) -> bool:
    """Whether a script fills its list, so that a browser may show it."""
    return column.state is ColumnState.UNSEEN and column.reason not in NOT_READ


def holds(column: FoundColumn) -> str | Text:
    """What was seen of a column's contents, for a person."""
    match column.state:
        case ColumnState.EMPTY if column.reason == NO_CONTENT:
            return Text("页面上除标题外没有内容", "the page holds nothing but its title")
        case ColumnState.EMPTY:
            return Text("列表为空", "an empty list")
        case ColumnState.UNSEEN if column.reason == READ_FAULT:
            return Text("本程序读取该页面时出错，没有读到", "this program failed to read the page")
        case ColumnState.UNSEEN if column.reason in NOT_READ:
            return Text("页面过大或过于复杂，没有读完", "the page is too large or too deep to be read whole")
        case ColumnState.UNSEEN if column.reason.startswith("frame: "):
            framed = column.reason.removeprefix("frame: ")
            return Text(f"内容在嵌入的页面（{framed}）中", f"its content stands in a frame ({framed})")
        case ColumnState.UNSEEN:
            sign = column.reason
            return Text(f"页面的脚本（{sign}）填写列表", f"a script of the page fills the list ({sign})")
        case ColumnState.ELSEWHERE:
            return Text("在检查范围以外", "outside of what was looked at")
        case ColumnState.NOT_FETCHED:
            return _NOT_OPENED.get(column.reason) or word(column.reason)
    return column.reason


_NOT_OPENED = {
    "": Text("没有打开", "not opened"),
    "not a page": Text("打开的不是网页", "what opens is no page"),
}


def evidence(crawl: Crawl, column: FoundColumn) -> tuple[Evidence, ...]:
    """The column's own page, with the words that stand for its contents."""
    seen = crawl.evidence(column.url)
    words = column.reason[:300] if column.state is ColumnState.PLACEHOLDER else ""
    return (seen.model_copy(update={"path": column.path, "excerpt": words}),)
