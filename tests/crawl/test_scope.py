import pytest

from auditbot.crawl.scope import SCOPE, Scope, folder_of, is_entrance
from auditbot.model.site import Site
from auditbot.url import Url


def scope(**more: object) -> Scope:
    return Scope.of(Site.model_validate({"id": "x", "home": "http://www.town.example/", **more}))


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("http://www.town.example/a", True),
        ("https://town.example/a", True),
        ("http://town.example:8080/a", False),
        ("http://img.town.example/a", False),
        ("http://www.other.example/a", False),
    ],
)
def test_a_site_is_its_host_with_and_without_www_over_both_schemes(url: str, inside: bool) -> None:
    assert scope().holds(Url(url)) is inside


def test_a_site_of_several_hosts() -> None:
    both = scope(hosts=["www.town.example", "zwgk.town.example"])
    assert both.holds(Url("http://zwgk.town.example/x"))
    assert not both.holds(Url("http://img.town.example/x"))


def test_a_site_under_a_path() -> None:
    zhen = scope(home="http://www.town.example/zhen/", prefixes=["http://www.town.example/zhen/"])
    assert zhen.holds(Url("http://www.town.example/zhen/x.html"))
    assert zhen.holds(Url("https://town.example/zhen"))
    assert not zhen.holds(Url("http://www.town.example/zhenxing/"))
    assert not zhen.holds(Url("http://www.town.example/"))
    assert zhen.on_hosts(Url("http://www.town.example/"))


def test_a_prefix_without_slash_is_that_folder() -> None:
    assert not scope(prefixes=["http://www.town.example/zhen"]).holds(Url("http://www.town.example/other/"))


def test_a_port_of_its_own() -> None:
    assert scope(home="http://127.0.0.1:8080/").holds(Url("http://127.0.0.1:8080/x"))
    assert not scope(home="http://127.0.0.1:8080/").holds(Url("http://127.0.0.1:9090/x"))


def test_the_homepage_may_lead_to_another_host_or_folder() -> None:
    moved = scope().extended(Url("http://new.example/index.html"), whole_host=True)
    assert moved.holds(Url("http://new.example/x"))
    assert moved.holds(Url("http://www.town.example/x"))
    under = scope().extended(Url("http://portal.example/zhen/index.html"), whole_host=False)
    assert under.holds(Url("http://portal.example/zhen/x"))
    assert not under.holds(Url("http://portal.example/x"))


def test_it_is_stored_as_json() -> None:
    one = scope(prefixes=["http://www.town.example/zhen/"])
    assert SCOPE.validate_json(SCOPE.dump_json(one)) == one


@pytest.mark.parametrize(
    ("path", "front"), [("/", True), ("/index.html", True), ("/a/", False), ("/a.html", False)]
)
def test_entrances(path: str, front: bool) -> None:
    assert is_entrance(path) is front


def test_folders() -> None:
    assert folder_of(Url("http://x.example/a/b.html")) == "/a/"


def test_credentials_belong_to_a_host_at_its_port() -> None:
    scope = Scope.of(Site(id="x", home=Url("http://www.x.example/")))
    assert scope.on_origins(Url("https://x.example/other"))
    assert not scope.on_origins(Url("http://www.x.example:8080/"))
    assert not scope.on_origins(Url("http://y.example/"))
