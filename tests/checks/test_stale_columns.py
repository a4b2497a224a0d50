from datetime import date

import pytest
from pydantic import ValidationError

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome
from auditbot.model.site import Column, Site
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, HOME, Answered, MemorySite, Pages
from checks.stale_columns import StaleColumns
from tests.checks.sites import NO_MORE, ago, article, column, home, items, only, rows, said

NEWS = {"types": ["news"], "days": 14}
MENU = {"/xwdt/": "新闻动态"}


def site(
    body: str | Answered,
    *,
    register: tuple[Column, ...] = (),
    name: str = "新闻动态",
    day: date = DAY,
    settings: Settings | None = None,
    more: Pages = NO_MORE,
) -> MemorySite:
    menu = {"/xwdt/": name}
    pages: Pages = {
        "/": home(menu=menu),
        "/xwdt/": body if isinstance(body, Answered) else column(name, body, menu),
    }
    made = Site(id="site", home=HOME, columns=register)
    return MemorySite({**pages, **more}, site=made, as_of=day, settings=settings)


def entry(**more: object) -> Column:
    return Column.model_validate({"name": "新闻动态", "url": f"{HOME}xwdt/"} | more)


def test_a_stale_column() -> None:
    found = site(items("/xwdt/", ago(15), ago(30))).findings(StaleColumns, **NEWS)
    assert said(found) == [("stale", "/xwdt/")]
    assert only(found) == ("stale", Outcome.FAILED)
    assert (found[0].parameters["days"], found[0].parameters["period"]) == (15, 14)
    assert found[0].parameters["newest"] == str(ago(15))
    assert found[0].evidence[0].url == f"{HOME}xwdt/"


@pytest.mark.parametrize("age", [0, 13, 14])
def test_the_period_holds_to_its_last_day(age: int) -> None:
    assert site(items("/xwdt/", ago(age), ago(90))).conclusion(StaleColumns, **NEWS).tally == {
        Outcome.PASSED: 1
    }


def test_months_end_with_the_month() -> None:
    body = items("/xwdt/", date(2026, 2, 28))
    months = {"types": ["notices"], "months": 6}
    last = site(body, name="通知公告", day=date(2026, 8, 31))
    assert last.conclusion(StaleColumns, **months).tally == {Outcome.PASSED: 1}
    over = site(items("/xwdt/", date(2026, 2, 27)), name="通知公告", day=date(2026, 8, 31))
    assert only(over.findings(StaleColumns, **months)) == ("stale", Outcome.FAILED)


def test_the_order_of_the_list_does_not_matter() -> None:
    pinned = items("/xwdt/", ago(900), ago(3), ago(30))
    assert site(pinned).findings(StaleColumns, **NEWS) == ()


def test_a_day_to_come_is_no_update() -> None:
    found = site(items("/xwdt/", DAY.replace(year=2027), ago(40))).findings(StaleColumns, **NEWS)
    assert found[0].parameters["days"] == 40


def test_days_from_the_articles_where_the_list_shows_none() -> None:
    listed = rows([("/xwdt/1.html", "全区召开重点项目推进会议", None)])
    fresh = site(
        listed, more={"/xwdt/1.html": article("全区召开重点项目推进会议", "会议要求。" * 30, ago(2), MENU)}
    )
    assert fresh.conclusion(StaleColumns, **NEWS).tally == {Outcome.PASSED: 1}
    old = site(
        listed, more={"/xwdt/1.html": article("全区召开重点项目推进会议", "会议要求。" * 30, ago(200), MENU)}
    )
    assert only(old.findings(StaleColumns, **NEWS)) == ("stale", Outcome.FAILED)


def test_no_days_in_list_or_articles() -> None:
    listed = rows([("/xwdt/1.html", "全区召开重点项目推进会议", None)])
    undated = site(
        listed, more={"/xwdt/1.html": article("全区召开重点项目推进会议", "会议要求。" * 30, None, MENU)}
    )
    assert only(undated.findings(StaleColumns, **NEWS)) == ("undated", Outcome.CANT_TELL)


def test_articles_that_a_crawl_cut_short_did_not_open() -> None:
    listed = rows(
        [("/xwdt/9.html", "今天的消息还没有打开", None), ("/xwdt/1.html", "一条旧的消息在这里", ago(40))]
    )
    settings = Settings(
        as_of=DAY,
        limits=Limits(pages=2),
        politeness=Politeness(rate=0, concurrency=1),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    )
    more = {"/xwdt/9.html": article("今天的消息还没有打开", "消息。" * 30, DAY, MENU)}
    found = site(listed, settings=settings, more=more).findings(StaleColumns, **NEWS)
    assert only(found) == ("stale", Outcome.CANT_TELL)


def test_a_list_that_a_script_fills_is_untested() -> None:
    body = '<ul id="list"></ul><script>$.ajax({url: "/api/list", success: show})</script>'
    assert only(site(body).findings(StaleColumns, **NEWS)) == ("unseen", Outcome.UNTESTED)


def test_a_column_that_was_not_opened_is_not_said_to_be_made_by_a_script() -> None:
    wall = Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 412", 412))
    assert only(site(wall).findings(StaleColumns, **NEWS)) == ("unopened", Outcome.UNTESTED)


def test_empty_and_dead_columns_are_told_elsewhere() -> None:
    for body in ('<ul class="list"></ul>', Answered(status=404)):
        concluded = site(body).conclusion(StaleColumns, **NEWS)
        assert concluded.findings == ()
        assert concluded.tally == {Outcome.INAPPLICABLE: 1}


def test_only_columns_of_the_types() -> None:
    concluded = site(items("/xwdt/", ago(900)), name="通知公告").conclusion(StaleColumns, **NEWS)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})
    assert concluded.remark is not None
    assert concluded.remark.zh == "网站上没有此类栏目"


def test_a_registered_period_goes_before_the_type() -> None:
    register = (entry(period=60, unit="区融媒体中心"),)
    stale = site(items("/xwdt/", ago(61)), register=register)
    assert stale.findings(StaleColumns, **NEWS) == ()
    (found,) = stale.findings(StaleColumns)
    assert (found.message_id, found.unit, found.parameters["period"]) == ("stale", "区融媒体中心", 60)
    assert site(items("/xwdt/", ago(60)), register=register).findings(StaleColumns) == ()


def test_without_types_only_registered_columns() -> None:
    concluded = site(items("/xwdt/", ago(900))).conclusion(StaleColumns)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_archived_topics_and_columns_past_their_day() -> None:
    for register in ((entry(archived=True),), (entry(until=ago(1)),)):
        concluded = site(items("/xwdt/", ago(900)), register=register).conclusion(StaleColumns, **NEWS)
        assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_columns_updated_by_events() -> None:
    driven = site(items("/xwdt/", ago(100)), register=(entry(event_driven=True),))
    assert only(driven.findings(StaleColumns, **NEWS)) == ("event-driven", Outcome.CANT_TELL)
    basic = site(items("/xwdt/", ago(500)), name="人事任免")
    assert only(basic.findings(StaleColumns, types=["basic"], months=12)) == (
        "event-driven",
        Outcome.CANT_TELL,
    )
    registered = site(
        items("/xwdt/", ago(500)), name="人事任免", register=(entry(name="人事任免", period=365),)
    )
    assert only(registered.findings(StaleColumns)) == ("stale", Outcome.FAILED)


def test_first_level_only() -> None:
    menu = {"/zwgk/": "政务公开"}
    pages = {
        "/": home(menu=menu),
        "/zwgk/": column(
            "政务公开", '<ul class="list"><li><a href="/zwgk/tzgg/">通知公告</a></li></ul>', menu
        ),
        "/zwgk/tzgg/": column(
            "通知公告", items("/zwgk/tzgg/", ago(400)), menu, '<a href="/zwgk/">政务公开</a>'
        ),
    }
    options = {"types": ["notices"], "months": 6}
    assert said(MemorySite(pages).findings(StaleColumns, **options)) == [("stale", "/zwgk/tzgg/")]
    assert MemorySite(pages).findings(StaleColumns, first_level=True, **options) == ()


@pytest.mark.parametrize(
    "options",
    [
        {"types": ["news"]},
        {"days": 14},
        {"types": ["news"], "days": 14, "months": 1},
        {"types": ["news"], "days": 0},
    ],
)
def test_options_that_contradict_each_other(options: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        StaleColumns.Options.model_validate(options)


def test_a_registered_column_that_nothing_links_to() -> None:
    hidden = Column.model_validate({"name": "政策解读", "url": f"{HOME}jd/", "period": 30})
    pages = site(items("/xwdt/", ago(1)), register=(hidden,), more={"/jd/": items("/jd/", ago(90), ago(120))})
    assert said(pages.findings(StaleColumns)) == [("stale", "/jd/")]


NAMED = {"columns": [{"name": "疫情通报"}], "days": 1}


def test_only_the_columns_that_are_named() -> None:
    stale = items("/xwdt/", ago(5))
    assert only(site(stale, name="疫情通报").findings(StaleColumns, **NAMED)) == ("stale", Outcome.FAILED)
    assert site(items("/xwdt/", ago(1)), name="疫情通报").findings(StaleColumns, **NAMED) == ()
    other = site(stale).conclusion(StaleColumns, **NAMED)
    assert (other.findings, other.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_a_named_column_on_a_site_that_was_not_seen() -> None:
    cut = Settings(
        as_of=DAY,
        limits=Limits(pages=1),
        politeness=Politeness(rate=0, concurrency=1),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    )
    concluded = site(items("/xwdt/", ago(5)), settings=cut).conclusion(StaleColumns, **NAMED)
    assert concluded.tally == {Outcome.UNTESTED: 1}


def test_the_days_of_a_rule_go_before_a_registered_period() -> None:
    register = (entry(name="疫情通报", period=60),)
    made = site(items("/xwdt/", ago(5)), name="疫情通报", register=register)
    assert only(made.findings(StaleColumns, **NAMED)) == ("stale", Outcome.FAILED)
    assert made.findings(StaleColumns, columns=NAMED["columns"]) == ()


def test_a_named_column_of_basic_information_is_not_excused_by_its_type() -> None:
    made = site(items("/xwdt/", ago(50)), name="重大建设项目")
    assert only(made.findings(StaleColumns, columns=[{"name": "重大建设项目"}], months=1)) == (
        "stale",
        Outcome.FAILED,
    )


def test_a_named_column_holds_what_its_sub_columns_hold() -> None:
    menu = {"/fk/": "疫情防控"}

    def made(*ages: int) -> MemorySite:
        listed = "".join(f'<li><a href="/fk/{age}/">栏目{age}</a></li>' for age in ages)
        pages = {
            f"/fk/{age}/": column(
                f"栏目{age}", items(f"/fk/{age}/", ago(age)), menu, '<a href="/fk/">疫情防控</a>'
            )
            for age in ages
        }
        top = column("疫情防控", f'<ul class="list">{listed}</ul>', menu)
        return MemorySite({"/": home(menu=menu), "/fk/": top} | pages)

    named = {"columns": [{"name": "疫情防控"}], "days": 14}
    assert made(3, 400).findings(StaleColumns, **named) == ()
    (one,) = made(30, 400).findings(StaleColumns, **named)
    assert (one.message_id, one.parameters["days"], one.target) == ("stale", 30, f"{HOME}fk/")


def test_of_one_name_the_columns_nearest_the_homepage() -> None:
    menu = {"/tb/": "疫情通报", "/zhen/": "柳溪镇"}
    below = '<a href="/zhen/">柳溪镇</a>'
    listed = f'{items("/zhen/", ago(1))}<a href="/zhen/tb/">疫情通报</a>'
    pages = {
        "/": home(menu=menu),
        "/tb/": column("疫情通报", items("/tb/", ago(1)), menu),
        "/zhen/": column("柳溪镇", listed, menu),
        "/zhen/tb/": column("疫情通报", items("/zhen/tb/", ago(300)), menu, below),
    }
    assert MemorySite(pages).findings(StaleColumns, **NAMED) == ()


def test_whether_a_special_topic_is_over_is_put_to_a_person() -> None:
    menu = {"/zt/": "防疫专题", "/xwdt/": "工作动态"}
    body = column("工作动态", items("/xwdt/", ago(500)), menu, path='<a href="/zt/">防疫专题</a> &gt; ')
    topic = {"/": home(menu=menu), "/zt/": column("防疫专题", items("/zt/", ago(500)), menu), "/xwdt/": body}
    assert only(MemorySite(topic).findings(StaleColumns, **NEWS)) == ("topic", Outcome.CANT_TELL)
    kept = Site(id="site", home=HOME, columns=(entry(name="工作动态"),))
    assert only(MemorySite(topic, site=kept).findings(StaleColumns, **NEWS)) == ("stale", Outcome.FAILED)
