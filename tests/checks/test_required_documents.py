from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.site import Site, Unit
from auditbot.model.text import Lang
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, HOME, Answered, MemorySite, Pages
from auditbot.url import Url
from checks.required_documents import RequiredDocuments
from checks.shared.documents import WantedDocument
from tests.checks.listed import CUT, MENU, listing, paper
from tests.checks.sites import NO_MORE, ago, article, column, home, only, rows

LIST = {"name": "权力清单", "patterns": ["权力(事项)?清单|权责清单"]}
UNREAD = Settings(
    as_of=DAY,
    limits=Limits(pages=2),
    politeness=Politeness(rate=0, concurrency=1),
    links=Links(confirm_pause=0, confirm_pause_transient=0),
)


def found(made: MemorySite, **options: Any) -> tuple[Finding, ...]:
    return made.findings(RequiredDocuments, **({"documents": [LIST]} | options))


def one_page(title: str, shown: str = "") -> MemorySite:
    return MemorySite(listing(("/gk/2.html", shown or title), more={"/gk/2.html": paper(title)}))


@pytest.mark.parametrize("title", ["青禾区权力清单", "《权力事项清单》", "关于公布权 责清单的通知"])
def test_a_page(title: str) -> None:
    concluded = one_page(title).conclusion(RequiredDocuments, documents=[LIST])
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 1})


LINKED = '<div class="page"><a href="/gk/">1</a><a href="/gk/index_1.html">下一页</a></div>'


def cut(pager: str, more: Pages = NO_MORE) -> MemorySite:
    listed = rows([("/gk/1.html", "青禾区政务服务中心服务时间", ago(3))])
    return MemorySite({**listing(), "/gk/": column("主动公开", listed + pager, MENU), **more})


def test_what_later_pages_of_a_list_hold_is_not_known_where_none_opens() -> None:
    (one,) = found(cut(CUT))
    assert (one.message_id, one.outcome) == ("missing", Outcome.CANT_TELL)
    assert "“首页 > 主动公开”）的后续页面打不开" in one.texts[Lang.ZH].seen
    read = {"/gk/index_1.html": column("主动公开", rows([("/gk/9.html", "秋粮收购", ago(9))]), MENU)}
    assert only(found(cut(CUT, more=read))) == ("missing", Outcome.FAILED)


def test_later_pages_to_which_a_dead_link_leads_are_not_public() -> None:
    assert only(found(cut(LINKED))) == ("missing", Outcome.FAILED)


def test_the_words_of_a_link_will_do() -> None:
    assert found(one_page("附件1", "青禾区权力清单")) == ()


def test_a_file_in_a_list_and_one_on_a_page() -> None:
    file = Answered(b"%PDF-1.4 x", content_type="application/pdf")
    assert found(MemorySite(listing(("/f/1.pdf", "青禾区权力清单"), more={"/f/1.pdf": file}))) == ()
    body = '详见附件。<a href="/f/2.pdf">青禾区权力清单.pdf</a>'
    pages = listing(
        ("/gk/2.html", "清单公开"), more={"/gk/2.html": paper("清单公开", body), "/f/2.pdf": file}
    )
    assert found(MemorySite(pages)) == ()


def test_a_column_of_that_name() -> None:
    menu = {"/ql/": "权力清单"}
    full = column("权力清单", rows([("/ql/1.html", "行政许可：取水许可", ago(4))]), menu)
    text = article("行政许可：取水许可", "依据水法。" * 30, ago(4), menu, "权力清单")
    assert found(MemorySite({"/": home(menu=menu), "/ql/": full, "/ql/1.html": text})) == ()
    bare = column("权力清单", "<p>暂无内容</p>", menu)
    assert only(found(MemorySite({"/": home(menu=menu), "/ql/": bare}))) == ("empty", Outcome.FAILED)


def test_nowhere() -> None:
    site = MemorySite(listing())
    (one,) = found(site)
    assert (one.message_id, one.outcome, one.target) == ("missing", Outcome.FAILED, "权力清单")
    assert only(found(site, breach=False)) == ("missing", Outcome.CANT_TELL)


def test_absence_is_not_said_of_a_site_that_was_not_seen() -> None:
    outcome = only(found(MemorySite(listing(), settings=UNREAD)))[1]
    assert outcome in (Outcome.CANT_TELL, Outcome.UNTESTED)


@pytest.mark.parametrize(
    "title", ["关于申报权力清单的通知", "区民政局开展权力清单培训", "青禾区公布权力清单", "权力清单解读"]
)
def test_papers_about_it_are_only_proposed(title: str) -> None:
    (one,) = found(one_page(title))
    assert (one.message_id, one.outcome, one.parameters["title"]) == ("near", Outcome.CANT_TELL, title)


def test_a_form_on_the_page_that_asks_is_not_it() -> None:
    body = '请填写。<a href="/f/2.doc">权力清单.doc</a>'
    asks = "关于报送权力清单的通知"
    file = Answered(b"\xd0\xcf\x11\xe0", content_type="application/msword")
    pages = listing(("/gk/2.html", asks), more={"/gk/2.html": paper(asks, body), "/f/2.doc": file})
    assert only(found(MemorySite(pages))) == ("near", Outcome.CANT_TELL)


def test_the_document_wins_over_papers_about_it() -> None:
    pages = listing(
        ("/gk/3.html", "权力清单解读"),
        ("/gk/2.html", "青禾区权力清单"),
        more={"/gk/2.html": paper("青禾区权力清单"), "/gk/3.html": paper("权力清单解读")},
    )
    assert found(MemorySite(pages)) == ()


def test_a_dead_document() -> None:
    assert only(found(MemorySite(listing(("/gk/2.html", "青禾区权力清单"))))) == ("dead", Outcome.FAILED)


def test_on_another_site_a_person_must_look() -> None:
    away = "http://zwfw.xishan.example/ql/"
    opens = {away: "<html><title>权力清单</title></html>"}
    assert only(found(MemorySite(listing((away, "权力清单"), more=opens)))) == (
        "elsewhere",
        Outcome.CANT_TELL,
    )


def test_each_unit_has_its_own() -> None:
    units = (
        Unit(name="区教育局", pages=(Url(f"{HOME}jyj/"),)),
        Unit(name="区民政局", pages=(Url(f"{HOME}mzj/"),)),
        Unit(name="区水利局", pages=(Url(f"{HOME}slj/"),)),
        Unit(name="区档案馆"),
    )
    menu = {"/jyj/": "区教育局", "/mzj/": "区民政局"}
    pages = {
        "/": home(menu=menu),
        "/jyj/": column("区教育局", rows([("/jyj/1.html", "本局权力清单", ago(4))]), menu),
        "/mzj/": column("区民政局", rows([("/mzj/1.html", "本局服务时间", ago(4))]), menu),
        "/jyj/1.html": paper("本局权力清单"),
        "/mzj/1.html": paper("本局服务时间"),
    }
    made = MemorySite(pages, site=Site(id="site", home=HOME, units=units))
    concluded = made.conclusion(RequiredDocuments, documents=[LIST], per_unit=True)
    (one,) = concluded.findings
    assert (one.message_id, one.outcome, one.unit) == ("missing", Outcome.FAILED, "区民政局")
    assert concluded.tally == {Outcome.PASSED: 1, Outcome.UNTESTED: 1}


def test_what_a_unit_of_single_pages_lacks_is_put_to_a_person() -> None:
    alone = Unit(name="区民政局", pages=(Url(f"{HOME}mzj/index.html"),))
    menu = {"/mzj/index.html": "区民政局"}
    pages = {
        "/": home(menu=menu),
        "/mzj/index.html": column("区民政局", rows([("/a/1.html", "服务时间", ago(4))])),
    }
    made = MemorySite(pages, site=Site(id="site", home=HOME, units=(alone,)))
    assert only(found(made, per_unit=True)) == ("missing", Outcome.CANT_TELL)


def test_no_unit_is_registered() -> None:
    concluded = MemorySite(listing()).conclusion(RequiredDocuments, documents=[LIST], per_unit=True)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.UNTESTED: 1})


def test_a_title_that_leads_nowhere_is_not_missing() -> None:
    pages = listing()
    pages["/gk/"] = column("主动公开", rows([("javascript:;", "青禾区权力清单", ago(4))]), MENU)
    assert only(found(MemorySite(pages))) == ("unopened", Outcome.UNTESTED)


TABLE = {"name": "政府网站工作年度报表", "patterns": ["网站.{0,20}年度报表"], "by": "01-31"}


def test_of_a_yearly_document_the_last_that_is_due() -> None:
    old, last = one_page("政府网站工作年度报表（2024年度）"), one_page("政府网站工作年度报表（2025年度）")
    (one,) = found(old, documents=[TABLE])
    assert (one.message_id, one.outcome) == ("other-year", Outcome.FAILED)
    assert (one.target, one.parameters["name"]) == ("政府网站工作年度报表", "2025年政府网站工作年度报表")
    assert found(last, documents=[TABLE]) == ()


@pytest.mark.parametrize(
    ("title", "day", "told"),
    [
        ("2024年政府网站工作年度报表", date(2026, 1, 31), []),
        ("2025年政府网站工作年度报表", date(2026, 1, 31), []),
        ("2023年政府网站工作年度报表", date(2026, 1, 31), ["other-year"]),
        ("2024年政府网站工作年度报表", date(2026, 2, 1), ["other-year"]),
        ("2025年政府网站工作年度报表", date(2026, 2, 1), []),
    ],
)
def test_up_to_its_day_the_one_before_will_do(title: str, day: date, told: list[str]) -> None:
    pages = listing(("/gk/2.html", title), more={"/gk/2.html": paper(title)})
    assert [one.message_id for one in found(MemorySite(pages, as_of=day), documents=[TABLE])] == told


def test_a_later_one_took_the_place_of_the_one_that_is_due() -> None:
    assert found(one_page("政府网站工作年度报表（2026年度）"), documents=[TABLE]) == ()
    assert only(found(one_page("政府网站工作年度报表"), documents=[TABLE])) == (
        "year-unknown",
        Outcome.CANT_TELL,
    )


@pytest.mark.parametrize("more", [{"year": 2025}, {"years": True}])
def test_a_yearly_document_has_no_year_of_its_own(more: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        WantedDocument.model_validate(TABLE | more)
