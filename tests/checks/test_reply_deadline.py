"""Letters: working days between asking and answering."""

from datetime import date

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.testing import Answered, MemorySite, Pages
from checks.reply_deadline import ReplyDeadline
from tests.checks.sites import NO_MORE, ago, article, column, home, only, said, url

MENU = {"/xx/": "区长信箱"}
MONDAY = date(2026, 11, 2)
Row = tuple[str, date | None, date | None, str]


def site(*letters: Row, name: str = "区长信箱", more: Pages = NO_MORE) -> MemorySite:
    menu = {"/xx/": name}
    cells = "".join(
        f'<tr><td><a href="/xx/t20261110_{n}.html">{subject}</a></td><td>{asked or ""}</td>'
        f"<td>{answered or ''}</td><td>{state}</td></tr>"
        for n, (subject, asked, answered, state) in enumerate(letters)
    )
    head = "<tr><th>标题</th><th>来信时间</th><th>回复时间</th><th>状态</th></tr>"
    pages = {
        f"/xx/t20261110_{n}.html": article(row[0], "来信内容", ago(3), menu, name)
        for n, row in enumerate(letters)
    }
    listed = column(name, f"<table>{head}{cells}</table>", menu)
    return MemorySite({"/": home(menu=menu), "/xx/": listed, **pages, **more})


def found(*letters: Row, **options: object) -> tuple[Finding, ...]:
    return site(*letters).findings(ReplyDeadline, **options)


def test_in_time() -> None:
    concluded = site(("路灯不亮", MONDAY, date(2026, 11, 9), "已办结")).conclusion(ReplyDeadline)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 1})


def test_late() -> None:
    (one,) = found(("路灯不亮", MONDAY, date(2026, 11, 10), "已办结"))
    assert (one.message_id, one.outcome, one.target) == ("late", Outcome.FAILED, url("/xx/t20261110_0.html"))
    assert (one.parameters["days"], one.weight) == (6, Severity.MINOR)
    (stated,) = found(("路灯不亮", MONDAY, date(2026, 11, 10), "已办结"), stated=True)
    assert stated.weight is None
    assert found(("路灯不亮", MONDAY, date(2026, 11, 10), "已办结"), workdays=10) == ()


def test_unanswered() -> None:
    assert only(found(("路灯不亮", MONDAY, None, "办理中"))) == ("unanswered", Outcome.FAILED)
    assert found(("路灯不亮", date(2026, 11, 18), None, "办理中")) == ()


def test_more_than_three_months_is_a_finding_of_its_own() -> None:
    late = found(("路灯不亮", date(2026, 3, 2), date(2026, 6, 3), "已办结"))
    assert only(late) == ("months-late", Outcome.FAILED)
    assert late[0].weight is None
    assert only(found(("路灯不亮", date(2026, 8, 19), None, "未回复"))) == ("months-late", Outcome.FAILED)
    assert only(found(("路灯不亮", date(2026, 3, 2), date(2026, 6, 2), "已办结")))[0] == "late"


def test_letters_of_earlier_years_are_left_out() -> None:
    concluded = site(("路灯不亮", date(2024, 3, 1), date(2024, 9, 1), "已办结")).conclusion(ReplyDeadline)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_undated() -> None:
    (one,) = found(("路灯不亮", None, None, "已办结"), ("井盖松动", MONDAY, None, "已办结"))
    assert (one.message_id, one.outcome, one.target) == ("undated", Outcome.CANT_TELL, url("/xx/"))
    assert one.parameters["count"] == 2


def test_an_answer_before_its_question() -> None:
    before = found(("路灯不亮", date(2026, 11, 9), MONDAY, "已办结"))
    assert only(before) == ("backwards", Outcome.FAILED)
    assert before[0].weight is Severity.MINOR
    assert found(("路灯不亮", MONDAY, MONDAY, "已办结")) == ()


def test_years_whose_holidays_are_not_known() -> None:
    made = MemorySite(
        {
            "/": home(menu=MENU),
            "/xx/": column(
                "区长信箱",
                "<table><tr><th>标题</th><th>来信时间</th><th>回复时间</th></tr>"
                "<tr><td>路灯</td><td>2098-03-02</td><td>2098-03-20</td></tr></table>",
                MENU,
            ),
        },
        as_of=date(2098, 11, 20),
    )
    assert only(made.findings(ReplyDeadline)) == ("year-unknown", Outcome.CANT_TELL)


def test_a_letters_own_page_tells_more_than_its_list() -> None:
    told = article(
        "路灯不亮",
        "来信时间：2026-11-02</p><p>来信内容：路灯坏了。</p><p>答复时间：2026-11-05</p><p>答复：修好了。",
        ago(3),
        MENU,
        "区长信箱",
    )
    made = site(("路灯不亮", None, None, "已办结"), more={"/xx/t20261110_0.html": told})
    assert made.conclusion(ReplyDeadline).tally == {Outcome.PASSED: 1}


def test_one_letter_in_list_and_page_is_one() -> None:
    told = article(
        "路灯不亮",
        "来信时间：2026-11-02</p><p>来信内容：路灯坏了。</p><p>答复时间：2026-11-12</p><p>答复：修好了。",
        ago(3),
        MENU,
        "区长信箱",
    )
    row = ("路灯不亮", MONDAY, date(2026, 11, 12), "已办结")
    assert said(site(row, more={"/xx/t20261110_0.html": told}).findings(ReplyDeadline)) == [
        ("late", "/xx/t20261110_0.html")
    ]


def test_petitions_interviews_and_the_like_are_left_out() -> None:
    for name in ("网上信访", "纪检举报", "在线访谈"):
        made = site(("路灯不亮", MONDAY, date(2026, 11, 16), "已办结"), name=name)
        assert made.conclusion(ReplyDeadline).tally == {Outcome.INAPPLICABLE: 1}


def test_no_letters() -> None:
    assert MemorySite({"/": home()}).conclusion(ReplyDeadline).tally == {Outcome.INAPPLICABLE: 1}
    broken = {f"/a{n}.html": Answered("", 500) for n in range(5)}
    links = "".join(f'<a href="{path}">页面链接{path}</a>' for path in broken)
    cut = MemorySite({"/": home(links), **broken})
    assert cut.conclusion(ReplyDeadline).tally == {Outcome.UNTESTED: 1}
