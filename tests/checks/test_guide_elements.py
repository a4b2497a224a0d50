"""Elements of service guides, and the documents they rest on."""

from typing import Any

import pytest

from auditbot.check import Check
from auditbot.model.outcome import Outcome, Severity
from auditbot.testing import MemorySite, Pages
from checks.guide_basis_linked import GuideBasisLinked
from checks.guide_elements import GuideElements
from tests.checks.sites import NO_MORE, ago, article, column, home, page, rows

WHOLE = {
    "事项名称": "食品经营许可",
    "设定依据": "《青禾区食品经营管理办法》",
    "受理条件": "在本区经营食品",
    "办理流程": "申请、受理、审查、发证",
    "申请材料": "申请书",
    "法定时限": "20个工作日",
    "受理单位": "区市场监管局",
    "咨询电话": "0575-82031234",
}


def guide(fields: dict[str, str], more: str = "") -> str:
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in fields.items())
    return article("食品经营许可办事指南", f"<table>{rows}</table>{more}", under="办事指南")


def site(fields: dict[str, str] | None = None, text: str = "", *, more: Pages = NO_MORE) -> MemorySite:
    made = {"/g.html": guide(fields, text)} if fields else {}
    links = "".join(f'<a href="{path}">{path}</a>' for path in (*made, *more))
    return MemorySite({"/": home(links), **made, **more})


def told(made: MemorySite, check: type[Check] = GuideElements, **options: Any) -> list[tuple[str, Outcome]]:
    return [(one.message_id, one.outcome) for one in made.findings(check, **options)]


def test_a_whole_guide_passes() -> None:
    found = site(WHOLE).conclusion(GuideElements)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 1})


def test_missing_and_empty_elements_are_two_things() -> None:
    short = {label: words for label, words in WHOLE.items() if label not in ("办理流程", "申请材料")}
    made = site(short | {"咨询电话": "", "办理地点": "大厅"})
    assert told(made) == [("missing", Outcome.FAILED), ("empty", Outcome.FAILED)]
    missing, empty = made.findings(GuideElements)
    assert [one["zh"] for one in missing.parameters["missing"]] == ["办理流程", "申请材料"]
    assert [one["zh"] for one in empty.parameters["empty"]] == ["咨询方式"]


def test_no_and_free_are_answers() -> None:
    made = site(WHOLE | {"中介服务": "无", "收费标准": "不收费"})
    assert told(made, elements=["intermediary", "fees"]) == []


def test_what_is_free_needs_no_basis_and_either_limit_is_one() -> None:
    asked = ["fee-basis", "time"]
    assert told(site(WHOLE | {"收费标准": "不收费"}), elements=asked) == []
    assert told(site(WHOLE | {"收费标准": "50元"}), elements=asked) == [("missing", Outcome.FAILED)]


def test_a_limit_of_unknown_kind_is_left_to_a_person() -> None:
    fields = {label: words for label, words in WHOLE.items() if label != "法定时限"} | {"办结时限": "5日"}
    assert told(site(fields), elements=["promised-time"]) == [("untold-limit", Outcome.CANT_TELL)]


def test_without_guides_nothing_is_said() -> None:
    assert site().conclusion(GuideElements).tally == {Outcome.UNTESTED: 1}
    assert site(WHOLE).conclusion(GuideElements, within=["殡葬"]).tally == {Outcome.UNTESTED: 1}


def test_pages_of_a_guide_column_that_have_no_labels_are_for_a_person() -> None:
    menu = {"/bszn/": "办事指南"}
    pages = {
        f"/bszn/{number}.html": article(f"新单位参保登记之{number}", "按登记暂行办法办理。")
        for number in (1, 2)
    }
    listed = rows((path, path, ago(9)) for path in pages)
    made = MemorySite({"/": home(menu=menu), "/bszn/": column("办事指南", listed, menu)} | pages)
    (one,) = made.findings(GuideElements)
    assert (one.message_id, one.outcome, one.found_on_total) == ("unlabelled", Outcome.CANT_TELL, 2)
    assert told(made, within=["殡葬"]) == []
    assert told(made, elements=[], online_percent=80) == []


def test_a_guide_column_that_leads_to_the_service_site() -> None:
    menu = {"/bszn/": "办事指南"}
    listed = rows((f"http://zwfw.example/{number}", "新单位参保登记", ago(9)) for number in (1, 2))
    made = MemorySite({"/": home(menu=menu), "/bszn/": column("办事指南", listed, menu)})
    assert made.conclusion(GuideElements).tally == {Outcome.UNTESTED: 1}


def test_a_share_just_below_is_not_rounded_up_to_what_is_asked() -> None:
    whole, online = guide(WHOLE), guide(WHOLE, "<a href='/apply'>在线办理</a>")
    pages = {f"/g{number}.html": whole if number % 3 else online for number in range(6)}
    (one,) = site(more=pages).findings(GuideElements, elements=[], online_percent=33.35)
    assert one.parameters["share"] == "33.3"


def test_the_share_of_guides_with_an_online_way_is_evidence() -> None:
    assert told(site(WHOLE), online_percent=80) == [("few-online", Outcome.CANT_TELL)]
    assert told(site(WHOLE, "<a href='/apply'>在线办理</a>"), online_percent=80) == []


POLICY = page(
    "青禾区食品经营管理办法",
    "<table><tr><td>索引号</td><td>1133/2026-1</td><td>发文字号</td><td>青政发〔2026〕3号</td></tr>"
    "<tr><td>发布机构</td><td>青禾区人民政府</td><td>成文日期</td><td>2026-03-01</td></tr></table>"
    "<h1>青禾区食品经营管理办法</h1><p>第一条 为规范食品经营，制定本办法。</p>",
    tags='<meta name="ArticleTitle" content="青禾区食品经营管理办法">',
)
OTHER = POLICY.replace("食品经营管理", "犬只饲养管理").replace("3号", "4号")
LINKED = '<a href="/p.html">《青禾区食品经营管理办法》</a>'


def rests(basis: str) -> MemorySite:
    return site(WHOLE | {"设定依据": basis}, more={"/p.html": POLICY, "/q.html": OTHER})


def test_a_linked_basis_passes() -> None:
    assert told(rests(LINKED), GuideBasisLinked) == []


def test_a_document_of_the_site_that_is_not_linked_is_proposed() -> None:
    made = rests("《青禾区食品经营管理办法》")
    assert told(made, GuideBasisLinked) == [("not-linked", Outcome.FAILED)]
    (found,) = made.findings(GuideBasisLinked)
    assert found.parameters["fix"][0].endswith("/p.html")


def test_a_link_to_another_document_is_told() -> None:
    wrong = LINKED.replace("/p.html", "/q.html")
    assert told(rests(wrong), GuideBasisLinked) == [("wrong-document", Outcome.FAILED)]
    assert told(rests(wrong), GuideBasisLinked, library=["*.site.example"]) == []


@pytest.mark.parametrize("law", ["《中华人民共和国食品安全法》第三十五条", "《行政许可法》"])
def test_laws_that_the_site_does_not_hold_are_a_notice(law: str) -> None:
    (found,) = rests(law).findings(GuideBasisLinked)
    assert (found.message_id, found.weight) == ("not-held", Severity.NOTICE)


def test_a_guide_without_a_basis_is_told_elsewhere() -> None:
    fields = {label: words for label, words in WHOLE.items() if label != "设定依据"}
    assert told(site(fields), GuideBasisLinked) == []
    assert site(fields).conclusion(GuideBasisLinked).tally == {Outcome.UNTESTED: 1}
