from datetime import date

import pytest

from auditbot.model.letters import Letter
from auditbot.model.needs import Needs
from tests.extract.pages import SITE, facts

PATH = (
    '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/hd/">政民互动</a> &gt; '
    '<a href="/hd/xx/">{}</a></div>'
)
ASKED, ANSWERED = date(2026, 8, 3), date(2026, 8, 6)


def letters(
    body: str, *, column: str = "区长信箱", title: str = "", path: str = "/hd/xx/"
) -> tuple[Letter, ...]:
    heading = f"<h1>{title}</h1>" if title else f"<h2>{column}</h2>"
    head = f'<meta name="ArticleTitle" content="{title}">' if title else ""
    page = f'{PATH.format(column)}<div class="main">{heading}{body}</div>'
    return facts(page, path=path, head=head, needs=Needs.LISTS | Needs.LETTERS).letters


def table(
    *rows: tuple[str, ...], header: tuple[str, ...] = ("信件标题", "来信时间", "回复时间", "办理状态")
) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{name}</th>" for name in header)
    return f"<table><tr>{head}</tr>{cells}</table>"


def test_rows_of_a_table() -> None:
    rows = table(
        ('<a href="1.html">路灯不亮</a>', "2026-08-03", "2026-08-06", "已办结"),
        ('<a href="2.html">井盖松动</a>', "2026年8月3日", "", "办理中"),
        ('<a href="3.html">路面破损</a>', "2026-08-03 10:22", "", ""),
    )
    first, second, third = letters(rows)
    assert (first.subject, first.url) == ("路灯不亮", f"{SITE}/hd/xx/1.html")
    assert (first.asked, first.answered, first.replied, first.state) == (ASKED, ANSWERED, True, "已办结")
    assert (second.asked, second.answered, second.waiting, second.state) == (ASKED, None, True, "办理中")
    assert (third.asked, third.waiting, third.state) == (ASKED, True, "")


def test_whether_answered_as_yes_and_no() -> None:
    rows = table(
        ("路灯", "2026-08-03", "是"), ("井盖", "2026-08-03", "否"), header=("主题", "提交时间", "是否回复")
    )
    assert [(one.replied, one.waiting) for one in letters(rows)] == [(True, False), (False, True)]


def test_entries_with_labels() -> None:
    entries = (
        '<ul><li><a href="1.html">反映路灯不亮</a><p>来信时间：2026-08-03　回复时间：2026-08-06</p></li>'
        '<li><a href="2.html">反映井盖松动</a><p>来信时间：2026-08-03　状态：未回复</p></li></ul>'
    )
    first, second = letters(entries)
    assert (first.subject, first.asked, first.answered) == ("反映路灯不亮", ASKED, ANSWERED)
    assert (second.url, second.asked, second.waiting) == (f"{SITE}/hd/xx/2.html", ASKED, True)


def test_a_page_of_its_own() -> None:
    body = (
        "<p>来信时间：2026-08-03</p><p>来信内容：路灯坏了。</p>"
        "<p>答复单位：柳溪镇</p><p>答复时间：2026-08-06</p><p>答复内容：已修好。</p>"
    )
    (one,) = letters(body, title="反映路灯不亮", path="/hd/xx/t20260806_1.html")
    assert (one.subject, one.asked, one.answered, one.replied) == ("反映路灯不亮", ASKED, ANSWERED, True)


def test_a_page_without_days() -> None:
    body = "<p>来信：路灯坏了。</p><p>答复：已修好。</p>"
    (one,) = letters(
        body.replace("来信：", "来信内容："), title="反映路灯不亮", path="/hd/xx/t20260806_1.html"
    )
    assert (one.asked, one.answered, one.replied) == (None, None, True)


@pytest.mark.parametrize(
    "column", ["网上信访", "纪检举报", "在线访谈", "意见征集", "网上调查", "人大建议提案答复"]
)
def test_columns_of_other_things(column: str) -> None:
    rows = table(("路灯", "2026-08-03", "2026-08-06", "已办结"))
    assert letters(rows, column=column) == ()


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>姓名</td><td>电话</td></tr><tr><td>甲</td><td>1</td></tr></table>",
        '<ul><li><a href="1.html">区长信箱使用须知</a><span>2026-08-03</span></li></ul>',
        "<p>暂无信件</p>",
    ],
)
def test_what_is_no_letter(body: str) -> None:
    assert letters(body) == ()
    assert letters(body, title="写信须知", path="/hd/xx/t20260806_2.html") == ()


def test_answers_to_common_questions_are_letters_only_with_days() -> None:
    body = "<p>问：孩子怎样上户口？</p><p>答：到窗口办理。</p>"
    assert letters(body, column="政策问答", title="孩子怎样上户口", path="/hd/xx/t20260806_3.html") == ()
    dated = "<p>提问时间：2026-08-03</p><p>答复时间：2026-08-06</p>" + body
    assert len(letters(dated, column="政策问答", title="孩子怎样上户口", path="/hd/xx/t20260806_3.html")) == 1


def test_only_where_they_are_asked_for() -> None:
    rows = table(("路灯", "2026-08-03", "2026-08-06", "已办结"))
    page = f'{PATH.format("区长信箱")}<div class="main"><h2>区长信箱</h2>{rows}</div>'
    assert facts(page, path="/hd/xx/").letters == ()


def test_a_long_table_is_bounded() -> None:
    rows = table(*(("路灯", "2026-08-03", "2026-08-06", "已办结") for _ in range(2000)))
    assert len(letters(rows)) == 200
