import pytest

from auditbot.extract.text.document_numbers import DocumentNumber, NumberFault, broken, find, parse


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("国发〔2019〕5号", "国发〔2019〕5号"),
        ("根据国办发〔2022〕59号文件", "国办发〔2022〕59号"),
        ("（财税〔2017〕49号）", "财税〔2017〕49号"),
        ("豫体群〔2020〕18 号", "豫体群〔2020〕18号"),
        ("转发国务院办公厅国办函〔2020〕1号", "国办函〔2020〕1号"),
        ("落实中共中央办公厅厅字〔2019〕13号", "厅字〔2019〕13号"),
        ("青府办函（2019）134号", "青府办函〔2019〕134号"),
    ],
)
def test_numbers_in_running_text(text: str, canonical: str) -> None:
    assert [number.canonical for number in find(text)] == [canonical]


@pytest.mark.parametrize(
    "text",
    [
        "（2022）青01民终123号",
        "苏ICP备05003616号",
        "豫公网安备41040002000001号",
        "人民路（2019）12号楼",
        "第12号公告",
        "〔2022〕",
    ],
)
def test_what_is_no_document_number(text: str) -> None:
    assert list(find(text)) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("青府发〔2022〕5号", ()),
        ("青府发（2022）5号", (NumberFault.BRACKETS,)),
        ("青府发[2022]05号", (NumberFault.BRACKETS, NumberFault.LEADING_ZERO)),
        ("法释【2014】9号", (NumberFault.BRACKETS,)),
        ("青府办〔2022〕第5号", (NumberFault.ORDINAL,)),
        ("青府发〔22〕5号", (NumberFault.SHORT_YEAR,)),
    ],
)
def test_how_a_number_is_ill_formed(text: str, faults: tuple[NumberFault, ...]) -> None:
    number = parse(text)
    assert number is not None
    assert number.faults == faults


@pytest.mark.parametrize(
    "text", ["〔202259号", "青府发〔20168号", "青府发〔2022号", "2020〕18号", "青府发〔〕12号"]
)
def test_numbers_that_have_lost_something(text: str) -> None:
    (number,) = broken(text)
    assert number.faults == (NumberFault.BROKEN,)


def test_a_whole_number_is_not_broken() -> None:
    assert list(broken("国发〔2019〕5号和青府发[2022]5号")) == []


def test_an_order_has_no_year() -> None:
    number = parse("国令第706号")
    assert number is not None
    assert (number.year, number.serial) == (0, 706)


def test_an_order_of_several_ministries() -> None:
    issuers = "中华人民共和国国家发展和改革委员会 中华人民共和国商务部令"
    number = parse(f"{issuers} 第27号")
    assert number is not None
    assert (number.code, number.serial) == (issuers.replace(" ", ""), 27)


def test_no_number_at_all() -> None:
    assert parse("无") is None


def one(text: str) -> DocumentNumber:
    return next(find(text))


def test_one_document_under_two_spellings() -> None:
    assert one("青府办发〔2022〕81号").same(one("见青禾区政府文件青府办发（2022）81号"))


@pytest.mark.parametrize("other", ["青府办发〔2022〕82号", "青府办发〔2021〕81号", "溪府办发〔2022〕81号"])
def test_different_documents(other: str) -> None:
    assert not one("青府办发〔2022〕81号").same(one(other))


def test_a_long_hostile_text_is_read_in_a_moment() -> None:
    assert list(find("一" * 50_000 + "〔2019" * 20_000)) == []
