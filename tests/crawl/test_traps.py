from dataclasses import replace
from datetime import date

from auditbot.crawl.traps import Traps
from auditbot.model.page import Confidence, Dated, DateSource, PageFacts, PageKind
from auditbot.settings import Limits
from auditbot.url import Url

LIMITS = Limits(shape_urls=5, shape_urls_thinned=10, same_content=4, name_failures=3)
PLAIN = PageFacts(url=Url("http://x.example/"), kind=PageKind.OTHER, text_length=500)
DATED = Dated(date(2026, 1, 1), DateSource.LABEL, Confidence.HIGH)


def page(path: str, *, digest: str = "", published: Dated | None = None) -> PageFacts:
    return replace(PLAIN, url=Url(f"http://x.example{path}"), digest=digest or path, published=published)


def learn(traps: Traps, facts: PageFacts, *, inbred: bool = True, fresh: int = 0) -> str:
    return traps.learn(facts, f"body of {facts.digest}", inbred=inbred, fresh=fresh)


def test_pages_that_lead_only_to_their_like_become_a_trap() -> None:
    traps = Traps(LIMITS)
    asked = 0
    for month in range(100):
        facts = page(f"/calendar?m={month}")
        if traps.refuse_turn(facts.url):
            continue
        asked += 1
        assert learn(traps, facts) == "leads-to-its-like"
    assert 5 < asked < 20
    refusal = traps.refuse_turn(Url("http://x.example/calendar?m=1000"))
    assert refusal == ("shape", "x.example/calendar?m")


def test_dated_articles_are_never_a_trap() -> None:
    traps = Traps(LIMITS)
    for number in range(100):
        facts = page(f"/news/{number}.html", published=DATED)
        assert traps.refuse_turn(facts.url) is None
        assert learn(traps, facts) == ""


def test_lists_that_lead_to_new_articles_are_no_trap() -> None:
    traps = Traps(LIMITS)
    for number in range(50):
        assert learn(traps, page(f"/list_{number}.html"), fresh=10) == ""
    assert traps.refuse_turn(Url("http://x.example/list_51.html")) is None


def test_the_same_content_under_new_addresses() -> None:
    traps = Traps(LIMITS)
    for number in range(6):
        traps.learn(page(f"/session/{number}/x.html"), "same", inbred=False, fresh=0)
    # each lies in a folder of its own: the text tells
    assert traps.learn(page("/other", digest="d1"), "new", inbred=False, fresh=0) == ""
    for number in range(6):
        traps.learn(page(f"/copies/{number}.html"), "copy", inbred=False, fresh=0)
    assert traps.refuse_turn(Url("http://x.example/copies/7.html")) == ("same-content", "x.example/copies")


def test_a_name_that_fails_everywhere_is_asked_no_more() -> None:
    traps = Traps(LIMITS)
    for number in range(3):
        traps.failed(Url(f"http://x.example/{number}/foo.html"))
    assert traps.refuse_turn(Url("http://x.example/9/foo.html")) == ("failing-name", "foo.html")


def test_a_name_that_most_columns_share_may_fail_here_and_there() -> None:
    traps = Traps(LIMITS)
    for number in range(2):
        learn(traps, page(f"/alive{number}/index.html"))
    for number in range(8):
        traps.failed(Url(f"http://x.example/{number}/index.html"))
    assert traps.refuse_turn(Url("http://x.example/9/index.html")) is None
    traps.failed(Url("http://x.example/10/index.html"))
    assert traps.refuse_turn(Url("http://x.example/9/index.html")) == ("failing-name", "index.html")


def test_addresses_are_refused_by_form() -> None:
    traps = Traps(Limits())
    assert traps.refuse_address(Url("http://x.example/a/b/a/b/a/b/"), 1)
    assert traps.refuse_address(Url("http://x.example/" + "d/e" * 30), 1)
    assert traps.refuse_address(Url("http://x.example/a"), 21)
    assert traps.refuse_address(Url("http://x.example/a/b/c.html"), 20) is None


def test_what_was_learnt_survives_in_the_archive() -> None:
    before, after = Traps(LIMITS), Traps(LIMITS)
    for month in range(6):
        facts = page(f"/calendar?m={month}")
        learn(before, facts)
        after.remember(facts.url, f"body of {facts.digest}", facts.digest, barren=True)
    url = Url("http://x.example/calendar?m=77")
    refusal = before.refuse_turn(url)
    assert refusal is not None
    assert after.refuse_turn(url) == refusal
