import pytest

from auditbot.model.audit import Grade
from auditbot.model.framework import Wording
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.text import Lang
from auditbot.notify.letters import digest_of
from auditbot.notify.notice import AudienceKind, Notice
from tests.notify.audits import FINANCE, HEALTH, audit, column, earlier, finding, notices, since

SITE, UNIT, SUPERVISOR = AudienceKind.SITE, AudienceKind.UNIT, AudienceKind.SUPERVISOR


def whom(found: tuple[Notice, ...]) -> list[tuple[AudienceKind, str]]:
    return [(one.audience.kind, one.audience.name) for one in found]


def test_nothing_changed_nobody_is_told() -> None:
    assert notices(audit(since=since()), earlier()) == ()


def test_the_site_is_told_everything_and_a_unit_its_own() -> None:
    made = audit(finding("a", unit=FINANCE), finding("b", unit=HEALTH), finding("c"))
    found = notices(made)
    assert [kind for kind, _ in whom(found)] == [SITE, UNIT, UNIT]
    by_name = {one.audience.name: one for one in found}
    assert len(found[0].changes) == 3
    assert "链接 a" in by_name[FINANCE].text
    assert "链接 b" not in by_name[FINANCE].text


def test_the_supervisor_is_told_of_verdicts_and_warnings() -> None:
    made = audit(finding("a"), since=since("a"), grade=Grade.UNQUALIFIED, columns=(column("要闻", 12, 14),))
    found = notices(made, earlier())
    assert [kind for kind, _ in whom(found)] == [SITE, SUPERVISOR]
    assert len(found[1].changes) == 2
    assert found[1].urgent


def test_the_same_change_has_the_same_key_and_is_told_once() -> None:
    made = audit(finding("a"), finding("b"), since=since("a", "b"))
    (first,) = notices(made, earlier())
    assert notices(made, earlier())[0].key == first.key
    assert notices(made, earlier(), known=first.changes) == ()
    (rest,) = notices(made, earlier(), known=first.changes[:1])
    assert "链接 b" in rest.text
    assert "链接 a" not in rest.text


def test_a_hundred_findings_are_ten_and_a_number() -> None:
    made = audit(*(finding(f"x{n}") for n in range(100)), finding("grave", severity=Severity.VETO))
    notice = notices(made, report="audits/qinghe/latest/report.html")[0]
    lines = notice.text.splitlines()
    assert sum(line[:1].isdigit() for line in lines) == 10
    assert "另有 91 个" in notice.text
    assert "grave" in next(line for line in lines if line.startswith("1."))
    assert "report.html" in notice.text
    assert notice.severity is Severity.VETO
    assert len(notice.text) < 2500


def test_what_is_doubtful_comes_last() -> None:
    made = audit(finding("maybe", Outcome.CANT_TELL, severity=Severity.VETO), finding("sure"))
    text = notices(made)[0].text
    assert text.index("sure") < text.index("maybe")


def test_what_a_person_must_confirm_is_not_counted_as_a_problem() -> None:
    both = notices(audit(finding("a"), finding("b"), finding("c", Outcome.CANT_TELL)))[0]
    assert both.subject.endswith("新问题 2 个，待人工确认 1 个")
    assert "\n新问题 2 个，待人工确认 1 个：\n" in both.text
    maybe = notices(audit(finding("c", Outcome.CANT_TELL)))[0]
    assert "问题" not in maybe.subject
    assert "\n待人工确认 1 个：\n" in maybe.text


def test_a_bad_verdict_is_told_with_what_it_rests_on() -> None:
    made = audit(finding("a"), grade=Grade.UNQUALIFIED)
    score = made.score.model_copy(update={"reasons": (Wording(zh="首页不更新", en="Homepage stale"),)})
    made = made.model_copy(update={"score": score})
    assert "\n结论：不合格（首页不更新）\n" in f"{notices(made)[0].text}\n"
    assert "(Homepage stale)" in notices(made, lang=Lang.EN)[0].text


def test_english() -> None:
    notice = notices(audit(finding("a", unit="finance"), since=since("a")), earlier(), lang=Lang.EN)[1]
    assert "a is dead" in notice.text
    assert "verdict: Qualified" in notice.text
    assert "1 new" in notice.subject


@pytest.mark.parametrize("name", ["甲\r\nBcc: x@y.example", "\u202e甲", "甲" * 5000, "", "\ud800"])
def test_hostile_names(name: str) -> None:
    made = audit(finding("a", unit=name or "单位"))
    site = made.site.model_copy(update={"name": name})
    for notice in notices(made.model_copy(update={"site": site}), report=name):
        assert notice.subject.isprintable()
        assert len(notice.subject) < 400
        assert not any(line.startswith("Bcc") for line in notice.text.splitlines())
        notice.model_dump_json().encode()


def test_a_digest_of_one_is_itself() -> None:
    (notice,) = notices(audit(finding("a")))
    assert digest_of([notice], Lang.ZH) is notice


def test_a_digest_is_bounded_and_begins_with_the_gravest() -> None:
    found = [notices(audit(finding(f"{n}")))[0] for n in range(60)]
    grave = notices(audit(finding("grave", severity=Severity.VETO)))[0]
    whole = digest_of([*found, grave], Lang.ZH)
    assert len(whole.text) < 25_000
    assert whole.text.index("grave") < whole.text.index("链接 1 ")
    assert "另有 51 份" in whole.text
    assert len(whole.changes) == 61
    assert whole.severity is Severity.VETO
    assert digest_of([*found, grave], Lang.ZH).key == whole.key


def test_a_glance_gives_no_verdict() -> None:
    made = audit(finding("a"), since=since("a"), glance=True)
    (notice,) = notices(made, earlier(), lang=Lang.EN)
    assert "daily glance" in notice.text
    assert "verdict" not in notice.text
