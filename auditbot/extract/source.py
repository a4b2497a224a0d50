"""Who a page says it comes from: 来源 under the title, the table's issuer, or the tag ContentSource."""

import re

from auditbot.extract.meta import Tags
from auditbot.extract.outline import Outline
from auditbot.extract.titles import Heading
from auditbot.extract.words import fold
from auditbot.model.page import Metadata

_LABEL = re.compile(r"(?:信息|文章|稿件|新闻)?来\s?源\s?[:：\]】]\s?(?P<value>[^\n|｜]{1,60})")
_NEXT_FIELD = re.compile(
    r"(?:^|\s)(?:作者|编辑|责任编辑|发布|日期|时间|浏览|阅读|点击|访问|字[体号]|【|打印|分享|文章"
    r"|审核|更新)|\s{2,}|[\xa0\u3000]{2,}|(?:19|20)\d\d[-年]"
)
_REACH = 300


def source(outline: Outline, heading: Heading | None, metadata: Metadata | None, tags: Tags) -> str:
    """The words as shown, at most 60 characters."""
    start = heading.end if heading else 0
    match = _LABEL.search(outline.text, start, start + _REACH) if heading else None
    if match:
        value = match["value"]
        end = _NEXT_FIELD.search(value)
        shown = fold(value[: end.start()] if end else value, 60).strip(" :：")
        if shown:
            return shown
    if metadata and metadata.issuer:
        return metadata.issuer[:60]
    return tags.get("contentsource", "")[:60]
