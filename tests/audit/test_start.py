"""Finding the way in."""

from datetime import UTC, datetime
from typing import cast

import pytest

from auditbot.audit.start import Start, find_home
from auditbot.crawl.scope import Scope
from auditbot.model.fetch import Failure, FailureKind, Fetch
from auditbot.model.site import Site
from auditbot.net.http.request import Reply, Request
from auditbot.net.visitor import Visitor
from auditbot.settings import Limits
from auditbot.testing import Answered, MemoryVisitor, Pages
from auditbot.url import Url
from tests.crawl.test_refreshes import Way, header, meta, script
from tests.crawl.walked import settings

HOME = Url("http://www.town.example/")
SECURE = Url("https://www.town.example/")
REFUSED = Answered(failure=Failure(FailureKind.REFUSED))
LONG = "<h1>欢迎</h1>" + "<p>这里是本市政府的门户网站，请浏览。</p>" * 10


async def found(
    pages: Pages, given: Url = HOME, limits: Limits | None = None
) -> tuple[Start | Fetch, MemoryVisitor]:
    visitor = MemoryVisitor(pages, given)
    scope = Scope.of(Site(id="x", home=given))
    return await find_home(given, scope, cast(Visitor, visitor), settings(limits)), visitor


async def start(pages: Pages, given: Url = HOME, limits: Limits | None = None) -> Start:
    began, _ = await found(pages, given, limits)
    assert isinstance(began, Start)
    return began


async def test_a_homepage_that_opens() -> None:
    began, visitor = await found({"/": LONG})
    assert began == Start(HOME, Scope.of(Site(id="x", home=HOME)))
    assert len(visitor.asked) == 1


async def test_a_redirect_within_the_site() -> None:
    began = await start({"/": Answered(status=302, location="/index.html"), "/index.html": LONG})
    assert began.home == f"{HOME}index.html"
    assert len(began.scope.areas) == 1


async def test_a_redirect_to_another_host_belongs_to_the_site() -> None:
    town = "http://town.gov.example/"
    began = await start({"/": Answered(status=301, location=town), town: LONG})
    assert began.home == "http://town.gov.example/"
    assert began.scope.holds(Url("http://town.gov.example/a/b.html"))
    assert began.scope.holds(HOME)


async def test_a_redirect_into_a_folder_of_a_portal_brings_that_folder_only() -> None:
    there = "http://www.portal.example/zhen/index.html"
    began = await start({"/": Answered(status=302, location=there), there: LONG})
    assert began.scope.holds(Url("http://www.portal.example/zhen/a.html"))
    assert not began.scope.holds(Url("http://www.portal.example/other/a.html"))


async def test_http_to_https_of_one_host_is_the_same_site() -> None:
    began = await start({"/": Answered(status=301, location=SECURE), SECURE: LONG})
    assert began.home == SECURE
    assert len(began.scope.areas) == 1


@pytest.mark.parametrize("way", [meta, script, header], ids=["meta", "script", "header"])
async def test_a_page_made_of_nothing_but_a_refresh(way: Way) -> None:
    began = await start({"/": way("/main/index.html"), "/main/index.html": LONG})
    assert began.home == f"{HOME}main/index.html"


async def test_refreshes_in_a_row_are_followed_as_far_as_allowed() -> None:
    pages = {"/": meta("/1.html"), **{f"/{n}.html": meta(f"/{n + 1}.html") for n in range(1, 20)}}
    began, visitor = await found(pages)
    assert isinstance(began, Start)
    assert began.home == f"{HOME}3.html"
    assert len(visitor.asked) == 4
    assert (await start(pages, limits=Limits(refreshes=5))).home == f"{HOME}5.html"


async def test_a_refresh_to_itself_is_no_refresh() -> None:
    began, visitor = await found({"/": meta("/")})
    assert isinstance(began, Start)
    assert (began.home, len(visitor.asked)) == (HOME, 1)


async def test_two_pages_that_send_to_each_other_end() -> None:
    began, visitor = await found({"/": meta("/b.html"), "/b.html": meta("/")})
    assert isinstance(began, Start)
    assert len(visitor.asked) <= 4


async def test_a_refresh_to_a_page_that_does_not_open_leaves_the_page_that_does() -> None:
    assert (await start({"/": meta("/gone.html")})).home == HOME


async def test_a_homepage_that_is_no_page_is_taken_as_it_is() -> None:
    pdf = Answered(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", content_type="application/pdf")
    assert (await start({"/": pdf})).home == HOME


async def test_the_other_scheme_is_tried_where_one_is_closed() -> None:
    assert (await start({"/": REFUSED, SECURE: LONG})).home == SECURE
    assert (await start({SECURE: REFUSED, HOME: LONG}, given=SECURE)).home == HOME


async def test_where_nothing_opens_the_first_failure_is_told() -> None:
    closed, visitor = await found({"/": REFUSED, SECURE: Answered(failure=Failure(FailureKind.TIMEOUT))})
    assert isinstance(closed, Fetch)
    assert closed.url == HOME
    assert closed.failure
    assert closed.failure.kind is FailureKind.REFUSED
    assert len(visitor.asked) == 4, "each twice: a failure is confirmed before it is told"


async def test_a_server_that_answers_is_not_asked_over_the_other_scheme() -> None:
    closed, visitor = await found({"/": Answered("no", 404), SECURE: LONG})
    assert isinstance(closed, Fetch)
    assert closed.status == 404
    assert {request.url for request in visitor.asked} == {HOME}


async def test_a_name_that_is_not_there_is_not_asked_twice() -> None:
    gone = Answered(failure=Failure(FailureKind.NXDOMAIN))
    closed, visitor = await found({"/": gone, SECURE: gone})
    assert isinstance(closed, Fetch)
    assert len(visitor.asked) == 2


class Moody:
    """Answers in turn."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.asked: list[Request] = []

    async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
        self.asked.append(request)
        return self.replies.pop(0)


def reply(
    body: str = "",
    failure: Failure | None = None,
    remarks: tuple[str, ...] = (),
    url: Url = HOME,
) -> Reply:
    status = None if failure else 200
    fetch = Fetch(url, datetime.now(UTC), final_url=url, status=status, failure=failure, remarks=remarks)
    return Reply(fetch, body.encode())


async def test_a_passing_failure_is_asked_again_as_a_browser() -> None:
    visitor = Moody(reply(failure=Failure(FailureKind.TIMEOUT)), reply(LONG))
    began = await find_home(HOME, Scope.of(Site(id="x", home=HOME)), cast(Visitor, visitor), settings())
    assert isinstance(began, Start)
    assert [request.as_browser for request in visitor.asked] == [False, True]


async def test_what_lies_behind_broken_tls_is_walked_all_the_same() -> None:
    broken = reply(LONG, Failure(FailureKind.TLS_EXPIRED), remarks=("tls-unverified",))
    began = await find_home(HOME, Scope.of(Site(id="x", home=HOME)), cast(Visitor, Moody(broken)), settings())
    assert isinstance(began, Start)


async def test_a_refresh_to_broken_tls_leads_to_the_page_behind_it() -> None:
    broken = reply(LONG, Failure(FailureKind.TLS_EXPIRED), remarks=("tls-unverified",), url=SECURE)
    visitor = Moody(reply(meta(SECURE)), broken)
    began = await find_home(HOME, Scope.of(Site(id="x", home=HOME)), cast(Visitor, visitor), settings())
    assert isinstance(began, Start)
    assert began.home == SECURE


async def test_a_refresh_to_a_page_that_fails_in_passing_is_asked_again() -> None:
    there = Url(f"{HOME}index.html")
    visitor = Moody(reply(meta(there)), reply(failure=Failure(FailureKind.TIMEOUT)), reply(LONG, url=there))
    began = await find_home(HOME, Scope.of(Site(id="x", home=HOME)), cast(Visitor, visitor), settings())
    assert isinstance(began, Start)
    assert began.home == there
