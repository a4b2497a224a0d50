"""Notices taken apart: clauses, units, dates."""

from datetime import date

import pytest

from auditbot.drafting.blocks import Kind, blocks, is_units
from auditbot.drafting.dates import dues
from auditbot.drafting.duties import take_apart
from auditbot.drafting.units import Units, bracketed, names, units_of_cells

PROSE = """青禾区政务公开领导小组办公室
关于做好2026年政务公开工作的通知

青公开办〔2026〕3号

各镇街、区政府各部门：

一、把文件公开好

1.集中公开规范性文件。在专栏中集中公开现行有效的规范性文件,并及时更新。(牵头单位:区司法局、区政府办公室;责任单位:各镇街,区政府各部门;完成时限:2026年9月底前)

2.文件和解读一起发布。解读材料与文件同步审签、同步发布。(牵头单位:区政府办公室;责任单位:各镇街;完成时限:长期坚持)

二、把网站管好

3.支持 IPv6。网站所有页面支持 IPv6 访问。

公共数据网站也要支持。(牵头单位:区数据局)

2026年3月5日
"""

TABLE = """青禾区2026年政务公开任务分工

工作任务

牵头单位

责任单位

一、公开助力发展

(一)涉企信息公开。

1.公开本年度重大行政决策事项目录,说明公众怎样参与。

区政府办公室、区司法局

决策承办单位

2.公开营商环境政策及其解读。

3.设置“减税降费”栏目,2026年底前完成。

区税务局

区政府办公室(区网站中心)

返回顶部
"""

ROWS = """青禾区政务公开要点分工

事项\t任务\t牵头及责任单位
一、政策解读\t\t
（一）解读重要政策\t及时在门户网站发布政策文件和解读材料。\t各镇（街道），区政府各部门
\t用图表、音频、视频等形式解读，让群众看得懂。\t区政府办公室牵头，各镇（街道）负责
"""

FLAT = """市政府办公厅关于印发2026年政务公开要点的通知(青政办发〔2026〕8号)

  (一)加强涉企信息公开,营造良好环境。及时公开惠企政策的申请条件和申请渠道,主动回应关切,稳定预期。

  (二)深化政策解读。本要点印发30日内,各区要发布本年度落实方案。12月20日前书面报告落实情况,不得拖延。
"""


def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], list[str]]]:
    return [
        (duty.id, duty.lead, duty.responsible, [due.day.isoformat() for due in duty.due])
        for duty in take_apart(text).duties
    ]


def test_prose_with_brackets() -> None:
    notice = take_apart(PROSE)
    assert (notice.number, notice.issued) == ("青公开办〔2026〕3号", date(2026, 3, 5))
    assert told(PROSE) == [
        ("1", ("区司法局", "区政府办公室"), ("各镇街", "区政府各部门"), ["2026-09-30"]),
        ("2", ("区政府办公室",), ("各镇街",), []),
        ("3", (), (), []),
        ("3b", ("区数据局",), (), []),
    ]
    assert [duty.lasting for duty in notice.duties] == [False, True, False, False]
    assert notice.duties[0].heading == "把文件公开好"


def test_a_table_that_was_flattened_into_lines() -> None:
    decided = (("区政府办公室", "区司法局"), ("决策承办单位",))
    tax = (("区税务局",), ("区政府办公室(区网站中心)",))
    assert told(TABLE) == [
        ("1", *decided, []),
        ("2", *tax, []),
        ("3", *tax, ["2026-12-31"]),
    ]


def test_a_table_of_rows() -> None:
    assert told(ROWS) == [
        ("一(一)", ("各镇（街道）", "区政府各部门"), (), []),
        ("一(一)b", ("区政府办公室",), ("各镇（街道）",), []),
    ]


def test_chapters_without_items_are_clauses() -> None:
    notice = take_apart(FLAT)
    assert (notice.title, notice.number) == (
        "市政府办公厅关于印发2026年政务公开要点的通知",
        "青政办发〔2026〕8号",
    )
    assert told(FLAT) == [("(一)", (), (), []), ("(二)", (), (), ["2026-12-20"])]


def test_the_covering_letter_is_numbered_apart() -> None:
    letter = (
        "一、各单位要按照分工抓好落实。细化举措,明确责任,落实经费和人员,确保全面完成任务,按时报告情况。\n"
    )
    assert [row[0] for row in told(f"{letter}一、公开助力发展\n1.公开本年度重大行政决策事项目录。\n")] == [
        "正文-一",
        "1",
    ]


@pytest.mark.parametrize(
    "text", ["", "\n", "没有编号的文字", "1.", "(一)", "\t\t\t", "一、\n(一)\n1.\n", "\ud800"]
)
def test_what_is_no_notice_has_no_duties(text: str) -> None:
    assert take_apart(text).duties == ()


def test_many_clauses_of_one_number_stay_apart() -> None:
    ids = [duty.id for duty in take_apart("1.公开本年度重大行政决策事项目录。\n" * 60).duties]
    assert len(set(ids)) == len(ids) == 60


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、总体要求", Kind.PART),
        ("（十二）加强公开", Kind.CHAPTER),
        ("33.2022年底前设置栏目", Kind.ITEM),
        ("12．提升网站", Kind.ITEM),
        ("3.5个百分点", Kind.TEXT),
        ("区政府办公室、区司法局", Kind.UNITS),
        ("各镇街、区政府各部门,有关单位", Kind.UNITS),
        ("阅读更多", Kind.TEXT),
    ],
)
def test_what_a_line_is(line: str, kind: Kind) -> None:
    assert [block.kind for block in blocks(line)] == [kind]


@pytest.mark.parametrize(
    "text", ["各单位要加强领导。认真落实", "公开目录、清单", "", "、、、", "区" * 500 + "局"]
)
def test_what_is_no_list_of_units(text: str) -> None:
    assert not is_units(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2023年10月底前完成", ["2023-10-31"]),
        ("201812月底前,完成", ["2018-12-31"]),
        ("20182月底前", ["2018-02-28"]),
        ("于 12 月 20 日前报送", ["2022-12-20"]),
        ("2023年06月05日前完成", ["2023-06-05"]),
        ("2022年底前建成", ["2022-12-31"]),
        ("年底前建成", ["2022-12-31"]),
        ("2月30日前", []),
        ("每年12月31日前", []),
        ("印发之日起30日内", ["2022-01-31"]),
        ("2018年4月底前一步,2018年8月底前两步", ["2018-04-30", "2018-08-31"]),
        ("2019年4月修订", []),
    ],
)
def test_days_by_which_something_must_be_done(text: str, days: list[str]) -> None:
    assert [due.day.isoformat() for due in dues(text, 2022, date(2022, 1, 1))] == days


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("……(牵头单位:甲局、乙局)", Units(("甲局", "乙局"))),
        ("……（责任单位：甲局；完成时限：长期坚持）。", Units((), ("甲局",), "长期坚持")),
        ("……(牵头单位:甲局(乙办),各镇;配合单位:丙局)", Units(("甲局(乙办)", "各镇"), ("丙局",))),
        ("没有单位(以下简称方案)", None),
    ],
)
def test_units_in_a_bracket(text: str, units: Units | None) -> None:
    assert bracketed(text) == units


def test_units_in_cells() -> None:
    assert units_of_cells(["甲局牵头，乙局、各镇（街道）配合"]) == Units(("甲局",), ("乙局", "各镇（街道）"))
    assert units_of_cells(["甲局", "乙局"]) == Units(("甲局",), ("乙局",))
    assert names("甲局、乙局等按职责分工负责。") == ("甲局", "乙局")
