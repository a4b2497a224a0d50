"""Places of a Word document, filled."""

from typing import Any

import pytest
from docx.oxml.parser import parse_xml

from auditbot.errors import ConfigError
from reports.papers.template import Filling, Template
from tests.papers.making import lines, parts, template

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FILLING = Filling(
    {"单位": "区财政局", "空": "", "两行": "一\n二", "绕": "{{单位}}{{问题.描述}}"},
    {"问题": [{"描述": "甲"}, {"描述": "乙"}], "无": []},
)


def filled(*runs: str) -> str:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run)

    return "\n".join(lines(template(build).filled(FILLING)))


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (("{{单位}}：",), "区财政局："),
        (("{{ 单位 }}",), "区财政局"),
        (("{", "{单", "位}", "}：你好"), "区财政局：你好"),
        (("致{{单", "位}}和{{单位}}。"), "致区财政局和区财政局。"),
        (("[{{空}}]",), "[]"),
        (("{{两行}}",), "一\n二"),
        (("{{绕}}",), "{{单位}}{{问题.描述}}"),
        (("{单位} {{}} {{ }} }}{{",), "{单位} {{}} {{ }} }}{{"),
        (("（{{问题.描述}}）",), "（甲）\n（乙）"),
        (("{{问题.描述}}{{单位}}",), "甲区财政局\n乙区财政局"),
        (("{{无.描述}}",), ""),
    ],
)
def test_a_place_is_filled_however_word_has_split_it(runs: tuple[str, ...], said: str) -> None:
    assert filled(*runs) == said


def test_the_first_letters_of_a_place_lend_their_look() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run("{{单").bold = True
        paragraph.add_run("位}}。")

    xml = parts(template(build).filled(FILLING))["word/document.xml"]
    assert xml.index("<w:b/>") < xml.index("区财政局") < xml.index("。</w:t>")


def test_a_row_stands_once_for_each_item() -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=2, cols=2)
        table.rows[0].cells[0].text = "问题"
        table.rows[1].cells[0].text = "{{问题.描述}}"
        table.rows[1].cells[1].text = "{{单位}}"

    assert lines(template(build).filled(FILLING)) == ["问题|", "甲|区财政局", "乙|区财政局"]


def test_what_fills_a_row_is_not_read_again() -> None:
    made = template(lambda document: document.add_paragraph("{{问题.描述}}"))
    filling = Filling({"单位": "x"}, {"问题": [{"描述": "{{单位}}{{问题.描述}}{{nothing}}"}]})
    assert lines(made.filled(filling)) == ["{{单位}}{{问题.描述}}{{nothing}}"]


def test_a_table_without_any_row_is_gone() -> None:
    def build(document: Any) -> None:
        document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{无.描述}}"

    assert "w:tbl>" not in parts(template(build).filled(FILLING))["word/document.xml"]


def test_heads_feet_and_boxes_are_filled_too() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "头{{单位}}"
        document.sections[0].footer.paragraphs[0].text = "脚{{单位}}"
        box = parse_xml(
            f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>盒{{{{单位}}}}</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>"
        )
        document.add_paragraph("外{{单位}}")._p.append(box)

    said = "".join(parts(template(build).filled(FILLING)).values())
    assert all(f"{place}区财政局" in said for place in "头脚盒外")


@pytest.mark.parametrize("place", ["{{单立}}", "{{问題.描述}}", "{{问题.描写}}"])
def test_an_unknown_place_is_told_with_those_that_are_known(place: str) -> None:
    with pytest.raises(ConfigError) as caught:
        filled(place)
    assert place in caught.value.message.zh
    assert "{{单位}}" in caught.value.hint.zh or "{{问题." in caught.value.hint.zh


def test_two_lists_in_one_row_are_refused() -> None:
    with pytest.raises(ConfigError):
        filled("{{问题.描述}}{{无.描述}}")


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>", b"PK\x03\x04" + b"\0" * 99])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(ConfigError):
        Template("a.docx", content).filled(FILLING)


def test_it_is_known_which_places_it_has() -> None:
    made = template(lambda document: document.add_paragraph("{{单位}}"))
    assert made.has("单位")
    assert not made.has("使用范围")
