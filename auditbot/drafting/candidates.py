"""Which checks might decide a duty, by the words it uses. Only proposals: a person confirms each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_COLUMN = re.compile(
    r"[“\"](?P<name>[^“”\"]{2,20})[”\"][^。；]{0,4}(?:栏目|专栏|专题)|(?:设置|开设|完善)(?P<plain>[\u4e00-\u9fff]{2,12})(?:栏目|专栏)"
)
_PAPER = re.compile(
    r"(?:公开|公布|发布|编制)[^。；，,]{0,12}?(?P<name>[\u4e00-\u9fff]{2,16}?(?:目录|清单|名录|指南|名单))"
)
_PHONE = re.compile(r"(?:监督|举报|咨询|投诉|服务)电话|12345")
_WORKDAYS = re.compile(r"(\d{1,2})\s?个工作日")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A check that may decide a duty, with what the text says of its options."""

    check: str
    options: dict[str, Any] = field(default_factory=dict)


_WORDS = (
    (
        re.compile(r"IPv6|互联网协议第六版", re.IGNORECASE),
        ("ipv6-dns", "ipv6-reachable", "ipv6-consistent", "ipv6-links"),
    ),
    (re.compile(r"相互链接|关联解读|解读.{0,12}关联"), ("interpretation-linked",)),
    (re.compile(r"图解|图片|音视频|短视频|动漫|新闻发布会"), ("interpretation-forms",)),
    (re.compile(r"谁起草.{0,4}谁解读"), ("interpretation-source",)),
    (re.compile(r"同步(?:组织|审签|部署|发布|解读)"), ("interpretation-timing",)),
    (re.compile(r"摘抄|罗列"), ("interpretation-excerpt",)),
    (re.compile(r"背景依据|新旧政策"), ("interpretation-content",)),
    (re.compile(r"征求意见|意见征集|决策草案"), ("consultation-complete", "consultation-before-policy")),
    (re.compile(r"个人隐私|个人信息"), ("personal-data",)),
    (re.compile(r"保密审查|国家秘密|敏感信息"), ("sensitive-terms",)),
    (re.compile(r"联系电话"), ("disclosure-phone",)),
    (re.compile(r"办事指南|服务指南"), ("guide-elements",)),
    (re.compile(r"依据.{0,8}链接|链接.{0,12}依据"), ("guide-basis-linked",)),
    (re.compile(r"年度报告"), ("annual-report",)),
    (re.compile(r"依申请公开|信息公开专栏|信息公开指南"), ("disclosure-section",)),
    (re.compile(r"规范性文件"), ("document-metadata", "document-number", "document-validity")),
    (re.compile(r"PDF|Word|可下载", re.IGNORECASE), ("document-formats",)),
    (re.compile(r"此件公开发布"), ("release-marker",)),
    (re.compile(r"政策文件库"), ("policy-library-link",)),
    (re.compile(r"找错"), ("find-error-entry",)),
    (re.compile(r"栏目.{0,12}(?:更新|维护)|动态更新|及时更新"), ("stale-columns", "empty-columns")),
    (re.compile(r"标准目录|公开事项目录|基层政务公开"), ("catalogue-matches-columns",)),
    (re.compile(r"错链|死链|链接不可用|无法访问"), ("broken-links",)),
    (re.compile(r"信息检索|站内搜索"), ("site-search",)),
    (re.compile(r"(?:网站|平台).{0,10}安全|24\s?小时|全天候"), ("site-availability", "tls-certificate")),
    (re.compile(r"办理和反馈|留言.{0,6}(?:办理|答复)|及时答复"), ("reply-deadline",)),
)


def candidates(text: str) -> tuple[Candidate, ...]:
    """The checks that the words of a duty suggest, each once."""
    return tuple({found.check: found for found in _found(text)}.values())


def _found(text: str) -> Iterator[Candidate]:
    for pattern, checks in _WORDS:
        if pattern.search(text):
            yield from map(Candidate, checks)
    days = _WORKDAYS.search(text)
    if days and "公开" in text[max(0, days.start() - 60) : days.end() + 12]:
        yield Candidate("disclosure-deadline", {"workdays": int(days[1])})
    phones = list(dict.fromkeys(_PHONE.findall(text)))
    if phones:
        named = [{"name": name, "number": name if name.isdigit() else ""} for name in phones]
        yield Candidate("contact-phones", {"phones": named})
    columns = [match["name"] or match["plain"] for match in _COLUMN.finditer(text)]
    if columns:
        wanted = [{"name": name} for name in dict.fromkeys(columns)]
        yield Candidate("required-columns", {"columns": wanted})
    papers = list(dict.fromkeys(match["name"] for match in _PAPER.finditer(text)))
    if papers:
        named = [{"name": name, "patterns": [re.escape(name)]} for name in papers[:6]]
        yield Candidate("required-documents", {"documents": named})
