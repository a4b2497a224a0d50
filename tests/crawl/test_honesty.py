"""How a host answers for what it does not have, and which pages say the same."""

import pytest

from auditbot.crawl.honesty import HONESTY, Honesty, impossible, soft_404, text_digest
from auditbot.model.page import PageFacts
from auditbot.url import Url, split

ASKED = Url("http://x.example/news/1.html")
HOME = Url("http://x.example/")
SHORT = PageFacts(url=ASKED, text_length=30)
LIAR = Honesty(200, text_digest("没有您要的 /abc/def.html", Url("http://x.example/abc/def.html")))
HOMING = Honesty(200, "digest", to=Url("http://x.example/index.html"))


def test_an_impossible_address_lies_beside_the_one_that_is_there() -> None:
    made = {impossible(ASKED) for _ in range(3)}
    assert len(made) == 3
    assert all(split(one).path.startswith("/news/") for one in made)
    assert split(impossible(HOME)).host == "x.example"


@pytest.mark.parametrize(
    ("status", "honest"), [(404, True), (403, True), (500, True), (None, True), (200, False)]
)
def test_who_is_honest(status: int | None, honest: bool) -> None:
    assert Honesty(status).honest is honest


def test_the_digest_does_not_mind_an_echo_of_the_address() -> None:
    assert text_digest("没有 /a/b.html", Url("http://x.example/a/b.html")) == text_digest(
        "没有 /c.html", Url("http://x.example/c.html")
    )


@pytest.mark.parametrize(
    ("facts", "text", "host", "home", "why"),
    [
        (SHORT, "没有您要的 /news/1.html", LIAR, False, "same-as-impossible"),
        (SHORT, "没有您要的 /news/1.html", LIAR, True, ""),
        (SHORT, "对不起，您访问的页面不存在", None, True, ""),
        (PageFacts(url=HOME, title="Welcome to nginx!"), "It works", None, True, "default-page"),
        (PageFacts(url=HOME, text_length=20), "该站点已被管理员停止运行", None, True, "stopped"),
        (PageFacts(url=HOME, title="青禾区人民政府"), "首页", None, True, ""),
        (SHORT, "别的内容", LIAR, False, ""),
        (SHORT, "没有您要的 /news/1.html", Honesty(404, LIAR.digest), False, ""),
        (PageFacts(url=HOME), "首页", HOMING, False, "home-redirect"),
        (PageFacts(url=ASKED, text_length=900), "正文", HOMING, False, ""),
        (SHORT, "对不起，您访问的页面不存在", None, False, "says-so"),
        (SHORT, "404 Not Found", Honesty(404), False, "says-so"),
        (SHORT, "错误 404", None, False, "says-so"),
        (SHORT, "第404号文件", None, False, ""),
        (SHORT, "4040 年规划", None, False, ""),
        (PageFacts(url=ASKED, text_length=900), "您访问的页面不存在" + "正文" * 400, None, False, ""),
        (PageFacts(url=ASKED, text_length=9, title="页面不存在"), "返回首页", None, False, "says-so"),
    ],
)
def test_which_pages_are_not_there(
    facts: PageFacts, text: str, host: Honesty | None, home: bool, why: str
) -> None:
    assert soft_404(facts, text, ASKED, host, home=home) == why


def test_it_is_stored() -> None:
    assert HONESTY.validate_json(HONESTY.dump_json(HOMING)) == HOMING
