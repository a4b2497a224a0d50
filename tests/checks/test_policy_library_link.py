import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome
from auditbot.testing import Answered, MemorySite, Pages
from checks.policy_library_link import PolicyLibraryLink
from tests.checks.issued import FIRST, SIGNED, document, site, table
from tests.checks.sites import NO_MORE, Page, only, url

LIBRARY = "wjk.xishan.example"
ENTRY = f"http://{LIBRARY}/doc/2026/5.html"
FRONT = f"http://{LIBRARY}/"
HELD = "/wjk/t20261109_5.html"


def linked(*links: str, fields: dict[str, str] | None = None, more: Pages = NO_MORE) -> MemorySite:
    text = "".join(f'<p><a href="{to}">政策文件库</a></p>' for to in links)
    return site(document(SIGNED + text, fields=fields or table()), more=more)


def found(made: MemorySite, host: str = LIBRARY) -> tuple[str, Outcome]:
    return only(made.findings(PolicyLibraryLink, hosts=[host]))


def test_the_library_is_not_set() -> None:
    assert linked(ENTRY).conclusion(PolicyLibraryLink).tally == {Outcome.UNTESTED: 1}


def test_linked_to_its_entry() -> None:
    made = linked(ENTRY, more={ENTRY: "<h1>文件</h1>"})
    assert made.conclusion(PolicyLibraryLink, hosts=[LIBRARY]).tally == {Outcome.PASSED: 1}


def test_no_link() -> None:
    assert found(linked()) == ("no-link", Outcome.CANT_TELL)


@pytest.mark.parametrize("front", [FRONT, f"{FRONT}index.html"])
def test_only_the_front_page(front: str) -> None:
    (one,) = linked(front, more={front: "<h1>库</h1>"}).findings(PolicyLibraryLink, hosts=[LIBRARY])
    assert (one.message_id, one.outcome, one.target) == ("front-page", Outcome.FAILED, url(FIRST))


def test_front_page_and_entry() -> None:
    made = linked(FRONT, ENTRY, more={FRONT: "<h1>库</h1>", ENTRY: "<h1>文件</h1>"})
    assert made.findings(PolicyLibraryLink, hosts=[LIBRARY]) == ()


def test_a_dead_entry() -> None:
    assert found(linked(ENTRY, more={FRONT: "<h1>库</h1>"})) == ("dead", Outcome.FAILED)


def test_the_library_blocks_visitors() -> None:
    wall = Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 412", 412))
    made = linked(ENTRY, more={ENTRY: wall})
    assert made.conclusion(PolicyLibraryLink, hosts=[LIBRARY]).tally == {Outcome.UNTESTED: 1}


def test_a_dead_entry_beside_one_that_blocks_visitors() -> None:
    wall = Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 412", 412))
    made = linked(f"{FRONT}doc/2026/4.html", ENTRY, more={ENTRY: wall, FRONT: "<h1>库</h1>"})
    assert made.conclusion(PolicyLibraryLink, hosts=[LIBRARY]).tally == {Outcome.UNTESTED: 1}


def held(number: str = "青政规〔2026〕5号", day: str = "2026-11-09") -> dict[str, Page]:
    """A library that is a part of the site."""
    entry = document(fields=table(发文字号=number, 发布日期=day), under="政策文件库")
    return {
        HELD: entry,
        "/zc/t20261101_9.html": document(f'<p><a href="{HELD}">库</a></p>', fields=table(有效性="失效")),
    }


def test_held_by_a_library_of_the_site() -> None:
    concluded = linked(more=held()).conclusion(PolicyLibraryLink, hosts=["www.site.example/wjk/"])
    assert (concluded.findings, concluded.tally[Outcome.PASSED]) == ((), 1)


def test_not_held_by_a_library_of_the_site() -> None:
    title = "青禾区人民政府关于加强道路管理的意见"
    page = document(SIGNED, title=title, fields=table(标题=title, 发文字号="青政规〔2026〕8号"))
    made = site(page, more=held())
    assert found(made, "www.site.example/wjk/") == ("not-held", Outcome.FAILED)


def test_the_public_first() -> None:
    assert found(linked(more=held(day="2026-11-18")), "www.site.example/wjk/") == ("later", Outcome.CANT_TELL)


@pytest.mark.parametrize(
    "fields",
    [table(有效性="失效"), table(发文字号="国办发〔2026〕5号", 发布机构="国务院办公厅", 标题=None)],
    ids=["void", "reprint"],
)
def test_documents_that_owe_no_link(fields: dict[str, str]) -> None:
    page = document("", title="关于推进养老服务的意见", fields=fields)
    made = site(page).conclusion(PolicyLibraryLink, hosts=[LIBRARY])
    assert made.tally == {Outcome.INAPPLICABLE: 1}
