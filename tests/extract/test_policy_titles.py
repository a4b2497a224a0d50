import pytest

from auditbot.extract.policies.titles import keys, nearly_same, same, subject

POLICY = "青禾区人民政府办公室关于印发青禾区养老服务补贴办法的通知"


@pytest.mark.parametrize(
    "other",
    [
        "青禾区养老服务补贴办法",
        "《青禾区养老服务补贴办法》",
        "关于印发《青禾区养老服务补贴办法》的通知",
        "青禾区人民政府办公室 关于印发《青禾区养老服务补贴办法（试行）》的通知",
        "青禾区养老服务补贴办法（青府办发〔2026〕5号）",
        "养老服务补贴办法",
        "青禾区养老服务补贴办法(2026年修订)",
    ],
)
def test_one_policy_by_many_names(other: str) -> None:
    assert same(POLICY, other)


@pytest.mark.parametrize(
    "other",
    [
        "青禾区养老服务补贴办法实施细则",
        "关于废止青禾区养老服务补贴办法的通知",
        "青禾区托育服务补贴办法",
        "办法",
        "",
        "关于做好养老服务工作的通知",
    ],
)
def test_policies_that_only_look_alike(other: str) -> None:
    assert not same(POLICY, other)


def test_years_tell_notices_apart() -> None:
    assert not same("关于做好2025年义务教育招生工作的通知", "关于做好2026年义务教育招生工作的通知")


def test_issuers_and_forms() -> None:
    assert "青禾区养老服务补贴办法" in keys(POLICY)
    assert keys("区民政局 区财政局关于调整补贴标准的通知") >= {"关于调整补贴标准的通知", "调整补贴标准的通知"}


def test_only_a_place_before_or_years_behind_are_left_out() -> None:
    assert nearly_same("养老服务补贴办法", "青禾区养老服务补贴办法")
    assert nearly_same("养老服务发展规划", "养老服务发展规划2021年修订")
    assert not nearly_same("养老服务补贴办法", "关于延长养老服务补贴办法")
    assert not nearly_same("办法", "青禾区办法")


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("《青禾区养老服务补贴办法》政策解读", "青禾区养老服务补贴办法"),
        ("一图读懂《青禾区养老服务补贴办法》", "青禾区养老服务补贴办法"),
        ("图解：青禾区养老服务补贴办法", "青禾区养老服务补贴办法"),
        ("【图解】青禾区养老服务补贴办法", "青禾区养老服务补贴办法"),
        ("一图读懂丨青禾区养老服务补贴办法", "青禾区养老服务补贴办法"),
        ("关于《青禾区养老服务补贴办法》的解读", "青禾区养老服务补贴办法"),
        ("青禾区养老服务补贴办法政策解读", "青禾区养老服务补贴办法"),
        ("青禾区养老服务补贴办法解读（二）", "青禾区养老服务补贴办法"),
        ("区民政局局长解读《青禾区养老服务补贴办法》", "青禾区养老服务补贴办法"),
        ("区民政局局长解读青禾区养老服务补贴办法", "青禾区养老服务补贴办法"),
        ("《关于印发〈青禾区养老服务补贴办法〉的通知》解读", "关于印发〈青禾区养老服务补贴办法〉的通知"),
        ("惠企政策这样用，好钢用在刀刃上", ""),
        ("政策解读", ""),
        ("", ""),
    ],
)
def test_what_the_title_of_an_interpretation_names(title: str, named: str) -> None:
    assert subject(title) == named


@pytest.mark.parametrize(
    "text", ["局" * 300, "解读说明" * 75, "政策" * 150, "《" * 300, "关于印发" * 75, "的解读" * 100]
)
def test_strange_titles_are_read_in_a_moment(text: str) -> None:
    assert isinstance(subject(text), str)
    assert isinstance(keys(text), frozenset)
