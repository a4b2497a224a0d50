"""The text of a file as a guide."""

from functools import partial

import pytest

from auditbot.extract.services.guide_file import guide_facts, is_guide, names_guide
from auditbot.model.page import GuidePart, PhoneOwner
from auditbot.url import Url
from tests.extract.pages import facts
from tests.extract.test_guide import WHOLE
from tests.growth import STEP, goes_with_size

FILE = Url("http://www.site.example/zn.pdf")


def parts(text: str) -> set[GuidePart]:
    found = guide_facts(FILE, "", text).guide
    assert found
    return {part for part, _ in found.parts}


def phones(text: str) -> list[tuple[str, PhoneOwner]]:
    return [(phone.digits, phone.owner) for phone in guide_facts(FILE, "", text).phones]


def test_a_guide_line_by_line() -> None:
    assert parts(WHOLE.replace(" ", "\n")) == set(GuidePart)


def test_labels_cut_by_the_end_of_a_line() -> None:
    assert parts("办公\n地址：人民路1号\n办公时\n间：9:00") == {
        GuidePart.OFFICE_ADDRESS,
        GuidePart.OFFICE_HOURS,
    }


def test_columns_of_a_table_stay_apart() -> None:
    text = "机构名称 办公地址 办公时间 联系电话\n区政府办公室 人民路1号 工作日9:00-17:00 0519-86660000"
    assert {GuidePart.OFFICE_NAME, GuidePart.OFFICE_PHONE} <= parts(text)


def test_what_is_empty_stays_empty() -> None:
    found = guide_facts(FILE, "", "办公时间：\n联系电话：0519-86660000").guide
    assert found
    assert found.unfilled == (GuidePart.OFFICE_HOURS,)


@pytest.mark.parametrize("number", ["0519-86660000", "0519-\n86660000", "0519—\n86660000"])
def test_a_number_and_whose_it_is(number: str) -> None:
    text = f"受理机构：区政府办公室\n联系电话：{number}\n监督电话：0519-86661111"
    assert phones(text) == [
        ("051986660000", PhoneOwner.DISCLOSURE),
        ("051986661111", PhoneOwner.SUPERVISION),
    ]


def test_markup_in_a_file_is_text() -> None:
    text = "<script>电话：0519-86660000</script><!-- \n电话：0519-86662222"
    assert [digits for digits, _ in phones(text)] == ["051986660000", "051986662222"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (f"政 府 信 息 公 开 指 南\n{WHOLE}", True),
        (f"为了便于查阅，编制本指南。{WHOLE}", True),
        (WHOLE, False),
        ("政府信息公开指南", False),
        ("政府信息公开申请表" + "姓名 单位 电话" * 50, False),
        ("\ue000\ue001\ufffd" * 900, False),
    ],
    ids=["title", "itself", "neither", "cover", "form", "no-letters"],
)
def test_what_speaks_as_a_guide(text: str, is_one: bool) -> None:
    assert is_guide(text) is is_one


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("政府信息公开指南", True),
        ("青禾区人民政府信息公开工作指南.pdf", True),
        ("依申请公开指南", False),
        ("关于修订政府信息公开指南的通知", False),
        ("办事指南", False),
    ],
)
def test_what_is_called_the_guide(words: str, named: bool) -> None:
    assert names_guide(words) is named


def test_the_files_a_page_is_left_to() -> None:
    frames = (
        '<iframe src="/a.pdf"></iframe><object data="/b.pdf"></object><embed src="/c.pdf"><img src="/d.png">'
    )
    found = facts(page(f'<a href="/zn.doc">下载</a>{frames}')).guide
    assert found
    assert found.in_attachment
    assert [(item.title, item.target and item.target[-6:]) for item in found.files] == [
        ("下载", "zn.doc"),
        ("", "/a.pdf"),
        ("", "/b.pdf"),
        ("", "/c.pdf"),
    ]


def test_a_page_that_only_announces_the_file() -> None:
    words = "为方便公民、法人和其他组织依法获取政府信息，本机关编制了指南，需要的可以下载附件查看。" * 5
    file = '<a href="/zn.doc">政府信息公开指南.doc</a>'
    told = facts(page(f'{words}{file}<a href="/b.doc">申请表.doc</a>')).guide
    assert told
    assert told.in_attachment
    assert [item.title for item in told.files] == ["政府信息公开指南.doc"]
    whole = facts(page(f"{WHOLE}{file}")).guide
    assert whole
    assert not whole.in_attachment


def page(body: str) -> str:
    head = "<meta name='ArticleTitle' content='政府信息公开指南'>"
    return f"<html><head>{head}</head><body><h1>政府信息公开指南</h1><p>{body}</p></body></html>"


@pytest.mark.parametrize(
    "text",
    ["\n" * 10**6, "办\n" * 10**6, "0519-" * 10**6, "办公时间：" * 10**6, "<p>" * 10**6, "公开 " * 10**6],
)
def test_hostile_text_is_bounded(text: str) -> None:
    def read(text: str) -> None:
        is_guide(text)
        guide_facts(FILE, "", text)

    assert goes_with_size(partial(read, text[: len(text) // STEP]), partial(read, text))
