"""What a page is for, and what told it: tags and titles first, then the shape of address and page."""

import re
from dataclasses import dataclass

from auditbot.extract.reference.addresses import Shape, shape
from auditbot.model.page import Crumb, Metadata, PageKind
from auditbot.url import Url

_GUIDE = re.compile(r"(?:政府)?信息公开(?:工作)?指南|^公开指南$|政务公开指南")
_GUIDE_SAYS = re.compile(r"本指南|《[^《》]{0,40}公开指南》|编制.{0,40}公开指南")
"""How a guide speaks of itself; its column's name alone stands in the table of any document in it."""
_NOT_GUIDE = re.compile(r"通知|修订|征求|关于")
_OTHER_GUIDE = re.compile(r"申请|办事指南|举报|服务指南|操作|申报|通知|修订|征求|关于")
_ANNUAL = re.compile(
    r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:情况)?(?:的)?年(?:度)?(?:工作)?报(?:告)?"
    r"|年度?政府信息公开(?:工作)?(?:情况)?(?:年度)?报告"
)
_NOT_ANNUAL = re.compile(r"通知|网站(?:工作)?年度报表|要求|部署|汇总表")
_INTERPRETATION = re.compile(
    r"解读|^图解|图解[：:]|一图(?:读懂|看懂|了解)|读懂《|政策(?:图解|问答|吹风)|吹风会|答记者问"
    r"|《[^《》]{4,80}》.{0,6}(?:图解|问答|起草说明|政策说明|热点问答|发布会)"
)
_NOT_INTERPRETATION = re.compile(
    r"解读(?:工作|制度|机制|方案|规定|办法)|解读(?:培训|会议)|关于(?:印发|做好|加强)[^》]{0,30}解读"
)
_INTERPRETATION_COLUMN = re.compile(r"解读")
_CONSULTATION = re.compile(
    r"(?:公开)?(?:征求|征集|听取).{0,40}(?:意见|建议)|征求意见稿|意见征集|民意征集|公开征集"
    r"|听证会?公告|草案.{0,12}(?:征求|公示|听证)"
)
_NOT_CONSULTATION = re.compile(
    r"结果|采纳|反馈情况|情况(?:的)?(?:反馈|说明|汇总|通报)|线索|志愿者|作品|方案评选|征集令"
)
_SERVICE = re.compile(r"办事指南|服务指南|办理指南|办事流程|办理流程|一次性告知")
_SERVICE_LABELS = (
    "受理条件 申请条件 办理条件 申请材料 所需材料 办理材料 办理流程 办理程序 办理时限 法定时限 承诺时限"
    " 收费标准 设定依据 办理地点 受理单位 受理机构"
).split()
_POLICY = re.compile(
    r"(?:关于.{2,80}(?:通知|意见|决定|办法|规定|方案|规划|批复|通告|细则|命令|函|公告)|(?:条例"
    r"|办法|规定|细则|规则|意见|方案|规划|决定|命令)(?:[（(][^（()）]{1,20}[)）])?)$"
)
_NUMBER_AT_END = re.compile(
    r"[（(【\[]?[一-鿿]{1,16}(?:[〔﹝]|(?<=[发函字办规])[\[［【(（])"
    r"\s?(?:19|20)\d\d[〕﹞\]］】)）]?[^（）()【】]{0,9}[)）】]{0,2}$"
)
"""The number with which a title may end, whole or cut off: …的通知（青政发〔2022〕5号）."""
_POLICY_COLUMN = re.compile(r"文件|法规|规章|政策(?!解读|问答|咨询)|政府令|府发|办发")
_SEARCH = re.compile(
    r"/(?:search|was5|guestweb|jrobot|letterquery)\w*[-/.?]|[?&](?:q|keyword|searchword|word)=", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows of its purpose."""

    url: Url
    title: str
    column: str
    """The column it is, or belongs to."""
    column_type: str
    """The tag ColumnType."""
    text: str
    steps: tuple[Crumb, ...]
    article_title: str
    """The tag ArticleTitle."""
    pub_date: str
    """The tag PubDate."""
    metadata: Metadata | None
    number: str
    labelled: bool
    """A label of publication stands under its heading."""
    redirects: bool
    """It only sends its visitor on."""


def kind(signs: Signs, *, has_list: bool, leads_on: bool = False) -> tuple[PageKind, str]:
    """The kind and the sign that told it. ``has_list``: the page is there for a list, even an empty one.

    ``leads_on``: it says hardly more than what its list leads to, as a column of the guides of many offices.
    """
    if signs.redirects:
        return PageKind.OTHER, "sends on"
    if _SEARCH.search(signs.url):
        return PageKind.OTHER, "address: search"
    if is_article(signs):
        return _of_article(signs)
    if not leads_on and (_is_guide(signs.title) or _is_guide(signs.column)):
        return PageKind.GUIDE, f"title: {signs.title[:40]}"
    if has_list:
        return PageKind.COLUMN, "list"
    if signs.column or signs.column_type or shape(signs.url) is Shape.LIST:
        return PageKind.COLUMN, f"column: {(signs.column or signs.column_type)[:40]}"
    return PageKind.OTHER, "no sign"


def is_article(signs: Signs) -> bool:
    """Whether the page is one document rather than a list of some."""
    form = shape(signs.url)
    if signs.article_title or form is Shape.ARTICLE or (signs.pub_date and form is not Shape.LIST):
        return True
    return form is Shape.UNKNOWN and (signs.metadata is not None or signs.labelled)


def _of_article(signs: Signs) -> tuple[PageKind, str]:
    title = signs.title
    told = f"title: {title[:40]}"
    if _is_guide(title) or (
        _is_guide(signs.column) and not _OTHER_GUIDE.search(title) and _GUIDE_SAYS.search(signs.text[:1500])
    ):
        return PageKind.GUIDE, told
    if _ANNUAL.search(title) and not _NOT_ANNUAL.search(title):
        return PageKind.ANNUAL_REPORT, told
    if _interprets(signs):
        return PageKind.INTERPRETATION, told
    if _CONSULTATION.search(title) and not _NOT_CONSULTATION.search(title):
        return PageKind.CONSULTATION, told
    if _SERVICE.search(title) or _is_service(signs):
        return PageKind.SERVICE, f"labels of a service guide, column: {signs.column[:20]}"
    if _is_policy(signs):
        return PageKind.POLICY, f"number: {signs.number}" if signs.number else told
    return PageKind.ARTICLE, "article"


def _is_guide(words: str) -> bool:
    return bool(_GUIDE.search(words)) and not _NOT_GUIDE.search(words)


def _interprets(signs: Signs) -> bool:
    if _NOT_INTERPRETATION.search(signs.title):
        return False
    if _INTERPRETATION.search(signs.title):
        return True
    in_column = bool(_INTERPRETATION_COLUMN.search(signs.column))
    return in_column and not signs.number and signs.metadata is None


def _is_service(signs: Signs) -> bool:
    text = signs.text[:6000]
    needed = 2 if _SERVICE.search(signs.column) else 5
    return sum(label in text for label in _SERVICE_LABELS) >= needed


def _is_policy(signs: Signs) -> bool:
    """A document with a number of its own, or one that reads like a document in a column of documents."""
    named = bool(_POLICY.search(_NUMBER_AT_END.sub("", signs.title).rstrip()))
    if signs.number and (signs.metadata is not None or named):
        return True
    if signs.metadata is not None and signs.metadata.number is not None and named:
        return True
    steps = " ".join(step.name for step in signs.steps) + signs.column
    return named and bool(_POLICY_COLUMN.search(steps))
