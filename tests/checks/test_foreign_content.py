"""Links and heads that advertise what no government site may."""

from auditbot.model.outcome import Outcome
from auditbot.testing import Answered, MemorySite
from checks.foreign_content import ForeignContent
from tests.checks.sites import home, page

OPENS = Answered("<html><title>某某</title><body>内容</body></html>")


def site(body: str, **pages: str | Answered) -> MemorySite:
    return MemorySite({"/": home(body)} | pages)


def told(made: MemorySite, **options: object) -> list[tuple[str, str, Outcome]]:
    return [(one.message_id, one.target, one.outcome) for one in made.findings(ForeignContent, **options)]


def test_links_of_a_trade_are_left_to_a_person() -> None:
    made = site('<a href="http://bet.example/">澳门新葡京官网</a>', **{"http://bet.example/": OPENS})
    assert told(made) == [("trade", "http://bet.example/", Outcome.CANT_TELL)]


def test_news_about_the_trade_on_sites_of_government_is_none() -> None:
    made = site(
        '<a href="http://www.gov.cn/1.html">公安部：严打网上赌场开户链条</a><a href="/n.html">打击六合彩</a>',
        **{"http://www.gov.cn/1.html": OPENS, "/n.html": page("打击六合彩", "<p>打击六合彩专项行动。</p>")},
    )
    assert told(made) == []


def test_a_name_for_sale_is_told() -> None:
    gone = Answered(location="http://www.hugedomains.com/domain_profile.cfm?d=old")
    made = site(
        '<a href="http://old.example/">合作单位</a>',
        **{"http://old.example/": gone, "http://www.hugedomains.com/domain_profile.cfm?d=old": OPENS},
    )
    assert told(made) == [("parked", "http://old.example/", Outcome.CANT_TELL)]


def test_a_head_that_was_rewritten_is_told() -> None:
    tags = '<meta name="keywords" content="真人百家乐,皇冠体育">'
    made = site('<a href="/a/">概况</a>', **{"/a/": page("概况", "<p>青禾区概况介绍。</p>" * 9, tags=tags)})
    (found,) = made.findings(ForeignContent)
    assert (found.message_id, found.outcome) == ("own-head", Outcome.CANT_TELL)


def test_the_operators_words_are_added() -> None:
    made = site('<a href="http://x.example/">某某推广</a>', **{"http://x.example/": OPENS})
    assert told(made) == []
    assert [message for message, _, _ in told(made, terms=["某某推广"])] == ["trade"]
