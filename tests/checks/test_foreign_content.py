"""Links and heads that advertise what no government site may."""

import pytest

from auditbot.model.outcome import Outcome
from auditbot.testing import Answered, MemorySite, Pages
from checks.foreign_content import ForeignContent
from tests.checks.sites import NO_MORE, home, page, url

OPENS = Answered("<html><title>某某</title><body>内容</body></html>")


def site(body: str, *, more: Pages = NO_MORE) -> MemorySite:
    return MemorySite({"/": home(body), **more})


def told(made: MemorySite, **options: object) -> list[tuple[str, str, Outcome]]:
    return [(one.message_id, one.target, one.outcome) for one in made.findings(ForeignContent, **options)]


def test_links_of_a_trade_are_left_to_a_person() -> None:
    made = site('<a href="http://bet.example/">澳门新葡京官网</a>', more={"http://bet.example/": OPENS})
    assert told(made) == [("trade", "http://bet.example/", Outcome.CANT_TELL)]


def test_news_about_the_trade_on_sites_of_government_is_none() -> None:
    made = site(
        '<a href="http://www.gov.cn/1.html">公安部：严打网上赌场开户链条</a><a href="/n.html">打击六合彩</a>',
        more={
            "http://www.gov.cn/1.html": OPENS,
            "/n.html": page("打击六合彩", "<p>打击六合彩专项行动。</p>"),
        },
    )
    assert told(made) == []


def test_a_name_for_sale_is_told() -> None:
    gone = Answered(location="http://www.hugedomains.com/domain_profile.cfm?d=old")
    made = site(
        '<a href="http://old.example/">合作单位</a>',
        more={"http://old.example/": gone, "http://www.hugedomains.com/domain_profile.cfm?d=old": OPENS},
    )
    assert told(made) == [("parked", "http://old.example/", Outcome.CANT_TELL)]


def test_a_head_that_was_rewritten_is_told() -> None:
    tags = '<meta name="keywords" content="真人百家乐,皇冠体育">'
    made = site(
        '<a href="/a/">概况</a>', more={"/a/": page("概况", "<p>青禾区概况介绍。</p>" * 9, tags=tags)}
    )
    (found,) = made.findings(ForeignContent)
    assert (found.message_id, found.outcome) == ("own-head", Outcome.CANT_TELL)


def test_the_operators_words_are_added() -> None:
    made = site('<a href="http://x.example/">某某推广</a>', more={"http://x.example/": OPENS})
    assert told(made) == []
    assert [message for message, _, _ in told(made, terms=["某某推广"])] == ["trade"]


LINK = '<a href="http://old.example/">某某行业协会</a>'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<title>澳门新葡京官网-真人百家乐</title><body>注册</body>", "trade-page"),
        ('<title>首页</title><meta name="keywords" content="皇冠体育,体育投注">', "trade-page"),
        ("<title>old.example 域名出售</title>", "for-sale"),
        ("<title>提示</title><body>您访问的域名正在出售，有意者请联系</body>", "for-sale"),
        ("<title>old.example</title><body>This domain is for sale! Buy now.</body>", "for-sale"),
        (
            '<!DOCTYPE html><script>window.onload=function(){window.location.href="/lander"}</script>',
            "for-sale",
        ),
        ("<title>提示</title><body>该域名已过期，请联系注册商续费</body>", "for-sale"),
    ],
)
def test_what_became_of_an_outside_site_is_seen_on_its_page(body: str, message: str) -> None:
    made = site(LINK, more={"http://old.example/": Answered(f"<html><head>{body}")})
    assert told(made) == [(message, "http://old.example/", Outcome.CANT_TELL)]


@pytest.mark.parametrize(
    "body",
    [
        "<title>警方打击跨境赌博：百家乐网站主犯获刑</title><body>日前……</body>",
        "<title>域名注册与域名转让服务办法</title><body>为规范域名管理</body>",
        "<title>如何为单位网站建设域名</title><body>域名到期前应当续费，不得出售单位信息。</body>",
        "<title>某市二手房出售 转让</title><body>old.example 房屋出售</body>",
        "<title>某某行业协会</title><body>欢迎</body>",
        "",
    ],
)
def test_pages_that_only_speak_of_it_are_not_told(body: str) -> None:
    made = site(LINK, more={"http://old.example/": Answered(f"<html><head>{body}")})
    assert told(made) == []


def test_a_page_that_is_filled_with_the_trade_is_told_even_where_its_text_says_so_too() -> None:
    tags = '<meta name="keywords" content="真人百家乐,皇冠体育,时时彩">'
    body = "<p>真人百家乐 皇冠体育 时时彩</p>" * 20
    made = site('<a href="/a/">概况</a>', more={"/a/": page("青禾概况", body, tags=tags)})
    assert [message for message, _, _ in told(made)] == ["own-head"]


def test_a_report_of_arrests_is_no_defacement() -> None:
    tags = '<meta name="keywords" content="百家乐,时时彩,六合彩">'
    title = "公安机关打击网络赌博：百家乐、时时彩、六合彩"
    made = site(
        '<a href="/a/">要闻</a>', more={"/a/": page(title, f"<p>{title}，抓获多人。</p>" * 9, tags=tags)}
    )
    assert told(made) == []


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<title>site.example</title><p>该域名正在出售，欢迎联系。</p>", "own-for-sale"),
        ("<title>澳门新葡京</title><p>澳门新葡京欢迎您</p>", "own-head"),
        ("<title>青禾区人民政府</title><p>查处网上赌场开户案</p>", ""),
    ],
)
def test_a_homepage_that_became_somebody_elses(page: str, message: str) -> None:
    html = page.replace("<p>", "</head><body><p>")
    found = MemorySite({"/": f"<html><head>{html}</body></html>"}).findings(ForeignContent)
    assert [(one.message_id, one.outcome) for one in found] == (
        [(message, Outcome.CANT_TELL)] if message else []
    )


@pytest.mark.parametrize(
    "sends",
    [
        '<script>location.href="http://play.example/";</script>',
        '<meta http-equiv="refresh" content="0;url=http://play.example/">',
    ],
)
def test_where_a_page_sends_its_visitor_is_looked_at(sends: str) -> None:
    hacked = f"<html><head><title>通知</title>{sends}</head><body></body></html>"
    front = home('<a href="/a.html">关于开展防汛检查的通知</a>')
    trade = "<html><head><title>网上赌场开户</title></head><body>开户</body></html>"
    made = MemorySite({"/": front, "/a.html": hacked, "http://play.example/": trade})
    (one,) = made.findings(ForeignContent)
    assert (one.message_id, one.target) == ("trade-page", "http://play.example/")
    assert one.found_on == (url("/a.html"),)
