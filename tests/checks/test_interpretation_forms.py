import pytest

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.policy import PolicyPage
from auditbot.testing import Answered, MemorySite
from checks.interpretation_forms import InterpretationForms
from checks.shared.interpretations import Issuer, issuer_of
from tests.checks.listed import CUT
from tests.checks.papers import MENU, NUMBER, POLICY, READING, SHORT, TITLE, policy, reading, site
from tests.checks.sites import ago, article, column, home, only, rows, url

THERE, BACK = (POLICY, f"《{SHORT}》"), (READING, "政策解读")
PICTURE = "/jd/t20261110_3.html"
GRAPHIC = reading(THERE, title=f"一图读懂《{SHORT}》")


def found(made: MemorySite, **options: object) -> tuple[Finding, ...]:
    return made.findings(InterpretationForms, **options)


def test_text_alone() -> None:
    made = site(policy(BACK), reading(THERE))
    (one,) = found(made)
    assert (one.message_id, one.outcome, one.target) == ("text-only", Outcome.FAILED, url("/"))
    assert one.parameters["shares"]["zh"] == "文字 1 篇"


def test_other_forms_may_stand_on_later_pages_of_a_list() -> None:
    listed = rows([(READING, "某项解读", ago(9))])
    cut = {"/jd/": column("政策解读", listed + CUT, MENU)}
    made = site(policy(BACK), reading(THERE), more=cut)
    assert only(found(made)) == ("text-only", Outcome.CANT_TELL)
    assert only(found(made, percent=100)) == ("uncovered", Outcome.CANT_TELL)


def test_any_other_form_will_do() -> None:
    concluded = site(policy(BACK), reading(THERE), more={PICTURE: GRAPHIC}).conclusion(InterpretationForms)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 2})


def test_a_form_that_is_asked_for_and_not_seen() -> None:
    made = site(policy(BACK), reading(THERE), more={PICTURE: GRAPHIC})
    assert only(found(made, forms=["video", "animation"])) == ("not-shown", Outcome.CANT_TELL)
    assert found(made, forms=["video", "graphic"]) == ()
    assert only(found(site(policy(BACK), reading(THERE)), forms=["video"])) == ("text-only", Outcome.FAILED)


def test_old_interpretations_do_not_count() -> None:
    old = reading(THERE, title=f"一图读懂《{SHORT}》", day=ago(500))
    made = site(policy(BACK), reading(THERE), more={"/jd/jd/3.html": old})
    assert only(found(made)) == ("text-only", Outcome.FAILED)
    assert found(made, months=24) == ()


def test_other_forms_may_stand_in_a_column_of_their_own() -> None:
    talks = column("在线访谈", rows([("/zx/t20261110_9.html", "区长谈教育", ago(3))]), MENU)
    made = site(policy(BACK), reading(THERE), more={"/zx/": talks})
    pages = {
        "/": home(menu={**MENU, "/zx/": "在线访谈"}),
        "/zx/t20261110_9.html": article("区长谈教育", "访谈"),
    }
    whole = site(policy(BACK), reading(THERE), more={"/zx/": talks, **pages})
    assert only(found(whole)) == ("text-only", Outcome.CANT_TELL)
    assert only(found(made))[0] == "text-only"


def test_no_interpretations() -> None:
    assert site(policy()).conclusion(InterpretationForms).tally == {Outcome.INAPPLICABLE: 1}


def test_what_could_not_be_seen_is_no_fault() -> None:
    dead = {f"/zc/t2026110{n}_9.html": Answered("", 500) for n in range(1, 9)}
    (one,) = found(site(policy(BACK), reading(THERE), more=dead))
    assert one.outcome is not Outcome.FAILED


def test_coverage() -> None:
    options = {"forms": ["graphic"], "percent": 100, "issuers": ["government", "office"]}
    bare = site(policy(BACK), reading(THERE))
    (one,) = found(bare, **options)
    assert (one.message_id, one.outcome, one.target) == ("uncovered", Outcome.FAILED, url(POLICY))
    assert (one.parameters["total"], one.parameters["covered"]) == (1, 0)
    shown = site(policy(BACK), reading(THERE), more={PICTURE: GRAPHIC})
    assert shown.conclusion(InterpretationForms, **options).tally == {Outcome.PASSED: 1}
    linked = site(policy(("http://mp.example/1", f"一图读懂《{SHORT}》")), reading(THERE))
    assert found(linked, **options) == ()


def test_coverage_of_half_is_enough_if_half_is_asked() -> None:
    other = policy(title="青禾区人民政府关于印发青禾区绿化管理办法的通知", number="青政发〔2026〕6号")
    made = site(policy(BACK), reading(THERE), more={PICTURE: GRAPHIC, "/zc/t20261109_7.html": other})
    assert found(made, forms=["graphic"], percent=50) == ()
    (one,) = found(made, forms=["graphic"], percent=60)
    assert (one.target, one.parameters["covered"]) == (url("/zc/t20261109_7.html"), 1)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("青禾区人民政府关于王一等任免职务的通知", NUMBER),
        ("国务院办公厅关于印发养老服务办法的通知", "国办发〔2026〕5号"),
        ("青禾区人民政府关于下达养老补贴标准的批复", NUMBER),
        (TITLE, ""),
    ],
)
def test_documents_that_owe_no_graphic(title: str, number: str) -> None:
    made = site(policy(title=title, number=number))
    concluded = made.conclusion(InterpretationForms, forms=["graphic"], percent=100)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_inside_a_column() -> None:
    bank = {"/wd/": "政策咨询问答库"}
    told = article(
        "个体户怎样变更场所？", "答：" + "带上材料到窗口办理。" * 30, ago(3), bank, "政策咨询问答库"
    )
    listed = column("政策咨询问答库", rows([("/wd/t20261110_9.html", "个体户怎样变更场所？", ago(3))]), bank)
    pages = {"/": home(menu=bank), "/wd/": listed, "/wd/t20261110_9.html": told}
    asked = {"name": "政策咨询问答库"}
    (one,) = found(MemorySite(pages), column=asked)
    assert (one.message_id, one.target) == ("text-only", url("/wd/"))
    drawn = {**pages, "/wd/t20261110_9.html": told.replace("答：", '<img src="/a/1.jpg">答：')}
    assert found(MemorySite(drawn), column=asked) == ()
    assert MemorySite(pages).conclusion(InterpretationForms, column={"name": "惠企政策库"}).tally == {
        Outcome.INAPPLICABLE: 1
    }


@pytest.mark.parametrize(
    ("issuer", "number", "expected"),
    [
        ("青禾区人民政府", "青政发〔2026〕1号", Issuer.GOVERNMENT),
        ("青禾区人民政府办公室", "青政办发〔2026〕1号", Issuer.OFFICE),
        ("青禾区教育局", "青教发〔2026〕1号", Issuer.DEPARTMENT),
        ("", "汕市区府办函〔2019〕1号", Issuer.OFFICE),
        ("", "永川府发〔2022〕1号", Issuer.GOVERNMENT),
        ("", "青教〔2022〕1号", Issuer.DEPARTMENT),
    ],
)
def test_in_whose_name(issuer: str, number: str, expected: Issuer) -> None:
    assert issuer_of(PolicyPage(url("/a"), "通知", number, issuer, None, ())) is expected
