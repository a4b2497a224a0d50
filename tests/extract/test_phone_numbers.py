import pytest

from auditbot.extract.contact.phone_numbers import find, is_valid


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("电话：0851-25782065", ["085125782065"]),
        ("联系电话 0375－2629911", ["03752629911"]),
        ("0519-86660000/86660001", ["051986660000", "051986660001"]),
        ("电话：86660000、86660001", ["86660000", "86660001"]),
        ("监督电话：6660000 6660001", ["6660000", "6660001"]),
        ("电话：0519-86660000\u3000\u300086660001", ["051986660000", "051986660001"]),
        ("电话：86660000（区人社局） 86660001（区社保局）", ["86660000", "86660001"]),
        ("电话：86660000（区人社局）、86660001（区社保局）", ["86660000", "86660001"]),
        ("电话：86660000(区人社局)86660001", ["86660000", "86660001"]),
        ("电话：86660000 20260801", ["86660000"]),
        ("电话：86660000 12室", ["86660000"]),
        ("电话：86660000（值班） 36室", ["86660000"]),
        ("电话：0519-8888888/89", ["05198888888", "05198888889"]),
        ("联系电话：010-12345", ["01012345"]),
        ("0571—12345", ["057112345"]),
        ("拨打12345", ["12345"]),
        ("12345热线", ["12345"]),
        ("监督举报电话：12388", ["12388"]),
        ("手机：138 1234 5678", ["13812345678"]),
        ("13812345678", ["13812345678"]),
        ("400-666-1234", ["4006661234"]),
        ("Tel: +86-10-12345678", ["01012345678"]),
        ("办公电话：(0519)8666 0000", ["051986660000"]),
        ("电 话\n025—83660000", ["02583660000"]),
        ("（0795-8819792）", ["07958819792"]),
        ("联系电话：０５１９－８６６６００００", ["051986660000"]),
    ],
)
def test_numbers_of_every_kind(text: str, digits: list[str]) -> None:
    assert [number.digits for number in find(text)] == digits


@pytest.mark.parametrize(
    "text",
    [
        "发布日期2022-08-01 12:30",
        "电话：2022-08-01",
        "粤ICP备05003616号-1",
        "赣公网安备 36092202000105号",
        "网站标识码 4104000017",
        "000014349/2019-00007",
        "身份证 320402199001011234",
        "统一社会信用代码 11320400014110000X",
        "共12345条",
        "邮编：213000 电话：",
        "国办发〔2022〕81号",
        "投资86660000元",
    ],
)
def test_what_is_no_telephone(text: str) -> None:
    assert list(find(text)) == []


@pytest.mark.parametrize(
    ("text", "written", "extension"),
    [
        ("0519-86660000-8012", "0519-86660000-8012", "8012"),
        ("(023)49822812转8012", "(023)49822812转8012", "8012"),
        ("0519-86660000", "0519-86660000", ""),
    ],
)
def test_extensions_are_no_digits_of_the_number(text: str, written: str, extension: str) -> None:
    (number,) = find(text)
    assert (number.written, number.extension) == (written, extension)
    assert "8012" not in number.digits


@pytest.mark.parametrize(
    "text", ["联系电话：XXXX-XXXXXXX", "电话：00000000", "电话：0851-257842065", "电话：12345678"]
)
def test_wrong_and_unfilled_numbers_are_kept_where_a_label_announces_them(text: str) -> None:
    (number,) = find(text)
    assert not is_valid(number.digits)


def test_a_label_with_wide_gaps() -> None:
    (number,) = find("电　　话：\u3000\u3000\u3000\u3000\u3000\u30000519-86660000")
    assert number.label == "电话"


def test_a_label_goes_with_its_number() -> None:
    assert [number.label for number in find("咨询电话：0519-86660000 传真：0519-86660001")] == [
        "咨询电话",
        "传真",
    ]


@pytest.mark.parametrize(
    "digits", ["051986660000", "13812345678", "4006661234", "12345", "12380", "057112345", "110"]
)
def test_numbers_that_can_exist(digits: str) -> None:
    assert is_valid(digits)


@pytest.mark.parametrize("digits", ["", "12", "86660000", "0851257842065", "99999"])
def test_numbers_that_cannot(digits: str) -> None:
    assert not is_valid(digits)


@pytest.mark.parametrize(
    "text", ["电话" * 20_000, "0519-" * 10_000, "1" * 50_000, "电话：" + " " * 50_000, "一" * 50_000]
)
def test_a_long_hostile_text_is_read_in_a_moment(text: str) -> None:
    assert len(list(find(text))) < 20_000
