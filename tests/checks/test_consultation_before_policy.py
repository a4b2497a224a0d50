"""The consultation that comes before a policy, and where it stands."""

from datetime import date

import pytest

from auditbot.model.outcome import Outcome
from auditbot.model.site import Site, SiteKind, Unit
from auditbot.testing import HOME, Answered, MemorySite, Pages
from checks.consultation_before_policy import ConsultationBeforePolicy
from tests.checks.listed import CUT
from tests.checks.papers import NUMBER, SHORT, TITLE, policy
from tests.checks.sites import NO_MORE, ago, article, column, home, only, rows, url

MENU = {"/zc/": "政策文件", "/yjzj/": "意见征集"}
POLICY, CALL, OTHER = "/zc/t20261110_1.html", "/yjzj/t20260901_1.html", "/yjzj/t20260801_2.html"
BUREAU = policy(title=f"青禾区民政局关于印发{SHORT}的通知", number="青民发〔2026〕5号", day=ago(10)).replace(
    "青禾区人民政府</td>", "青禾区民政局</td>"
)
PORTAL = Site(id="site", home=HOME, unit="溪山市青禾区人民政府", kind=SiteKind.PORTAL)


def call(title: str, day: date | None, text: str = "") -> str:
    return article(title, f"现公开征求意见，联系电话：0575-82031188。{text}", day, MENU, "意见征集")


FIRST = call("关于《青禾区绿化办法（征求意见稿）》公开征求意见的公告", ago(110))
ABOUT = call(f"关于《{SHORT}（征求意见稿）》公开征求意见的公告", ago(80))


def site(paper: str, *, known: Site = PORTAL, more: Pages = NO_MORE) -> MemorySite:
    pages: Pages = {POLICY: paper, OTHER: FIRST, **more}
    lists = {folder: [path for path in pages if path.startswith(folder)] for folder in MENU}
    columns = {
        folder: column(
            name, rows((path, f"第{n}件的标题文字", None) for n, path in enumerate(lists[folder])), MENU
        )
        for folder, name in MENU.items()
    }
    return MemorySite({"/": home(menu=MENU), **columns, **pages}, site=known)


PAPER = policy(day=ago(10))


def test_by_title() -> None:
    made = site(PAPER, more={CALL: ABOUT})
    assert made.conclusion(ConsultationBeforePolicy).tally == {Outcome.PASSED: 1}


def test_what_later_pages_of_a_list_hold_is_not_known() -> None:
    listed = rows([(OTHER, "征求意见的公告", ago(110))])
    cut = {"/yjzj/": column("意见征集", listed + CUT, MENU)}
    assert only(site(PAPER).findings(ConsultationBeforePolicy)) == ("none", Outcome.FAILED)
    assert only(site(PAPER, more=cut).findings(ConsultationBeforePolicy)) == ("none", Outcome.CANT_TELL)


def test_by_a_link_of_either() -> None:
    named = call("青禾区老年补贴新政征求意见", ago(80), f'<a href="{POLICY}">最终公告文件</a>')
    assert site(PAPER, more={CALL: named}).findings(ConsultationBeforePolicy) == ()
    linking = policy((CALL, "征求意见情况"), day=ago(10))
    bare = call("青禾区老年补贴新政征求意见", ago(80))
    assert site(linking, more={CALL: bare}).findings(ConsultationBeforePolicy) == ()


def test_by_its_outcome() -> None:
    told = call(f"《{SHORT}》征求意见采纳情况的说明", ago(30), "收到意见3条。")
    assert site(PAPER, more={CALL: told}).findings(ConsultationBeforePolicy) == ()


def test_none() -> None:
    (one,) = site(PAPER).findings(ConsultationBeforePolicy)
    assert (one.message_id, one.outcome, one.target) == ("none", Outcome.FAILED, url(POLICY))


def test_a_consultation_after_the_policy_does_not_count() -> None:
    late = call(f"关于《{SHORT}（修订草案征求意见稿）》公开征求意见的公告", ago(3))
    assert only(site(PAPER, more={CALL: late}).findings(ConsultationBeforePolicy))[0] == "none"


def test_what_the_crawl_could_not_see_is_no_fault() -> None:
    broken = {f"/yjzj/t2026110{n}_9.html": Answered("", 500) for n in range(1, 9)}
    (one,) = site(PAPER, more=broken).findings(ConsultationBeforePolicy)
    assert one.outcome is not Outcome.FAILED


def test_what_may_stand_elsewhere_is_for_a_person() -> None:
    assert only(site(BUREAU).findings(ConsultationBeforePolicy)) == ("none", Outcome.CANT_TELL)
    options = {"platforms": ["zqyj.city.example"]}
    assert only(site(PAPER).findings(ConsultationBeforePolicy, **options)) == ("none", Outcome.CANT_TELL)
    linked = policy(("http://zqyj.city.example/1", "征求意见"), day=ago(10))
    assert site(linked).findings(ConsultationBeforePolicy, **options) == ()


@pytest.mark.parametrize(
    ("title", "number", "day"),
    [
        ("青禾区人民政府关于王一等任免职务的通知", NUMBER, ago(10)),
        ("国务院办公厅关于印发养老服务办法的通知", "国办发〔2026〕5号", ago(10)),
        ("青禾区人民政府关于养老服务规划的批复", NUMBER, ago(10)),
        ("青禾区人民政府关于表彰先进集体办法的通报", NUMBER, ago(10)),
        (TITLE, NUMBER, ago(200)),
    ],
)
def test_documents_that_need_none(title: str, number: str, day: date) -> None:
    concluded = site(policy(title=title, number=number, day=day)).conclusion(ConsultationBeforePolicy)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_no_consultation_at_all() -> None:
    made = MemorySite(
        {
            "/": home(menu=MENU),
            "/zc/": column("政策文件", rows([(POLICY, "文件的标题文字", ago(10))]), MENU),
            POLICY: PAPER,
        },
        site=PORTAL,
    )
    assert made.conclusion(ConsultationBeforePolicy).tally == {Outcome.CANT_TELL: 1}
    assert MemorySite({"/": home()}).conclusion(ConsultationBeforePolicy).tally == {Outcome.INAPPLICABLE: 1}


def test_the_wrong_site() -> None:
    unit = Unit(name="区民政局", pages=("http://mzj.site.example/",))
    registered = PORTAL.model_copy(update={"units": (unit,)})
    (one,) = site(BUREAU, known=registered, more={CALL: ABOUT}).findings(ConsultationBeforePolicy)
    assert (one.message_id, one.outcome, one.target) == ("wrong-site", Outcome.FAILED, url(POLICY))
    department = PORTAL.model_copy(update={"kind": SiteKind.DEPARTMENT, "unit": "青禾区民政局"})
    assert (
        only(site(PAPER, known=department, more={CALL: ABOUT}).findings(ConsultationBeforePolicy))[0]
        == "wrong-site"
    )


def test_the_right_site() -> None:
    department = PORTAL.model_copy(update={"kind": SiteKind.DEPARTMENT, "unit": "青禾区民政局"})
    assert site(BUREAU, known=department, more={CALL: ABOUT}).findings(ConsultationBeforePolicy) == ()
    assert site(BUREAU, more={CALL: ABOUT}).findings(ConsultationBeforePolicy) == ()
    unit = Unit(name="区民政局", pages=(f"{HOME}mzj/",))
    within = PORTAL.model_copy(update={"units": (unit,)})
    assert site(BUREAU, known=within, more={CALL: ABOUT}).findings(ConsultationBeforePolicy) == ()
    unknown = PORTAL.model_copy(update={"kind": None})
    assert site(PAPER, known=unknown, more={CALL: ABOUT}).findings(ConsultationBeforePolicy) == ()
