"""Announcements of the township: written, dated or kept carelessly, and some that were not."""

from collections.abc import Iterator
from datetime import date, timedelta

from auditbot.demo.faults import planted
from auditbot.demo.faults.content import LISTED
from auditbot.demo.parts import Article

_COLUMN = "lxgg"
_TOWNSHIP = "柳溪镇人民政府"
_CROWD = 560
"""Days since all but one of them were put up at once."""
_BEFORE = 680
_FIRST = 1300
"""Days since the oldest was first put up, as its address says."""


def announcements(as_of: date) -> Iterator[Article]:
    """The announcements, those of one day and the one before them."""
    day = as_of - timedelta(_CROWD)
    for key, (title, text) in _texts(as_of).items():
        yield Article(f"lxgg-{key}", _COLUMN, title, day, _TOWNSHIP, tuple(text.split("\n")))
    moved = "later-than-address" in planted("fake-dates", "home")
    yield Article(
        "lxgg-gq",
        _COLUMN,
        "柳溪镇灌渠维修完工",
        as_of - timedelta(_BEFORE),
        _TOWNSHIP,
        ("灌渠维修已全部完工，恢复供水。",),
        addressed=as_of - timedelta(_FIRST) if moved else None,
    )


def _texts(as_of: date) -> dict[str, tuple[str, str]]:
    past, coming = as_of - timedelta(200), as_of + timedelta(20)
    return {
        "cs": ("测试", "柳溪镇公告栏录入演练，请忽略。"),
        "bd": (
            "柳溪镇河道清淤公告",
            f"清淤自本月起分段施工，，请沿岸居民留意。\n整治期至{day_of_no_calendar(as_of)}止。",
        ),
        "gm": ("柳溪镇国庆文艺演出通知", "为庆祝中华人民共合国成立，镇文化站举办文艺演出。"),
        "nb": ("柳溪镇防火值班表", f"值班表仅供镇内使用，{LISTED}。"),
        "bm": ("柳溪镇茶艺培训班", f"培训班免收学费。\n截止时间：{past} 状态：报名中"),
        "jc": ("柳溪镇应急广播测试安排", "测试于2月29日前后进行，消息宜外传；规划到2035年12月全覆盖。。。"),
        "bj": ("柳溪镇编织培训班", f"截止时间：{past} 状态：已结束\n下一期截止时间：{coming} 状态：报名中"),
    }


def day_of_no_calendar(as_of: date) -> str:
    """A month that no year has."""
    return f"{as_of.year}年13月1日"
