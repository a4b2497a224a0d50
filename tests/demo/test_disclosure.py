"""What is planted in guides and reports."""

import re

import pytest

from auditbot.demo.disclosure import REGISTERED, SHOWN
from auditbot.demo.town import Town
from tests.demo.reading import html, own_text
from tests.demo.walking import targets


def test_guide_of_the_district_has_its_faults(town: Town) -> None:
    text = own_text(town, "zn", ".zhengwen")
    assert "传真" not in text
    assert "邮政编码" not in text
    assert re.search(r"办公时间：\s*联系电话", text)
    assert "国务院令第492号" in text
    assert SHOWN in text
    assert REGISTERED not in text
    assert town.site.phone == REGISTERED


def test_annual_report_shows_the_registered_phone(town: Town) -> None:
    assert REGISTERED in html(town, "nb-0")
    assert REGISTERED not in html(town, "nb-1")


def test_healthy_guide_is_complete(town: Town) -> None:
    text = html(town, "gd-jyj")
    for label in ("机构名称", "办公地址", "办公时间", "联系电话", "传真号码", "电子邮箱", "邮政编码"):
        assert re.search(f"{label}：[^<]", text)
    assert "国务院令第711号" in text


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("gd-mzj", 'href="tel:0575-82031299">0575-82031238'),
        ("gd-wjj", "联系电话：0575-00000000"),
        ("gd-czj", "联系电话：0575-8203124<"),
        ("gd-dtj", "总值班室 0575-82418131"),
    ],
)
def test_guides_of_units_have_their_faults(town: Town, key: str, words: str) -> None:
    assert words in html(town, key)


def test_guide_without_phone(town: Town) -> None:
    assert "联系电话" not in own_text(town, "gd-lxz", ".zhengwen")


def test_guide_in_a_file(town: Town) -> None:
    own = own_text(town, "lxzn", ".content").strip()
    assert len(own) < 60
    assert "/upload/files/lxzn.pdf" in "".join(targets(html(town, "lxzn"), town.addresses["lxzn"]))
