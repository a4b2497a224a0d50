from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.interpretation_count import InterpretationCount
from tests.checks.papers import POLICY, READING, SHORT, policy, reading, site
from tests.checks.sites import ago, url

THERE, BACK = (POLICY, f"《{SHORT}》"), (READING, "政策解读")
HEAD = reading(THERE, title=f"区民政局局长解读《{SHORT}》", words="解读单位：区民政局")
OLD = reading(THERE, title=f"一图读懂《{SHORT}》", day=ago(500))


def counted(made: MemorySite, **options: object) -> Finding:
    (one,) = made.findings(InterpretationCount, **options)
    assert one.outcome is Outcome.CANT_TELL
    return one


def test_of_the_site_within_the_period() -> None:
    made = site(policy(BACK), reading(THERE), more={"/jd/t20261110_3.html": HEAD, "/jd/jd/4.html": OLD})
    one = counted(made, asked=3)
    assert (one.message_id, one.target, one.parameters["count"]) == ("site", url("/"), 2)
    assert "区民政局 1 篇" in one.parameters["units"]["zh"]
    assert one.parameters["asked"]["zh"] == "要求 3 篇"
    assert counted(made, months=24).parameters["count"] == 3


def test_by_heads() -> None:
    made = site(policy(BACK), reading(THERE), more={"/jd/t20261110_3.html": HEAD})
    assert counted(made, by="heads").parameters["count"] == 1
    none = counted(site(policy(BACK), reading(THERE)), by="heads", asked=3)
    assert (none.message_id, none.parameters["count"]) == ("heads", 0)


def test_per_policy() -> None:
    other = policy(title="青禾区人民政府关于印发青禾区绿化管理办法的通知", number="青政发〔2026〕6号")
    staff = policy(title="青禾区人民政府关于王一任职的通知", number="青政人〔2026〕6号")
    made = site(
        policy(BACK), reading(THERE), more={"/zc/t20261109_7.html": other, "/zc/t20261109_8.html": staff}
    )
    one = counted(made, by="policy")
    assert (one.parameters["count"], one.parameters["few"], one.parameters["least"]) == (2, 1, 1)
    assert one.found_on == (url("/zc/t20261109_7.html"),)
    assert counted(made, by="policy", asked=2).parameters["few"] == 2


def test_nothing_to_count() -> None:
    assert site().conclusion(InterpretationCount, by="policy").tally == {Outcome.INAPPLICABLE: 1}
    assert site(policy()).conclusion(InterpretationCount).tally == {Outcome.INAPPLICABLE: 1}
