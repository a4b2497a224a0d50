"""Documents as an option names them, and how a title is told to be one of them."""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from auditbot.check import CheckOptions, Message
from auditbot.model.text import Fault

_LONGEST_TITLE = 300
_BLANKS = re.compile(r"[ \t\r\f\v\u3000\xa0《》〈〉]+")
_FILE_END = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|txt|csv|zip|rar|7z)$", re.IGNORECASE)
_NEAR = re.compile(
    r"征集|申报|报送|上报|填报|推荐|征求|征询|(?<!机构)(?<!人员)编制(?!委员会|办公室)|听证|模板|样表|空表|格式文本|参考文本"
    r"|解读|图解|一图|读懂|培训|召开|会议|座谈|推进会|部署|调研|督查|检查|宣传|答记者问|发布会|问答|审议|学习|动员"
    r"|采纳|反馈|答复|情况说明|编制说明"
)
"""Words of papers that ask for a document, explain it or report about it."""
_TASK = re.compile(
    r"关于(?:进一步)?(?:做好|开展|加强|推进|梳理|规范|建立|落实|组织|抓好|启动|完善)|工作的?(?:紧急)?(?:通知|函)|拟调整"
)
"""Papers that order work on a document; it may itself be such a paper, if its pattern says so."""
_ORDER = re.compile(r"通知|意见|方案|办法|安排|分工")
_SENTENCE = re.compile(r"公布|发布|出台|推出|印发|晒出|亮出|上线")
"""Verbs of a headline that tells of a document; in the title of a document 关于 stands before them."""
_OFFICIAL = re.compile(r"关于|(?:通知|公告|通告|公示|决定|的函)(?:[（(].{0,20})?$")
_OURS = re.compile(r"^我(?:省|市|区|县|旗|局|镇|街|委|办)")
_NUMBER = re.compile(r"[〔\[［【(（]20\d\d[〕\]］】)）](?=第?\d)")
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:年度?)?(?:[-—–－~～至到和、]{1,2}(20\d\d))?(?!\d)")
_DAY = re.compile(r"20\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)")
_SPELT = re.compile(r"二[〇零○Ｏ][〇零○Ｏ一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_NEXT = re.compile(r"(?:下一?|次|翌)年度?")
_LONGEST_SPAN = 10


def _compilable(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise Fault(f"不是有效的正则表达式：{error}", f"not a valid regular expression: {error}") from error
    return pattern


TitlePattern = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_compilable)]
"""A regular expression for titles without blanks and 《》."""
MonthDay = Annotated[str, Field(pattern=r"^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$")]
"""A day of any year, as MM-DD."""


class WantedDocument(CheckOptions):
    """One document that is asked for."""

    name: str = Field(min_length=1)
    patterns: tuple[TitlePattern, ...] = ()
    """Titles that are it, by any of them; empty: the name itself."""
    excludes: tuple[TitlePattern, ...] = ()
    """Titles that are not, whatever else they say."""
    year: int | None = Field(default=None, ge=2000, le=2099)
    """The year it must cover, which is not the year in which it appears."""
    years: bool = False
    """It must cover the year after as well."""
    by: MonthDay | None = None
    """It appears every year by this day, about the year before: the last that is due is asked for."""

    @model_validator(mode="after")
    def _no_year_of_its_own(self) -> Self:
        if self.by and (self.year or self.years):
            raise Fault("by 与 year、years 不能同时使用", "by excludes year and years")
        return self

    def due_on(self, today: date) -> "WantedDocument":
        """The document with the year that it must cover by now; ``today`` itself is not too late."""
        if self.by is None:
            return self
        past = today > day_in(today.year, self.by)
        return self.model_copy(update={"year": today.year - (1 if past else 2)})

    @property
    def shown(self) -> str:
        """Its name as messages say it."""
        return f"{self.year}年{self.name}" if self.year and str(self.year) not in self.name else self.name

    @property
    def lasting(self) -> str:
        """Its name as findings of year after year have it for their target."""
        return self.name if self.by else self.shown

    def covered_by(self, told: set[int]) -> bool | None:
        """Whether the years that a title speaks of are those asked for; ``None`` where it does not tell."""
        if self.year is None:
            return True
        if self.by:  # a later one took its place
            return max(told) >= self.year if told else None
        asked = {self.year, self.year + 1} if self.years else {self.year}
        if asked <= told:
            return True
        return None if not told or asked & told else False


def day_in(year: int, day: str) -> date:
    """A day of any year (MM-DD) in that year; the last of its month where it has no such day."""
    month, number = map(int, day.split("-"))
    return date(year, month, min(number, monthrange(year, month)[1]))


class Titles:
    """Tells titles of one document from others. Linear in their length for patterns that are."""

    def __init__(self, wanted: WantedDocument) -> None:
        patterns = wanted.patterns or (re.escape(squeezed(wanted.name)),)
        self._source = "|".join(patterns)
        self._pattern = re.compile("|".join(f"(?:{one})" for one in patterns))
        self._anywhere = re.compile(self._pattern.pattern, re.MULTILINE)
        self._excluded = [re.compile(one) for one in wanted.excludes]

    def may_stand_in(self, lines: str) -> bool:
        """Whether any line could be the document; lines are squeezed titles."""
        return self._anywhere.search(lines) is not None

    def match(self, title: str) -> bool:
        """Whether a title is that of the document, or of something close to it."""
        return bool(self._pattern.search(title)) and not any(one.search(title) for one in self._excluded)

    def near(self, title: str) -> bool:
        """Whether a title that matches only asks for the document, explains it or reports about it."""
        if _OURS.match(title) or any(word not in self._source for word in _NEAR.findall(title)):
            return True
        if _TASK.search(title) and not _ORDER.search(self._source):
            return True
        return bool(_SENTENCE.search(title)) and not _OFFICIAL.search(title)


def squeezed(title: str) -> str:
    """A title as it is compared: without blanks, 《》 and the ending of a file's name; lines stay."""
    return _FILE_END.sub("", _BLANKS.sub("", title[:_LONGEST_TITLE]))


def lines_of(titles: list[str]) -> str:
    """Titles one a line, as they are compared."""
    return "\n".join(squeezed(title.replace("\n", " ")) for title in titles)


def years_of(title: str) -> set[int]:
    """The years that a title speaks of; that of a document number or of a day is none of them."""
    text = _SPELT.sub(
        lambda spelt: spelt[0].translate(_DIGITS), _NUMBER.sub("", _DAY.sub("", title[:_LONGEST_TITLE]))
    )
    found: set[int] = set()
    for first, last in _YEARS.findall(text):
        begin, end = int(first), int(last or first)
        found |= set(range(begin, end + 1)) if begin <= end <= begin + _LONGEST_SPAN else {begin, end}
    return found | {max(found) + 1} if found and _NEXT.search(text) else found


PRESENCE = {
    "missing": Message(
        "没有找到{whose}“{name}”。", "公开“{name}”", "{why}", "发布该文件；已经发布的，核对标题是否写明名称"
    ),
    "other-year": Message(
        "没有找到{whose}“{name}”，只有其他年度的“{title}”。",
        "公开“{name}”",
        "{title}（{day}）",
        "发布该年度的文件",
    ),
    "near": Message(
        "没有找到{whose}“{name}”，有名称相近的“{title}”，是否就是它须人工确认。",
        "公开“{name}”",
        "{title}（{day}）",
        "确认后在配置中补充标题；不是的，发布该文件",
    ),
    "year-unknown": Message(
        "“{title}”没有写明年度，是否为{whose}“{name}”须人工确认。",
        "标题写明年度",
        "{title}（{day}）",
        "在标题中写明年度",
    ),
    "dead": Message("{whose}“{name}”打不开。", "文件可以打开", "{title}：{url}", "修正链接或恢复文件"),
    "empty": Message(
        "栏目“{title}”中没有{whose}“{name}”的内容。", "公开“{name}”", "{url}", "在该栏目发布文件"
    ),
    "elsewhere": Message(
        "{whose}“{name}”的链接指向其他网站，内容须人工确认。",
        "公开“{name}”",
        "{title}：{url}",
        "确认所指网页就是该文件",
    ),
    "unopened": Message("{whose}“{name}”列有标题“{title}”，未能打开核对。", seen="{url}"),
}
"""What the checks of documents say of one that is asked for, by ``Standing``."""
