import pytest

from auditbot.model.outcome import Outcome
from auditbot.model.site import Site, Unit
from auditbot.testing import DAY, HOME, MemorySite, Pages
from checks.disclosure_phone import DisclosurePhone
from tests.checks.guides import MENU, PATH, PHONE, guide, layout
from tests.checks.sites import NO_MORE, article, column, home, only, said

REPORT = "/zfxxgk/nb/t20260115_9.html"
SECOND = PATH.replace("_1.", "_2.")


def report(words: str) -> str:
    text = f"一、总体情况。主动公开信息3000条。二、{words}"
    return article("青禾区人民政府2025年政府信息公开工作年度报告", text, DAY, MENU, "政府信息公开年报")


def site(*guides: str, phone: str = "", units: tuple[Unit, ...] = (), more: Pages = NO_MORE) -> MemorySite:
    links = "".join(f'<p><a href="{path}">相关页面之一</a></p>' for path in more)
    made: Pages = {**layout(*guides), "/": home(links or "<p>欢迎</p>", MENU), **more}
    return MemorySite(made, site=Site(id="site", home=HOME, phone=phone, units=units))


def test_a_valid_number() -> None:
    concluded = site(guide()).conclusion(DisclosurePhone)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 1})


def test_a_guide_without_a_number() -> None:
    text = guide(office_phone="", office_fax="")
    assert only(site(text).findings(DisclosurePhone)) == ("no-phone", Outcome.FAILED)


def test_the_fax_is_no_phone() -> None:
    assert only(site(guide(office_phone="")).findings(DisclosurePhone)) == ("no-phone", Outcome.FAILED)


def test_a_number_that_is_not_said_to_be_the_offices() -> None:
    text = guide(
        office_phone="",
        office_name="公开工作机构名称：青禾区人民政府办公室",
        more="</p><p>六、其他</p><p>网站维护电话：0575-82030000",
    )
    assert only(site(text).findings(DisclosurePhone)) == ("not-attributed", Outcome.CANT_TELL)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("0575-00000000", "placeholder"),
        ("0575-12345678", "placeholder"),
        ("0575-8203121", "invalid"),
        ("0575-820312100", "invalid"),
    ],
)
def test_numbers_that_cannot_be(written: str, message: str) -> None:
    found = site(guide(office_phone=f"联系电话：{written}")).findings(DisclosurePhone)
    assert only(found) == (message, Outcome.FAILED)


@pytest.mark.parametrize(
    "written", ["82031210", "+86-575-82031210", "13905751234", "400-820-8820", "0575-82031210转8012"]
)
def test_numbers_that_can_be(written: str) -> None:
    assert site(guide(office_phone=f"联系电话：{written}")).findings(DisclosurePhone) == ()


def test_the_registered_number() -> None:
    for same in ("0575-82031210", "(0575)82031210", "82031210", "+86 575 82031210"):
        assert site(guide(), phone=same).findings(DisclosurePhone) == (), same
    found = site(guide(), phone="0575-82039999").findings(DisclosurePhone)
    assert only(found) == ("differs-registered", Outcome.FAILED)
    assert found[0].parameters["registered"] == "0575-82039999"


def test_one_of_two_numbers_is_the_registered_one() -> None:
    text = guide(office_phone=f"政府信息公开联系电话：{PHONE}、0575-82031219")
    for registered in (PHONE, "0575-82031219"):
        assert site(text, phone=registered).findings(DisclosurePhone) == ()
    found = site(text, phone="0575-82039999").findings(DisclosurePhone)
    assert {one.message_id for one in found} == {"differs-registered"}


def test_the_number_of_a_unit_is_registered_with_the_unit() -> None:
    unit = Unit(name="区教育局", pages=(f"{HOME}zfxxgk/zn/t20260102_2.html",), phone="0575-82031226")
    second = guide(office_phone="联系电话：0575-82031226")
    assert site(guide(), second, phone=PHONE, units=(unit,)).findings(DisclosurePhone) == ()
    found = site(guide(), guide(), phone=PHONE, units=(unit,)).findings(DisclosurePhone)
    assert said(found) == [("differs-registered", SECOND)]


def test_an_annual_report_with_another_number() -> None:
    pages = {REPORT: report("政府信息公开工作机构联系电话：0575-82037777")}
    found = site(guide(), more=pages).findings(DisclosurePhone)
    assert said(found) == [("differs-page", REPORT)]
    assert [one.url for one in found[0].evidence] == [f"{HOME}{REPORT[1:]}", f"{HOME}{PATH[1:]}"]
    assert (found[0].parameters["written"], found[0].parameters["guide"]) == ("0575-82037777", PHONE)


def test_an_annual_report_with_the_same_number() -> None:
    pages = {REPORT: report("政府信息公开工作机构联系电话：0575-82031210")}
    assert site(guide(), more=pages).conclusion(DisclosurePhone).tally == {Outcome.PASSED: 2}


def test_pages_of_a_unit_are_not_held_against_the_guide_of_another() -> None:
    unit = Unit(name="区教育局", pages=(f"{HOME}zfxxgk/nb/",), phone="0575-82031226")
    pages = {REPORT: report("政府信息公开工作机构联系电话：0575-82031226")}
    assert site(guide(), units=(unit,), more=pages).findings(DisclosurePhone) == ()


def test_other_numbers_of_other_pages_do_not_count() -> None:
    pages = {
        "/lxwm/t20260101_3.html": article(
            "联系我们", "网站维护电话：0575-82030001 投诉电话：12345", DAY, MENU
        )
    }
    assert site(guide(), more=pages).findings(DisclosurePhone) == ()


def test_a_link_that_dials_another_number() -> None:
    linked = '联系电话：<a href="tel:0575-82031299">0575-82031210</a>'
    assert only(site(guide(office_phone=linked)).findings(DisclosurePhone)) == ("tel-differs", Outcome.FAILED)
    same = '联系电话：<a href="tel:+8657582031210">0575-82031210</a>'
    assert site(guide(office_phone=same)).findings(DisclosurePhone) == ()


def test_a_guide_that_is_a_picture_is_untested() -> None:
    text = article("青禾区人民政府政府信息公开指南", '<img src="/zn.jpg" alt="指南">', DAY, MENU)
    concluded = site(text).conclusion(DisclosurePhone)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.UNTESTED: 1})


def test_no_guide() -> None:
    section = column("政府信息公开", "<p>公开本机关的政府信息。</p>" * 20, MENU)
    assert only(MemorySite({"/": home(menu=MENU), "/zfxxgk/": section}).findings(DisclosurePhone)) == (
        "no-guide",
        Outcome.FAILED,
    )


def test_a_guide_that_stands_on_another_host() -> None:
    away = "http://xxgk.province.example/zn.html"
    pages = {"/": home(f'<p><a href="{away}">政府信息公开指南</a></p>'), away: "<html>指南</html>"}
    assert only(MemorySite(pages).findings(DisclosurePhone)) == ("no-guide", Outcome.CANT_TELL)
