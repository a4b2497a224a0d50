from datetime import timedelta

import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome, Severity
from auditbot.testing import DAY, Answered, MemorySite, Pages
from checks.disclosure_guide import DisclosureGuide
from checks.homepage_stale import HomepageStale
from checks.site_identity import SiteIdentity
from tests.checks.sites import NO_MORE, ago, article, column, home, items, only, rows

MENU = {"/xwdt/": "新闻动态"}
TITLES = (
    "全区召开重点项目推进会议",
    "区领导调研秋粮收购工作",
    "我区开展消防安全专项检查",
    "老旧小区改造工程开工建设",
)


def site(body: str, menu: dict[str, str] | None = None, *, more: Pages = NO_MORE) -> MemorySite:
    return MemorySite({"/": home(body, menu), **more})


def test_an_old_homepage() -> None:
    found = site(items("/a/", *(ago(day) for day in range(15, 25)))).findings(HomepageStale)
    assert only(found) == ("stale", Outcome.FAILED)
    assert (found[0].parameters["days"], found[0].parameters["newest"]) == (15, str(ago(15)))
    assert found[0].target == "http://www.site.example/"
    assert found[0].evidence[0].excerpt


@pytest.mark.parametrize("age", [0, 1, 13, 14])
def test_two_weeks_and_no_more(age: int) -> None:
    body = items("/a/", ago(age), *(ago(day) for day in range(30, 38)))
    assert site(body).conclusion(HomepageStale).tally == {Outcome.PASSED: 1}


def test_the_number_of_days_is_an_option() -> None:
    body = items("/a/", *(ago(day) for day in range(5, 15)))
    assert only(site(body).findings(HomepageStale, days=4)) == ("stale", Outcome.FAILED)


def test_days_to_come_are_no_updates() -> None:
    body = items("/a/", DAY + timedelta(3), *(ago(day) for day in range(30, 38)))
    assert only(site(body).findings(HomepageStale)) == ("stale", Outcome.FAILED)


def test_todays_date_that_a_script_writes_is_no_update() -> None:
    today = f'<div class="date">今天是{DAY.year}年{DAY.month}月{DAY.day}日 星期五</div>'
    body = today + items("/a/", *(ago(day) for day in range(30, 38)))
    assert only(site(body).findings(HomepageStale)) == ("stale", Outcome.FAILED)


def test_days_of_the_articles_where_the_homepage_shows_none() -> None:
    listed = rows((f"/a/{number}.html", title, None) for number, title in enumerate(TITLES))
    pages = {
        f"/a/{number}.html": article(title, "会议要求。" * 30, ago(number + 2))
        for number, title in enumerate(TITLES)
    }
    assert site(listed, more=pages).conclusion(HomepageStale).tally == {Outcome.PASSED: 1}


def test_nothing_has_a_day() -> None:
    listed = rows((f"/a/{number}.html", title, None) for number, title in enumerate(TITLES))
    pages = {f"/a/{number}.html": article(title, "会议要求。" * 30) for number, title in enumerate(TITLES)}
    found = site(listed, more=pages).findings(HomepageStale)
    assert only(found) == ("undated", Outcome.FAILED)
    assert found[0].parameters["items"] == 4


def test_an_entrance_is_judged_by_its_second_level() -> None:
    fresh = {"/xwdt/": column("新闻动态", items("/xwdt/", ago(2), ago(9)), MENU)}
    assert site("<p>欢迎</p>", MENU, more=fresh).conclusion(HomepageStale).tally == {Outcome.PASSED: 1}
    old = {"/xwdt/": column("新闻动态", items("/xwdt/", ago(20), ago(29)), MENU)}
    assert only(site("<p>欢迎</p>", MENU, more=old).findings(HomepageStale)) == ("stale", Outcome.FAILED)


def test_a_homepage_with_news_of_its_own_is_judged_by_these() -> None:
    fresh = {"/xwdt/": column("新闻动态", items("/xwdt/", ago(2), ago(9)), MENU)}
    body = items("/a/", *(ago(day) for day in range(30, 38)))
    assert only(site(body, MENU, more=fresh).findings(HomepageStale)) == ("stale", Outcome.FAILED)


def test_a_homepage_that_a_script_fills_is_untested() -> None:
    body = '<div id="app"></div><script src="/app.js"></script><script>new Vue({el: "#app"})</script>'
    found = MemorySite({"/": f"<html><head><title>青禾区</title></head><body>{body}</body></html>"})
    assert only(found.findings(HomepageStale)) == ("unseen", Outcome.UNTESTED)


@pytest.mark.parametrize(
    "answer",
    [
        Answered(status=503),
        Answered(failure=Failure(FailureKind.CONNECT_TIMEOUT)),
        Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 412", 412)),
    ],
    ids=["error", "silent", "wall"],
)
def test_a_homepage_that_does_not_open(answer: Answered) -> None:
    found = MemorySite({"/": answer}).findings(HomepageStale)
    assert only(found) == ("no-home", Outcome.UNTESTED)
    assert not found[0].parameters["why"]["zh"].isascii()


@pytest.mark.parametrize(("age", "told"), [(9, []), (10, ["soon"]), (14, ["soon"])])
def test_it_is_told_a_few_days_before(age: int, told: list[str]) -> None:
    body = items("/a/", ago(age), *(ago(day) for day in range(30, 38)))
    conclusion = site(body).conclusion(HomepageStale)
    assert [one.message_id for one in conclusion.findings] == told
    assert [(one.outcome, one.weight) for one in conclusion.findings] == [
        (Outcome.PASSED, Severity.NOTICE) for _ in told
    ]
    assert conclusion.tally == {Outcome.PASSED: 1}


def test_nothing_is_told_beforehand_of_what_was_seen_in_part() -> None:
    body = items("/a/", ago(12), *(ago(day) for day in range(30, 38)))
    more = rows(
        [("/b/none.html", "没有日期的一条信息在这里", None), ("/b/two.html", "另一条没有日期的信息", None)]
    )
    assert site(body + more).conclusion(HomepageStale).findings == ()


@pytest.mark.parametrize("html", ["", "<html></html>", "<p>网站维护中</p>"])
def test_an_empty_homepage_is_no_proof_of_silence(html: str) -> None:
    (found,) = MemorySite({"/": html}).findings(HomepageStale)
    assert (found.message_id, found.outcome) == ("bare", Outcome.CANT_TELL)


STOPPED = "<html><head><title>提示</title></head><body><p>该站点已被管理员停止运行</p></body></html>"


def test_what_the_server_shows_in_place_of_the_site_is_none() -> None:
    made = MemorySite({"/": STOPPED})
    (one,) = made.findings(HomepageStale)
    assert (one.message_id, one.outcome) == ("no-home", Outcome.UNTESTED)
    assert "停用" in one.message
    assert {one.outcome for one in made.findings(DisclosureGuide)} == {Outcome.UNTESTED}
    assert made.conclusion(SiteIdentity).tally == {Outcome.UNTESTED: 1}
