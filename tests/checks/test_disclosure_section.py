from typing import Any

import pytest

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang
from auditbot.testing import Answered, MemorySite
from checks.disclosure_section import DisclosureSection
from tests.checks.sites import ago, article, column, home, items, only, rows, said

SECTION = '<a href="/xxgk/">政府信息公开</a>'
NAMES = {
    "/xxgk/zn/": "政府信息公开指南",
    "/xxgk/zd/": "政府信息公开制度",
    "/xxgk/nr/": "法定主动公开内容",
    "/xxgk/nb/": "政府信息公开年报",
    "/xxgk/ysq/": "依申请公开",
}
FORM = '<form>申请人姓名<input name="a">联系方式<input name="b"><textarea name="c"></textarea></form>'
GUIDE = "<p>" + "为方便公众获取政府信息，编制本指南。政府信息的分类与编排体系说明如下。" * 8 + "</p>"
APPLY = "<p>" + "公民、法人和其他组织可以向本机关申请获取政府信息，本机关依法答复。" * 6 + "</p>"


def site(**changed: str | Answered | None) -> MemorySite:
    """A whole section; ``None`` leaves a part out, by the last folder of its address."""
    menu = {"/xxgk/": "政府信息公开"} | {
        path: name for path, name in NAMES.items() if changed.get(path.split("/")[2], "") is not None
    }
    bodies = {
        "zn": GUIDE,
        "zd": rows([("/xxgk/zd/1.html", "青禾区信息公开审查制度", ago(30))]),
        "nr": items("/xxgk/nr/", ago(3), ago(5)),
        "nb": rows([("/xxgk/nb/1.html", "青禾区2025年政府信息公开年度报告", ago(300))]),
        "ysq": APPLY + FORM,
    }
    pages: dict[str, str | bytes | Answered] = {
        "/": home(menu=menu),
        "/xxgk/": column("政府信息公开", items("/xxgk/", ago(2)), menu),
        "/xxgk/zd/1.html": article("青禾区信息公开审查制度", "审查制度条文。" * 20, ago(30), menu),
        "/xxgk/nb/1.html": article("青禾区2025年政府信息公开年度报告", "总体情况。" * 20, ago(300), menu),
    }
    for path, name in NAMES.items():
        body = changed.get(path.split("/")[2], bodies[path.split("/")[2]])
        if body is not None:
            pages[path] = body if isinstance(body, Answered) else column(name, body, menu, SECTION)
    return MemorySite(pages)


def found(made: MemorySite, **options: Any) -> tuple[Finding, ...]:
    return made.findings(DisclosureSection, **options)


def test_a_whole_section() -> None:
    concluded = site().conclusion(DisclosureSection, form=True, rules=[{"name": "审查"}])
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 7})


def test_a_section_on_another_site_is_put_to_a_person() -> None:
    platform = "http://xxgk.city.example/jyj/"
    pages = {"/": home(f'<p><a href="{platform}">政府信息公开</a></p>'), platform: "<html>信息公开</html>"}
    told = found(MemorySite(pages), named=True)
    assert {(one.message_id, one.outcome) for one in told} == {("missing", Outcome.CANT_TELL)}
    assert all("xxgk.city.example" in one.texts[Lang.ZH].seen for one in told)


def test_a_part_that_is_not_there() -> None:
    made = site(nr=None)
    assert only(found(made)) == ("missing", Outcome.CANT_TELL)
    assert only(found(made, named=True)) == ("missing", Outcome.FAILED)
    assert found(made, parts=["guide", "request"], named=True) == ()


def test_parts_that_are_empty_or_dead() -> None:
    made = site(nb="<p>栏目正在建设中</p>", zd=Answered(status=404))
    assert said(found(made)) == [("dead", "/xxgk/zd/"), ("empty", "/xxgk/nb/")]


def test_a_script_fills_it() -> None:
    body = '<ul id="list"></ul><script>$.ajax({url: "/api/list", success: show})</script>'
    assert only(found(site(nr=body))) == ("unseen", Outcome.UNTESTED)


def test_short_names_count_inside_the_section_alone() -> None:
    menu = {"/xxgk/": "政府信息公开", "/xxgk/n/": "年报"}
    inside = column("年报", items("/xxgk/n/", ago(3)), menu, SECTION)
    section = column("政府信息公开", items("/xxgk/", ago(2)), menu)
    made = MemorySite({"/": home(menu=menu), "/xxgk/": section, "/xxgk/n/": inside})
    assert found(made, parts=["reports"]) == ()
    menu = {"/tj/": "统计信息", "/tj/n/": "年报"}
    outside = column("年报", items("/tj/n/", ago(3)), menu, '<a href="/tj/">统计信息</a>')
    made = MemorySite({"/": home(menu=menu), "/tj/": column("统计信息", "<p></p>", menu), "/tj/n/": outside})
    assert only(found(made, parts=["reports"])) == ("missing", Outcome.CANT_TELL)


def test_near_names_are_put_to_a_person() -> None:
    menu = {"/ml/": "政府信息公开目录"}
    made = MemorySite({"/": home(menu=menu), "/ml/": column("政府信息公开目录", items("/ml/", ago(3)), menu)})
    assert only(found(made, parts=["content"], named=True)) == ("near", Outcome.CANT_TELL)


def test_no_way_to_apply_online() -> None:
    body = APPLY + '<a href="/f/sqb.doc">在线申请表下载</a>'
    assert found(site(ysq=body)) == ()
    assert only(found(site(ysq=body), form=True)) == ("no-form", Outcome.FAILED)
    search = APPLY + '<form><input name="q"><input type="submit" value="搜索"></form>'
    assert only(found(site(ysq=search), form=True)) == ("no-form", Outcome.FAILED)


def test_a_form_that_only_looks_up_an_application_is_none() -> None:
    look_up = APPLY + "<form>申请人姓名<input>查询号<input><button>查询</button></form>"
    assert only(found(site(ysq=look_up), form=True)) == ("no-form", Outcome.FAILED)
    short = APPLY + "<form>申请人联系方式<input>申请内容<input></form>"
    assert only(found(site(ysq=short), form=True)) == ("form-unsure", Outcome.CANT_TELL)


def test_the_form_is_one_step_further() -> None:
    inner = '<a href="/apply.html">我要申请</a>'
    made = site(ysq=APPLY + inner)
    made.visitor._pages |= MemorySite({"/apply.html": column("申请表", FORM)}).visitor._pages
    assert found(made, form=True) == ()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answered("<html><title>申请系统</title></html>"), None),
        (Answered(status=404), ("no-form", Outcome.FAILED)),
    ],
)
def test_a_system_on_another_host(answer: Answered, expected: object) -> None:
    away = "http://ysqgk.xishan.example/"
    made = site(ysq=APPLY + f'<a href="{away}">网上申请</a>')
    made.visitor._pages |= MemorySite({away: answer}).visitor._pages
    findings = found(made, form=True)
    assert (only(findings) if findings else None) == expected


def test_a_script_opens_the_form() -> None:
    body = APPLY + '<a href="javascript:open_form()">在线申请</a>'
    assert only(found(site(ysq=body), form=True)) == ("form-unsure", Outcome.CANT_TELL)


def test_kinds_of_rules() -> None:
    (one,) = found(site(), rules=[{"name": "审查"}, {"name": "责任追究", "words": ["追究", "问责"]}])
    assert (one.message_id, one.outcome, one.parameters["missing"]) == (
        "rules-missing",
        Outcome.CANT_TELL,
        ["责任追究"],
    )
