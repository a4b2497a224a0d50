from typing import Any

import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.site import Column, Site
from auditbot.model.text import Lang
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, HOME, Answered, MemorySite, Pages
from checks.column_register import ColumnRegister
from tests.checks.sites import NO_MORE, ago, column, home, items, only, said

MENU = {"/xwdt/": "新闻动态", "/zcjd/": "政策解读"}
TEXT = "<p>" + "青禾区位于溪山市东部，辖三个镇、两个街道，总面积五百平方公里。" * 4 + "</p>"


def entry(path: str, name: str, **more: object) -> Column:
    full = {"period": 30, "unit": "区司法局", "person": "王某"}
    return Column.model_validate({"name": name, "url": f"{HOME}{path}/" if path else None} | full | more)


NEWS, POLICY = entry("xwdt", "新闻动态"), entry("zcjd", "政策解读")


def site(*register: Column, settings: Settings | None = None, more: Pages = NO_MORE) -> MemorySite:
    pages: Pages = {
        "/": home(menu=MENU),
        "/xwdt/": column("新闻动态", items("/xwdt/", ago(1), ago(2)), MENU),
        "/zcjd/": column("政策解读", items("/zcjd/", ago(1), ago(2)), MENU),
    }
    described = Site(id="site", home=HOME, columns=register)
    return MemorySite({**pages, **more}, site=described, settings=settings)


def found(made: MemorySite, **options: Any) -> tuple[Finding, ...]:
    return made.findings(ColumnRegister, **options)


def test_a_register_in_order() -> None:
    concluded = site(NEWS, POLICY).conclusion(ColumnRegister)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 4})


def test_no_register() -> None:
    concluded = site().conclusion(ColumnRegister)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.UNTESTED: 1})


def test_a_column_that_nobody_registered() -> None:
    (one,) = found(site(NEWS))
    assert (one.message_id, one.outcome, one.target) == ("unregistered", Outcome.FAILED, f"{HOME}zcjd/")


def test_a_single_text_and_a_column_of_columns_need_no_entry() -> None:
    assert found(site(NEWS, more={"/zcjd/": column("政策解读", TEXT, MENU)})) == ()
    listed = '<ul class="list"><li><a href="/xwdt/">新闻动态</a></li></ul>'
    assert found(site(NEWS, more={"/zcjd/": column("政策解读", listed, MENU)})) == ()


def test_an_entry_by_name_alone() -> None:
    assert found(site(NEWS, entry("", "政策解读"))) == ()
    assert found(site(NEWS, entry("", "解读", aliases=["政策解读专栏"]))) == ()


def test_below_a_registered_column() -> None:
    more = {"/zcjd/tj/": column("图解", items("/zcjd/tj/", ago(3)), MENU, '<a href="/zcjd/">政策解读</a>')}
    listed = items("/zcjd/", ago(1)) + '<a href="/zcjd/tj/">图解</a>'
    nested = site(NEWS, POLICY, more={"/zcjd/": column("政策解读", listed, MENU), **more})
    menu = {**MENU, "/zcjd/tj/": "图解"}
    nested = MemorySite(
        {
            "/": home(menu=menu),
            "/xwdt/": column("新闻动态", items("/xwdt/", ago(1)), menu),
            "/zcjd/": column("政策解读", items("/zcjd/", ago(1)), menu),
            **more,
        },
        site=nested.site,
    )
    assert only(found(nested)) == ("unregistered-below", Outcome.CANT_TELL)


def test_an_entry_whose_page_is_gone() -> None:
    (one,) = found(site(NEWS, POLICY, entry("gone", "回应关切")))
    assert (one.message_id, one.outcome, one.target) == ("gone", Outcome.FAILED, f"{HOME}gone/")
    assert one.unit == "区司法局"


@pytest.mark.parametrize("status", [403, 500])
def test_an_entry_whose_page_did_not_open(status: int) -> None:
    made = site(NEWS, POLICY, entry("gone", "回应关切"), more={"/gone/": Answered(status=status)})
    assert only(found(made))[1] in (Outcome.CANT_TELL, Outcome.UNTESTED)


def test_an_entry_whose_page_leads_home() -> None:
    made = site(NEWS, POLICY, entry("gone", "回应关切"), more={"/gone/": Answered(status=302, location="/")})
    assert only(found(made)) == ("unsure", Outcome.CANT_TELL)


def test_an_entry_whose_page_is_a_form() -> None:
    form = '<form action="/s"><input name="q"><input type="submit" value="提交申请"></form>'
    made = site(NEWS, POLICY, entry("ysq", "依申请公开"), more={"/ysq/": column("依申请公开", form, MENU)})
    assert found(made) == ()


def test_a_name_that_is_nowhere() -> None:
    assert said(found(site(NEWS, POLICY, entry("", "回应关切")))) == [("gone", "回应关切")]


def test_a_name_that_is_nearly_there() -> None:
    assert only(found(site(NEWS, POLICY, entry("", "政策解读与问答")))) == ("unsure", Outcome.CANT_TELL)


def test_a_name_on_a_site_that_was_not_seen() -> None:
    cut = Settings(
        as_of=DAY,
        limits=Limits(pages=2),
        politeness=Politeness(rate=0, concurrency=1),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    )
    outcomes = {one.outcome for one in found(site(NEWS, POLICY, entry("", "回应关切"), settings=cut))}
    assert Outcome.FAILED not in outcomes


def test_the_past_needs_no_page_and_no_person() -> None:
    archived = entry("gone", "抗旱专题", archived=True, period=None, unit="", person="")
    assert found(site(NEWS, POLICY, archived, entry("over", "迎春专题", until=ago(1)))) == ()


def test_fields_that_were_left_open() -> None:
    (one,) = found(site(NEWS, entry("zcjd", "政策解读", person="", period=None)))
    assert (one.message_id, one.outcome) == ("unfilled", Outcome.FAILED)
    assert one.texts[Lang.ZH].says == "台账中栏目“政策解读”没有填写更新周期、责任人。"


def test_only_the_fields_that_are_asked_for() -> None:
    gaps = entry("zcjd", "政策解读", person="", period=None)
    assert found(site(NEWS, gaps), fields=["unit"]) == ()


def test_what_events_update_has_no_period() -> None:
    assert found(site(NEWS, entry("zcjd", "政策解读", period=None, event_driven=True))) == ()


def test_what_leads_off_the_site_is_no_column_of_it() -> None:
    menu = {**MENU, "http://www.gov.example/": "中国政府网"}
    made = site(NEWS, POLICY, more={"/": home(menu=menu), "http://www.gov.example/": "<title>x</title>"})
    assert found(made) == ()


def test_a_list_that_was_not_seen_is_put_to_a_person() -> None:
    body = '<ul id="list"></ul><script>$.ajax({url: "/api/list", success: show})</script>'
    made = site(NEWS, more={"/zcjd/": column("政策解读", body, MENU)})
    assert only(found(made)) == ("unregistered", Outcome.CANT_TELL)


def test_a_list_without_any_day_is_put_to_a_person() -> None:
    undated = items("/zcjd/", None, None)
    made = site(NEWS, more={"/zcjd/": column("政策解读", undated, MENU)})
    assert only(found(made)) == ("unregistered", Outcome.CANT_TELL)


def test_a_column_that_was_not_opened_is_untested_and_a_file_is_none() -> None:
    menu = {**MENU, "/zn.pdf": "服务手册", "/private/": "内部资料"}
    files = {
        "/zn.pdf": Answered(b"%PDF-1.4", content_type="application/pdf"),
    }
    blocked = Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 412", 412))
    made = site(NEWS, POLICY, more={"/": home(menu=menu), "/private/": blocked, **files})
    concluded = made.conclusion(ColumnRegister)
    assert concluded.findings == ()
    assert concluded.tally[Outcome.UNTESTED] == 1
