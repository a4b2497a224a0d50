from functools import partial

import pytest

from auditbot.extract.services.guide import guide
from auditbot.model.page import GuidePart, PageKind
from tests.extract.pages import column, facts
from tests.growth import STEP, goes_with_size

WHOLE = (
    "一、政府信息的分类和编排体系 本机关主动公开的政府信息包括机构职能等。索引号由部门代码组成。 "
    "二、获取方式 公众可以通过网站查阅。 "
    "三、依申请公开 （一）受理机构：青禾区政府办公室 办公地址：人民路1号 办公时间：工作日9:00-12:00 "
    "联系电话：0519-86660000 "
    "传真号码：0519-86660001 邮政编码：213000 电子邮箱：xxgk@qinghe.example 四、监督和救济 "
    "可以向监察机关举报。"
)


def parts(text: str) -> set[GuidePart]:
    return {part for part, _ in guide(text, has_file=False).parts}


def test_a_guide_that_has_everything() -> None:
    found = guide(WHOLE, has_file=False)
    assert {part for part, _ in found.parts} == set(GuidePart)
    assert found.unfilled == ()


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("办公地址：人民路1号", GuidePart.OFFICE_ADDRESS),
        ("办公时间：工作日9:00-12:00", GuidePart.OFFICE_HOURS),
        ("联系电话：0519-86660000", GuidePart.OFFICE_PHONE),
        ("传真号码：0519-86660001", GuidePart.OFFICE_FAX),
        ("电子邮箱：xxgk@qinghe.example", GuidePart.OFFICE_INTERNET),
        ("邮政编码：213000", GuidePart.POSTCODE),
    ],
)
def test_what_is_left_out_is_missing(label: str, part: GuidePart) -> None:
    found = guide(WHOLE.replace(label, ""), has_file=False)
    assert part not in {told for told, _ in found.parts}
    assert part not in found.unfilled


def test_labels_with_nothing_behind_them() -> None:
    found = guide(
        "受理机构：区政府办 办公地址： 办公时间：____ 联系电话：XXXX-XXXXXXX 传真： 电子邮箱：a@b.example",
        has_file=False,
    )
    assert found.unfilled == (
        GuidePart.OFFICE_ADDRESS,
        GuidePart.OFFICE_HOURS,
        GuidePart.OFFICE_PHONE,
        GuidePart.OFFICE_FAX,
    )


def test_a_table_with_labels_in_a_row() -> None:
    text = (
        "机构名称 办公地址 办公时间 联系电话 传真号码 邮箱 区政府办 人民路1号 9:00-17:00 0519-86660000 "
        "0519-86660001 a@b.example"
    )
    found = guide(text, has_file=False)
    assert found.unfilled == ()
    assert GuidePart.OFFICE_FAX in {part for part, _ in found.parts}


def test_words_of_a_sentence_are_no_labels() -> None:
    assert GuidePart.OFFICE_PHONE not in parts(
        "申请人应当写明联系电话、地址等信息，机构应当自收到申请之日起答复。"
    )


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("依据《条例》（国务院令第492号）制定", True),
        ("《条例》自2008年5月1日起施行", True),
        ("《条例》（国务院令第492号公布，国务院令第711号修订）", False),
        ("《条例》（国务院令第711号）", False),
    ],
)
def test_the_regulation_of_2007(text: str, *, old: bool) -> None:
    assert bool(guide(text, has_file=False).old_regulation) is old


def test_other_telephones_are_not_the_offices() -> None:
    text = WHOLE.replace("联系电话：0519-86660000", "") + " 街道常用电话：总值班室 0519-86660002"
    assert GuidePart.OFFICE_PHONE not in parts(text)


def test_a_guide_that_is_only_a_file() -> None:
    assert guide("政府信息公开指南 点击下载", has_file=True).in_attachment
    assert not guide(WHOLE, has_file=True).in_attachment


def test_the_menu_beside_it_is_no_part() -> None:
    menu = (
        "<div><ul><li><a href='/a/'>依申请公开</a></li><li><a href='/b/'>法定主动公开内容</a></li></ul></div>"
    )
    page = facts(column("<p>联系电话：0519-86660000</p>", name="政府信息公开指南", before=menu))
    assert page.guide is not None
    assert [part for part, _ in page.guide.parts] == [GuidePart.OFFICE_PHONE]


def test_it_is_read_from_the_page_without_its_foot() -> None:
    foot = (
        '<div class="footer">主办：青禾区政府 版权所有 网站标识码：3204020001 传真：0519-86660009 '
        "地址：中山路9号</div>"
    )
    page = facts(
        column(f"<p>{WHOLE.replace('传真号码：0519-86660001', '')}</p>", name="政府信息公开指南", after=foot)
    )
    assert page.guide is not None
    assert GuidePart.OFFICE_FAX not in {part for part, _ in page.guide.parts}


CELLS = (
    ("受理机构", "区政府办"),
    ("办公时间", "周一至周五"),
    ("联系电话", "0519-86660000"),
    ("电子邮箱", "a@b.example"),
)


def test_labels_and_values_in_cells_without_colons() -> None:
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in CELLS)
    found = facts(column(f"<p>{WHOLE[:60]}</p><table>{rows}</table>", name="政府信息公开指南")).guide
    assert found is not None
    assert {GuidePart.OFFICE_NAME, GuidePart.OFFICE_HOURS, GuidePart.OFFICE_INTERNET} <= dict(
        found.parts
    ).keys()
    assert found.unfilled == ()


def test_labels_that_head_the_columns_of_a_table() -> None:
    heads, values = ("".join(f"<td>{cell}</td>" for cell in row) for row in zip(*CELLS, strict=True))
    table = f"<table><tr>{heads}</tr><tr>{values}</tr></table>"
    found = facts(column(f"<p>{WHOLE[:60]}</p>{table}", name="政府信息公开指南")).guide
    assert found is not None
    assert {GuidePart.OFFICE_HOURS, GuidePart.OFFICE_PHONE} <= dict(found.parts).keys()
    assert found.unfilled == ()


@pytest.mark.parametrize(
    "names", [("区教育局", "区民政局", "区财政局"), ("青禾区政府信息公开指南（2026年）",)]
)
def test_a_column_that_leads_to_the_guides_is_none(names: tuple[str, ...]) -> None:
    rows = "".join(f'<li><a href="/zn/{n}.html">{name}</a></li>' for n, name in enumerate(names))
    page = facts(column(f"<ul>{rows}</ul>", name="政府信息公开指南"))
    assert (page.kind, page.guide) == (PageKind.COLUMN, None)


def test_a_list_of_files_is_a_guide_in_files() -> None:
    rows = '<ul><li><a href="/zn/1.pdf">青禾区政府信息公开指南</a></li></ul>'
    page = facts(column(rows, name="政府信息公开指南"))
    assert page.kind is PageKind.GUIDE
    assert page.guide is not None
    assert page.guide.in_attachment


def test_a_page_with_nothing_of_a_guide_but_its_name() -> None:
    assert facts(column("<p>青禾区政府欢迎您。</p>" * 20, name="政府信息公开指南")).guide is None


def test_endless_labels_are_read_in_linear_time() -> None:
    small, large = ("办公地址 " * count for count in (3_000, STEP * 3_000))
    assert goes_with_size(partial(guide, small, has_file=False), partial(guide, large, has_file=False))
