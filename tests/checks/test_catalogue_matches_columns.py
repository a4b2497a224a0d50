from functools import partial
from typing import Any

import pytest
from pydantic import ValidationError

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.site import Site, Unit
from auditbot.model.text import Lang
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, HOME, Answered, MemorySite, Pages
from checks.catalogue_matches_columns import CatalogueMatchesColumns
from tests.checks.sites import NO_MORE, ago, article, column, home, items, only, page
from tests.growth import STEP, goes_with_size

TITLE = "青禾区义务教育领域基层政务公开标准目录"
MENU = {"/xwdt/": "新闻动态", "/zsgl/": "招生管理", "/xszz/": "学生资助", "/ml/": "公开目录"}
HEAD = ("序号", "一级事项", "二级事项", "公开内容", "公开主体", "公开时限")


def table(*names: tuple[str, str]) -> str:
    rows = [HEAD, *(("1", *pair, "内容", "区教育局", "及时") for pair in names)]
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def catalogue(body: str, title: str = TITLE) -> str:
    return article(title, f"</p>{body}<p>", ago(30), MENU, "公开目录")


def site(
    body: str,
    *,
    name: str = TITLE,
    site: Site | None = None,
    settings: Settings | None = None,
    more: Pages = NO_MORE,
) -> MemorySite:
    listed = f'<ul class="list"><li><a href="/ml/1.html">{name}</a><span>{ago(30)}</span></li></ul>'
    pages: Pages = {
        "/": home(menu=MENU),
        "/xwdt/": column("新闻动态", items("/xwdt/", ago(1), ago(2)), MENU),
        "/zsgl/": column("招生管理", items("/zsgl/", ago(1), ago(2)), MENU),
        "/xszz/": column("学生资助", items("/xszz/", ago(1), ago(2)), MENU),
        "/ml/": column("公开目录", listed, MENU),
        "/ml/1.html": catalogue(body, name),
    }
    return MemorySite({**pages, **more}, site=site, settings=settings)


def found(made: MemorySite, **options: Any) -> tuple[Finding, ...]:
    return made.findings(CatalogueMatchesColumns, **options)


def test_columns_for_every_item() -> None:
    made = site(table(("义务教育", "招生管理"), ("义务教育", "学生资助")))
    concluded = made.conclusion(CatalogueMatchesColumns)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 2})


def test_items_without_column_are_told_together() -> None:
    made = site(table(("义务教育", "招生管理"), ("义务教育", "控辍保学"), ("义务教育", "教材选用")))
    (one,) = found(made)
    assert (one.message_id, one.outcome) == ("no-column", Outcome.FAILED)
    assert one.parameters["items"] == ["控辍保学", "教材选用"]
    assert one.target == f"{HOME}ml/1.html"


def test_an_item_whose_column_is_empty() -> None:
    more = {"/xszz/": column("学生资助", '<ul class="list"></ul>', MENU)}
    (one,) = found(site(table(("义务教育", "招生管理"), ("义务教育", "学生资助")), more=more))
    assert (one.message_id, one.outcome, one.target) == ("empty", Outcome.FAILED, f"{HOME}xszz/")


@pytest.mark.parametrize("name", ["学生资助政策", "学生资助和减免", "学生帮扶"])
def test_names_that_are_alike_are_put_to_a_person(name: str) -> None:
    assert only(found(site(table(("义务教育", name))))) == ("near", Outcome.CANT_TELL)


def test_only_the_item_above_has_a_column() -> None:
    made = site(table(("学生资助", "营养改善"), ("学生资助", "困难补助")))
    (one,) = found(made)
    assert (one.message_id, one.outcome, one.parameters["count"]) == ("within", Outcome.CANT_TELL, 2)


def test_spelling_does_not_matter() -> None:
    assert found(site(table(("义务教育", "（一）“招生”管理专栏")))) == ()


def test_a_list_that_was_not_seen() -> None:
    body = '<ul id="list"></ul><script>$.ajax({url: "/api/list", success: show})</script>'
    made = site(table(("义务教育", "学生资助")), more={"/xszz/": column("学生资助", body, MENU)})
    assert made.conclusion(CatalogueMatchesColumns).tally == {Outcome.UNTESTED: 1}


def test_absence_is_not_said_of_a_site_that_was_not_seen() -> None:
    cut = Settings(
        as_of=DAY,
        limits=Limits(pages=3),
        politeness=Politeness(rate=0, concurrency=1),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    )
    outcomes = {one.outcome for one in found(site(table(("义务教育", "控辍保学")), settings=cut))}
    assert outcomes
    assert outcomes <= {Outcome.CANT_TELL, Outcome.UNTESTED}


def test_no_catalogue() -> None:
    assert only(found(site("<p>正文</p>", name="关于开学时间的通知"))) == ("no-catalogue", Outcome.CANT_TELL)


def test_a_title_without_a_table_is_no_catalogue() -> None:
    news = "我区编制完成基层政务公开标准目录"
    assert only(found(site("<p>" + "目录共有二十六个领域。" * 20 + "</p>", name=news)))[0] == "no-catalogue"
    people = "<table><tr><td>姓名</td><td>职务</td></tr><tr><td>王某</td><td>局长</td></tr></table>"
    assert only(found(site(people)))[0] == "no-catalogue"


def test_a_catalogue_that_is_only_a_file_is_untested() -> None:
    file = '<p><a href="/ml/1.xls">青禾区基层政务公开标准目录.xls</a></p>'
    for name in (TITLE, "关于公布目录的通知"):
        made = site(file, name=name, more={"/ml/1.xls": Answered(b"\xd0\xcf", content_type="application/x")})
        assert only(found(made)) == ("in-file", Outcome.UNTESTED)


def test_another_title_can_be_asked_for() -> None:
    made = site(table(("义务教育", "招生管理")), name="教育事项一览表")
    assert found(made, titles=["事项一览表$"]) == ()
    assert only(found(made))[0] == "no-catalogue"


def test_the_same_item_in_two_catalogues_is_told_once() -> None:
    listed = "".join(
        f'<li><a href="/ml/{number}.html">{TITLE}</a><span>{ago(30)}</span></li>' for number in (1, 2)
    )
    body = table(("义务教育", "控辍保学"))
    more = {
        "/ml/": column("公开目录", f'<ul class="list">{listed}</ul>', MENU),
        "/ml/2.html": catalogue(body + "<p>第二版</p>"),
    }
    assert len(found(site(body, more=more))) == 1


def test_every_unit_with_its_own_catalogue() -> None:
    units = (Unit(name="区教育局", pages=(f"{HOME}ml/",)), Unit(name="区民政局", pages=(f"{HOME}xszz/",)))
    made = site(
        table(("义务教育", "公开目录"), ("义务教育", "控辍保学")), site=Site(id="s", home=HOME, units=units)
    )
    told = {(one.unit, one.message_id) for one in found(made, per_unit=True)}
    assert told == {("区教育局", "no-column"), ("区民政局", "no-catalogue")}


def test_what_the_columns_of_a_unit_lack_is_told_of_these() -> None:
    for own, outcome in ((f"{HOME}ml/", Outcome.FAILED), (f"{HOME}ml/1.html", Outcome.CANT_TELL)):
        unit = Unit(name="区教育局", pages=(own,))
        made = site(table(("义务教育", "控辍保学")), site=Site(id="s", home=HOME, units=(unit,)))
        (one,) = found(made, per_unit=True)
        assert (one.message_id, one.outcome) == ("no-column", outcome)
        assert "本单位" in one.texts[Lang.ZH].seen


def test_units_that_nobody_registered() -> None:
    made = site(table(("义务教育", "招生管理")))
    assert made.conclusion(CatalogueMatchesColumns, per_unit=True).tally == {Outcome.UNTESTED: 1}


@pytest.mark.parametrize("titles", [[], ["("], ["x" * 201]])
def test_titles_that_cannot_be(titles: list[str]) -> None:
    with pytest.raises(ValidationError):
        CatalogueMatchesColumns.Options.model_validate({"titles": titles})


def test_a_hostile_page_costs_little() -> None:
    from auditbot.extract.services.disclosure_catalogue import items_of
    from auditbot.extract.tree.document import Document
    from auditbot.extract.tree.tables import tables
    from auditbot.url import Url

    def read(rows: int) -> None:
        row = "<tr><td>1<td>" + "义" * 5000 + "<td>b<td>c<td>d<td>e</tr>"
        html = page(TITLE, table(("义务教育", "招生管理"))[:-8] + row * rows + "</table>")
        for one in tables(Document(Url(HOME), html)):
            items_of(one)

    assert goes_with_size(partial(read, 500), partial(read, STEP * 500))
