"""Names of columns: which words name none, when two names are one, what a name says of the contents."""

import re

from auditbot.extract.text.words import squeeze
from auditbot.model.column import ColumnType
from auditbot.model.site import Column

LONGEST = 30

_NO_COLUMN = re.compile(
    r"(?:网站|返回|中文)?(?:首页|主页)|home|(?:网站|站点)(?:地图|导航)|rss.*|登[录陆]|注册|退出"
    r"|搜索|(?:高级)?检索|全文检索|站内搜索|无障碍.*|网站无障碍|长者.*|适老.*|关怀版|老年.*"
    r"|[繁简]体(?:版|中文)?|english|en|手机版|移动版|触屏版|电脑版|客户端|app.*"
    r"|微信.*|微博|政务微.*|收藏.*|加入收藏|设为首页|打印|关闭|返回.*|上一[页篇].*|下一[页篇].*"
    r"|更多.*|more.*|网站纠错|我要纠错|智能问答|ipv6.*|[\d\W]*",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[\s、，,“”\"'《》〈〉（）()【】\[\]·•—\-_|/]+")
_ENDINGS = ("专栏", "专题", "栏目")
_TYPES = {
    ColumnType.OTHER: r"解读|专题|专栏|知识|百科|下载",
    ColumnType.INTERACTION: r"咨询|信箱|征集|访谈|留言|投诉|建言|互动|问政|调查|听证|意见箱|问答|交流",
    ColumnType.NEWS: r"动态|要闻|新闻|快讯|简讯|快报|报道|工作信息|领导活动|政务活动|活动掠影|头条|资讯",
    ColumnType.NOTICES: r"通知|公告|公示|通告|公文",
    ColumnType.POLICIES: r"文件|法规|规章|规范性|政策|政府令|府发|办发|法律",
    ColumnType.BASIC: (
        r"人事|规划|计划|总结|机构|职[能责]|领导|负责人|财政|预算|决算|三公|统计|数据|概况|简介|指南|目录"
        r"|年报|年度报告|制度|应急|采购|收费|招考|录用|任免|清单|项目|双随机|处罚|许可|会议|建议提案|提案"
        r"|科室|组织"
    ),
}
_SECTION = re.compile(r"..[科股处]$")
"""A section of the office (政策法规科, 发展规划处): its name says nothing of what it publishes."""
_TYPE_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _TYPES.items())


def names_column(words: str) -> bool:
    """Whether the words of a link can be the name of a column."""
    name = squeeze(words)
    return 1 < len(name) <= LONGEST and not _NO_COLUMN.fullmatch(name) and "：" not in name


def same_key(name: str) -> str:
    """What spellings of one name have in common: without blanks, marks and the endings 专栏, 专题, 栏目."""
    bare = _PUNCTUATION.sub("", name).lower()
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending):
            return bare.removesuffix(ending)
    return bare


def column_type(tag: str, name: str) -> ColumnType:
    """By the tag ColumnType, then by the words of the name."""
    for words in (tag, name):
        if _SECTION.search(words):
            continue
        for kind, pattern in _TYPE_PATTERNS:
            if pattern.search(words):
                return kind
    return ColumnType.OTHER


def registered(register: tuple[Column, ...], names: tuple[str, ...]) -> Column | None:
    """The register's entry that has one of the names."""
    keys = {same_key(name) for name in names} - {""}
    for entry in register:
        if keys & {same_key(name) for name in (entry.name, *entry.aliases)}:
            return entry
    return None
