import pytest

from auditbot.extract.services.search_form import Search, Way, search_form
from auditbot.extract.tree.document import Document
from auditbot.url import Url


def read(body: str, encoding: str = "utf-8") -> Search:
    html = f"<html><body>{body}</body></html>"
    return search_form(Document(Url("http://www.a.example/"), html, encoding))


def test_a_form_that_is_sent_as_an_address() -> None:
    found = read(
        '<form action="/so/?x=1" id="search"><input type="hidden" name="site" value="7">'
        '<select name="scope"><option value="all">全部</option></select>'
        '<input name="q" placeholder="搜索"><input type="submit" value="搜索"></form>'
    )
    assert found.way is Way.GET
    assert found.address("青禾") == "http://www.a.example/so/?site=7&scope=all&q=%E9%9D%92%E7%A6%BE"


def test_words_are_sent_in_the_encoding_of_the_page() -> None:
    found = read('<form action="/so/"><input name="q" title="搜索"></form>', "gb18030")
    assert found.address("青").endswith("?q=%C7%E0")
    assert (
        read('<form action="/so/" accept-charset="??"><input name="q" title="搜索"></form>').encoding
        == "utf-8"
    )


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ('<form method="post" action="/search"><input name="q"></form>', Way.POST),
        ('<form action="/search" onsubmit="return go()"><input name="q"></form>', Way.SCRIPT),
        ('<form action="javascript:go()"><input name="search"></form>', Way.SCRIPT),
        ('<form><input name="search"></form>', Way.SCRIPT),
        ('<input id="keyword"><a onclick="goSearch()">go</a>', Way.SCRIPT),
        ('<a href="/so.html">站内搜索</a>', Way.SCRIPT),
        ('<form action="/apply"><input name="name"><input name="phone"></form>', Way.NONE),
        ('<form action="/in"><input name="search"><input type="password" name="p"></form>', Way.SCRIPT),
        ("<!--搜索--><p>欢迎</p>", Way.NONE),
        ('<form action="/search"><input name="a"><input name="b"></form>', Way.SCRIPT),
    ],
)  # fmt: skip
def test_what_is_no_form_to_be_sent(body: str, way: Way) -> None:
    assert read(body).way is way


def test_the_field_for_the_words_among_several() -> None:
    found = read('<form action="/search"><input name="from"><input name="searchword"></form>')
    assert (found.way, found.field) == (Way.GET, "searchword")
