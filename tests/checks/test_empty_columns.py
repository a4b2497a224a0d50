import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome
from auditbot.model.site import Column, Site
from auditbot.model.text import Lang
from auditbot.testing import DAY, HOME, Answered, MemorySite, Pages
from checks.empty_columns import EmptyColumns
from tests.checks.sites import NO_MORE, ago, article, column, home, items, only, said

MENU = {"/xwdt/": "新闻动态", "/zcjd/": "政策解读"}
FULL = items("/xwdt/", *(ago(day) for day in range(8)))


def site(body: str | Answered, *, register: tuple[Column, ...] = (), more: Pages = NO_MORE) -> MemorySite:
    judged = body if isinstance(body, Answered) else column("政策解读", body, MENU)
    pages: Pages = {"/": home(menu=MENU), "/xwdt/": column("新闻动态", FULL, MENU), "/zcjd/": judged}
    return MemorySite({**pages, **more}, site=Site(id="site", home=HOME, columns=register))


def test_a_column_without_items() -> None:
    found = site('<ul class="list"></ul>').findings(EmptyColumns)
    assert said(found) == [("empty", "/zcjd/")]
    assert only(found) == ("empty", Outcome.FAILED)
    assert found[0].evidence[0].url == f"{HOME}zcjd/"
    assert found[0].parameters["path"] == "首页 › 政策解读"


def test_what_was_seen_of_it_is_told_in_words() -> None:
    (listed,) = site('<ul class="list"></ul>').findings(EmptyColumns)
    (blank,) = site("").findings(EmptyColumns)
    assert [one.texts[Lang.ZH].seen for one in (listed, blank)] == ["列表为空", "页面上除标题外没有内容"]
    assert not any(one.evidence[0].excerpt for one in (listed, blank))
    (told,) = site("<p>暂无内容</p>").findings(EmptyColumns)
    assert told.evidence[0].excerpt == "暂无内容"


@pytest.mark.parametrize("words", ["暂无内容", "栏目正在建设中，敬请期待", "暂无相关信息！"])
def test_a_column_with_a_placeholder(words: str) -> None:
    assert only(site(f"<p>{words}</p>").findings(EmptyColumns)) == ("placeholder", Outcome.FAILED)


def test_a_list_that_a_script_fills_is_untested() -> None:
    body = '<ul id="list"></ul><script>$.ajax({url: "/api/list", success: show})</script>'
    (one,) = site(body).findings(EmptyColumns)
    assert (one.message_id, one.outcome) == ("unseen", Outcome.UNTESTED)
    assert one.texts[Lang.ZH].seen.startswith("页面的脚本（")


def test_a_page_within_the_page_is_not_said_to_be_a_list_of_a_script() -> None:
    (one,) = site('<iframe src="/lb.jsp" width="800" height="600"></iframe>').findings(EmptyColumns)
    assert (one.message_id, one.outcome) == ("unseen", Outcome.UNTESTED)
    assert "/lb.jsp" in one.texts[Lang.ZH].seen
    assert "脚本" not in one.texts[Lang.ZH].seen


def test_a_column_behind_a_wall_is_not_said_to_be_made_by_a_script() -> None:
    wall = Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 412", 412))
    (one,) = site(wall).findings(EmptyColumns)
    assert (one.message_id, one.outcome) == ("unopened", Outcome.UNTESTED)
    assert (one.texts[Lang.ZH].seen, one.texts[Lang.EN].seen) == ("被网站拦截", "blocked by the site")


def test_the_finding_stays_the_same_when_words_come_to_an_empty_list() -> None:
    (empty,) = site('<ul class="list"></ul>').findings(EmptyColumns)
    (words,) = site("<p>暂无内容</p>").findings(EmptyColumns)
    assert empty.id == words.id


@pytest.mark.parametrize(
    "body",
    [
        FULL,
        items("/zcjd/", ago(900)),
        "<p>" + "青禾区位于溪山市东部，辖三个镇、两个街道，总面积五百平方公里。" * 4 + "</p>",
        '<p><img src="/map.png" alt="行政区划图"></p>',
    ],
    ids=["items", "one item", "a text of its own", "a picture"],
)
def test_what_holds_something_is_not_empty(body: str) -> None:
    concluded = site(body, more={"/map.png": "x"}).conclusion(EmptyColumns)
    assert concluded.findings == ()
    assert concluded.tally == {Outcome.PASSED: 2}


def test_items_that_speak_of_building_are_no_placeholder() -> None:
    listed = items("/zcjd/", ago(3)) + "<p>全区污水处理厂正在建设中</p>"
    assert site(listed).findings(EmptyColumns) == ()


def test_an_address_that_sends_on_to_a_full_column() -> None:
    sent = '<html><head><meta http-equiv="refresh" content="0;url=/xwdt/"></head></html>'
    assert site(Answered(sent)).findings(EmptyColumns) == ()


def test_a_column_of_columns() -> None:
    listed = (
        '<ul class="list"><li><a href="/xwdt/">新闻动态</a></li><li><a href="/tzgg/">通知公告</a></li></ul>'
    )
    more = {"/tzgg/": column("通知公告", items("/tzgg/", ago(3)), MENU)}
    assert site(listed, more=more).findings(EmptyColumns) == ()


def test_a_dead_column_is_not_an_empty_one() -> None:
    assert site(Answered(status=404)).findings(EmptyColumns) == ()


def test_an_article_that_the_menu_calls_is_not_empty() -> None:
    text = article("政策解读", "这里是一篇正文。" * 20, ago(4), MENU)
    assert site(Answered(text)).findings(EmptyColumns) == ()


def test_archived_columns_and_those_past_their_day() -> None:
    archived = Column(name="政策解读", url=f"{HOME}zcjd/", archived=True)
    over = Column(name="政策解读", url=f"{HOME}zcjd/", until=ago(1))
    for entry in (archived, over):
        concluded = site('<ul class="list"></ul>', register=(entry,)).conclusion(EmptyColumns)
        assert concluded.findings == ()
        assert concluded.tally == {Outcome.PASSED: 1, Outcome.INAPPLICABLE: 1}


def test_the_last_day_itself_still_counts() -> None:
    entry = Column(name="政策解读", url=f"{HOME}zcjd/", until=DAY, unit="区司法局")
    (found,) = site('<ul class="list"></ul>', register=(entry,)).findings(EmptyColumns)
    assert found.unit == "区司法局"


def test_only_the_columns_that_are_named() -> None:
    named = {"columns": [{"name": "政策解读"}]}
    made = site('<ul class="list"></ul>')
    assert said(made.findings(EmptyColumns, **named)) == [("empty", "/zcjd/")]
    assert made.conclusion(EmptyColumns, columns=[{"name": "新闻动态"}]).tally == {Outcome.PASSED: 1}


def test_named_columns_that_are_not_there_or_dead_are_told_elsewhere() -> None:
    named = {"columns": [{"name": "政策解读"}]}
    for made in (site(Answered(status=404)), MemorySite({"/": home(menu={"/xwdt/": "新闻动态"})})):
        concluded = made.conclusion(EmptyColumns, **named)
        assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})
