from datetime import date

import pytest

from auditbot.demo.documents import issued
from auditbot.demo.files import docx, pdf, png
from auditbot.demo.layout import relative
from auditbot.demo.words import chinese, fill, number, pick, several


def test_numbers_depend_on_the_key_alone() -> None:
    assert number("a", 1, 1000) == number("a", 1, 1000)
    assert {number(f"key {index}", 3, 5) for index in range(50)} == {3, 4, 5}


def test_several_takes_each_once() -> None:
    assert sorted(several("k", "abcde", 5)) == list("abcde")
    assert len(several("k", "abcde", 3)) == 3


def test_same_slot_same_word() -> None:
    filled = fill("{town}和{town}，{n:1-9}", "key", {"town": ["甲", "乙", "丙"]})
    first, second = filled.partition("，")[0].split("和")
    assert first == second == pick("key/town", ["甲", "乙", "丙"])


def test_given_words_win() -> None:
    assert fill("{town}", "key", {"town": ["甲"]}, town="丁") == "丁"


def test_official_date() -> None:
    assert chinese(date(2026, 8, 1)) == "2026年8月1日"


@pytest.mark.parametrize(
    ("page", "path", "reference"),
    [
        ("/zwdt/qhyw/", "/zwdt/bmdt/", "../bmdt/"),
        ("/zwdt/qhyw/202608/t1.html", "/", "../../../"),
        ("/channels/1801.html", "/contents/1801/1801001.html", "../contents/1801/1801001.html"),
        ("/zwdt/qhyw/", "/zwdt/qhyw/index_1.html", "index_1.html"),
    ],
)
def test_relative_references(page: str, path: str, reference: str) -> None:
    assert relative(page, path) == reference


def test_document_numbers_are_well_formed_and_unique() -> None:
    numbers = [policy.number for policy in issued(date(2026, 11, 22))]
    assert len(set(numbers)) == len(numbers)
    assert any("〕1012号" in text for text in numbers)  # reads like a day of October


def test_files_begin_as_they_should() -> None:
    assert docx("甲").startswith(b"PK")
    assert docx("甲") == docx("甲")
    assert pdf("x").startswith(b"%PDF")
    assert png(2, 2, (1, 2, 3)).startswith(b"\x89PNG")
