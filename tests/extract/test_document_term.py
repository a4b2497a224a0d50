from datetime import date

import pytest

from auditbot.extract.documents.term import effects, term

ISSUED = date(2021, 2, 10)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("本办法自2021年3月1日起施行，有效期五年。", date(2026, 2, 28)),
        ("第十二条 本细则自2021年3月1日起施行，有效期至2023年12月31日。", date(2023, 12, 31)),
        ("本通知自印发之日起施行，有效期2年。", date(2023, 2, 9)),
        ("十、本意见自2021年3月1日起施行。有效期三年。", date(2024, 2, 29)),
        ("本通知自2021年3月1日起执行，有效期为6个月。", date(2021, 8, 31)),
        ("本办法自印发之日起三十日后施行，有效期一年。", date(2022, 3, 11)),
        ("本文件自2021年3月1日起试行，试行期两年。", date(2023, 2, 28)),
        ("本政策自2021年3月1日起至2022年2月28日止施行。", date(2022, 2, 28)),
        ("自2021年12月31日起施行，有效期十二个月。", date(2022, 12, 30)),
        ("本通知有效期至2024年6月30日。", date(2024, 6, 30)),
    ],
)
def test_the_stated_term(text: str, ends: date | None) -> None:
    assert term(text, ISSUED).ends == ends


@pytest.mark.parametrize(
    "text",
    [
        "笔试单科合格成绩有效期2年，全国统考省份通用。",
        "在有效期内的居住证可以使用。",
        "许可证自颁发之日起生效，有效期五年。",
        "《食品经营许可证》自2021年3月1日起施行，有效期五年。",
        "项目自2021年3月1日起实施，至2023年12月31日完成。",
        "考生自2021年3月1日至2021年3月9日报名。",
    ],
)
def test_terms_of_other_things(text: str) -> None:
    assert term(text, ISSUED).ends is None
    assert not term(text, ISSUED).limited


def test_without_a_term() -> None:
    told = term("本办法自2021年3月1日起施行。", ISSUED)
    assert (told.starts, told.ends, told.limited) == (date(2021, 3, 1), None, False)


def test_a_term_whose_beginning_is_not_known() -> None:
    told = term("本办法自发布之日起施行，有效期五年。", None)
    assert (told.ends, told.limited) == (None, True)


def test_two_terms_that_disagree() -> None:
    told = term("本通知自2021年3月1日起施行，有效期五年。\n本细则自2021年3月1日起施行，有效期两年。", ISSUED)
    assert (told.ends, told.limited) == (None, True)


def test_what_is_declared_void() -> None:
    told = effects(
        "青禾区住房租赁管理办法",
        "《青禾区住房租赁管理规定》（青政规〔2018〕3号）和《青禾区公租房配租细则》同时废止。",
    )
    assert [(one.title, one.number) for one in told.abolishes] == [
        ("青禾区住房租赁管理规定", "青政规〔2018〕3号"),
        ("青禾区公租房配租细则", ""),
    ]


def test_a_number_alone_is_declared_void() -> None:
    told = effects("关于调整标准的通知", "青民发〔2019〕8号文件同时废止。")
    assert [(one.title, one.number) for one in told.abolishes] == [("", "青民发〔2019〕8号")]


def test_a_notice_that_only_abolishes() -> None:
    told = effects("关于废止《青禾区养犬管理办法》的通知", "现将有关事项通知如下。")
    assert [one.title for one in told.abolishes] == ["青禾区养犬管理办法"]


@pytest.mark.parametrize(
    "text",
    [
        "《青禾区养犬管理办法》第三条同时废止。",
        "此前有关规定与本办法不一致的，以本办法为准。",
        "各单位应当及时清理，废止不适应的《管理制度》。",
    ],
)
def test_what_is_not_declared_void(text: str) -> None:
    assert effects("关于加强管理的通知", text).abolishes == ()


def test_what_is_prolonged() -> None:
    others = effects("关于延长《青禾区养犬管理办法》有效期的通知", "经研究，同意延长。")
    assert [one.title for one in others.prolongs] == ["青禾区养犬管理办法"]
    own = effects("青禾区养犬管理办法", "经评估，有效期延长至2028年12月31日。")
    assert (own.prolongs, bool(own.extended)) == ((), True)
