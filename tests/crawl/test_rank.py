import pytest

from auditbot.crawl.rank import ARTICLE, is_file, rank, target_rank, task
from auditbot.crawl.scope import Task
from auditbot.model.page import Region
from auditbot.url import Url

HOST = "http://x.example"


@pytest.mark.parametrize(
    ("path", "element", "inside", "what"),
    [
        ("/a.html", "a", True, Task.PAGE),
        ("/a", "a", True, Task.PAGE),
        ("/a.do?id=1", "a", True, Task.PAGE),
        ("/a.pdf", "a", True, Task.TARGET),
        ("/a.jpg", "a", True, Task.TARGET),
        ("/a.html", "img", True, Task.TARGET),
        ("/a.css", "link", True, Task.TARGET),
        ("/a.html", "iframe", True, Task.PAGE),
        ("/a.html", "a", False, Task.TARGET),
        ("/v1.2", "a", True, Task.PAGE),
    ],
)
def test_what_is_done_with_an_address(path: str, element: str, inside: bool, what: Task) -> None:
    assert task(Url(HOST + path), element, inside) is what


def test_the_order_of_asking() -> None:
    def place(path: str, region: Region = Region.BODY, element: str = "a") -> int:
        return rank(Url(HOST + path), element, region, False, 0)

    order = [
        place("/sent.html", element="meta"),
        place("/menu.html", Region.NAV),
        place("/column/"),
        place("/column/index_2.html"),
        place("/column/t20260801_1.html"),
        target_rank(Url(f"{HOST}/a.pdf"), True),
        target_rank(Url(f"{HOST}/a.css"), True),
        target_rank(Url("http://other.example/"), False),
    ]
    assert order == sorted(order)
    assert len(set(order)) == len(order)


def test_a_crowd_waits_but_comes_before_files() -> None:
    crowded = rank(Url(f"{HOST}/a.html"), "a", Region.BODY, False, 10_000)
    assert ARTICLE < crowded < target_rank(Url(f"{HOST}/a.pdf"), True)


def test_files() -> None:
    assert is_file(Url(f"{HOST}/a.docx"))
    assert not is_file(Url(f"{HOST}/a.html"))
    assert not is_file(Url(f"{HOST}/a"))
