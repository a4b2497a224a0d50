import pytest

from auditbot.net.http.cookies import Jar
from auditbot.settings import Limits
from auditbot.url import Parts, Url, split

HOME = split(Url("http://www.a.example/"))
SAFE = split(Url("https://www.a.example/"))


def jar(**limits: int) -> Jar:
    return Jar(Limits(**limits), lambda: 1_700_000_000.0)


def at(url: str) -> Parts:
    return split(Url(url))


def test_cookies_go_back_as_they_came() -> None:
    held = jar()
    assert not held.store(HOME, [b"a=1; Path=/; HttpOnly", b'b="x y"; SameSite=Lax', "c=中".encode()])
    assert held.header(HOME) == 'a=1; b="x y"; c=中'
    held.store(HOME, [b"a=2"])
    assert held.header(HOME).startswith("a=2;")


@pytest.mark.parametrize("other", ["http://a.example/", "http://sub.www.a.example/", "http://b.example/"])
def test_never_across_hosts(other: str) -> None:
    held = jar()
    held.store(HOME, [b"a=1; Domain=.a.example; Path=/"])
    assert held.header(at(other)) == ""


def test_secure_cookies_only_over_tls_and_from_there() -> None:
    held = jar()
    held.store(SAFE, [b"a=1; Secure"])
    held.store(HOME, [b"b=1; Secure"])
    assert held.header(SAFE) == "a=1"
    assert held.header(HOME) == ""


@pytest.mark.parametrize(
    ("path", "url", "sent"),
    [
        ("/a", "http://www.a.example/a/b", True),
        ("/a", "http://www.a.example/a", True),
        ("/a", "http://www.a.example/ab", False),
        ("/a/", "http://www.a.example/a/b", True),
        ("/", "http://www.a.example/x", True),
        ("rubbish", "http://www.a.example/x", True),
    ],
)
def test_paths(path: str, url: str, sent: bool) -> None:
    held = jar()
    held.store(HOME, [b"a=1; path=" + path.encode()])
    assert bool(held.header(at(url))) is sent


@pytest.mark.parametrize("attribute", [b"Max-Age=0", b"max-age=-5", b"Expires=Thu, 01 Jan 1970 00:00:00 GMT"])
def test_expired_cookies_are_removed(attribute: bytes) -> None:
    held = jar()
    held.store(HOME, [b"a=1", b"b=1"])
    held.store(HOME, [b"a=; " + attribute])
    assert held.header(HOME) == "b=1"


@pytest.mark.parametrize(
    "attribute", [b"Max-Age=60", b"Max-Age=rubbish", b"Expires=rubbish", b"Expires=" + b"9" * 300]
)
def test_other_terms_are_kept_for_the_session(attribute: bytes) -> None:
    held = jar()
    held.store(HOME, [b"a=1; " + attribute])
    assert held.header(HOME) == "a=1"


def test_the_jar_is_bounded() -> None:
    held = jar(cookies=50)
    assert held.store(HOME, [f"c{i}=v".encode() for i in range(3000)]) == {"cookies"}
    assert held.header(HOME).count(";") == 49
    assert held.store(at("http://b.example/"), [b"a=" + b"x" * 5000]) == {"cookie_bytes"}
    assert held.header(at("http://b.example/")) == ""


@pytest.mark.parametrize("field", [b"a=\x00b", b"a=b\x7f", "a=中".encode("gbk"), b"\xff=1"])
def test_what_cannot_be_sent_back_is_not_taken(field: bytes) -> None:
    held = jar()
    assert not held.store(HOME, [field])
    assert held.header(HOME) == ""


def test_a_cookie_without_a_name() -> None:
    held = jar()
    held.store(HOME, [b"token"])
    assert held.header(HOME) == "token"
