"""What is said about the end of an audit."""

import pytest

from auditbot.fleet.ends import End, How, told
from auditbot.model.audit import Grade, StopReason


def end(how: How, code: int | None = 0, **more: object) -> End:
    return End.model_validate(
        {"site": "a", "home": "http://a.example/", "how": how, "code": code, "seconds": 1.0, **more}
    )


@pytest.mark.parametrize("how", list(How))
def test_whatever_went_wrong_is_said_in_both_languages(how: How) -> None:
    words = told(end(how))
    assert bool(words.zh) is bool(words.en) is (how is not How.DONE)


@pytest.mark.parametrize("stopped", list(StopReason))
def test_an_audit_that_saw_less_than_the_whole_says_why(stopped: StopReason) -> None:
    words = told(end(How.DONE, stopped=stopped, detail="dns"))
    assert bool(words.zh) is bool(words.en) is (stopped is not StopReason.EXHAUSTED)


def test_why_a_homepage_does_not_open_is_said_in_words() -> None:
    words = told(end(How.DONE, 3, stopped="unreachable", detail="refused 192.0.2.1 port 80"))
    assert "refused" not in words.zh
    assert "192.0.2.1" in words.zh
    assert told(end(How.DONE, 3, stopped="unreachable")).zh == "没有读到首页"


def test_the_limit_that_was_reached_is_said_in_words() -> None:
    words = told(end(How.DONE, 3, stopped="budget", detail="pages"))
    assert words == ("达到上限（页数上限）", "it reached a limit (pages)")


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (end(How.CRASHED, -9), "SIGKILL"),
        (end(How.CRASHED, -250), "250"),
        (end(How.CRASHED, 77, said="MemoryError"), "MemoryError"),
        (end(How.CRASHED, None, said="no memory"), "no memory"),
        (end(How.REFUSED, 2, said="no such key"), "no such key"),
        (end(How.DONE, 0, flooded=True), "flood"),
        (end(How.LATE, 3), "before it could report"),
        (end(How.LATE, 3, stopped="interrupted"), "partial report"),
    ],
)
def test_what_is_known_is_said(one: End, word: str) -> None:
    assert word in told(one).en


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (end(How.DONE, 0), 0),
        (end(How.DONE, 1), 1),
        (end(How.DONE, 3, stopped="unreachable"), 3),
        (end(How.REFUSED, 2), 2),
        (end(How.INTERRUPTED, 3), 3),
        (end(How.KILLED, -9), 3),
        (end(How.LATE, 3), 3),
        (end(How.HUNG, -9), 4),
        (end(How.CRASHED, -11), 4),
        (end(How.CRASHED, None), 4),
        (end(How.FAULT, 4), 4),
    ],
)
def test_what_each_contributes_to_the_exit_code(one: End, code: int) -> None:
    assert one.exit_code == code


def test_an_end_survives_its_record() -> None:
    one = end(How.DONE, 1, grade=Grade.UNQUALIFIED, failed={"major": 3}, stopped="budget", memory=9)
    assert End.model_validate_json(one.model_dump_json()) == one
