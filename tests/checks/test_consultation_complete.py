"""What a call for opinions must show, and what must become of it."""

from datetime import date

import pytest

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.testing import Answered, MemorySite, Pages
from checks.consultation_complete import ConsultationComplete
from tests.checks.listed import CUT
from tests.checks.sites import NO_MORE, ago, article, column, home, only, rows, said, url

MENU = {"/yjzj/": "意见征集"}
CALL, TOLD = "/yjzj/t20261001_1.html", "/yjzj/t20261101_2.html"
TITLE = "关于《青禾区养犬管理规定（征求意见稿）》公开征求意见的公告"
DRAFT = "<p>第一条 为了规范养犬，制定本规定。</p>"
WHY = "<p>起草说明：犬只伤人增多。</p>"
HOW = "<p>意见可以发送至 zqyj@qinghe.example，联系电话：0575-82031188。</p>"
ADOPTED = "共收到意见八十二条，采纳四十七条；未采纳的多为要求禁养，缺少上位法依据。"


def until(day: date) -> str:
    return f"<p>征求意见时间：2026年8月1日至{day.year}年{day.month}月{day.day}日</p>"


OPEN, ENDED = until(ago(-10)), until(ago(40))
WHOLE = DRAFT + WHY + HOW


def call(text: str, title: str = TITLE, day: date | None = None) -> str:
    return article(title, f"现公开征求意见。</p>{text}<p>欢迎参与。", day or ago(60), MENU, "意见征集")


def site(page: str, *, more: Pages = NO_MORE) -> MemorySite:
    pages: Pages = {CALL: page, **more}
    listed = rows((path, f"第{n}项征求意见的公告", ago(3)) for n, path in enumerate(pages))
    return MemorySite({"/": home(menu=MENU), "/yjzj/": column("意见征集", listed, MENU), **pages})


def found(page: str, *, more: Pages = NO_MORE) -> tuple[Finding, ...]:
    return site(page, more=more).findings(ConsultationComplete)


def test_a_whole_call_that_is_open() -> None:
    assert site(call(WHOLE + OPEN)).conclusion(ConsultationComplete).tally == {Outcome.PASSED: 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHY + HOW + OPEN, "no-draft"),
        (DRAFT + HOW + OPEN, "no-explanation"),
        (DRAFT + WHY + OPEN, "no-channel"),
        (DRAFT + WHY + HOW, "no-deadline"),
    ],
)
def test_each_missing_part(text: str, message: str) -> None:
    (one,) = found(call(text))
    assert (one.message_id, one.outcome, one.target) == (message, Outcome.FAILED, url(CALL))


def test_a_call_of_long_ago_is_judged_only_if_it_is_asked_for() -> None:
    made = site(call(DRAFT + WHY + HOW, day=ago(800)))
    assert made.conclusion(ConsultationComplete).tally == {Outcome.INAPPLICABLE: 1}
    (one,) = made.findings(ConsultationComplete, months=36)
    assert one.message_id == "no-deadline"


def test_what_files_may_hold() -> None:
    text = '<p><a href="/a.pdf">附件1</a></p>' + OPEN
    assert {one.message_id: one.outcome for one in found(call(text))} == {
        "no-explanation": Outcome.CANT_TELL,
        "no-channel": Outcome.CANT_TELL,
    }


def test_calls_for_ideas_need_no_draft() -> None:
    assert found(call(HOW + OPEN, "关于公开征集2027年民生实事项目建议的公告")) == ()


def test_the_parts_are_an_option() -> None:
    assert site(call("")).findings(ConsultationComplete, parts=["draft"])[0].message_id == "no-draft"
    assert site(call(DRAFT)).findings(ConsultationComplete, parts=["draft"]) == ()


def test_the_outcome_on_the_same_page() -> None:
    assert found(call(WHOLE + ENDED + ADOPTED)) == ()
    assert found(call(WHOLE + ENDED + "征求意见期间未收到修改意见。")) == ()


def test_no_outcome() -> None:
    assert only(found(call(WHOLE + ENDED))) == ("no-outcome", Outcome.FAILED)
    soon = site(call(WHOLE + ENDED)).findings(ConsultationComplete, grace_days=60)
    assert soon == ()


def test_the_outcome_may_stand_on_a_later_page_of_the_list() -> None:
    listed = rows([(CALL, "征求意见的公告", ago(60))])
    cut = {"/yjzj/": column("意见征集", listed + CUT, MENU)}
    assert only(found(call(WHOLE + ENDED), more=cut)) == ("no-outcome", Outcome.CANT_TELL)


def test_no_outcome_is_no_fault_where_not_all_was_seen() -> None:
    broken = {f"/yjzj/t2026110{n}_9.html": Answered("", 500) for n in range(1, 9)}
    (one,) = found(call(WHOLE + ENDED), more=broken)
    assert one.message_id == "no-outcome"
    assert one.outcome is not Outcome.FAILED


@pytest.mark.parametrize(
    "title",
    [
        "关于《青禾区养犬管理规定》公开征求意见采纳情况的说明",
        "《青禾区养犬管理规定（草案）》意见征集结果反馈",
    ],
)
def test_the_outcome_on_a_page_of_its_own(title: str) -> None:
    told = article(title, ADOPTED, ago(5), MENU, "意见征集")
    assert found(call(WHOLE + ENDED), more={TOLD: told}) == ()


def test_the_outcome_by_a_link() -> None:
    told = article("公开征求意见采纳情况", ADOPTED, ago(5), MENU, "意见征集")
    linked = f'<p><a href="{TOLD}">查看结果反馈</a></p>'
    assert found(call(WHOLE + ENDED + linked), more={TOLD: told}) == ()
    back = article("征集结果反馈", f'{ADOPTED}<a href="{CALL}">原征求意见公告</a>', ago(5), MENU, "意见征集")
    assert found(call(WHOLE + ENDED), more={TOLD: back}) == ()


def test_the_outcome_of_another_consultation() -> None:
    told = article("关于《青禾区绿化办法》征求意见采纳情况的说明", ADOPTED, ago(5), MENU, "意见征集")
    assert only(found(call(WHOLE + ENDED), more={TOLD: told})) == ("no-outcome", Outcome.FAILED)


def test_the_outcome_of_an_earlier_round() -> None:
    told = article("关于《青禾区养犬管理规定》征求意见采纳情况的说明", ADOPTED, ago(200), MENU, "意见征集")
    assert only(found(call(WHOLE + ENDED), more={TOLD: told}))[0] == "no-outcome"


def test_a_thin_outcome() -> None:
    (one,) = found(call(WHOLE + ENDED + "收到意见12条，采纳5条。"))
    assert (one.message_id, one.outcome) == ("thin-outcome", Outcome.CANT_TELL)
    assert one.parameters["missing"]["zh"] == "未采纳的理由"
    assert found(call(WHOLE + ENDED + "收到意见12条，均已采纳。")) == ()


def test_still_open_after_the_end() -> None:
    page = call(WHOLE + until(ago(5)) + "<p>状态：进行中</p>")
    (one,) = found(page)
    assert (one.message_id, one.outcome) == ("still-open", Outcome.FAILED)
    assert found(call(WHOLE + OPEN + "<p>状态：进行中</p>")) == ()
    assert found(call(WHOLE + until(ago(5)) + "<p>状态：已结束</p>")) == ()


def test_old_consultations() -> None:
    text = HOW + "<p>截止日期：2020年5月1日</p>"
    path = "/yjzj/t20200401_1.html"

    def old(text: str) -> MemorySite:
        listed = column("意见征集", rows([(path, "征求意见的公告", None)]), MENU)
        return MemorySite({"/": home(menu=MENU), "/yjzj/": listed, path: call(text, day=date(2020, 4, 1))})

    assert old(text).conclusion(ConsultationComplete).tally == {Outcome.INAPPLICABLE: 1}
    lively = old(f"{text}<p>状态：进行中</p>")
    assert only(lively.findings(ConsultationComplete)) == ("still-open", Outcome.FAILED)


def test_no_consultations() -> None:
    bare = MemorySite({"/": home("<p>欢迎</p>")})
    assert bare.conclusion(ConsultationComplete).tally == {Outcome.INAPPLICABLE: 1}


def test_an_interpretation_of_the_draft_is_an_explanation() -> None:
    told = article(
        "《青禾区养犬管理规定（征求意见稿）》解读",
        f'<a href="{CALL}">青禾区养犬管理规定（征求意见稿）</a>正在征求意见。',
        ago(20),
        MENU,
        "政策解读",
    )
    assert said(found(call(DRAFT + HOW + OPEN), more={"/yjzj/t20261102_8.html": told})) == []
