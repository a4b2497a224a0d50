"""What is written down of a page holds no number of a person."""

import json

import pytest

from auditbot.extract.personal.masking import NOTHING_KNOWN, Masking
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.row_text import row_text
from auditbot.url import Url
from tests.extract.persons import CARD, ONE, TWO

HIDDEN = f"350{'*' * 13}{ONE[-2:]}"


def document(body: str) -> Document:
    return Document(Url("http://www.site.example/"), f"<body>{body}</body>")


def test_identity_numbers_are_known_by_themselves() -> None:
    assert NOTHING_KNOWN(f"关于{ONE}的公示") == f"关于{HIDDEN}的公示"
    assert NOTHING_KNOWN("统一编号 350199199001011230") == "统一编号 350199199001011230"


def test_other_numbers_are_known_from_the_page() -> None:
    mask = document("<table><tr><th>姓名</th><th>电话</th><th>卡号</th></tr>"
                    f"<tr><td>张三</td><td>13812345678</td><td>{CARD}</td></tr></table>").masking  # fmt: skip
    assert mask.knows
    assert mask("致电 138-1234-5678") == "致电 138********78"
    assert CARD not in mask(f"<{CARD}>")
    assert mask("致电 13912345678") == "致电 13912345678"


def test_one_number_beside_one_name_is_told_by_nobody() -> None:
    assert document("<p>李四13812345678的来信</p>").masking("13812345678") == "138******78"
    assert not document("<p>联系人：李四，电话13812345678</p>").masking.knows


def test_numbers_that_were_cut() -> None:
    mask = Masking([ONE])
    assert mask(f"名单：{ONE[:14]}") == f"名单：350{'*' * 9}{ONE[12:14]}"
    long = f"{'，' * 195}{ONE[:9]}"
    assert NOTHING_KNOWN(long) == f"{'，' * 195}{'*' * 9}"


@pytest.mark.parametrize(
    "address", [f"http://www.site.example/{ONE}.html", f"//x/{ONE}", f"tel:{ONE}", f"../a/{ONE}.pdf"]
)
def test_addresses_lead_where_they_did(address: str) -> None:
    assert Masking([ONE])(address) == address


def test_texts_within_json() -> None:
    data = json.dumps({"a": [f"x {ONE}", 13812345678, None], "b": {"url": f"http://x/{ONE}"}}).encode()
    assert json.loads(NOTHING_KNOWN.of_json(data)) == {
        "a": [f"x {HIDDEN}", 13812345678, None],
        "b": {"url": f"http://x/{ONE}"},
    }
    assert NOTHING_KNOWN.of_json(plain := b'{"a": "2026-01-01"}') is plain


def test_rows_are_lines_and_cells_are_apart() -> None:
    tree = document(
        "<h1>名单</h1><table><tr><th>姓名</th><th>电话</th></tr><tr><td><p>张</p><p>三</p></td>"
        "<td><b>138</b>1234<i>5678</i></td></tr></table><ul><li>甲</li><li>乙 <b>丙</b></li></ul>"
        "<script>var a = 1</script>尾"
    ).tree
    assert row_text(tree) == "\n名单\n姓名\t电话\n张 三\t13812345678\n甲\n乙 丙\n尾"


def test_tables_within_tables() -> None:
    tree = document(
        f"<table><tr><td><table><tr><td>张三</td><td>{TWO}</td></tr></table></td><td>外</td></tr></table>"
    ).tree
    assert row_text(tree) == f"\n张三\t{TWO}\n外"
