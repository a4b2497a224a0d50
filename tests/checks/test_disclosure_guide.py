from datetime import timedelta

import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.page import GuidePart
from auditbot.model.text import Lang
from auditbot.testing import DAY, Answered, MemorySite, Pages
from checks.disclosure_guide import DEMANDED, EXTRA, DisclosureGuide
from tests.checks.guides import MENU, PATH, guide, layout, site
from tests.checks.sites import article, column, home, only, rows, said


def test_a_complete_guide() -> None:
    concluded = site(guide()).conclusion(DisclosureGuide)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 9})


@pytest.mark.parametrize("part", DEMANDED)
def test_each_of_the_nine_things_is_missed(part: GuidePart) -> None:
    found = site(guide(without=part)).findings(DisclosureGuide)
    assert said(found) == [("part-missing", PATH)]
    assert found[0].outcome is Outcome.FAILED
    assert found[0].parameters["part"] == DEMANDED[part]._asdict()


@pytest.mark.parametrize("part", EXTRA)
def test_what_is_usual_besides_is_a_notice(part: GuidePart) -> None:
    (one,) = site(guide(without=part)).findings(DisclosureGuide)
    assert (one.message_id, one.weight) == ("extra-missing", Severity.NOTICE)


def test_a_label_with_nothing_behind_it() -> None:
    found = site(guide(office_hours="办公时间：")).findings(DisclosureGuide)
    assert only(found) == ("part-unfilled", Outcome.FAILED)


def test_findings_of_one_guide_differ_by_part() -> None:
    found = site(guide(office_fax="", office_hours="", kinds="")).findings(DisclosureGuide)
    assert len({one.id for one in found}) == 3


@pytest.mark.parametrize(
    "law", ["（国务院令第492号）", "（中华人民共和国国务院令第492号，2008年5月1日起施行）"]
)
def test_the_regulation_of_2007(law: str) -> None:
    opening = f"根据《中华人民共和国政府信息公开条例》{law}，编制本指南。"
    found = site(guide(opening=opening)).findings(DisclosureGuide)
    assert only(found) == ("old-regulation", Outcome.FAILED)
    assert found[0].evidence[0].excerpt


def test_none_was_found_and_later_pages_of_a_list_do_not_open() -> None:
    pager = '<div class="page"><script>createPageHTML(3, 0, "index", "html")</script></div>'
    listed = rows([("/gsgg/1.html", "秋季招聘会公告", DAY)])
    menu = {"/gsgg/": "公示公告"}
    bodies = [column("公示公告", listed + more, menu) for more in ("", pager)]
    told = [
        only(MemorySite({"/": home(menu=menu), "/gsgg/": body}).findings(DisclosureGuide)) for body in bodies
    ]
    assert told == [("no-guide", Outcome.FAILED), ("no-guide", Outcome.CANT_TELL)]


def test_age_is_put_to_a_person() -> None:
    old = guide(day=DAY - timedelta(365 * 5 + 3))
    found = site(old).findings(DisclosureGuide)
    assert only(found) == ("old", Outcome.CANT_TELL)
    assert site(guide(day=DAY - timedelta(365 * 5))).findings(DisclosureGuide) == ()
    assert site(old).findings(DisclosureGuide, years=None) == ()
    assert site(old).findings(DisclosureGuide, years=8) == ()
    assert site(guide(day=None)).findings(DisclosureGuide) == ()


def test_a_guide_that_is_only_a_picture_or_a_file() -> None:
    for body in ('<img src="/zn.jpg" alt="指南">', '<a href="/zn.doc">政府信息公开指南.doc</a>'):
        text = article("青禾区人民政府政府信息公开指南", body, DAY, MENU, "政府信息公开")
        found = site(text, more={"/zn.jpg": "x", "/zn.doc": "x"}).findings(DisclosureGuide)
        assert only(found) == ("in-attachment", Outcome.CANT_TELL)


def test_no_guide_at_all() -> None:
    pages = layout() | {"/zfxxgk/": column("政府信息公开", "<p>公开本机关的政府信息。</p>" * 20, MENU)}
    assert only(MemorySite(pages).findings(DisclosureGuide)) == ("no-guide", Outcome.FAILED)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answered("<html><title>省平台</title>指南</html>"), Outcome.CANT_TELL),
        (Answered(failure=Failure(FailureKind.BLOCKED, "", 412)), Outcome.CANT_TELL),
        (Answered(status=404), Outcome.FAILED),
    ],
    ids=["opens", "wall", "gone"],
)
def test_a_guide_that_stands_on_another_host(answer: Answered, outcome: Outcome) -> None:
    away = "http://xxgk.province.example/qinghe/zn.html"
    pages: Pages = {"/": home(f'<p><a href="{away}">政府信息公开指南</a></p>', MENU), away: answer}
    assert only(MemorySite(pages).findings(DisclosureGuide)) == ("no-guide", outcome)


def test_how_to_apply_is_not_the_guide() -> None:
    pages = {
        "/": home('<p><a href="/a/t20260101_1.html">依申请公开指南</a></p>', MENU),
        "/a/t20260101_1.html": article("依申请公开指南", "申请人填写申请表。" * 20, DAY, MENU),
    }
    assert only(MemorySite(pages).findings(DisclosureGuide)) == ("no-guide", Outcome.FAILED)


def test_a_document_that_is_filed_under_the_guide_is_none() -> None:
    title = "权力清单和责任清单事项"
    table = "<table><tr><td>主题分类</td><td>信息公开指南</td></tr></table>"
    filed = article(title, f"{table}本单位的行政职权事项共35项。" * 2, DAY, MENU, "信息公开指南")
    section = column("政府信息公开", rows([(PATH, title, DAY)]), MENU)
    found = MemorySite(layout() | {"/zfxxgk/": section, PATH: filed}).findings(DisclosureGuide)
    assert [one.message_id for one in found] == ["no-guide"]


def test_each_guide_is_judged() -> None:
    found = site(guide(), guide(office_fax="")).findings(DisclosureGuide)
    assert said(found) == [("part-missing", PATH.replace("_1.", "_2."))]


def test_a_link_to_the_guide_that_is_dead() -> None:
    menu = {"/zfxxgk/": "政府信息公开", "/zn/": "公开指南"}
    pages = {
        "/": home(menu=menu),
        "/zfxxgk/": column("政府信息公开", "<p>公开本机关的政府信息。</p>" * 20, menu),
    }
    assert only(MemorySite(pages).findings(DisclosureGuide)) == ("no-guide", Outcome.CANT_TELL)


PLATFORM = "http://xxgk.city.example/jyj/"


@pytest.mark.parametrize("name", ["政府信息公开", "信息公开专栏", "政务公开"])
def test_a_section_on_another_site_is_put_to_a_person(name: str) -> None:
    pages = {"/": home(f'<p><a href="{PLATFORM}">{name}</a></p>'), PLATFORM: "<html>信息公开</html>"}
    (one,) = MemorySite(pages).findings(DisclosureGuide)
    assert (one.message_id, one.outcome) == ("no-guide", Outcome.CANT_TELL)
    assert "xxgk.city.example" in one.texts[Lang.ZH].seen


def test_a_dead_link_to_a_section_on_another_site_excuses_nothing() -> None:
    pages = {"/": home(f'<p><a href="{PLATFORM}">政府信息公开</a></p>')}
    assert only(MemorySite(pages).findings(DisclosureGuide)) == ("no-guide", Outcome.FAILED)


def test_a_section_of_ones_own_is_not_elsewhere() -> None:
    section = column("政府信息公开", rows([("/a/1.html", "本单位主要职责", DAY)]), MENU)
    pages = {
        "/": home(f'<p><a href="{PLATFORM}">政府信息公开</a></p>', MENU),
        "/zfxxgk/": section,
        PLATFORM: "<html>信息公开</html>",
    }
    assert only(MemorySite(pages).findings(DisclosureGuide)) == ("no-guide", Outcome.FAILED)


def test_an_item_that_is_filed_under_the_guide_is_no_link_to_it() -> None:
    text = f"权力清单和责任清单事项　{'对本部门行政职权事项再次梳理确认。' * 2}主题分类：信息公开指南"
    pages = layout() | {"/a.html": article("权力清单", "确认结果如下。" * 40, DAY, MENU, "政府信息公开")}
    pages["/zfxxgk/"] = column("政府信息公开", f'<p><a href="/a.html">{text}</a></p>' * 2, MENU)
    assert only(MemorySite(pages).findings(DisclosureGuide)) == ("no-guide", Outcome.FAILED)
