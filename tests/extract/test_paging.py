import pytest

from auditbot.model.page import Paging
from tests.extract.pages import SITE, column, facts

LIST = '<ul><li><a href="1.html">关于补贴发放的通知</a><i>2026-08-01</i></li></ul>'


def paging(after: str, path: str = "/zwgk/tzgg/") -> Paging:
    found = facts(column(LIST, after=after), path=path).paging
    assert found is not None
    return found


def test_the_call_of_trs() -> None:
    found = paging('<script>createPageHTML(4, 0, "index", "html")</script>')
    assert (found.number, found.pages) == (1, 4)
    assert found.following == f"{SITE}/zwgk/tzgg/index_1.html"
    assert len(found.others) == 3


def test_the_call_on_a_later_page() -> None:
    found = paging('<script>createPageHTML(4, 2, "index", "html")</script>', "/zwgk/tzgg/index_2.html")
    assert (found.number, found.following) == (3, f"{SITE}/zwgk/tzgg/index_3.html")
    assert f"{SITE}/zwgk/tzgg/index.html" in found.others


def test_the_call_with_a_place_and_a_total() -> None:
    found = paging(
        "<script>createPageHTML('page_div',10, 1,'zwgklist','shtml',200);</script>", "/jyt/c1/zwgklist.shtml"
    )
    assert (found.number, found.pages, found.total) == (1, 10, 200)
    assert found.following == f"{SITE}/jyt/c1/zwgklist_1.shtml"


def test_a_single_page() -> None:
    found = paging('<script>createPageHTML(1, 0, "index", "html")</script>')
    assert (found.pages, found.following, found.others) == (1, None, ())


def test_links_and_counts() -> None:
    pager = (
        '<div class="page"><a href="javascript:;">上一页</a><a class="current">1</a>'
        '<a href="18386_2.html">2</a>'
        '<a href="18386_2.html">下一页</a><a href="18386_61.html">尾页</a><a>共 610 条 当前第 1 / 61 '
        "页</a></div>"
    )
    found = paging(pager, "/channels/18386.html")
    assert (found.number, found.pages, found.total) == (1, 61, 610)
    assert found.following == f"{SITE}/channels/18386_2.html"
    assert f"{SITE}/channels/18386_61.html" in found.others


def test_the_number_of_a_later_page() -> None:
    pager = (
        '<p><a href="18386.html">1</a> <b>2</b> <a href="18386_3.html">3</a> '
        '<a href="18386_3.html">下一页</a></p>'
    )
    assert paging(pager, "/channels/18386_2.html").number == 2


def test_the_only_other_page_and_no_item_of_the_list() -> None:
    rows = "".join(
        f'<li><a href="{n}.html">关于第{n}批补贴发放的通知</a><i>2026-08-01</i></li>' for n in range(9)
    )
    pager = '<p>共2页 首页 上一页 <a href="index_1.html">下一页</a></p>'
    found = facts(column(f"<ul>{rows}</ul>{pager}"), path="/zwgk/tzgg/").paging
    assert found is not None
    assert found.following == f"{SITE}/zwgk/tzgg/index_1.html"
    assert found.others == (found.following,)


def test_the_pager_of_a_list_without_items_is_not_the_way_home() -> None:
    pager = '<a href="/">首页</a><p><a href="index_1.html">下一页</a></p>'
    found = facts(f"<div><p>{pager}</p></div>", path="/zwgk/tzgg/").paging
    assert found is not None
    assert found.others == (f"{SITE}/zwgk/tzgg/index_1.html",)


@pytest.mark.parametrize(
    ("words", "pages", "total"),
    [
        ("共132条 1/9", 9, 132),
        ("共26页 259条记录", 26, None),
        ("页次：1/7页 共 130 条", 7, 130),
        ("当前 1/3 页", 3, None),
        ("第1/5页", 5, None),
    ],
)
def test_counts_without_links(words: str, pages: int, total: int | None) -> None:
    found = paging(f"<p>{words}</p>")
    assert (found.pages, found.total) == (pages, total)


def test_numbers_of_a_text_are_no_pager() -> None:
    assert facts(column(LIST, after="<p>本次共35项、26条意见</p>")).paging is None


def test_no_pager() -> None:
    assert facts(column(LIST)).paging is None
