"""The table of the standard catalogue as rows."""

import pytest

from auditbot.extract.services.disclosure_catalogue import items_of

HEAD = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体")


def row(first: str, second: str, channel: str = "■政府网站 □政府公报") -> tuple[str, ...]:
    return ("1", first, second, "内容", "条例", "20个工作日", "区教育局", channel)


def test_items_by_level() -> None:
    rows = [HEAD, row("义务教育", "招生管理"), row("义务教育", "学生资助"), row("学前教育", "学前教育")]
    assert items_of(rows) == [("义务教育", "招生管理"), ("义务教育", "学生资助"), ("学前教育",)]


def test_a_head_of_two_rows() -> None:
    above = ("序号", "公开事项", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道")
    below = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道")
    title = ("义务教育领域基层政务公开标准目录",) * 8
    assert items_of([title, above, below, row("义务教育", "招生管理")]) == [("义务教育", "招生管理")]


def test_a_catalogue_of_one_level() -> None:
    rows = [("公开事项", "公开内容", "公开主体", "公开时限"), ("机构职能", "职责", "办公室", "及时")]
    assert items_of(rows) == [("机构职能",)]


def test_numbering_is_no_part_of_a_name() -> None:
    assert items_of([HEAD, row("一、义务教育", "（1）招生管理")]) == [("义务教育", "招生管理")]


@pytest.mark.parametrize(
    ("channel", "counts"),
    [
        ("■政府网站 □政府公报", True),
        ("□政府网站 ■公开查阅点 ■政务服务中心", False),
        ("公开查阅点、社区公示栏", False),
        ("政府网站、公示栏", True),
        ("", True),
    ],
)
def test_what_is_not_for_the_website_is_left_out(channel: str, counts: bool) -> None:
    assert bool(items_of([HEAD, row("义务教育", "招生管理", channel)])) is counts


def test_other_tables_are_none() -> None:
    assert items_of([("姓名", "职务"), ("王某", "局长")]) == []
    assert items_of([("主题", "标题"), ("教育", "通知")]) == []
    assert items_of([]) == []
    assert items_of([("索引号", "主题分类", "发文机关", "成文日期"), ("1", "教育", "区政府", "2026")]) == []


def test_rows_of_another_length_and_spanning_titles_are_left_out() -> None:
    rows = [HEAD, ("说明",), ("第二部分",) * 8, row("义务教育", "招生管理")]
    assert items_of(rows) == [("义务教育", "招生管理")]
