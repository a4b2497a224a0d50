import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome
from auditbot.testing import HOME, Answered, MemorySite, MemoryVisitor, Pages
from auditbot.url import Url
from checks.broken_links import BrokenLinks
from checks.shared.links import OURS
from tests.checks.linking import OPENS, OUT, broken, failing, link, site, told
from tests.checks.sites import column, home, items, page, said, url


def test_links_that_open() -> None:
    made = site(link("/a.html") + link(OUT), more={"/a.html": OPENS, OUT: OPENS})
    concluded = made.conclusion(BrokenLinks)
    assert concluded.findings == ()
    assert set(concluded.tally) == {Outcome.PASSED}


@pytest.mark.parametrize(
    ("status", "class_"),
    [
        (404, "not-found"),
        (410, "not-found"),
        (500, "server-error"),
        (503, "server-error"),
        (400, "refused-status"),
    ],
)
@pytest.mark.parametrize("where", ["/a.html", OUT])
def test_answers_that_are_no_success(status: int, class_: str, where: str) -> None:
    assert told(site(link(where), more={where: Answered("", status)})) == broken(class_)


@pytest.mark.parametrize(
    ("kind", "class_"),
    [
        (FailureKind.NXDOMAIN, "no-such-name"),
        (FailureKind.SERVFAIL, "name-service"),
        (FailureKind.REFUSED, "refused"),
        (FailureKind.CONNECT_TIMEOUT, "timeout"),
        (FailureKind.TIMEOUT, "timeout"),
        (FailureKind.RESET, "reset"),
        (FailureKind.TRUNCATED, "truncated"),
        (FailureKind.TLS_EXPIRED, "tls"),
        (FailureKind.TLS_WRONG_HOST, "tls"),
        (FailureKind.REDIRECT_LOOP, "redirect-loop"),
        (FailureKind.BAD_REDIRECT, "bad-redirect"),
        (FailureKind.MALFORMED, "malformed-answer"),
    ],
)
def test_ways_of_not_answering(kind: FailureKind, class_: str) -> None:
    assert told(site(link(OUT), more={OUT: failing(kind)})) == broken(class_)


def test_a_handshake_that_is_never_answered_is_told_as_that() -> None:
    silent = Answered(failure=Failure(FailureKind.TIMEOUT, limit="tls_seconds"))
    assert told(site(link(OUT), more={OUT: silent})) == broken("tls-silent")


@pytest.mark.parametrize("kind", sorted(OURS))
def test_what_we_did_not_ask_is_untested(kind: FailureKind) -> None:
    concluded = site(link(OUT), more={OUT: failing(kind)}).conclusion(BrokenLinks)
    never = kind is FailureKind.EFFECT
    assert concluded.findings == ()
    assert concluded.tally[Outcome.INAPPLICABLE if never else Outcome.UNTESTED] == 1


@pytest.mark.parametrize("status", [401, 403, 412, 429, 521])
def test_walls_are_listed_apart(status: int) -> None:
    made = site(link(OUT), more={OUT: failing(FailureKind.BLOCKED, status)})
    assert told(made) == [("blocked", "", Outcome.UNTESTED)]


def test_every_kind_of_failure_has_chinese_words() -> None:
    for kind in FailureKind:
        if kind not in OURS and kind not in (FailureKind.BLOCKED, FailureKind.STATUS, FailureKind.PRIVATE):
            (one,) = site(link(OUT), more={OUT: failing(kind)}).findings(BrokenLinks)
            assert not one.parameters["how"]["zh"].isascii(), kind


@pytest.mark.parametrize(
    ("markup", "element"),
    [
        ('<img src="/x/1.png">', "img"),
        ('<script src="/x/1.js"></script>', "script"),
        ('<iframe src="/x/1.html"></iframe>', "iframe"),
        ('<p><a href="/x/1.docx">附件1：报名表</a></p>', "a"),
        ('<map><area href="/x/2.html"></map>', "area"),
        ('<video src="/x/1.mp4"></video>', "video"),
    ],
)
def test_all_that_pages_refer_to(markup: str, element: str) -> None:
    (found,) = site(markup).findings(BrokenLinks)
    assert (found.class_, found.parameters["element"]) == ("not-found", [element])


def test_styles_in_the_head() -> None:
    made = MemorySite(
        {"/": '<html><head><link rel="stylesheet" href="/gone.css"></head><body>你好</body></html>'}
    )
    assert said(made.findings(BrokenLinks)) == [("broken", "/gone.css")]


def test_one_finding_a_target_with_all_its_carriers() -> None:
    menu = {"/xwdt/": "新闻动态", "/tzgg/": "通知公告"}
    gone = link("/gone.html", "往年公告")
    pages: Pages = {
        "/": home(gone, menu),
        "/xwdt/": column("新闻动态", items("/xwdt/") + gone, menu),
        "/tzgg/": column("通知公告", items("/tzgg/") + gone, menu),
        "/about/": OPENS,
    }
    (found,) = MemorySite(pages).findings(BrokenLinks)
    assert found.found_on_total == len(found.found_on) == 3
    assert found.found_on[0] == "http://www.site.example/"
    assert found.evidence[0].locator is not None
    assert found.parameters["what"] == "往年公告"


def test_links_of_the_homepage_and_of_other_pages() -> None:
    menu = {"/xwdt/": "新闻动态"}
    inner = link("/b.html") + link("file:///D:/b.doc") + link("#nowhere-b")
    pages: Pages = {
        "/": home(link("/a.html") + link("C:\\a.xls") + link("#nowhere-a"), menu),
        "/xwdt/": column("新闻动态", inner, menu),
        "/about/": OPENS,
    }
    made = MemorySite(pages)
    assert said(made.findings(BrokenLinks, home_only=True)) == [
        ("bad-href", "C:\\a.xls"),
        ("broken", "/a.html"),
        ("fragment", "/#nowhere-a"),
    ]
    assert said(made.findings(BrokenLinks, exclude_home=True)) == [
        ("bad-href", "file:///D:/b.doc"),
        ("broken", "/b.html"),
        ("fragment", "/xwdt/#nowhere-b"),
    ]


@pytest.mark.parametrize(
    ("raw", "class_"),
    [
        ("http://", "malformed"),
        ("file:///D:/2019/a.doc", "local-file"),
        ("C:\\Users\\a.xls", "local-file"),
        ("\\\\server\\share\\a.doc", "local-file"),
        ("ftp://ftp.qinghe.example/a.rar", "scheme"),
        ("${item.url}", "template"),
        ("{{url}}", "template"),
    ],
)
def test_addresses_that_are_written_wrong(raw: str, class_: str) -> None:
    assert told(site(link(raw))) == [("bad-href", class_, Outcome.FAILED)]


@pytest.mark.parametrize(
    "raw", ["", "#", "#top", "javascript:;", "mailto:a@b.example", "tel:12345", "data:,x"]
)
def test_references_that_are_no_addresses(raw: str) -> None:
    assert told(site(link(raw))) == []


def test_inner_addresses() -> None:
    where = "http://192.168.10.23/oa/login"
    assert told(site(link(where), more={where: failing(FailureKind.PRIVATE)})) == [
        ("bad-href", "private", Outcome.FAILED)
    ]


def test_dead_links_in_comments_and_scripts_do_not_count() -> None:
    body = '<!-- <a href="/old.html">旧</a> --><script>var a = "<b>{{url}}</b>";</script>'
    assert told(site(body)) == []


class Wavering(MemoryVisitor):
    """Fails when first asked for an address, answers afterwards."""

    def __init__(self, pages: Pages, first: Answered, times: int) -> None:
        super().__init__(pages, HOME)
        self._first, self._times = first, times

    def _answer(self, url: Url) -> Answered:
        if url == OUT and self._times:
            self._times -= 1
            return self._first
        return super()._answer(url)


def test_links_that_waver_are_put_to_a_person() -> None:
    pages: Pages = {"/": home(link(OUT)), "/about/": OPENS, OUT: OPENS}
    for first, times in ((Answered(status=503), 2), (failing(FailureKind.CONNECT_TIMEOUT), 1)):
        made = MemorySite(pages)
        made.visitor = Wavering(pages, first, times)
        (found,) = made.findings(BrokenLinks)
        assert (found.message_id, found.outcome) == ("unstable", Outcome.CANT_TELL)
        assert not found.parameters["how"]["zh"].isascii()


def test_our_own_silent_line() -> None:
    others = [f"http://{name}.example/" for name in ("one", "two", "three")]
    dead = dict.fromkeys(others, failing(FailureKind.CONNECT_TIMEOUT))
    made = site("".join(map(link, others)), more=dead)
    assert told(made) == [("our-line", "", Outcome.UNTESTED)]
    (found,) = made.findings(BrokenLinks)
    assert found.parameters["count"] == 3
    unasked = site("".join(map(link, [*others, OUT])), more=dead | {OUT: failing(FailureKind.NO_ROUTE)})
    assert told(unasked) == [("our-line", "", Outcome.UNTESTED)]


@pytest.mark.parametrize(
    "answer", [OPENS, Answered(status=404), failing(FailureKind.BLOCKED, 403)], ids=["opens", "gone", "wall"]
)
def test_one_answer_proves_our_line(answer: Answered) -> None:
    others = [f"http://{name}.example/" for name in ("one", "two", "three")]
    pages = dict.fromkeys(others, failing(FailureKind.CONNECT_TIMEOUT)) | {OUT: answer}
    found = told(site("".join(map(link, [*others, OUT])), more=pages))
    assert found.count(("broken", "timeout", Outcome.FAILED)) == 3


def test_the_finding_stays_the_same_when_the_fault_changes() -> None:
    ids = {
        one.id
        for answer in (Answered(status=404), Answered(status=500), failing(FailureKind.RESET))
        for one in site(link(OUT), more={OUT: answer}).findings(BrokenLinks)
    }
    assert len(ids) == 1


def test_whether_a_link_stands_on_the_homepage_is_told() -> None:
    (found,) = site(link("/gone.html")).findings(BrokenLinks)
    assert found.parameters["on_home"]


def test_a_dead_link_is_called_what_the_evidence_shows() -> None:
    menu = {"/a.html": "公开指南"}
    other = page("站群导航", '<p>站群导航</p><a href="/a.html">招生录取工作信息汇总</a>')
    made = MemorySite({"/": home('<a href="/b.html">站群导航</a>', menu), "/b.html": other})
    found = next(one for one in made.findings(BrokenLinks) if one.target.endswith("/a.html"))
    assert found.parameters["what"] == found.evidence[0].mark == "公开指南"


def test_where_a_script_sends_the_visitor_is_a_link() -> None:
    sent = '<html><head><script>location.href="/gone/";</script></head><body></body></html>'
    made = MemorySite({"/": home('<a href="/hd/">互动交流</a>'), "/hd/": sent, "/about/": "<p>关于我们</p>"})
    (one,) = made.findings(BrokenLinks)
    assert (one.target, one.class_, one.found_on) == (url("/gone/"), "not-found", (url("/hd/"),))
