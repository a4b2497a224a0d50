from typing import Any

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, MemorySite
from checks.topic_coverage import TopicCoverage
from tests.checks.sites import ago, article, column, home, only, rows

JOBS = {"name": "就业", "words": ["就业", "招聘"]}
CARE = {"name": "养老"}


def site(*papers: tuple[str, int], dated: bool = True, **more: Any) -> MemorySite:
    """A site with one list; each paper is a title with its age in days."""
    menu = {"/xw/": "新闻动态", "/yl/": "养老服务"}
    listed = [(f"/xw/{number}.html", title, age) for number, (title, age) in enumerate(papers)]
    body = rows((path, title, ago(age) if dated else None) for path, title, age in listed)
    pages = {path: article(title, "本次活动情况如下。" * 20, ago(age), menu) for path, title, age in listed}
    pages |= {"/": home(body, menu), "/xw/": column("新闻动态", body, menu)}
    pages["/yl/"] = column("养老服务", '<ul class="list"></ul>', menu)
    return MemorySite(pages, **more)


PAPERS = (("全区举行秋季招聘会", 10), ("青禾区促进就业若干措施", 90), ("就业补贴公示", 900), ("道路施工", 3))


def found(made: MemorySite, *topics: dict[str, Any], **options: Any) -> tuple[Finding, ...]:
    return made.findings(TopicCoverage, topics=list(topics), **options)


def test_what_was_found_is_for_a_person() -> None:
    (one,) = found(site(*PAPERS), JOBS)
    assert (one.message_id, one.outcome) == ("found", Outcome.CANT_TELL)
    assert (one.parameters["count"], one.parameters["newest"]) == (2, str(ago(10)))
    assert one.parameters["examples"] == ["全区举行秋季招聘会", "青禾区促进就业若干措施"]
    assert len(one.evidence) == 2


def test_each_is_counted_once_though_several_lists_show_it() -> None:
    (one,) = found(site(*PAPERS), JOBS, months=120)
    assert one.parameters["count"] == 3


def test_days_that_the_list_leaves_out_come_from_the_pages() -> None:
    (one,) = found(site(*PAPERS, dated=False), JOBS)
    assert (one.parameters["count"], one.parameters["newest"]) == (2, str(ago(10)))


def test_nothing() -> None:
    made = site(*PAPERS)
    (one,) = found(made, CARE)
    assert (one.message_id, one.outcome) == ("none", Outcome.CANT_TELL)
    assert "养老服务" in str(one.parameters["columns"])
    concluded = made.conclusion(TopicCoverage, topics=[CARE], needed=False)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_a_column_of_that_name_that_holds_something_is_not_nothing() -> None:
    menu = {"/fg/": "领导分工"}

    def listed(age: int) -> MemorySite:
        body = rows([("/fg/1.html", "局长：白小满", ago(age))])
        page = article("局长：白小满", "负责全面工作。" * 20, ago(age), menu)
        pages = {"/": home(menu=menu), "/fg/": column("领导分工", body, menu), "/fg/1.html": page}
        return MemorySite(pages)

    leaders = {"name": "领导分工", "words": ["分工"]}
    for needed in (True, False):
        (one,) = found(listed(90), leaders, needed=needed)
        assert (one.message_id, one.outcome) == ("columns", Outcome.CANT_TELL)
        assert "领导分工" in str(one.parameters["columns"])
    assert [one.message_id for one in found(listed(900), leaders, JOBS)] == ["silent"]


def test_a_site_that_fell_silent_is_told_once() -> None:
    old = site(("全区举行秋季招聘会", 900), ("道路施工", 800))
    (one,) = found(old, JOBS, CARE)
    assert (one.message_id, one.outcome) == ("silent", Outcome.CANT_TELL)
    assert (one.parameters["newest"], one.parameters["topics"]) == (str(ago(800)), ["就业", "养老"])
    assert len(found(old, JOBS, CARE, months=60)) == 2
    concluded = old.conclusion(TopicCoverage, topics=[CARE], needed=False)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_nothing_is_not_said_of_a_site_that_was_not_seen() -> None:
    unread = Settings(
        as_of=DAY,
        limits=Limits(pages=2),
        politeness=Politeness(rate=0, concurrency=1),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    )
    outcome = only(found(site(*PAPERS, settings=unread), {"name": "防汛"}, needed=False))[1]
    assert outcome in (Outcome.CANT_TELL, Outcome.UNTESTED)


def test_what_shows_no_day_is_not_said_to_be_recent() -> None:
    menu = {"/xw/": "新闻动态"}
    text = "本次活动情况如下。" * 20

    def shown(*listed: tuple[str, str, Any]) -> tuple[Finding, ...]:
        page = f"<h1>全区举行招聘会</h1><div class='content'><p>{text}</p></div>"
        plain = f"<!doctype html><html><head><title>招聘会</title></head><body>{page}</body></html>"
        body = rows(listed)
        return found(
            MemorySite({"/": home(body, menu), "/xw/": column("新闻动态", body, menu), "/xw/1.html": plain}),
            JOBS,
        )

    (one,) = shown(("/xw/1.html", "全区举行招聘会", None))
    assert (one.message_id, one.parameters["count"]) == ("undated", 1)
    (one,) = shown(("/xw/1.html", "全区举行招聘会", None), ("/xw/2.html", "促进就业若干措施", ago(9)))
    assert (one.message_id, one.parameters["count"]) == ("found", 1)
    assert "1" in str(one.parameters["besides"])


def test_words_that_lead_nowhere_and_show_no_day_are_no_paper() -> None:
    body = rows([("javascript:;", "就业服务", None), ("javascript:;", "招聘信息", None)])
    made = MemorySite({"/": home(body)})
    assert [one.message_id for one in found(made, JOBS)] == ["none"]
