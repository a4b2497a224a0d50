"""Slips of the pen, page by page; the operator's words; the two lists of names."""

from typing import Any

from auditbot.check import Check
from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.sensitive_terms import SensitiveTerms
from checks.text_quality import TextQuality


def article(title: str, text: str) -> str:
    return (
        f"<html><head><title>{title}</title><meta name='ArticleTitle' content='{title}'>"
        "<meta name='PubDate' content='2026-11-01 09:00'></head><body>"
        f"<h1>{title}</h1><p>发布日期：2026-11-01</p><p>{text}</p></body></html>"
    )


def site(title: str = "关于开展评选的通知", text: str = "请各单位按期报送材料。") -> MemorySite:
    return MemorySite(
        {"/": "<title>青禾区</title><a href='/art_1.html'>通知</a>", "/art_1.html": article(title, text)}
    )


def told(made: MemorySite, check: type[Check] = TextQuality, **options: Any) -> list[tuple[str, Outcome]]:
    return [(one.message_id, one.outcome) for one in made.findings(check, **options)]


def test_honest_text_passes() -> None:
    found = site().conclusion(TextQuality)
    assert (found.findings, found.tally[Outcome.PASSED]) == ((), 2)


def test_each_kind_of_slip_is_one_finding_of_its_page() -> None:
    made = site("测试", "报名截至2026年13月1日，，请于4月31日前，，完成&amp;nbsp;。")
    assert sorted(message for message, _ in told(made)) == ["date", "entity", "marks", "placeholder"]
    (marks,) = [one for one in made.findings(TextQuality) if one.message_id == "marks"]
    assert (marks.parameters["count"], marks.target.endswith("/art_1.html")) == (2, True)


def test_a_wrong_name_of_the_state_is_a_fault_and_an_operators_word_a_question() -> None:
    made = site(text="热烈庆祝中共人民共和国成立。食药监局负责。")
    names = [{"wrong": "食药监局", "right": "市场监管局"}]
    assert told(made, names=names) == [("wrong-name", Outcome.FAILED), ("renamed", Outcome.CANT_TELL)]
    assert told(made) == [("wrong-name", Outcome.FAILED)]


def test_a_page_whose_encoding_was_repaired_is_not_called_garbled() -> None:
    html = article("通知", "锟斤拷").encode("gbk")
    made = MemorySite({"/": "<title>青</title><a href='/art_1.html'>通知</a>", "/art_1.html": html})
    assert "garbled" not in [message for message, _ in told(made)]


def test_the_operators_words_are_left_to_a_person() -> None:
    made = site(text="内部资料，注意保存。")
    (found,) = made.findings(SensitiveTerms, terms=["内部资料", "绝密"])
    assert (found.outcome, found.parameters["terms"]) == (Outcome.CANT_TELL, ["内部资料"])
    assert told(site(), SensitiveTerms, terms=["绝密"]) == []


def test_without_a_list_nothing_is_said() -> None:
    assert site().conclusion(SensitiveTerms).tally == {Outcome.UNTESTED: 1}
