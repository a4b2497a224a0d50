import tomllib
from pathlib import Path

import pytest

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.testing import Answered, MemorySite
from checks.interpretation_excerpt import InterpretationExcerpt
from tests.checks.papers import MENU, POLICY, READING, SHORT, policy, reading, site
from tests.checks.sites import article, only, url

PAIRS = {
    file.stem: tomllib.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parent / "pairs").glob("*.toml"))
}
each_pair = pytest.mark.parametrize("name", PAIRS)


def pages(name: str, label: str) -> MemorySite:
    pair = PAIRS[name]
    title = pair["title"]
    theirs = f"<p>青政发〔2026〕5号</p>{paragraphs(pair['policy'])}"
    ours = f'{paragraphs(pair[label])}<p><a href="{POLICY}">《{title}》</a></p>'
    return site(
        article(f"青禾区人民政府关于印发{title}的通知", theirs, None, MENU, "政策文件"),
        article(f"《{title}》政策解读", ours, None, MENU, "政策解读"),
    )


def paragraphs(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.strip().split("\n"))


def found(name: str, label: str, **options: float) -> tuple[Finding, ...]:
    return pages(name, label).findings(InterpretationExcerpt, **options)


@each_pair
def test_copied(name: str) -> None:
    (one,) = found(name, "copied")
    assert (one.message_id, one.outcome, one.target) == ("copied", Outcome.CANT_TELL, url(READING))
    assert one.parameters["share"] >= 80
    assert len(one.evidence) <= 6
    for ours, theirs in zip(one.evidence[::2], one.evidence[1::2], strict=True):
        assert (ours.url, theirs.url) == (url(READING), url(POLICY))
        assert 14 <= len(ours.excerpt) <= 300
        assert theirs.excerpt


@pytest.mark.parametrize("name", [name for name, pair in PAIRS.items() if pair["headings"]])
def test_headings_alone(name: str) -> None:
    assert only(found(name, "headings")) == ("headings", Outcome.CANT_TELL)


@each_pair
def test_honest_and_quoting(name: str) -> None:
    for label in ("honest", "quoting", "official"):
        if label in PAIRS[name]:
            assert found(name, label) == ()


def test_the_share_is_an_option() -> None:
    assert only(found("business", "official", percent=25)) == ("copied", Outcome.CANT_TELL)


def test_pictures_have_nothing_to_compare() -> None:
    shown = reading((POLICY, f"《{SHORT}》"), title=f"一图读懂《{SHORT}》", words="").split("<p>现将")[0]
    picture = f'{shown}<p><img src="/tj/1.png"></p><a href="{POLICY}">《{SHORT}》</a>'
    concluded = site(policy(), picture).conclusion(InterpretationExcerpt)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_without_the_policy_or_any_interpretation() -> None:
    alone = site(None, reading()).conclusion(InterpretationExcerpt)
    assert (alone.findings, alone.tally) == ((), {Outcome.INAPPLICABLE: 1})
    none = site(policy()).conclusion(InterpretationExcerpt)
    assert (none.findings, none.tally) == ((), {Outcome.INAPPLICABLE: 1})
    broken = site(policy(), None, more={READING: Answered("", 500)})
    assert broken.findings(InterpretationExcerpt) == ()
