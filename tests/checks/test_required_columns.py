import pytest
from pydantic import ValidationError

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.site import Site, Unit
from auditbot.model.text import Lang
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, HOME, Answered, MemorySite, Pages
from checks.required_columns import RequiredColumns
from tests.checks.sites import NO_MORE, ago, column, home, items, only

NAME = "减税降费"
TAX = "http://tax.xishan.example/"
TAXES = ["tax.xishan.example"]
MENU = {"/xwdt/": "新闻动态", "/jsjf/": NAME}
FULL = items("/jsjf/", ago(3), ago(5))
UNREAD = Settings(
    as_of=DAY,
    limits=Limits(pages=2),
    politeness=Politeness(rate=0, concurrency=1),
    links=Links(confirm_pause=0, confirm_pause_transient=0),
)


def site(
    body: str | Answered = FULL,
    *,
    name: str = NAME,
    settings: Settings | None = None,
    more: Pages = NO_MORE,
) -> MemorySite:
    menu = {"/xwdt/": "新闻动态", "/jsjf/": name}
    pages: Pages = {
        "/": home(menu=menu),
        "/xwdt/": column("新闻动态", items("/xwdt/", ago(1), ago(2)), menu),
        "/jsjf/": body if isinstance(body, Answered) else column(name, body, menu),
    }
    return MemorySite({**pages, **more}, settings=settings)


def linked(to: str, text: str = NAME, *, more: Pages = NO_MORE) -> MemorySite:
    """A homepage with a link that is no column of the site."""
    return MemorySite({"/": home(f'<p><a href="{to}">{text}</a></p>'), **more})


def found(made: MemorySite, named: bool = True, **wanted: object) -> tuple[Finding, ...]:
    return made.findings(RequiredColumns, columns=[{"name": NAME} | wanted], named=named)


def test_a_column_of_that_name() -> None:
    concluded = site().conclusion(RequiredColumns, columns=[{"name": NAME}, {"name": "新闻动态"}])
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 2})


@pytest.mark.parametrize("name", ["减税 降费", "“减税降费”", "惠企税费"])
def test_spellings_and_aliases(name: str) -> None:
    assert found(site(name=name), aliases=["惠企税费"]) == ()


def test_no_such_column() -> None:
    (one,) = found(site(name="惠民政策"))
    assert (one.message_id, one.outcome, one.target) == ("missing", Outcome.FAILED, NAME)
    assert "栏目" not in one.texts[Lang.EN].expected + one.texts[Lang.EN].seen
    assert "首页" not in one.texts[Lang.EN].expected


def test_a_name_that_the_rule_does_not_say_itself() -> None:
    assert only(found(site(name="惠民政策"), named=False)) == ("missing", Outcome.CANT_TELL)


def test_absence_is_not_said_of_a_site_that_was_not_seen() -> None:
    assert only(found(site(name="惠民政策", settings=UNREAD)))[1] in (Outcome.CANT_TELL, Outcome.UNTESTED)
    empty = '<div id="app"></div><script src="/app.js"></script><script>new Vue({el: "#app"})</script>'
    unseen = MemorySite({"/": f"<html><head><title>青禾区</title></head><body>{empty}</body></html>"})
    assert only(found(unseen))[1] in (Outcome.CANT_TELL, Outcome.UNTESTED)


@pytest.mark.parametrize("name", ["减税降费专题", "减税降费专栏", "税费优惠"])
def test_near_names_are_put_to_a_person(name: str) -> None:
    (one,) = found(site(name=name), near=["税费优惠"])
    assert (one.message_id, one.outcome, one.parameters["found"]) == ("near", Outcome.CANT_TELL, name)


def test_names_that_only_hold_the_words_are_not_near() -> None:
    assert only(found(site(name="统计公报"), name="公报")) == ("missing", Outcome.FAILED)


def test_an_empty_column() -> None:
    assert only(found(site('<ul class="list"></ul>'))) == ("empty", Outcome.FAILED)
    assert only(found(site("<p>栏目正在建设中</p>"))) == ("empty", Outcome.FAILED)


def test_a_text_of_its_own_will_do() -> None:
    assert found(site("<p>" + "青禾区落实减税降费政策的情况说明。" * 9 + "</p>")) == ()


def test_a_list_that_a_script_fills_is_untested() -> None:
    body = '<ul id="list"></ul><script>$.ajax({url: "/api/list", success: show})</script>'
    assert only(found(site(body))) == ("unseen", Outcome.UNTESTED)


def test_a_dead_column() -> None:
    assert only(found(site(Answered(status=404)))) == ("dead", Outcome.FAILED)


def test_a_column_behind_a_wall_is_untested() -> None:
    wall = Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 412", 412))
    assert only(found(site(wall))) == ("unseen", Outcome.UNTESTED)


def test_on_the_homepage() -> None:
    assert found(site(), place="homepage") == ()
    inner = MemorySite(
        {
            "/": home(menu={"/zwgk/": "政务公开"}),
            "/zwgk/": column(
                "政务公开",
                f'<ul class="list"><li><a href="/jsjf/">{NAME}</a></li></ul>',
                {"/zwgk/": "政务公开"},
            ),
            "/jsjf/": column(NAME, items("/jsjf/", ago(3)), None, '<a href="/zwgk/">政务公开</a>'),
        }
    )
    assert found(inner) == ()
    assert only(found(inner, place="homepage")) == ("misplaced", Outcome.FAILED)
    assert only(found(inner, place="homepage", named=False)) == ("misplaced", Outcome.CANT_TELL)
    assert found(inner, place="disclosure") == ()


def test_in_the_disclosure_section() -> None:
    assert only(found(site(), place="disclosure")) == ("misplaced", Outcome.FAILED)


def test_misplaced_is_not_said_of_a_site_that_was_not_seen() -> None:
    outcomes = {one.outcome for one in found(site(settings=UNREAD), place="disclosure")}
    assert Outcome.FAILED not in outcomes


@pytest.mark.parametrize("to", ["", "#", "#top", "/", "javascript:;", 'javascript:void(0)" onclick="go(3)'])
def test_an_entrance_without_an_address_is_put_to_a_person(to: str) -> None:
    assert only(found(linked(to))) == ("unopened", Outcome.CANT_TELL)
    assert only(found(linked(to), place="disclosure")) == ("missing", Outcome.FAILED)


def test_another_entrance_of_that_name_opens() -> None:
    pages = {"/": home(f'<a href="#">{NAME}</a><a href="{TAX}">{NAME}</a>'), TAX: "<title>税务局</title>"}
    assert found(MemorySite(pages)) == ()


def test_it_leads_to_the_host_that_is_asked_for() -> None:
    opens = {TAX: "<html><title>税务局</title>减税降费政策</html>"}
    for targets in (["tax.xishan.example"], ["*.xishan.example"], ["tax.xishan.example/"]):
        assert found(linked(TAX, more=opens), targets=targets, place="homepage") == ()


def test_a_page_that_is_asked_for() -> None:
    page = f"{TAX}jsjf/index.html"
    opens = {page: "<html><title>税务局</title></html>", TAX: "<html><title>税务局</title></html>"}
    assert found(linked(page, more=opens), targets=["tax.xishan.example/jsjf/*"]) == ()
    assert only(found(linked(TAX, more=opens), targets=["tax.xishan.example/jsjf/*"])) == (
        "wrong-target",
        Outcome.FAILED,
    )


def test_a_column_of_the_site_may_hold_the_link() -> None:
    held = items("/jsjf/", ago(3)) + f'<p><a href="{TAX}zc/">税费支持政策</a></p>'
    assert found(site(held), targets=TAXES) == ()
    assert only(found(site(), targets=TAXES)) == ("wrong-target", Outcome.FAILED)


def test_two_targets_of_one_column_are_two_faults() -> None:
    one, other = (found(site(), targets=[host]) for host in ("tax.xishan.example", "law.xishan.example"))
    assert one[0].id != other[0].id


def test_a_link_in_the_foot_of_every_page_is_not_what_the_column_holds() -> None:
    foot = f'<div class="footer">主办单位：西山区人民政府 <a href="{TAX}">税务局</a></div>'
    assert only(found(site(FULL + foot), targets=TAXES)) == ("wrong-target", Outcome.FAILED)


def test_wrong_redirected_and_dead_targets_are_told_apart() -> None:
    press, parked = "http://press.example/jsjf/", "http://parked.example/"
    opens = {press: "<html><title>专题</title></html>", parked: "<html><title>出售</title></html>"}
    assert only(found(linked(press, more=opens), targets=TAXES)) == ("wrong-target", Outcome.FAILED)
    away = opens | {TAX: Answered(status=302, location=parked)}
    assert only(found(linked(TAX, more=away), targets=TAXES)) == ("redirected-away", Outcome.FAILED)
    gone = Answered(failure=Failure(FailureKind.NXDOMAIN))
    assert only(found(linked(TAX, more={TAX: gone}), targets=TAXES)) == ("dead", Outcome.FAILED)


def test_a_wall_before_the_target_is_untested() -> None:
    wall = Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 403", 403))
    for targets in ([], TAXES):
        assert only(found(linked(TAX, more={TAX: wall}), targets=targets)) == ("unseen", Outcome.UNTESTED)


def test_our_own_silent_line_kills_no_column() -> None:
    silent = Answered(failure=Failure(FailureKind.CONNECT_TIMEOUT))
    others = ("http://one.example/", "http://two.example/", "http://three.example/")
    links = "".join(f'<a href="{url}">某某网站</a>' for url in others)
    pages = {"/": home(f'<p><a href="{TAX}">{NAME}</a>{links}</p>')} | dict.fromkeys((TAX, *others), silent)
    assert only(found(MemorySite(pages))) == ("unseen", Outcome.UNTESTED)


def test_of_two_columns_the_one_that_holds_more_counts() -> None:
    menu = {"/a/": NAME, "/b/": "部门动态", "/b/jsjf/": NAME}
    pages = {
        "/": home(menu=menu),
        "/a/": column(NAME, '<ul class="list"></ul>', menu),
        "/b/": column("部门动态", items("/b/", ago(1), ago(4)), menu),
        "/b/jsjf/": column(NAME, items("/b/jsjf/", ago(1), ago(4)), menu),
    }
    assert found(MemorySite(pages)) == ()


def test_something_must_be_asked_for() -> None:
    with pytest.raises(ValidationError):
        RequiredColumns.Options.model_validate({"columns": []})


def units(*registered: Unit, settings: Settings | None = None, more: Pages = NO_MORE) -> MemorySite:
    menu = {"/jyj/": "区教育局", "/mzj/": "区民政局", "/jsjf/": NAME}
    pages: Pages = {
        "/": home(menu=menu),
        "/jsjf/": column(NAME, FULL, menu),
        "/jyj/": column("区教育局", items("/jyj/", ago(3)) + '<a href="/jyj/jd/">政策解读</a>', menu),
        "/jyj/jd/": column("政策解读", items("/jyj/jd/", ago(3)), menu, '<a href="/jyj/">区教育局</a>'),
        "/mzj/": column("区民政局", items("/mzj/", ago(3)), menu),
    }
    made = Site(id="site", home=HOME, units=registered)
    return MemorySite({**pages, **more}, site=made, settings=settings)


SCHOOLS = Unit(name="区教育局", pages=(f"{HOME}jyj/",))
WELFARE = Unit(name="区民政局", pages=(f"{HOME}mzj/",))
EACH = {"columns": [{"name": "政策解读", "near": ["解读回应"]}], "per_unit": True}


def test_every_unit_needs_the_column_on_its_own_pages() -> None:
    concluded = units(SCHOOLS, WELFARE).conclusion(RequiredColumns, **EACH)
    (one,) = concluded.findings
    assert (one.message_id, one.outcome, one.unit) == ("unit-missing", Outcome.FAILED, "区民政局")
    assert "区民政局" in one.message
    assert concluded.tally == {Outcome.PASSED: 1}


def test_units_that_lack_the_same_column_are_told_apart() -> None:
    both = units(SCHOOLS, WELFARE).findings(RequiredColumns, columns=[{"name": "听证"}], per_unit=True)
    assert len({one.id for one in both}) == 2


def test_no_units_are_registered() -> None:
    assert units().conclusion(RequiredColumns, **EACH).tally == {Outcome.UNTESTED: 1}


def test_a_unit_without_pages_is_untested() -> None:
    for unit in (Unit(name="区司法局"), Unit(name="区司法局", pages=(f"{HOME}none/",))):
        assert only(units(unit).findings(RequiredColumns, **EACH)) == ("unit-unseen", Outcome.UNTESTED)


def test_a_column_that_a_units_page_links_to_may_stand_anywhere() -> None:
    linked = items("/mzj/", ago(3)) + '<div class="list"><a href="/zt/mz-jd.html">政策解读</a></div>'
    more = {"/mzj/": column("区民政局", linked), "/zt/mz-jd.html": column("政策解读", items("/zt/", ago(1)))}
    assert units(WELFARE, more=more).findings(RequiredColumns, **EACH) == ()


def test_what_the_whole_site_shares_is_no_units_own() -> None:
    found = units(WELFARE).findings(RequiredColumns, columns=[{"name": NAME}], per_unit=True)
    assert only(found) == ("unit-missing", Outcome.FAILED)


def test_a_unit_of_single_pages_is_put_to_a_person() -> None:
    page_alone = Unit(name="区民政局", pages=(f"{HOME}mzj/0.html",))
    more = {"/mzj/0.html": column("区民政局", "<p>" + "本局职责如下。" * 30 + "</p>")}
    assert only(units(page_alone, more=more).findings(RequiredColumns, **EACH)) == (
        "unit-missing",
        Outcome.CANT_TELL,
    )


def test_a_units_column_with_a_near_name_or_without_items() -> None:
    near = {"/mzj/jd/": column("解读回应", items("/mzj/jd/", ago(3)), None, '<a href="/mzj/">区民政局</a>')}
    linked = items("/mzj/", ago(3)) + '<a href="/mzj/jd/">解读回应</a>'
    made = units(WELFARE, more={"/mzj/": column("区民政局", linked), **near})
    assert only(made.findings(RequiredColumns, **EACH)) == ("near", Outcome.CANT_TELL)
    hollow = {"/jyj/jd/": column("政策解读", '<ul class="list"></ul>', None, '<a href="/jyj/">区教育局</a>')}
    (one,) = units(SCHOOLS, more=hollow).findings(RequiredColumns, **EACH)
    assert (one.message_id, one.unit) == ("empty", "区教育局")
