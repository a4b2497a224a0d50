import pytest
from pydantic import ValidationError

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.testing import Answered, MemorySite
from auditbot.url import Url
from checks.column_urls import ColumnUrls
from tests.checks.sites import ago, column, home, items, only

HOME = Url("http://www.qinghe.gov.cn/")


def found(
    menu: dict[str, str], at: Url = HOME, hosts: tuple[str, ...] = (), **options: object
) -> tuple[Finding, ...]:
    pages: dict[str, str | bytes | Answered] = {"/": home(menu=menu)}
    for path, name in menu.items():
        pages[path] = column(name, items(path, ago(1), ago(2)), menu)
    return MemorySite(pages, site=Site(id="site", home=at, hosts=hosts)).findings(ColumnUrls, **options)


def test_columns_by_path() -> None:
    assert found({"/xwdt/": "新闻动态", "/zcjd/": "政策解读"}) == ()


@pytest.mark.parametrize("at", ["http://www.青禾.政务/", "http://xx.qinghe.gov.cn/", "http://gov.cn/"])
def test_names_of_the_government(at: str) -> None:
    from auditbot.url import from_person

    home_ = from_person(at)
    assert home_
    assert found({"/xwdt/": "新闻动态"}, home_) == ()


@pytest.mark.parametrize("at", ["http://www.qinghe.com/", "http://www.qinghegov.cn/", "http://gov.cn.com/"])
def test_other_endings(at: str) -> None:
    (one,) = found({"/xwdt/": "新闻动态"}, Url(at))
    assert (one.message_id, one.outcome, one.weight) == ("suffix", Outcome.FAILED, Severity.NOTICE)
    assert "gov.cn" in one.texts[Lang.ZH].expected
    assert "政务" in one.texts[Lang.ZH].expected


def test_endings_can_be_chosen() -> None:
    assert found({"/xwdt/": "新闻动态"}, Url("http://www.qinghe.example/"), suffixes=["qinghe.example"]) == ()


def test_a_bare_address() -> None:
    assert only(found({"/xwdt/": "新闻动态"}, Url("http://192.0.2.7/"))) == ("bare-ip", Outcome.FAILED)
    (one,) = found({"/xwdt/": "新闻动态", "http://192.0.2.7:8080/zt/": "办事大厅"})
    assert (one.message_id, one.target, one.weight) == ("bare-ip", "192.0.2.7", Severity.NOTICE)
    assert one.found_on


def test_own_columns_on_another_host() -> None:
    menu = {"/xwdt/": "新闻动态", "http://zt.qinghe.gov.cn/zt/": "专题专栏"}
    (one,) = found(menu, hosts=("www.qinghe.gov.cn", "zt.qinghe.gov.cn"))
    assert (one.message_id, one.target, one.weight) == ("other-host", "zt.qinghe.gov.cn", Severity.NOTICE)


def test_other_bodies_are_no_columns() -> None:
    assert found({"/xwdt/": "新闻动态", "http://www.sheng.gov.cn/": "省政府网站"}) == ()


def test_menus_that_lead_to_other_endings_are_put_to_a_person() -> None:
    menu = {"/xwdt/": "新闻动态", "http://www.zhaoshang.com/": "招商引资"}
    assert only(found(menu)) == ("suffix-elsewhere", Outcome.CANT_TELL)


def test_some_ending_is_asked_for() -> None:
    with pytest.raises(ValidationError):
        ColumnUrls.Options.model_validate({"suffixes": []})


def test_where_the_homepage_leads_is_judged_too() -> None:
    led = Url("http://www.qinghe.com/")
    pages: dict[str, str | bytes | Answered] = {
        "/": Answered(status=302, location=led),
        led: home(),
    }
    site = Site(id="site", home=HOME, hosts=("www.qinghe.gov.cn", "www.qinghe.com"))
    (one,) = MemorySite(pages, site=site).findings(ColumnUrls)
    assert (one.message_id, one.target, one.outcome) == ("suffix", "www.qinghe.com", Outcome.FAILED)
