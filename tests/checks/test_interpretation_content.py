from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.interpretation_content import InterpretationContent
from tests.checks.papers import POLICY, READING, SHORT, policy, reading, site
from tests.checks.sites import only, url

THERE, BACK = (POLICY, f"《{SHORT}》"), (READING, "政策解读")
ALL = (
    "一、背景依据。二、目标任务。三、主要内容。四、适用范围。五、补贴标准。六、关键词：服务券。"
    "七、群众得到的实惠。八、与原办法相比有何变化。"
)


def found(made: MemorySite, *elements: str) -> tuple[Finding, ...]:
    options = {"elements": elements} if elements else {}
    return made.findings(InterpretationContent, **options)


def test_everything_is_told() -> None:
    concluded = site(policy(BACK), reading(THERE, words=ALL)).conclusion(InterpretationContent)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 1})


def test_what_is_missing_is_named() -> None:
    made = site(policy(BACK), reading(THERE, words="一、背景依据。二、目标任务。"))
    (one,) = found(made)
    assert (one.message_id, one.outcome, one.target) == ("missing", Outcome.CANT_TELL, url(READING))
    assert one.parameters["missing"]["zh"].startswith("主要内容、涉及范围")
    assert one.parameters["found"] == 2
    assert found(made, "background", "aims") == ()


def test_interpretations_of_one_policy_are_taken_together() -> None:
    start, rest = ALL[:20], ALL[20:]
    made = site(
        policy(BACK),
        reading(THERE, words=start),
        more={"/jd/t20261110_3.html": reading(THERE, title=f"专家解读《{SHORT}》", words=rest)},
    )
    assert found(made) == ()


def test_pictures_are_not_read() -> None:
    shown = reading(THERE, title=f"一图读懂《{SHORT}》", words="").replace("现将有关事项说明如下，", "")
    picture = shown.replace("请认真贯彻执行。" * 20, '<img src="/tj/1.jpg">')
    concluded = site(policy(BACK), picture).conclusion(InterpretationContent)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.UNTESTED: 1})


def test_documents_of_higher_bodies_are_left_out() -> None:
    title = "国务院办公厅关于推进养老服务发展的意见"
    made = site(policy(title=title, number="国办发〔2025〕5号"), reading(THERE, title=f"《{title}》解读"))
    assert made.conclusion(InterpretationContent).tally == {Outcome.INAPPLICABLE: 1}


def test_a_site_without_interpretations() -> None:
    assert site(policy()).conclusion(InterpretationContent).tally == {Outcome.INAPPLICABLE: 1}


def test_without_the_policy_it_is_looked_at_all_the_same() -> None:
    assert only(found(site(None, reading()))) == ("missing", Outcome.CANT_TELL)
