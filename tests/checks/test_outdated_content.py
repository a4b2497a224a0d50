"""What is still called current, and topics that nobody feeds."""

import pytest

from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.outdated_content import OutdatedContent
from tests.checks.sites import ago, column, home, items, page


def told(text: str, title: str = "技能培训班") -> list[tuple[str, Outcome]]:
    pages = {
        "/": home('<a href="/a.html">报名</a>'),
        "/a.html": page(title, f"<h1>{title}</h1><p>{text}</p>"),
    }
    return [(one.message_id, one.outcome) for one in MemorySite(pages).findings(OutdatedContent)]


@pytest.mark.parametrize(
    "text",
    [
        "截止时间：2024-03-01 状态：报名中",
        "活动时间：2023年1月1日至2023年2月1日 [进行中]",
        "截止日期：2024年3月1日 报名中 联系人",
        "状态：进行中　截止日期：2024-03-01",
        "报名状态：正在报名。报名截止时间：2024年3月1日。",
    ],
)
def test_a_state_that_contradicts_its_end(text: str) -> None:
    assert told(text) == [("ended", Outcome.FAILED)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "状态：报名中",
        "截止时间：2024-03-01 状态：已结束",
        f"截止时间：{ago(-9)} 状态：报名中",
        f"状态：报名中 截止时间：{ago(-9)}",
        f"截止时间：{ago(-9)} 状态：报名中 截止时间：2024-03-01 状态：已结束",
        "状态：报名中 青禾区第二期培训班 截止时间：2024-03-01 状态：已结束",
        f"截止时间：{ago(9)} 状态：报名中",
        "2024年3月1日，全市招聘会正在进行，现场火热。",
        "发布时间：2024-03-01 改革进行中的青禾",
        "2019年3月1日 报名中心",
    ],
)
def test_what_is_no_contradiction(text: str) -> None:
    assert told(text) == []


def test_consultations_are_judged_elsewhere() -> None:
    assert told("截止时间：2024-03-01 状态：进行中", "关于公开征求意见的公告") == []


def topics(days: int) -> list[tuple[str, Outcome]]:
    menu = {"/zt/": "专题专栏", "/zt/x/": "防汛专题"}
    pages = {
        "/": home(menu=menu),
        "/zt/": column("专题专栏", items("/zt/", ago(5), ago(9)), menu),
        "/zt/x/": column("防汛专题", items("/zt/x/", *(ago(days + number) for number in range(4))), menu),
    }
    found = MemorySite(pages).findings(OutdatedContent)
    return [(one.message_id, one.outcome) for one in found]


def test_a_topic_of_years_ago_should_be_archived() -> None:
    assert topics(4 * 366) == [("old-topic", Outcome.CANT_TELL)]
    assert topics(200) == []


def parted(*, newer: int) -> list[tuple[str, str]]:
    """A topic with two columns of its own, both among the columns of the site."""
    menu = {"/zt/": "专题专栏", "/zt/x/": "抗击肺炎专栏", "/zt/x/a/": "权威发布", "/zt/x/b/": "信息快报"}
    old = 4 * 366
    parts = '<a href="/zt/x/a/">权威发布</a> <a href="/zt/x/b/">信息快报</a>'
    shelf, topic = '<a href="/zt/">专题专栏</a>', '<a href="/zt/x/">抗击肺炎专栏</a>'
    pages = {
        "/": home(menu=menu),
        "/zt/": column("专题专栏", topic, menu),
        "/zt/x/": column("抗击肺炎专栏", f"<div>{parts}</div>", menu, path=shelf),
        "/zt/x/a/": column("权威发布", items("/zt/x/a/", ago(old), ago(old)), menu, f"{shelf} &gt; {topic}"),
        "/zt/x/b/": column(
            "信息快报", items("/zt/x/b/", ago(newer), ago(old)), menu, f"{shelf} &gt; {topic}"
        ),
    }
    found = MemorySite(pages).findings(OutdatedContent)
    return [(one.message_id, str(one.parameters["name"])) for one in found]


def test_a_topic_is_told_once_for_all_its_columns() -> None:
    assert parted(newer=4 * 366) == [("old-topic", "抗击肺炎专栏")]


def test_one_column_that_is_fed_keeps_a_topic_current() -> None:
    assert parted(newer=20) == []
