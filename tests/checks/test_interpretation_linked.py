import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.text import Lang
from auditbot.testing import Answered, MemorySite
from checks.interpretation_linked import InterpretationLinked
from tests.checks.listed import CUT
from tests.checks.papers import MENU, NUMBER, POLICY, READING, SHORT, policy, reading, site
from tests.checks.sites import ago, column, home, only, rows, said, url

THERE = (POLICY, f"《{SHORT}》")
BACK = (READING, "政策解读")
OTHER = "/zc/t20261101_7.html"
AWAY = "http://www.gov.example/zc/content_1.html"


def found(made: MemorySite, **options: object) -> tuple[Finding, ...]:
    return made.findings(InterpretationLinked, **options)


def test_both_ways() -> None:
    concluded = site(policy(BACK), reading(THERE)).conclusion(InterpretationLinked)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 1})


def test_no_way() -> None:
    (one,) = found(site(policy(), reading()))
    assert (one.message_id, one.outcome, one.target) == ("no-link", Outcome.FAILED, url(READING))
    assert one.parameters["policy_url"] == url(POLICY)
    assert one.parameters["policy_url"] in one.texts[Lang.ZH].mend
    assert [seen.url for seen in one.evidence] == [url(READING), url(POLICY)]


def test_the_way_back_is_missing() -> None:
    (one,) = found(site(policy(), reading(THERE)))
    assert (one.message_id, one.outcome, one.target) == ("no-back", Outcome.FAILED, url(POLICY))
    assert url(READING) in one.texts[Lang.ZH].mend


def test_the_way_there_is_missing() -> None:
    (one,) = found(site(policy(BACK), reading()))
    assert (one.message_id, one.outcome, one.target) == ("no-forward", Outcome.FAILED, url(READING))
    assert url(POLICY) in one.texts[Lang.ZH].mend


def test_one_way_will_do_where_they_need_only_come_together() -> None:
    for pages in ((policy(), reading(THERE)), (policy(BACK), reading())):
        (one,) = found(site(*pages), direction="either")
        assert one.weight is Severity.NOTICE
    (none,) = found(site(policy(), reading()), direction="either")
    assert (none.message_id, none.weight) == ("no-link", None)


@pytest.mark.parametrize(
    "answer",
    [
        Answered(status=404),
        Answered(status=500),
        Answered("<html><title>提示</title><body>您访问的页面不存在</body></html>"),
        Answered(failure=Failure(FailureKind.RESET)),
    ],
    ids=["404", "500", "soft", "reset"],
)
@pytest.mark.parametrize("back", [(), (BACK,)], ids=["alone", "linked back"])
def test_a_dead_link(answer: Answered, back: tuple[tuple[str, str], ...]) -> None:
    gone = "/zc/t20200101_9.html"
    (one,) = found(site(policy(*back), reading((gone, f"《{SHORT}》")), more={gone: answer}))
    assert (one.message_id, one.outcome, one.target) == ("dead-link", Outcome.FAILED, url(READING))
    assert one.texts[Lang.ZH].seen == url(gone)
    assert one.evidence[0].locator is not None


@pytest.mark.parametrize("kind", [FailureKind.BLOCKED, FailureKind.ROBOTS, FailureKind.NO_ROUTE])
def test_a_link_that_we_could_not_follow_is_not_dead(kind: FailureKind) -> None:
    unread = Answered(failure=Failure(kind, "", 403 if kind is FailureKind.BLOCKED else None))
    assert found(site(policy(BACK), reading((AWAY, f"《{SHORT}》")), more={AWAY: unread})) == ()


def test_our_own_silent_line_kills_no_link() -> None:
    silent = Answered(failure=Failure(FailureKind.CONNECT_TIMEOUT))
    others = ("http://one.example/", "http://two.example/", "http://three.example/")
    links = ((AWAY, f"《{SHORT}》"), *((other, "某某网站") for other in others))
    pages = dict.fromkeys((AWAY, *others), silent)
    assert found(site(policy(BACK), reading(*links), more=pages)) == ()


def test_a_dead_link_beside_the_right_one_is_told_by_the_check_of_links() -> None:
    gone = "/zc/t20200101_9.html"
    assert (
        found(site(policy(BACK), reading((gone, "往年文件"), THERE), more={gone: Answered(status=404)})) == ()
    )


def test_the_wrong_document() -> None:
    lunch = policy(title="青禾区教育局关于印发中小学午餐配送管理办法的通知", number="青教发〔2026〕1号")
    made = site(policy(), reading((OTHER, f"《{SHORT}》")), more={OTHER: lunch})
    (one,) = found(made)
    assert (one.message_id, one.outcome, one.target) == ("wrong-document", Outcome.FAILED, url(READING))
    assert one.parameters["wrong"] == url(OTHER)
    assert one.parameters["policy_url"] == url(POLICY)


def test_related_documents_beside_the_right_one() -> None:
    lunch = policy(title="青禾区教育局关于印发中小学午餐配送管理办法的通知", number="青教发〔2026〕1号")
    assert found(site(policy(BACK), reading(THERE, (OTHER, "相关政策")), more={OTHER: lunch})) == ()


def test_near_titles_are_two_documents() -> None:
    old = policy(title="青禾区教育局关于做好2025年招生入学工作的通知", number="青教发〔2025〕3号")
    new = policy(BACK, title="青禾区教育局关于做好2026年招生入学工作的通知", number="青教发〔2026〕3号")
    told = reading((POLICY, "政策原文"), title="《青禾区教育局关于做好2026年招生入学工作的通知》政策解读")
    assert found(site(new, told, more={OTHER: old})) == ()


def test_by_number_where_the_title_says_nothing() -> None:
    told = reading(title="养老补贴怎么领？政策解读来了", words=f"根据{NUMBER}文件，现解读如下。")
    assert only(found(site(policy(BACK), told))) == ("no-forward", Outcome.FAILED)


def test_nobody_knows_which_policy() -> None:
    told = reading(title="惠企政策这样用：政策解读", words="好钢用在刀刃上。")
    assert only(found(site(policy(), told))) == ("policy-unknown", Outcome.CANT_TELL)


def test_a_policy_that_stands_elsewhere() -> None:
    opens = {AWAY: Answered("<html><title>文件</title></html>")}
    assert found(site(None, reading((AWAY, f"《{SHORT}》")), more=opens)) == ()
    gone = {AWAY: Answered(status=404)}
    assert only(found(site(None, reading((AWAY, f"《{SHORT}》")), more=gone))) == (
        "dead-link",
        Outcome.FAILED,
    )


def test_documents_of_higher_bodies_owe_no_way_back() -> None:
    state = policy(title="国务院办公厅关于推进养老服务发展的意见", number="国办发〔2026〕5号")
    title = "《国务院办公厅关于推进养老服务发展的意见》解读"
    assert found(site(state, reading((POLICY, "政策原文"), title=title))) == ()
    concluded = site(None, reading(title=title)).conclusion(InterpretationLinked)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


@pytest.mark.parametrize("title", [f"《{SHORT}（征求意见稿）》解读", f"《{SHORT}》新闻吹风会"])
def test_drafts_and_briefings(title: str) -> None:
    concluded = site(policy(), reading(title=title)).conclusion(InterpretationLinked)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_rules_on_interpretations_are_none() -> None:
    rules = policy(title="青禾区人民政府办公室关于印发政策解读工作规定的通知", number="青政办发〔2026〕9号")
    assert found(site(rules)) == ()


def test_a_menu_is_no_link_between_them() -> None:
    menu = f'<div class="nav"><ul><li><a href="{POLICY}">{SHORT}</a></li></ul></div>'
    page = reading().replace("<body>", f"<body>{menu}")
    assert only(found(site(policy(BACK), page))) == ("no-forward", Outcome.FAILED)


def test_policies_without_interpretation() -> None:
    made = site(policy())
    assert found(made) == ()
    assert said(found(made, alone="failed")) == [("alone", POLICY)]
    assert only(found(made, alone="failed")) == ("alone", Outcome.FAILED)
    assert only(found(made, alone="cantTell")) == ("alone", Outcome.CANT_TELL)
    assert found(site(policy(BACK), reading(THERE)), alone="failed") == ()


def test_an_interpretation_may_stand_on_a_later_page_of_a_list() -> None:
    cut = {"/jd/": column("政策解读", rows([("/jd/9.html", "某项解读", ago(9))]) + CUT, MENU)}
    assert only(found(site(policy(), more=cut), alone="failed")) == ("alone", Outcome.CANT_TELL)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("青禾区人民政府关于张三等同志任免职的通知", "青政人〔2026〕5号"),
        ("青禾区人民政府关于同意设立养老服务中心的批复", "青政复〔2026〕5号"),
        ("青禾区人民政府关于表彰先进集体的通报", "青政发〔2026〕6号"),
        ("青禾区人民政府办公室转发国务院关于养老服务办法的通知", "青政办发〔2026〕6号"),
        ("青禾区人民政府关于调整养老服务领导小组成员和办法的通知", "青政发〔2026〕8号"),
    ],
)
def test_documents_that_need_no_interpretation(title: str, number: str) -> None:
    assert found(site(policy(title=title, number=number)), alone="failed") == ()


def test_a_site_without_interpretations() -> None:
    concluded = site(policy()).conclusion(InterpretationLinked)
    assert concluded.tally == {Outcome.INAPPLICABLE: 1}
    assert concluded.remark is not None


def test_interpretations_that_are_listed_and_were_not_read() -> None:
    listed = rows(
        (f"javascript:void({number});", f"《供水办法》解读之{number}", ago(9)) for number in range(4)
    )
    menu = {"/jd/": "政策解读"}
    made = MemorySite({"/": home(menu=menu), "/jd/": column("政策解读", listed, menu)})
    assert made.conclusion(InterpretationLinked).tally == {Outcome.UNTESTED: 1}
    empty = MemorySite({"/": home(menu=menu), "/jd/": column("政策解读", rows(()), menu)})
    assert empty.conclusion(InterpretationLinked).tally == {Outcome.INAPPLICABLE: 1}
