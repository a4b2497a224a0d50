from datetime import date

import pytest

from auditbot.extract.text.dates import days, only_day, only_month_day, stamp

DAY = date(2022, 8, 1)


@pytest.mark.parametrize(
    "text",
    [
        "发布日期:2022-08-01",
        "发布日期：2022年8月1日",
        "[2022.08.01]",
        "2022/8/1 星期一",
        "二〇二二年八月一日",
        "二O二二年八月一日",
        "２０２２年０８月０１日",
        "2022 年 8 月 1 日",
        "2022年8⽉1⽇",
        "2022——08——01",
        "2022－08－01",
        "（2022-08-01）",
    ],
)
def test_every_spelling_of_a_day_is_read(text: str) -> None:
    assert [day.value for day in days(text)] == [DAY]


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2022〕81号",
        "访问量：20220801",
        "000014349/2019-00007",
        "2022-08-01-123",
        "192.168.10.12",
        "2022-13-01",
        "2022-02-30",
        "2022年727",
        "办公时间：8:30-12:00",
        "08-01",
        "电话：0519-86660000",
        "1022-08-01",
    ],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert list(days(text)) == []


def test_all_days_of_a_text_in_order() -> None:
    found = [day.value for day in days("成文 2022年07月15日 发布 2022年08月01日")]
    assert found == [date(2022, 7, 15), DAY]


def test_both_ends_of_a_range() -> None:
    assert [day.value for day in days("2022-07-01—2022-08-01")] == [date(2022, 7, 1), DAY]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二二年十二月二十三日", date(2022, 12, 23)),
        ("二〇二二年十月三十一日", date(2022, 10, 31)),
        ("二〇二〇年元月十日", date(2020, 1, 10)),
        ("二〇二〇年三月廿三日", date(2020, 3, 23)),
    ],
)
def test_chinese_numerals(text: str, value: date) -> None:
    assert [day.value for day in days(text)] == [value]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2022-08-01 10:22", "10:22"),
        ("2022-08-0110:22", "10:22"),
        ("2022-08-01T9:05:00", "09:05"),
        ("2022年8月1日 星期一 10:22", "10:22"),
        ("2022-08-01", ""),
        ("2022-08-01 25:70", ""),
    ],
)
def test_the_clock_goes_with_the_day(text: str, clock: str) -> None:
    (day,) = days(text)
    assert (day.value, day.clock) == (DAY, clock)


@pytest.mark.parametrize(
    "text",
    [
        "2022-08-01",
        "[2022-08-01]",
        "发布时间：2022-08-01 10:22",
        "日期：2022-08-01",
        "01 2022-08",
        "2022-08 01",
        "08-01 2022",
    ],
)
def test_a_text_that_is_nothing_but_a_day(text: str) -> None:
    day = only_day(text)
    assert day is not None
    assert day.value == DAY


@pytest.mark.parametrize(
    "text",
    ["有效期：2022-08-01", "截止日期：2022-08-01", "2022年8月1日报道", "成文日期：2022-08-01", "08-01", ""],
)
def test_a_text_that_is_more_than_a_day_of_publication(text: str) -> None:
    assert only_day(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("08-01", (8, 1)), ("[8月1日]", (8, 1)), ("(12-29)", (12, 29)), ("12/29", (12, 29))]
)
def test_days_without_a_year(text: str, value: tuple[int, int]) -> None:
    assert only_month_day(text) == value


@pytest.mark.parametrize("text", ["13-01", "8:30", "1-2", "8.1", "1/2", "08-01-02", "共12-29页"])
def test_what_is_no_day_without_a_year(text: str) -> None:
    assert only_month_day(text) is None


@pytest.mark.parametrize(
    ("text", "value", "clock"),
    [
        ("2022-08-01 10:22", DAY, "10:22"),
        ("20220801", DAY, ""),
        ("20220801103000", DAY, "10:30"),
        ("2022-08-01 10:22:33.0", DAY, "10:22"),
        ("2022-07-31T18:00:00Z", DAY, "02:00"),
        ("2022-08-01T18:00:00+08:00", DAY, "18:00"),
        ("2022年08月01日", DAY, ""),
        ("2022——08——01 21:37", DAY, "21:37"),
    ],
)
def test_stamps_of_machines(text: str, value: date, clock: str) -> None:
    day = stamp(text)
    assert day is not None
    assert (day.value, day.clock) == (value, clock)


@pytest.mark.parametrize("text", ["", "1659312000000", "none", "2022115", "0"])
def test_stamps_that_tell_no_day(text: str) -> None:
    assert stamp(text) is None


def test_a_long_hostile_text_is_read_in_a_moment() -> None:
    assert list(days("2022-" * 20_000 + "二" * 50_000 + "1" * 50_000)) == []
