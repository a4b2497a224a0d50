"""Slips of the pen, and honest text that looks like them."""

import pytest

from auditbot.extract.text.slips import LONGEST, MOST, SlipKind, is_placeholder, slips


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("按期完成任务，，继续推进。", SlipKind.MARKS, "按期完成任务，，"),
        ("见附件、。", SlipKind.MARKS, "见附件、。"),
        ("已经办结。。现予公告", SlipKind.MARKS, "已经办结。。"),
        ("2022年13月1日", SlipKind.DATE, "2022年13月1日"),
        ("自2022 年 2 月 30 日起", SlipKind.DATE, "2022年2月30日"),
        ("2023年0月", SlipKind.DATE, "2023年0月"),
        ("2023年2月29日", SlipKind.DATE, "2023年2月29日"),
        ("办公室 2022年727 （此件公开发布）", SlipKind.DATE, "2022年727"),
        ("截至4月31日", SlipKind.DATE, "4月31日"),
        ("至2009年1-2月31日期间", SlipKind.DATE, "2009年1-2月31日"),
        ("时间为：2021月1月9日——1月10日", SlipKind.DATE, "2021月1月9日"),
        ("锟斤拷锟斤拷", SlipKind.GARBLED, "锟斤拷"),
        ("名称\ufffd\ufffd\ufffd", SlipKind.GARBLED, "\ufffd\ufffd\ufffd"),
        ("一、目标&nbsp;&nbsp;二", SlipKind.ENTITY, "&nbsp;"),
        ("Lorem ipsum dolor", SlipKind.PLACEHOLDER, "Lorem ipsum"),
        ("请在此输入正文", SlipKind.PLACEHOLDER, "请在此输入"),
    ],
)
def test_a_slip_is_told_with_its_words(text: str, kind: SlipKind, words: str) -> None:
    assert [(slip.kind, slip.words) for slip in slips(text)][:1] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "要有耐心。。。慢慢来",
        "怎么办？？！",
        "“十四五”、“十五五”",
        "到2035年12月基本建成",
        "2024年2月29日，2月29日",
        "2022年 1200人",
        "年份 收入 2019年 350 2020年 412",
        "粮食产量（吨） 2019年 1200 2020年 1231",
        "2019年100 万元",
        "2022年1200万元",
        "2022年100个村",
        "1月至31日",
        "2022年1-12月31日",
        "12022年13月",
        "网址 a.aspx?x=1&lt=2",
        "A&B",
        "一只\ufffd",
        "烫伤，烫发",
        "截至3月31日，9月30日",
        "每月2000月租，1月9日起",
    ],
)
def test_honest_text_has_none(text: str) -> None:
    assert slips(text) == ()


def test_slips_are_bounded_and_equal_ones_told_once() -> None:
    assert len(slips("，，" * 10)) == 1
    assert len(slips("".join(f"2022年{month}月1日，" for month in range(13, 99)))) == MOST
    assert slips("好" * LONGEST + "，，") == ()


@pytest.mark.parametrize(
    "title", ["测试", "测试123", "test", "Test 1".replace(" ", ""), "新建文章", " 无标题 ", "标题1"]
)
def test_titles_that_try_the_editor(title: str) -> None:
    assert is_placeholder(title)


@pytest.mark.parametrize(
    "title", ["", "关于开展核酸检测的通知", "计算机等级考试测试安排", "标题新闻", "测试结果公示"]
)
def test_titles_that_mean_it(title: str) -> None:
    assert not is_placeholder(title)
