from auditbot.model.outcome import Outcome
from auditbot.testing import Answered, MemorySite
from checks.find_error_entry import FindErrorEntry
from tests.checks.feet import ENTRY, REGISTERED, foot, site


def told(pages: dict[str, str], *, registered: bool = True) -> list[tuple[str, Outcome]]:
    made = MemorySite(pages, site=REGISTERED) if registered else MemorySite(pages)
    return sorted((one.message_id, one.outcome) for one in made.findings(FindErrorEntry))


def test_all_in_order() -> None:
    found = MemorySite(site(), site=REGISTERED).conclusion(FindErrorEntry)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 4})


def test_no_entry_anywhere_is_one_fault() -> None:
    without = foot(entry="")
    assert told(site(without, without)) == [("missing", Outcome.FAILED)]


def test_an_entry_that_is_commented_out() -> None:
    hidden = foot(entry="", more=f"<!-- {ENTRY.format(code='3306990001')} -->")
    assert told(site(hidden)) == [("missing", Outcome.FAILED)]


def test_inner_pages_without_it() -> None:
    (found,) = MemorySite(site(other=foot(entry="")), site=REGISTERED).findings(FindErrorEntry)
    assert (found.message_id, found.outcome, found.found_on_total) == ("missing-inside", Outcome.FAILED, 1)


def test_the_code_of_another_site() -> None:
    assert told(site(foot(entry="3306990009"))) == [("wrong-code", Outcome.FAILED)]
    assert told(site(foot(entry="3306990009")), registered=False) == [("wrong-code", Outcome.FAILED)]


def test_an_entry_without_code_is_put_to_a_person() -> None:
    plain = foot(entry="", more='<a href="/jiucuo/">我为政府网站找错</a>')
    assert told(site(plain)) == [("no-code", Outcome.CANT_TELL)]


def test_a_script_in_the_foot_may_write_it() -> None:
    scripted = foot(entry="", more='<script src="/js/dibu.js"></script>')
    assert told(site(scripted, scripted)) == [("missing", Outcome.CANT_TELL)]


def test_a_homepage_that_does_not_open() -> None:
    found = MemorySite({"/": Answered(status=503)}).conclusion(FindErrorEntry)
    assert found.tally == {Outcome.UNTESTED: 1}


def test_a_picture_without_words_may_be_the_entry() -> None:
    pictured = foot(entry="", more='<a href="javascript:;"><img src="/i/33.png"></a>')
    assert told(site(pictured, pictured)) == [("wordless", Outcome.CANT_TELL)]
    named = foot(entry="", more='<a href="javascript:;"><img src="/i/top.png" alt="返回顶部"></a>')
    assert told(site(named, named)) == [("missing", Outcome.FAILED)]
