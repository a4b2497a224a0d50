"""What is told of a run is one printable line, whatever pages say."""

from auditbot.clock.duty import Due
from auditbot.clock.words import begun_line, end_line
from auditbot.fleet.ends import End, How
from auditbot.model.audit import Grade
from auditbot.store.schema_clock import RunKind
from tests.clock.office import START, A

HOSTILE = "\x1b[2J\u202e\n=1+1" + "x" * 9000


def end(**more: object) -> End:
    return End.model_validate(
        {"site": A.id, "home": A.home, "how": How.DONE, "code": 0, "seconds": 9, **more}
    )


def test_ends_are_told_with_grade_and_reason() -> None:
    due = Due(A, RunKind.AUDIT, START)
    done = end_line(due, end(grade=Grade.QUALIFIED, pages=7))
    assert "7" in done.en
    assert A.name in done.zh
    crashed = end_line(due, end(how=How.CRASHED, code=-9))
    assert "SIGKILL" in crashed.zh
    assert begun_line(due) != begun_line(Due(A, RunKind.AUDIT, START, 1, (), "folder"))


def test_hostile_text_is_cut_and_made_plain() -> None:
    site = A.model_copy(update={"name": HOSTILE})
    lines = (
        begun_line(Due(site, RunKind.LIGHT, START)),
        end_line(Due(site, RunKind.LIGHT, START), end(how=How.FAULT, code=4, said=HOSTILE)),
    )
    for line in lines:
        for said in line:
            assert said.isprintable()
            assert len(said) < 600
