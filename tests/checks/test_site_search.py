import asyncio
from collections.abc import Iterable

import pytest

from auditbot.check import Answer, Crawl, Note, Tally
from auditbot.extract.tree.document import Document
from auditbot.model.fetch import FailureKind
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.score import Conclusion
from auditbot.testing import Answered, MemorySite
from auditbot.url import Url
from checks.site_search import Searched, SiteSearch
from tests.checks.net import Tables, fetched
from tests.checks.sites import ago, article, home, items, url

FORM = '<form action="/so/"><input name="q" placeholder="搜索"><input type="submit" value="搜索"></form>'
TITLE = "我区开展消防安全专项检查活动"
NEW = "区领导调研秋粮收购工作情况"
HIT = '<p>共1条</p><a href="/a/1.html">我区开展<em>消防安全</em>专项检查活动</a>'


def site(form: str = FORM) -> MemorySite:
    return MemorySite(
        {
            "/": home(form + items("/a/", ago(3), ago(10))),
            "/a/0.html": article(NEW, "会议要求。" * 40, ago(3)),
            "/a/1.html": article(TITLE, "检查发现。" * 40, ago(10)),
        }
    )


class Engine(Tables):
    """A network that answers searches, and remembers what was asked."""

    def __init__(self, said: str | FailureKind | int) -> None:
        super().__init__()
        self.said = said
        self.asked: list[Url] = []

    async def fetch(self, url: Url, *, family: int = 0, method: str = "GET") -> Answer:
        assert method == "GET"
        self.asked.append(url)
        if isinstance(self.said, FailureKind):
            return Answer(fetched(url, failure=self.said))
        if isinstance(self.said, int):
            return Answer(fetched(url, status=self.said))
        return Answer(fetched(url), Document(url, f"<html><body>{self.said}</body></html>"))


def probed(made: MemorySite, net: Engine) -> list[Note]:
    kept: list[Note] = []

    class Probing(SiteSearch):
        def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
            async def run() -> None:
                kept.extend([note async for note in self.probe(net, crawl)])

            asyncio.run(run())
            return ()

    made.conclusion(Probing)
    return kept


def judged(said: str | FailureKind | int, form: str = FORM) -> Conclusion:
    made = site(form)
    return made.conclusion(SiteSearch, probed(made, Engine(said)))


def told(found: Conclusion) -> list[tuple[str, Outcome]]:
    return [(one.message_id, one.outcome) for one in found.findings]


def test_a_title_that_is_found() -> None:
    found = judged(HIT)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 1})


def test_one_title_older_than_a_week_is_sent_and_nothing_else() -> None:
    net = Engine(HIT)
    (note,) = probed(site(), net)
    assert isinstance(note, Searched)
    assert (note.title, note.article) == (TITLE, url("/a/1.html"))
    assert len(net.asked) == 1
    assert net.asked[0].startswith(url("/so/?q=%E6%88%91"))


def test_the_answer_says_that_there_is_nothing() -> None:
    assert told(judged(f"<h1>搜索“{TITLE}”</h1><p>没有找到相关结果</p>")) == [("not-found", Outcome.FAILED)]


@pytest.mark.parametrize(
    "said",
    [
        "共找到10条结果<div id='app'></div>",
        "<p>为您找到相关结果 130 条结果</p><ul id='list'></ul>",
        "<ul id='list'></ul><div class='empty' style='display: none'>没有找到相关结果</div>",
        "<ul id='list'></ul><p hidden>没有找到相关结果</p>",
    ],
)
def test_results_that_a_script_shows_are_not_denied(said: str) -> None:
    assert told(judged(said)) == [("not-shown", Outcome.CANT_TELL)]


@pytest.mark.parametrize("said", ["<p>共找到 0 条结果</p>", "<b>共 0 条</b>", "<p>0条结果</p>"])
def test_no_results_in_figures(said: str) -> None:
    assert told(judged(said)) == [("not-found", Outcome.FAILED)]


def test_a_title_that_is_only_repeated_is_put_to_a_person() -> None:
    assert told(judged(f"<h1>搜索“{TITLE}”</h1><div id='app'></div>")) == [("not-shown", Outcome.CANT_TELL)]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [(404, Outcome.FAILED), (500, Outcome.CANT_TELL), (FailureKind.RESET, Outcome.CANT_TELL)],
)
def test_a_search_that_does_not_open(said: int | FailureKind, outcome: Outcome) -> None:
    assert told(judged(said)) == [("dead", outcome)]


@pytest.mark.parametrize("kind", [FailureKind.ROBOTS, FailureKind.BLOCKED, FailureKind.NO_ROUTE])
def test_what_hinders_us_is_untested(kind: FailureKind) -> None:
    assert told(judged(kind)) == [("unsent", Outcome.UNTESTED)]


@pytest.mark.parametrize(
    "form",
    [
        '<form method="post" action="/so/"><input name="q" placeholder="搜索"></form>',
        '<form action="/so/" onsubmit="return false"><input name="q" placeholder="搜索"></form>',
        '<input id="q"><a href="javascript:goSearch()">搜索</a>',
        '<form action="http://search.gansu.example/"><input name="q" placeholder="搜索"></form>',
    ],
)
def test_boxes_that_are_not_used(form: str) -> None:
    net = Engine(HIT)
    made = site(form)
    found = made.conclusion(SiteSearch, probed(made, net))
    assert told(found) == [("unsent", Outcome.UNTESTED)]
    assert net.asked == []


def test_no_box_at_all_is_put_to_a_person() -> None:
    assert told(judged(HIT, "")) == [("none", Outcome.CANT_TELL)]


def test_nothing_is_old_enough() -> None:
    made = MemorySite({"/": home(FORM), "/a/0.html": article(NEW, "会议要求。" * 40, ago(3))})
    assert told(made.conclusion(SiteSearch, probed(made, Engine(HIT)))) == [("unsent", Outcome.UNTESTED)]


def test_a_homepage_that_does_not_open() -> None:
    made = MemorySite({"/": Answered(status=503)})
    found = made.conclusion(SiteSearch, probed(made, Engine(HIT)))
    assert (found.findings, found.tally) == ((), {Outcome.UNTESTED: 1})
