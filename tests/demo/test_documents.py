"""What is planted in documents, and in the library beside them."""

import pytest

from auditbot.demo.paperwork import LIBRARY
from auditbot.demo.town import Town
from tests.demo.reading import html, own_text


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("zc-touzi", "（此件公开发布）"),
        ("zc-wucan", "主题分类"),
        ("zc-fengxian", "文件下载（PDF版）"),
        ("zc-gushu", LIBRARY),
    ],
)
def test_what_is_left_out(town: Town, key: str, words: str) -> None:
    assert words not in html(town, key)
    assert words in html(town, "zc-jianzao")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("zc-laji", "（此件依申请公开）"),
        ("zc-minying", "溪政发〔202512号"),
        ("zc-yingshang", "溪政发（2025）8号"),
        ("gf-wenwu", "有效期五年"),
        ("gf-yanqi", "有效期延长至"),
        ("gf-buju", "《青禾区人民政府关于划定畜禽禁养区域的通知》同时废止"),
    ],
)
def test_what_documents_say(town: Town, key: str, words: str) -> None:
    assert words in own_text(town, key, ".zhengwen")


def test_the_library_holds_every_normative_document(town: Town) -> None:
    assert {"/", "/doc/jianzao.html", "/doc/gushu.html", "/doc/gf-wenwu.html"} <= town.answers[LIBRARY].keys()
