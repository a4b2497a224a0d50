"""The fields of a document's table, and how the table, the page's tags and its text contradict each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditbot.check import Text
from auditbot.extract.policies.titles import same
from auditbot.extract.text.dates import days, stamp
from auditbot.extract.text.words import cut_short, key
from auditbot.model.page import DateSource, Metadata, PageFacts
from checks.shared.papers import Paper


class Field(StrEnum):
    """What a document's table must tell."""

    INDEX = "index"
    NUMBER = "number"
    ISSUER = "issuer"
    WRITTEN = "written"
    PUBLISHED = "published"
    TITLE = "title"
    SUBJECT = "subject"
    VALIDITY = "validity"


NAMES = {
    Field.INDEX: Text("索引号", "index number"),
    Field.NUMBER: Text("发文字号", "document number"),
    Field.ISSUER: Text("发布机构", "issuer"),
    Field.WRITTEN: Text("成文日期", "date of writing"),
    Field.PUBLISHED: Text("发布日期", "date of publication"),
    Field.TITLE: Text("标题", "title"),
    Field.SUBJECT: Text("主题分类", "subject"),
    Field.VALIDITY: Text("有效性", "validity"),
}
_INSTEAD = {
    Field.VALIDITY: ("有效期", "失效日期", "实施日期", "施行日期", "生效日期"),
    Field.SUBJECT: ("组配分类", "体裁分类"),
}
"""Local fields that tell as much."""
_WRITTEN_LABELS = ("成文日期", "成文时间")
"""Labels whose day is that of the signature: 生成日期 and 印发日期 may be another."""
_TITLE = re.compile(r"关于|(?:通知|意见|决定|办法|规定|方案|规划|批复|通告|公告|细则|条例)$")
"""What a title of a document has: the field may as well name a body (名称)."""
_TABLE = Text("文件信息表", "document table")
_BELOW = Text("标题下方", "line below the title")
_SIGNATURE = Text("落款", "signature")
_TAG = Text("页面标签", "page tag")
_HEADING = Text("页面标题", "title of the page")


@dataclass(frozen=True, slots=True)
class Difference:
    """Two places that give one field differently."""

    field: Field
    one: tuple[Text, str]
    other: tuple[Text, str]
    hidden: bool = False
    """Visitors do not see it: one of the places is a tag."""


def names(fields: Sequence[Field]) -> Text:
    """The fields in one line."""
    return Text(
        "、".join(NAMES[field].zh for field in fields), ", ".join(NAMES[field].en for field in fields)
    )


def value(table: Metadata, field: Field) -> str | None:
    """What the table says under a label; ``None`` where it has no such label."""
    found: str | None = getattr(table, field.value)
    others = dict(table.others)
    return found or next((others[name] for name in _INSTEAD.get(field, ()) if others.get(name)), found)


def is_shown(facts: PageFacts, field: Field) -> bool:
    """Whether the page shows a field elsewhere than in a table, in a place where visitors look for it."""
    return {
        Field.TITLE: bool(facts.title),
        Field.PUBLISHED: facts.published is not None and facts.published.source is DateSource.LABEL,
        Field.ISSUER: bool(facts.source) and facts.source != facts.tag("ContentSource"),
    }.get(field, False)


def differences(paper: Paper) -> Iterator[Difference]:
    """The contradictions of one page; those of the number belong to the check of numbers."""
    facts, table = paper.facts, paper.facts.metadata
    if table is None:
        return
    title = facts.tag("ArticleTitle") or facts.title
    if table.title and title and _TITLE.search(table.title) and not _same_title(table.title, title):
        yield Difference(Field.TITLE, (_TABLE, table.title), (_HEADING, title))
    yield from _of_writing(paper, table)
    yield from _of_publication(paper, table)


def _same_title(one: str, other: str) -> bool:
    """Whether two titles are one, though one is cut short or has a subtitle."""
    ours, theirs = key(one), key(other)
    return ours in theirs or theirs in ours or cut_short(one) or cut_short(other) or same(one, other)


def _of_writing(paper: Paper, table: Metadata) -> Iterator[Difference]:
    told, day = paper.told, _day(table.written)
    if day is None or told.signed is None or told.signed == day or told.dated_as not in _WRITTEN_LABELS:
        return
    if table.issuer and _agree(table.issuer, told.signer):
        shown = (_SIGNATURE, f"{told.signer} {told.signed}")
        yield Difference(Field.WRITTEN, (_TABLE, table.written or ""), shown)


def _agree(issuer: str, signer: str) -> bool:
    """Whether the one who signed is the issuer: a document that passes on another's has both signatures."""
    ours, theirs = key(issuer), key(signer)
    return bool(ours and theirs) and (ours.endswith(theirs) or theirs.endswith(ours))


def _of_publication(paper: Paper, table: Metadata) -> Iterator[Difference]:
    day = _day(table.published)
    if day is None:
        return
    below = paper.told.announced
    tag = stamp(paper.facts.tag("PubDate"))
    if below and below != day:
        yield Difference(Field.PUBLISHED, (_TABLE, table.published or ""), (_BELOW, str(below)))
    elif tag and tag.value != day:
        yield Difference(
            Field.PUBLISHED, (_TABLE, table.published or ""), (_TAG, f"PubDate {tag.text}"), True
        )


def _day(written: str | None) -> date | None:
    return next((day.value for day in days(written)), None) if written else None
