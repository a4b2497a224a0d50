from typing import Any

import pytest
from pydantic import ValidationError

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, Answered, MemorySite, Pages
from checks.column_topics import ColumnTopics
from tests.checks.sites import NO_MORE, ago, column, home, items, only, rows

MENU = {"/xwdt/": "新闻动态", "/jy/": "就业创业"}
TOPICS = [{"name": "培训政策", "words": ["培训"]}, {"name": "招聘信息", "words": ["招聘"]}]
BOTH = rows([("/jy/1.html", "职业培训补贴办法", ago(3)), ("/jy/2.html", "秋季招聘会公告", ago(5))])
ONE = rows([("/jy/1.html", "职业培训补贴办法", ago(3)), ("/jy/2.html", "求职登记须知", ago(5))])

PAGER = (
    '<div class="page"><a href="/jy/">1</a><a href="/jy/index_1.html">2</a>'
    '<a href="/jy/index_1.html">下一页</a></div>'
)


def site(body: str | Answered, settings: Settings | None = None, *, more: Pages = NO_MORE) -> MemorySite:
    pages: Pages = {
        "/": home(menu=MENU),
        "/xwdt/": column("新闻动态", items("/xwdt/", ago(1), ago(2)), MENU),
        "/jy/": body if isinstance(body, Answered) else column("就业创业", body, MENU),
    }
    return MemorySite({**pages, **more}, settings=settings)


def found(made: MemorySite, name: str = "就业创业", **more: Any) -> tuple[Finding, ...]:
    return made.findings(ColumnTopics, column={"name": name}, topics=TOPICS, **more)


def tally(made: MemorySite, name: str = "就业创业") -> dict[Outcome, int]:
    return dict(made.conclusion(ColumnTopics, column={"name": name}, topics=TOPICS).tally)


def test_titles_of_items_cover_the_topics() -> None:
    assert tally(site(BOTH)) == {Outcome.PASSED: 1}


def test_missing_topics_are_named() -> None:
    (one,) = found(site(ONE))
    assert (one.message_id, one.outcome) == ("missing", Outcome.FAILED)
    assert one.parameters["topics"] == ["招聘信息"]
    assert one.parameters["covered"] == ["培训政策"]


def test_a_topic_without_words_is_its_own_word() -> None:
    made = site(ONE)
    assert made.findings(ColumnTopics, column={"name": "就业创业"}, topics=[{"name": "求职登记"}]) == ()


def test_the_identity_stays_when_some_of_it_is_mended() -> None:
    (worse,) = found(site(items("/jy/", ago(3), ago(4))))
    (better,) = found(site(ONE))
    assert worse.id == better.id


def test_other_demands_on_the_column_are_other_findings() -> None:
    (one,) = found(site(ONE))
    (other,) = site(ONE).findings(
        ColumnTopics, column={"name": "就业创业"}, topics=[{"name": "创业担保贷款"}]
    )
    assert one.id != other.id


def test_names_of_sub_columns_and_what_they_hold() -> None:
    menu = MENU | {"/jy/px/": "技能培训"}
    listed = (
        '<ul class="list"><li><a href="/jy/px/">技能培训</a></li><li><a href="/jy/zp/">岗位</a></li></ul>'
    )
    below = '<a href="/jy/">就业创业</a>'
    full = rows([("/jy/zp/1.html", "秋季招聘会公告", ago(5)), ("/jy/zp/2.html", "春季用工通知", ago(90))])
    more = {
        "/jy/px/": column("技能培训", items("/jy/px/", ago(2), ago(3)), menu, below),
        "/jy/zp/": column("岗位", full, menu, below),
    }
    assert tally(site(listed, more=more)) == {Outcome.PASSED: 1}


def sent_on(first: str, second: str) -> MemorySite:
    """A name in the menu that only sends its visitor on to the first of two columns below it."""
    menu = MENU | {"/tz/": "通知公告"}
    below = '<a href="/jy/">就业创业</a>'
    more = {
        "/tz/": column("通知公告", rows([("/tz/1.html", "秋季招聘会公告", ago(5))]), menu),
        "/jy/dt/": column("工作动态", first + '<a href="/jy/px/">政策法规</a>', menu, below),
        "/jy/px/": column("政策法规", second, menu, below),
    }
    return site(Answered('<meta http-equiv="refresh" content="0;url=./dt/">'), more=more)


def test_a_name_that_sends_on_to_the_first_column_below_it_means_all_of_them() -> None:
    training = rows([("/jy/px/1.html", "职业培训补贴办法", ago(3))])
    jobs = rows([("/jy/dt/1.html", "秋季招聘会公告", ago(3))])
    assert tally(sent_on(jobs, training)) == {Outcome.PASSED: 1}
    (one,) = found(sent_on(items("/jy/dt/", ago(3)), training))
    assert (one.message_id, one.parameters["name"], one.parameters["columns"]) == ("missing", "就业创业", 2)
    assert (one.parameters["topics"], one.parameters["items"]) == (["招聘信息"], 2)


def test_all_pages_of_the_list_count() -> None:
    second = rows([("/jy/9.html", "秋季招聘会公告", ago(90)), ("/jy/8.html", "求职登记须知之二", ago(95))])
    made = site(ONE + PAGER, more={"/jy/index_1.html": column("就业创业", second + PAGER, MENU)})
    assert tally(made) == {Outcome.PASSED: 1}


def test_a_single_text_tells_by_its_words() -> None:
    text = "<p>" + "本区职业培训和企业招聘的各项政策说明如下。" * 6 + "</p>"
    assert tally(site(text)) == {Outcome.PASSED: 1}


def test_links_beside_the_list_do_not_count() -> None:
    beside = '<div class="right"><h3>热门</h3><a href="/xwdt/0.html">秋季招聘会公告</a></div>'
    assert only(found(site(ONE + beside))) == ("missing", Outcome.FAILED)


def test_no_such_column_is_told_elsewhere() -> None:
    assert tally(site(BOTH), "惠企政策") == {Outcome.INAPPLICABLE: 1}


def test_no_such_column_on_a_site_that_was_not_seen() -> None:
    cut = Settings(
        as_of=DAY,
        limits=Limits(pages=2),
        politeness=Politeness(rate=0, concurrency=1),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    )
    assert tally(site(BOTH, cut), "惠企政策") == {Outcome.UNTESTED: 1}


@pytest.mark.parametrize("body", ['<ul class="list"></ul>', "<p>暂无内容</p>", Answered(status=404)])
def test_empty_and_dead_columns_are_told_elsewhere(body: str | Answered) -> None:
    assert tally(site(body)) == {Outcome.INAPPLICABLE: 1}


def test_a_list_that_a_script_fills_is_untested() -> None:
    body = '<ul id="list"></ul><script>$.ajax({url: "/api/list", success: show})</script>'
    assert tally(site(body)) == {Outcome.UNTESTED: 1}


def test_a_column_on_another_site_is_untested() -> None:
    menu = {"http://jy.example/": "就业创业", "/xwdt/": "新闻动态"}
    made = MemorySite({"/": home(menu=menu), "http://jy.example/": "<title>招聘</title>"})
    assert tally(made) == {Outcome.UNTESTED: 1}


def test_a_list_that_was_not_read_to_its_end() -> None:
    made = site(ONE + PAGER, more={"/jy/index_1.html": Answered(status=500)})
    assert only(found(made)) == ("unsure", Outcome.CANT_TELL)


def test_topics_of_a_column_that_the_rule_does_not_name() -> None:
    assert only(found(site(ONE), named=False)) == ("unsure", Outcome.CANT_TELL)
    assert found(site(BOTH), named=False) == ()


def test_two_columns_of_the_name_share_the_topics() -> None:
    menu = MENU | {"/zhen/jy/": "就业创业"}
    more = {"/zhen/jy/": column("就业创业", BOTH, menu)}
    made = site(ONE, more={"/": home(menu=menu), **more})
    assert found(made) == ()


def test_topics_must_be_asked_for() -> None:
    with pytest.raises(ValidationError):
        ColumnTopics.Options.model_validate({"column": {"name": "就业创业"}, "topics": []})
