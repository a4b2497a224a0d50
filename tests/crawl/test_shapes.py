import pytest

from auditbot.crawl.shapes import basename, folder, path_shape, repeats, shape, without_session
from auditbot.url import Url

HOST = "http://x.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/art/2026/8/1/art_12_34.html", "/art/2025/11/30/art_99_1.html"),
        ("/a?y=2026&m=1", "/a?m=2&y=1999"),
        ("/f/3f2a9c0d1e4b5a697887/x", "/f/00112233445566778899/x"),
        ("/s/AbC123xYz987LmNoPqRsT0/x", "/s/ZzY456aBc321OpQrStUv1/x"),
    ],
)
def test_what_differs_in_numbers_and_codes_has_one_shape(one: str, other: str) -> None:
    assert shape(Url(HOST + one)) == shape(Url(HOST + other))


def test_other_words_are_other_shapes() -> None:
    assert shape(Url(f"{HOST}/news/1.html")) != shape(Url(f"{HOST}/files/1.html"))
    assert shape(Url(f"{HOST}/a?x=1")) != shape(Url(f"{HOST}/a?y=1"))
    assert path_shape(Url(f"{HOST}/a?x=1")) == path_shape(Url(f"{HOST}/a?y=1"))


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("/a.jsp;jsessionid=1A2B", "/a.jsp"),
        ("/(S(abc123))/a.aspx", "/a.aspx"),
        ("/(S(abc123))?b=1", "/?b=1"),
        ("/x/(S(abc123))", "/x/"),
        ("/(S(a))/(F(b))/c", "/c"),
        ("/a?PHPSESSID=12&b=1", "/a?b=1"),
        ("/a?sessionid=12", "/a"),
        ("/a?session=spring", "/a?session=spring"),
        ("/a(b)c", "/a(b)c"),
    ],
)
def test_sessions_are_taken_out(url: str, clean: str) -> None:
    assert without_session(Url(HOST + url)) == HOST + clean


@pytest.mark.parametrize(
    ("path", "count"), [("/a/b/a/b/a/", 3), ("/a/b/c", 1), ("/", 0), ("/2026/2026/2026/x", 1), ("/a/a/", 2)]
)
def test_repeated_segments(path: str, count: int) -> None:
    assert repeats(Url(HOST + path)) == count


def test_folder_and_name() -> None:
    assert folder(Url(f"{HOST}/a/b.html?c")) == "x.example/a"
    assert basename(Url(f"{HOST}/a/b.html?c")) == "b.html"
