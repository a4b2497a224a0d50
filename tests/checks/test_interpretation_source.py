import pytest

from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.interpretation_source import InterpretationSource
from checks.shared.interpretations import same_unit
from tests.checks.papers import POLICY, READING, SHORT, policy, reading, site
from tests.checks.sites import only, url

THERE, BACK = (POLICY, f"《{SHORT}》"), (READING, "政策解读")
OF_BUREAU = policy(BACK, title=f"青禾区民政局关于印发{SHORT}的通知", number="青民发〔2026〕5号")


def told(source: str, words: str = "现解读如下。", title: str = f"《{SHORT}》政策解读") -> str:
    page = reading(THERE, words=words, title=title)
    return page.replace(
        '<div class="bar">', f'<div class="bar">来源：{source}　' if source else '<div class="bar">'
    )


def made(
    source: str, words: str = "现解读如下。", issuer: str = "青禾区民政局", extra: str = ""
) -> MemorySite:
    page = OF_BUREAU.replace("青禾区人民政府</td>", f"{issuer}</td>")
    return site(page.replace("<p>各镇", f"<p>{extra}</p><p>各镇"), told(source, words))


@pytest.mark.parametrize("source", ["青禾区民政局", "区民政局", "民政局", "溪山市青禾区民政局 "])
def test_by_the_issuer(source: str) -> None:
    assert made(source).conclusion(InterpretationSource).tally == {Outcome.PASSED: 1}


def test_by_another_unit() -> None:
    (one,) = made("区融媒体中心").findings(InterpretationSource)
    assert (one.message_id, one.outcome, one.target) == ("other-unit", Outcome.FAILED, url(READING))
    assert (one.parameters["source"], one.parameters["drafter"]) == ("区融媒体中心", "青禾区民政局")


def test_the_label_counts_before_the_source() -> None:
    assert made("区融媒体中心", "解读单位：区民政局").findings(InterpretationSource) == ()
    assert only(made("区民政局", "解读单位：区财政局").findings(InterpretationSource))[0] == "other-unit"


@pytest.mark.parametrize("source", ["", "本网", "青禾区人民政府门户网站", "青禾发布"])
def test_nobody_is_named(source: str) -> None:
    site_ = made(source)
    (one,) = site_.findings(InterpretationSource)
    assert (one.message_id, one.outcome) == ("no-source", Outcome.CANT_TELL)


def test_joint_documents() -> None:
    joint = "青禾区民政局、青禾区财政局"
    assert made("区民政局", issuer=joint).findings(InterpretationSource) == ()
    assert only(made("区财政局", issuer=joint).findings(InterpretationSource)) == (
        "not-lead",
        Outcome.CANT_TELL,
    )
    assert only(made("区教育局", issuer=joint).findings(InterpretationSource)) == (
        "other-unit",
        Outcome.FAILED,
    )


def test_documents_of_the_government() -> None:
    government = "青禾区人民政府"
    unknown = made("区民政局", issuer=government).findings(InterpretationSource)
    assert only(unknown) == ("drafter-unknown", Outcome.CANT_TELL)
    for words in ("近日，区民政局牵头起草了《办法》。", "起草单位：青禾区民政局", "解读单位：区民政局"):
        assert made("区民政局", words, government).findings(InterpretationSource) == ()
    other = made("区财政局", "近日，区民政局牵头起草了《办法》。", government)
    assert only(other.findings(InterpretationSource)) == ("other-unit", Outcome.FAILED)
    assert made(government, issuer=government).findings(InterpretationSource) == ()
    named = made("区财政局", issuer=government, extra="起草单位：区民政局")
    assert only(named.findings(InterpretationSource)) == ("other-unit", Outcome.FAILED)


@pytest.mark.parametrize("title", [f"专家解读《{SHORT}》", f"《{SHORT}》新闻发布会"])
def test_other_voices_are_left_out(title: str) -> None:
    concluded = site(OF_BUREAU, told("青禾日报", title=title)).conclusion(InterpretationSource)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_without_the_policy_or_any_interpretation() -> None:
    assert site(None, told("青禾日报")).conclusion(InterpretationSource).tally == {Outcome.INAPPLICABLE: 1}
    assert site(policy()).conclusion(InterpretationSource).tally == {Outcome.INAPPLICABLE: 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区发改局", "青禾区发展和改革局"),
        ("市卫健委", "溪山市卫生健康委员会"),
        ("区市场监管局", "溪山市青禾区市场监督管理局"),
        ("区住建局", "区住房和城乡建设局"),
        ("区政府办", "青禾区人民政府办公室"),
        ("近日区民政局", "青禾区民政局"),
    ],
)
def test_names_of_one_unit(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区民政局", "区财政局"),
        ("区教育局", "区体育局"),
        ("区人民政府", "区人民政府办公室"),
        ("区水利局", "区农业农村局"),
        ("", "区水利局"),
        ("局", "区水利局"),
    ],
)
def test_names_of_two_units(one: str, other: str) -> None:
    assert not same_unit(one, other)
