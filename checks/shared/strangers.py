"""Hosts outside government: which of them every site may refer to, and the signs of a trade that none may."""

import re
from fnmatch import fnmatch
from functools import lru_cache

_HARMLESS = (
    "*.gov.cn",
    "*.政务",
    "*.xn--zfr164b",
    "*.政务.cn",
    "*.org.cn",
    "*.edu.cn",
    "*.mil.cn",
    "*.conac.cn",
    "*.people.com.cn",
    "*.xinhuanet.com",
    "*.news.cn",
    "*.cctv.com",
    "*.cnzz.com",
    "*.umeng.com",
    "*.baidu.com",
    "*.bdimg.com",
    "*.qq.com",
    "*.weibo.com",
    "*.jiathis.com",
    "*.adobe.com",
    "*.microsoft.com",
    "*.mozilla.org",
    "*.google.cn",
    "*.12345.*",
    "*.xuexi.cn",
    "*.jubao.*",
    "*.12377.cn",
)
"""Names that sites of government refer to unseen for honest reasons: counters, sharing, browsers, media."""

TRADES = (
    "澳门新葡京",
    "新葡京",
    "威尼斯人娱乐",
    "真人百家乐",
    "百家乐",
    "老虎机",
    "时时彩",
    "北京赛车",
    "六合彩",
    "博彩公司",
    "博彩网",
    "网上赌场",
    "赌场开户",
    "皇冠体育",
    "体育投注",
    "彩票平台",
    "棋牌游戏下载",
    "捕鱼游戏下载",
    "AG真人",
    "bet365",
    "私服发布",
    "传奇私服",
    "裸聊",
    "成人视频",
    "成人电影",
    "成人小说",
    "激情视频",
    "一夜情",
    "援交",
    "代孕",
    "代开发票",
    "办证刻章",
    "壮阳药",
    "伟哥",
    "催情",
    "迷药",
    "枪支弹药",
    "刷单兼职",
)
"""Words with which such trades offer themselves."""

_PARKED = (
    "*.sedoparking.com",
    "sedo.com",
    "*.sedo.com",
    "*.bodis.com",
    "*.parkingcrew.net",
    "*.dan.com",
    "*.afternic.com",
    "*.hugedomains.com",
    "hugedomains.com",
    "*.domainparking.*",
    "*.4.cn",
    "4.cn",
    "*.ename.com",
    "*.ename.cn",
    "*.juming.com",
    "*.expireddomains.*",
    "*.park.*",
)
"""Where names for sale are sent."""
_FOR_SALE = re.compile(
    r"(?:该|此|本|这个|您访问的|您浏览的)域名.{0,12}(?:出售|转让|待售|停放|停靠|过期|到期|抢注)|域名(?:正在)?出售中"
    r"|domain(?: name)? (?:is|may be) for sale|buy this domain|this domain (?:is parked|has expired)",
    re.IGNORECASE,
)
_SALE = re.compile(
    r"域名.{0,6}(?:出售|转让|待售|停放|停靠)|(?:出售|转让)域名|is for sale|is parked|domain parking",
    re.IGNORECASE,
)
_SHORT = 500
_LANDER = b'window.location.href="/lander"'
"""All that some registrars answer for a name that is for sale."""
_REPORTED = re.compile(
    r"打击|查处|查获|侦破|警方|警察|公安|民警|抓获|涉赌|涉黄|涉嫌|判处|获刑|法院|检察|整治|严打|防范|警惕|反诈|举报|诈骗|骗局|专项"
)
"""What is written about such trades by those who fight them."""


@lru_cache(maxsize=10_000)
def is_harmless(host: str) -> bool:
    """Whether a host is of government or known to be referred to for honest reasons."""
    return any(fnmatch(host, name) or host == name.removeprefix("*.") for name in _HARMLESS)


def is_parked(host: str) -> bool:
    """Whether a host is one to which names for sale are sent."""
    return any(fnmatch(host, name) for name in _PARKED)


def is_for_sale(host: str, opening: bytes, words: str) -> bool:
    """Whether a page offers the name it is found under; ``words``: what its head and beginning say."""
    own = host.removeprefix("www.").lower()
    return (
        bool(_FOR_SALE.search(words))
        or (own in words.lower() and bool(_SALE.search(words)))
        or (len(opening) < _SHORT and _LANDER in opening)
    )


def is_report(words: str) -> bool:
    """Whether a title speaks of a trade as those do who fight it."""
    return bool(_REPORTED.search(words))
