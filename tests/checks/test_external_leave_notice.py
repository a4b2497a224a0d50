import asyncio
from collections.abc import Iterable

from auditbot.check import Answer, Crawl, Note, Tally
from auditbot.extract.tree.document import Document
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from auditbot.url import Url
from checks.external_leave_notice import Announced, ExternalLeaveNotice
from tests.checks.net import Tables, fetched
from tests.checks.sites import home, url

PLAIN = '<a href="http://news.example/1">新闻</a><a href="http://shop.example/">商店</a>'
ASKING = '<a href="http://news.example/1" onclick="return confirm(\'您即将离开\')">新闻</a>'


def told(body: str, *notes: Note, **options: object) -> list[tuple[str, Outcome]]:
    found = MemorySite({"/": home(body)}).findings(ExternalLeaveNotice, notes, **options)
    return [(one.message_id, one.outcome) for one in found]


def test_no_link_has_a_notice() -> None:
    (found,) = MemorySite({"/": home(PLAIN)}).findings(ExternalLeaveNotice)
    assert (found.message_id, found.outcome, found.parameters["count"]) == ("none", Outcome.FAILED, 2)


def test_every_link_asks() -> None:
    found = MemorySite({"/": home(ASKING)}).conclusion(ExternalLeaveNotice)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 1})


def test_some_links_ask() -> None:
    (found,) = MemorySite({"/": home(ASKING + PLAIN.partition("</a>")[2])}).findings(ExternalLeaveNotice)
    assert (found.message_id, found.parameters["links"]) == ("some", ["http://shop.example/"])


def test_a_page_of_the_site_in_between() -> None:
    between = '<a href="/leave.html?url=http%3A%2F%2Fnews.example%2F1">新闻</a>'
    found = MemorySite({"/": home(between)}).conclusion(ExternalLeaveNotice)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 1})


def test_an_inline_script_for_all_links_is_put_to_a_person() -> None:
    script = "<script>$('a').click(function () { return confirm('您即将离开本网站'); });</script>"
    assert told(PLAIN + script) == [("by-script", Outcome.CANT_TELL)]
    assert told(f"{PLAIN}<!--{script}-->") == [("none", Outcome.FAILED)]


def test_a_script_file_that_the_probe_read() -> None:
    assert told(PLAIN, Announced(url=url("/js/out.js"))) == [("by-script", Outcome.CANT_TELL)]


def test_government_needs_no_notice() -> None:
    body = '<a href="http://www.gov.cn/">政府网</a><a href="http://bszs.conac.cn/x">标识</a>'
    found = MemorySite({"/": home(body)}).conclusion(ExternalLeaveNotice)
    assert (found.findings, found.tally) == ((), {Outcome.INAPPLICABLE: 1})
    assert told(PLAIN, inside=["*.example"]) == []


def test_what_a_break_in_hid_needs_no_notice() -> None:
    crowd = "".join(f'<a href="http://x{number}.example/">彩票</a>' for number in range(60))
    farm = f'<div style="display:none">{crowd}</div>'
    assert MemorySite({"/": home(farm)}).conclusion(ExternalLeaveNotice).tally == {Outcome.UNTESTED: 1}
    (found,) = MemorySite({"/": home(farm + PLAIN)}).findings(ExternalLeaveNotice)
    assert found.parameters["count"] == 2


def test_links_of_a_menu_that_opens_are_judged() -> None:
    assert told(f'<div style="display:none">{PLAIN}</div>') == [("none", Outcome.FAILED)]


def test_pictures_from_elsewhere_are_no_links() -> None:
    body = '<img src="http://img.example/1.png"><script src="http://cdn.example/a.js"></script>'
    assert told(body) == []


def test_the_probe_reads_scripts_of_the_site_alone() -> None:
    address = Url(url("/js/out.js"))
    text = "layer.confirm('\\u5373\\u5c06\\u79bb\\u5f00')"
    net = Tables(pages={(address, 0): Answer(fetched(address), Document(address, text))})
    files = '<script src="/js/out.js"></script><script src="http://cdn.example/x.js"></script>'
    library = '<script src="/js/jquery.js"></script>'
    assert probed(f"{PLAIN}{files}{library}", net) == [Announced(url=address)]
    assert probed(files, net) == []


def probed(body: str, net: Tables) -> list[Note]:
    """What the probe remembers after a walk through one page."""
    kept: list[Note] = []

    class Probing(ExternalLeaveNotice):
        def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
            async def run() -> None:
                kept.extend([note async for note in self.probe(net, crawl)])

            asyncio.run(run())
            return ()

    MemorySite({"/": home(body)}).conclusion(Probing)
    return kept
