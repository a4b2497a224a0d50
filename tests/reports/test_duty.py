import pytest

from auditbot.model.text import Text
from reports.duty import duties
from tests.reports.sample import sample


@pytest.mark.parametrize(
    ("requirement", "words"),
    [
        ("state/links", Text("长期坚持", "standing duty")),
        ("qinghe-2026/columns", Text("超期 12 天", "overdue by 12 days")),
        ("qinghe-2026/required-columns", Text("临期（还有 10 天）", "due soon, in 10 days")),
        ("qinghe-2026/ipv6-dns", Text("未到期（还有 41 天）", "due in 41 days")),
    ],
)
def test_due_states_in_words(requirement: str, words: Text) -> None:
    assert duties(sample())[requirement].due == words


def test_clauses_are_named_with_their_framework_where_there_are_several() -> None:
    audit = sample()
    assert duties(audit)["state/links"].label == "state use-1"
    alone = audit.model_copy(update={"frameworks": audit.frameworks[:1]})
    assert duties(alone)["state/links"].label == "use-1"


def test_a_verdict_whose_framework_is_not_there_has_no_clause() -> None:
    duty = duties(sample().model_copy(update={"frameworks": ()}))["state/links"]
    assert duty.clause is None
    assert duty.anchor == ""
