import re
from collections.abc import Iterable
from importlib.resources import files
from string import Formatter

import pytest

from auditbot.model.audit import Gap, Grade, IndicatorState, Line, StopReason
from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.model.framework import IndicatorKind, See, Trust
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.page import Region
from auditbot.model.text import Text
from auditbot.settings import Limits
from reports import crawl_terms, terms
from reports.duty import DUE_STATES
from reports.html import PARTS
from reports.table import COLUMNS
from reports.texts import WORDS

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
TEMPLATES = "".join(
    path.read_text(encoding="utf-8")
    for path in files("reports").joinpath("templates").iterdir()
    if path.is_file()
)
MAPPINGS = {name: value for name, value in (vars(terms) | vars(crawl_terms)).items() if name.isupper()}
EVERY = [
    *WORDS.values(),
    *COLUMNS,
    *DUE_STATES.values(),
    *(text for mapping in MAPPINGS.values() for text in mapping.values()),
]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.en)
def test_every_word_is_there_in_both_languages(text: Text) -> None:
    assert text.zh
    assert text.en
    assert not CHINESE.search(text.en)
    assert places(text.zh) == places(text.en)


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.en)
def test_nothing_is_called_an_error(text: Text) -> None:
    assert not any(word in text.zh for word in ("错误", "失败", "异常"))
    assert "error" not in text.en.lower()


def test_outcomes_have_the_agreed_words() -> None:
    assert {outcome: terms.OUTCOMES[outcome] for outcome in Outcome} == {
        Outcome.PASSED: ("符合", "passed"),
        Outcome.FAILED: ("不符合", "failed"),
        Outcome.CANT_TELL: ("待人工确认", "needs a person"),
        Outcome.UNTESTED: ("未检测", "not tested"),
        Outcome.INAPPLICABLE: ("不适用", "not applicable"),
    }


@pytest.mark.parametrize(
    ("mapping", "values"),
    [
        (terms.SEVERITIES, Severity),
        (terms.GRADES, Grade),
        (terms.INDICATOR_KINDS, IndicatorKind),
        (terms.INDICATOR_STATES, IndicatorState),
        (terms.SEES, See),
        (terms.TRUSTS, Trust),
        (crawl_terms.STOPS, StopReason),
        (crawl_terms.LINES, Line),
        (terms.REGIONS, Region),
        (crawl_terms.PAGE_OUTCOMES, PageOutcome),
        (crawl_terms.FAILURES, FailureKind),
        (crawl_terms.GAPS, (*StopReason, *Gap)),
        (crawl_terms.LIMITS, Limits.model_fields),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_value_has_its_word(mapping: terms.Terms, values: Iterable[str]) -> None:
    assert set(mapping) == set(values)


def test_a_value_without_a_word_is_shown_as_it_is() -> None:
    assert terms.term(crawl_terms.TRAPS, "new-kind") == Text("new-kind", "new-kind")


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    used = set(re.findall(r"\bsay\.(\w+)", TEMPLATES))
    assert used | set(PARTS) == set(WORDS)
