"""What a policy document says of itself in its title and text, beside its table."""

import re
from datetime import date

from auditbot.extract.about.own_text import lines_of
from auditbot.extract.about.published import announced
from auditbot.extract.about.reading import Reading
from auditbot.extract.documents.term import effects, term
from auditbot.extract.text.dates import days
from auditbot.extract.text.document_quotes import number_at_end, number_line, quoted
from auditbot.extract.text.words import squeeze
from auditbot.model.document_text import DocumentText, Release
from auditbot.model.page import Metadata

_LONGEST = 60
_SENTENCE = 15
_STOPS = re.compile(r"[。，；：,;]")

_FOLLOWING = re.compile(
    r"\n\s{0,9}(?:上一[条篇则个]|下一[条篇则个]|[上下]篇|相关(?:解读|文件|链接|政策|信息|阅读|新闻|报道)"
    r"|关联(?:解读|文件))"
)
"""What stands below the text of an article on its page."""
_THIS = re.compile(r"(?:此\s{0,3}件|本\s{0,3}文\s{0,3}有)\s{0,3}(?P<how>[^\n（）()【】]{2,14})")
_ALONE = re.compile(
    r"(?:^|\n)\s{0,9}[（(【\[]?\s{0,3}(?P<how>(?:主动|依申请|不予|全文|部分|删减后)\s{0,2}公开|公开发布)"
    r"\s{0,3}[)）】\]]?\s{0,9}(?=\n|$)"
)
_FIELD = re.compile(
    r"公开(?:方式|选项|属性|类别|类型|形式|性质)\s{0,3}[:：]\s{0,3}(?P<how>(?:主动|依申请|不予|不)公开)"
)
_CLOSED = re.compile(r"不予?公开|不宜公开|不得公开|内部")
_OPEN = re.compile(r"公开|发布|删减")
_SIGNER = re.compile(
    r"(?:政府|办公[室厅]|委员会|[局厅部委院署社会行]|领导小组|指挥部|总队|中心)(?:[（(][^（()）]{1,9}[)）])?$"
)
_DAY_LINE = re.compile(
    r"^(?P<before>.{0,120}?)(?P<day>[\d〇○ОOＯ零一二三四五六七八九]{4}\s{0,2}年.{2,12}?日)(?:[印签]发)?$"
)
_WRITTEN_LABEL = re.compile(
    r"(?:成\s{0,4}文|发\s{0,4}文|生\s{0,4}成|印\s{0,4}发|制\s{0,4}发|签\s{0,4}发|产\s{0,4}生|制\s{0,4}文)\s{0,4}(?:日\s{0,4}期|时\s{0,4}间)"
)
_VOID_MARK = r"[【\[（(](?:已经?)?(?:废止|失效|无效)[】\])）]"
_VOID_TITLE = re.compile(rf"^{_VOID_MARK}|{_VOID_MARK}$")
_VOID_LINE = re.compile(
    r"(?:^|\n)[^\n《》]{0,12}(?:本|此|该)(?:文件?|件|办法|规定|通知|政策|意见|方案)已"
    r"(?:经|于[^\n，,。]{1,20})?(?:被|宣布|明令)?(?:废止|失效)[^\n]{0,40}"
)
RELEASE_FIELDS = ("公开方式", "公开属性", "公开类别", "公开形式")
"""Fields of a document's table that tell how it is released."""
_LAST_DAY = ("失效日期", "废止日期", "有效期")


def document_text(page: Reading, title: str, written: date | None) -> DocumentText:
    """Read one document. ``written``: its 成文日期 where a label tells it."""
    start = page.heading.end if page.heading else 0
    text = _up_to_what_follows(lines_of(page.document, page.outline, start))
    signer, signed = _signed(text)
    in_force = term(text, written or signed)
    done = effects(title, text)
    at_end, in_line = number_at_end(title), number_line(text, title)
    broken, malformed = quoted(text, (page.number, at_end, in_line))
    release = _release(text)
    void = _VOID_TITLE.search(squeeze(title)) or _VOID_LINE.search(text)
    return DocumentText(
        title_number=at_end,
        line_number=in_line,
        broken=broken,
        malformed=malformed,
        prose=_prose(text),
        release=release,
        released=released(release),
        announced=announced(page.outline, page.heading),
        signed=signed,
        signer=signer,
        dated_as=_dated_as(page),
        term=in_force.words,
        limited=in_force.limited,
        starts=in_force.starts,
        ends=in_force.ends or _last_day(page.table),
        void=" ".join(void[0].split())[:_LONGEST] if void else "",
        extended=done.extended,
        abolishes=done.abolishes,
        prolongs=done.prolongs,
    )


def released(words: str) -> Release | None:
    """What a note on release, or such a field of the table, comes to; ``None`` where it says nothing."""
    bare = squeeze(words)
    if "依申请" in bare:
        return Release.ON_REQUEST
    if _CLOSED.search(bare):
        return Release.CLOSED
    return Release.OPEN if _OPEN.search(bare) else None


def _up_to_what_follows(text: str) -> str:
    following = _FOLLOWING.search(text, 1)
    return text[: following.start()] if following else text


def _prose(text: str) -> int:
    """The letters of all lines that are sentences."""
    lines = (line.strip() for line in text.split("\n"))
    return sum(len(line) for line in lines if len(line) >= _SENTENCE and _STOPS.search(line))


def _release(text: str) -> str:
    """The note on release as written: the last one, for a document's own stands after what it passes on."""
    notes = [match for match in _THIS.finditer(text) if released(match["how"])]
    notes = notes or list(_ALONE.finditer(text)) or list(_FIELD.finditer(text))
    return " ".join(notes[-1][0].split())[:_LONGEST].strip("（()）【】[] ") if notes else ""


def _signed(text: str) -> tuple[str, date | None]:
    """The first day that stands below, or behind, the name of a body, on a line of its own."""
    above = ""
    for line in text.split("\n"):
        bare = squeeze(line)
        match = _DAY_LINE.match(bare) if len(bare) <= 2 * _LONGEST else None
        signer = (match["before"] or above) if match else ""
        if match and len(signer) <= _LONGEST and _SIGNER.search(signer):
            day = next(days(match["day"]), None)
            if day:
                return signer, day.value
        above = bare or above
    return "", None


def _dated_as(page: Reading) -> str:
    label = _WRITTEN_LABEL.search(page.outline.text) if page.table and page.table.written else None
    return squeeze(label[0]) if label else ""


def _last_day(table: Metadata | None) -> date | None:
    """The last day in force by a field of the table."""
    fields = dict(table.others) if table else {}
    values = (fields[name] for name in _LAST_DAY if name in fields)
    found = [day.value for value in values for day in days(value)]
    return max(found, default=None)
