from auditbot.model.outcome import Outcome, Severity
from auditbot.testing import MemorySite
from checks.accessibility_basics import AccessibilityBasics


def page(body: str, title: str = "青禾区", root: str = '<html lang="zh-CN">') -> str:
    return f"<!doctype html>{root}<head><title>{title}</title></head><body>{body}</body></html>"


LINKS = '<a href="/a/">一</a><a href="/b/">二</a>'


def told(pages: dict[str, str]) -> list[tuple[str, int]]:
    return sorted(
        (one.message_id, one.found_on_total) for one in MemorySite(pages).findings(AccessibilityBasics)
    )


def test_all_in_order() -> None:
    pages = {"/": page('<img src="/logo.png" alt="青禾区"><img src="/line.png" alt="">')}
    found = MemorySite(pages).conclusion(AccessibilityBasics)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 1})


def test_one_finding_for_the_whole_site() -> None:
    logo = '<img src="/logo.png">'
    pages = {"/": page(logo + LINKS), "/a/": page(logo), "/b/": page('<img src="/b.png"><img src="/c.png">')}
    (found,) = MemorySite(pages).findings(AccessibilityBasics)
    assert (found.message_id, found.found_on_total, found.parameters["pictures"]) == ("pictures", 3, 3)
    assert found.weight is Severity.NOTICE


def test_titles_and_languages() -> None:
    pages = {"/": page(LINKS), "/a/": page("<p>一</p>", title=" "), "/b/": page("<p>二</p>", root="<html>")}
    assert told(pages) == [("no-language", 1), ("untitled", 1)]


def test_pages_that_only_send_on_are_left_out() -> None:
    sent = '<html><head><meta http-equiv="refresh" content="0;url=/b/"></head></html>'
    assert told({"/": page(LINKS), "/a/": sent, "/b/": page("<p>二</p>")}) == []
