import pytest

from auditbot.net.polite.effects import has_effect
from auditbot.url import Url

H = "http://www.a.example"
COUNTERS = [
    "/module/visitcount/articlehits.jsp?colid=1&artid=2",
    "/module/visitcount/visit.jsp?type=3&i_webid=1&i_columnid=2",
    "/plus/count.php?view=yes&aid=123&mid=1",
    "/e/public/ViewClick/?classid=1&id=2",
    "/api/stl/actions/hits/1/2",
    "/api/stl/hits?siteId=1",
    "/system/resource/code/news/click/clicktimes.jsp?wbnewsid=1&owner=2",
    "/system/resource/code/datainput.jsp?owner=1&e=1&w=2",
    "/count/index?id=5",
    "/count/index.php?id=5",
    "/count.jsp?id=5",
    "/hits?articleId=9",
    "/addHits.do?infoId=9",
    "/js/vcount.js?id=3",
    "/pageview.ashx?docno=3",
    "/cms/pageview?channelId=3",
    "/api.php?op=count&id=2",
]
HOSTS = [
    "http://s4.cnzz.com/z_stat.php?id=1",
    "https://js.users.51.la/1.js",
    "https://hm.baidu.com/hm.js?abc",
    "http://hm.baidu.com/hm.gif?si=1",
]
LEAVE = ["/logout", "/user/logout.do", "/sso/signout?x=1", "/member.php?action=logout", "/loginOut.jsp"]
ACTIONS = [
    "/news/delete.do?id=3",
    "/comment/like?id=3",
    "/article/praise?id=3",
    "/poll/doVote.action?option=1",
    "/subscribe?mail=1",
    "/unsubscribe.php?u=3",
    "/x.jsp?action=add&id=1",
    "/x.php?op=delete&id=1",
    "/x.do?method=deleteArticle&id=1",
    "/cart/add-cart?id=1",
    "/index.php?act=vote&id=1",
    "/zan?id=8",
]
PAGES = [
    "/",
    "/djph/index.html",
    "/count/",
    "/count/index.html",
    "/tjsj/count/2026.html",
    "/hits/",
    "/hits.html",
    "/hits.html?id=3",
    "/count.jsp?year=2026",
    "/count",
    "/visit/index.html",
    "/visitor/guide.html",
    "/vote/",
    "/vote/index.jsp?id=3",
    "/vote.jsp?id=3",
    "/vote/vote.jsp?id=3",
    "/zwgk/add.html",
    "/add.jsp",
    "/collect/index.jsp?id=3",
    "/subscribe/",
    "/subscribe.html?from=home",
    "/discount/list.jsp?id=4",
    "/account.jsp?id=4",
    "/art/2026/8/1/art_123_456.html",
    "/contents/18287/388334.html",
    "/info/1015/4213.htm",
    "/search?action=search&q=vote",
    "/list.jsp?action=list&id=2",
    "/index.php?m=content&c=index&a=show&catid=9&id=3",
    "/login.jsp",
    "/login?return=/logout",
    "/likes/about.html",
    "/delete-account-help.html",
    "/news/2026/addresses.jsp?id=3",
    "/submit.html",
    "/clicks.html?id=3",
]


@pytest.mark.parametrize("path", COUNTERS)
def test_counters(path: str) -> None:
    assert has_effect(Url(H + path)) == "counter"


@pytest.mark.parametrize("url", HOSTS)
def test_counters_of_others(url: str) -> None:
    assert has_effect(Url(url)) == "counter"


@pytest.mark.parametrize("path", LEAVE)
def test_leaving(path: str) -> None:
    assert has_effect(Url(H + path)) == "log-out"


@pytest.mark.parametrize("path", ACTIONS)
def test_actions(path: str) -> None:
    assert has_effect(Url(H + path)) == "action"


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_none(path: str) -> None:
    assert has_effect(Url(H + path)) == ""


def test_a_host_that_only_ends_alike_is_no_counter() -> None:
    assert has_effect(Url("http://notcnzz.com/")) == ""
    assert has_effect(Url("http://www.51.laser.example/")) == ""
