import pytest

from auditbot.check import Answer
from auditbot.model.fetch import FailureKind
from auditbot.model.outcome import Outcome
from auditbot.score import Conclusion
from auditbot.testing import HOME
from checks.ipv6_consistent import Ipv6Consistent
from tests.checks.net import Tables, concluded, page

TEXT = "青禾区人民政府门户网站 要闻 通知公告 政策文件 政务服务 互动交流 " * 20


def judged(old: Answer | FailureKind | int, new: Answer | FailureKind | int, **options: float) -> Conclusion:
    return concluded(Ipv6Consistent, Tables(pages={(HOME, 4): old, (HOME, 6): new}), options=options)


def told(found: Conclusion) -> list[tuple[str, Outcome]]:
    return [(one.message_id, one.outcome) for one in found.findings]


def test_the_same_page() -> None:
    assert judged(page(TEXT), page(TEXT)).tally == {Outcome.PASSED: 1}


def test_dynamic_parts_are_tolerated() -> None:
    old, new = page(f"{TEXT} 今天是11月20日 访问量100234"), page(f"{TEXT} 今天是11月20日 访问量100235")
    assert judged(old, new).findings == ()


def test_another_text() -> None:
    found = judged(page(TEXT), page("网站升级改造中，请稍后访问"))
    assert told(found) == [("text-differs", Outcome.FAILED)]
    assert found.findings[0].parameters["wanted"] == 90


def test_how_alike_is_an_option() -> None:
    old, new = page(TEXT), page(TEXT[: len(TEXT) * 3 // 4])
    assert told(judged(old, new)) == [("text-differs", Outcome.FAILED)]
    assert judged(old, new, similarity=0.8).findings == ()


def test_a_share_just_below_is_not_rounded_up_to_what_is_wanted() -> None:
    found = judged(page("字" * 1000), page("字" * 812))
    assert told(found) == [("text-differs", Outcome.FAILED)]
    assert found.findings[0].parameters["alike"] == 89


@pytest.mark.parametrize("kinds", [("text/html", "text/html; charset=utf-8"), ("text/html;", "text/html")])
def test_a_charset_that_only_one_of_the_two_names_is_no_difference(kinds: tuple[str, str]) -> None:
    assert judged(page(TEXT, kind=kinds[0]), page(TEXT, kind=kinds[1])).findings == ()


def test_two_charsets_are_a_difference() -> None:
    found = judged(page(TEXT, kind="text/html;charset=gbk"), page(TEXT, kind="text/html;charset=utf-8"))
    assert told(found) == [("headers-differ", Outcome.FAILED)]


def test_another_status() -> None:
    for new in (404, 500):
        assert told(judged(page(TEXT), new)) == [("status-differs", Outcome.FAILED)]


def test_another_type() -> None:
    found = judged(page(TEXT), page(TEXT, kind="text/plain"))
    assert told(found) == [("headers-differ", Outcome.FAILED)]
    assert (
        judged(
            page(TEXT, kind="text/html; charset=UTF-8"), page(TEXT, kind="text/html;charset=utf-8")
        ).findings
        == ()
    )


@pytest.mark.parametrize(
    "failure", [FailureKind.NO_ADDRESS, FailureKind.CONNECT_TIMEOUT, FailureKind.BLOCKED]
)
def test_a_homepage_that_did_not_open_over_both(failure: FailureKind) -> None:
    assert told(judged(page(TEXT), failure)) == [("not-both", Outcome.UNTESTED)]
    assert told(judged(failure, page(TEXT))) == [("not-both", Outcome.UNTESTED)]


def test_walls_on_both_sides_are_not_compared() -> None:
    assert told(judged(FailureKind.BLOCKED, FailureKind.BLOCKED)) == [("not-both", Outcome.UNTESTED)]


def test_without_a_line_of_our_own() -> None:
    assert told(judged(page(TEXT), FailureKind.NO_ROUTE)) == [("no-line", Outcome.UNTESTED)]


def test_what_has_no_text_is_not_compared() -> None:
    picture = Answer(page(TEXT, kind="image/png").fetch)
    assert told(judged(picture, picture)) == [("not-both", Outcome.UNTESTED)]
