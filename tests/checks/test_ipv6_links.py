import pytest

from auditbot.check import Answer
from auditbot.model.fetch import FailureKind
from auditbot.model.outcome import Outcome
from auditbot.score import Conclusion
from auditbot.testing import HOME, MemorySite
from auditbot.url import Url
from checks.ipv6_links import Ipv6Links, PartHost
from tests.checks.net import HOST, V6, Records, Tables, concluded, page, part
from tests.checks.sites import url

IMAGES = "img.site.example"
SECOND = tuple(url(f"/a/{number}.html") for number in range(10))
THIRD = tuple(url(f"/b/{number}.html") for number in range(4))
Said = Answer | FailureKind | int


def judged(
    changed: dict[Url, Said] | None = None,
    *,
    images: Records = (V6,),
    own: Records = (V6,),
    heads: bool = True,
    proven: bool = True,
    body: str = "<p>欢迎</p>",
    dead: tuple[str, ...] = (),
    **options: float,
) -> Conclusion:
    pages: dict[tuple[str, int], Said] = {(one, 6): page() for one in (*SECOND, *THIRD)}
    pages |= {(one, 6): said for one, said in (changed or {}).items()}
    dns: dict[tuple[str, str], Records] = {(HOST, "AAAA"): own, (IMAGES, "AAAA"): images}
    pictures = (
        part(f"http://{IMAGES}/1.png"),
        part(f"http://{IMAGES}/2.png"),
        part("/3.png"),
        part("/4.css", "link"),
    )
    links = tuple(part(one, "a") for one in (*SECOND, *THIRD) if one not in dead)
    net = Tables(dns=dns, pages=pages, heads=heads, proven=proven)
    return concluded(
        Ipv6Links,
        net,
        body=body,
        options=options,
        by_clicks=((HOME,), SECOND, THIRD),
        led_to=(*pictures, *links),
    )


def told(found: Conclusion) -> list[tuple[str, str, Outcome]]:
    return sorted((one.message_id, one.target, one.outcome) for one in found.findings)


def test_all_in_order() -> None:
    found = judged()
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 16})


def test_shares_of_second_and_third_level() -> None:
    found = judged({SECOND[0]: FailureKind.RESET, THIRD[0]: 500, THIRD[1]: 500})
    assert told(found) == [("level-share", HOME, Outcome.FAILED)] * 2
    second, third = sorted(found.findings, key=lambda one: one.parameters["level"])
    assert (second.parameters["share"], third.parameters["share"]) == (90, 50)
    assert second.parameters["silent"] == [SECOND[0]]
    assert second.id != third.id


def test_the_share_is_an_option() -> None:
    assert judged({SECOND[0]: FailureKind.RESET}, percent=90).findings == ()
    assert len(judged({SECOND[0]: 500, SECOND[1]: 500}, percent=90).findings) == 1


def test_servers_that_know_no_head_are_asked_again() -> None:
    assert judged(heads=False).findings == ()


@pytest.mark.parametrize(
    "failure",
    [
        FailureKind.NO_ROUTE,
        FailureKind.ROBOTS,
        FailureKind.BLOCKED,
        FailureKind.DNS_TIMEOUT,
        FailureKind.SERVFAIL,
    ],
)
def test_what_could_not_be_asked_is_untested(failure: FailureKind) -> None:
    found = judged({SECOND[0]: failure})
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 15, Outcome.UNTESTED: 1})


def test_without_a_line_of_our_own_nothing_failed() -> None:
    found = judged(dict.fromkeys((*SECOND, *THIRD), FailureKind.CONNECT_TIMEOUT), proven=False)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 2, Outcome.UNTESTED: 14})


def test_a_host_without_address_needs_no_line_to_be_told() -> None:
    found = judged(dict.fromkeys(SECOND, FailureKind.NO_ADDRESS), own=(), proven=False)
    assert ("level-share", HOME, Outcome.FAILED) in told(found)


def test_pages_that_are_dead_anyway_do_not_count() -> None:
    found = judged({SECOND[0]: 404}, dead=(SECOND[0],))
    assert (found.findings, found.tally[Outcome.PASSED]) == ((), 15)


def test_only_a_sample_is_asked_always_the_same() -> None:
    found = judged(dict.fromkeys(SECOND, FailureKind.RESET), sample=3)
    (one,) = found.findings
    assert (one.parameters["asked"], one.parameters["pages"], one.parameters["answered"]) == (3, 10, 0)
    assert judged(dict.fromkeys(SECOND, FailureKind.RESET), sample=3).findings == found.findings
    (whole,) = judged(dict.fromkeys(SECOND, FailureKind.RESET), sample=0).findings
    assert whole.parameters["asked"] == 10


def test_a_host_of_pictures_without_address() -> None:
    body = f'<img src="http://{IMAGES}/1.png"><img src="http://{IMAGES}/2.png"><img src="/3.png">'
    found = judged(images=(), body=body)
    assert told(found) == [("skylight", IMAGES, Outcome.FAILED)]
    known = found.findings[0].parameters
    assert (known["pages"], known["targets"], known["share"]) == (1, 2, 50)


def test_pages_that_depend_on_a_host_are_counted_once_each() -> None:
    picture = '<p><img src="http://img.site.example/{}.png">关于我们的说明文字。</p>'
    pages = {
        "/": f'<html><body>{picture.format(1)}{picture.format(2)}<a href="/a.html">甲</a></body></html>',
        "/a.html": f"<html><body>{picture.format(3)}</body></html>",
    }
    note = PartHost(host=IMAGES, has_address=False, targets=3, example=f"http://{IMAGES}/1.png")
    (found,) = MemorySite(pages).findings(Ipv6Links, [note])
    assert found.parameters["pages"] == 2


@pytest.mark.parametrize("failure", [FailureKind.SERVFAIL, FailureKind.DNS_TIMEOUT])
def test_no_answer_of_the_name_service(failure: FailureKind) -> None:
    assert told(judged(images=failure)) == [("dns-failed", IMAGES, Outcome.UNTESTED)]


def test_a_name_that_does_not_exist_is_told_by_the_check_of_links() -> None:
    assert judged(images=FailureKind.NXDOMAIN).findings == ()


def test_inner_addresses_are_none() -> None:
    assert told(judged(images=("fd12:3456:789a::10",))) == [("skylight", IMAGES, Outcome.FAILED)]
