import pytest

from auditbot.model.fetch import FailureKind
from auditbot.model.outcome import Outcome, Severity
from auditbot.score import Conclusion
from checks.ipv6_dns import Ipv6Dns
from tests.checks.net import HOST, INNER, V4, V6, Records, Tables, concluded

ZONE = "site.example"
NS1, NS2, NS3 = (f"ns{number}.dns.example" for number in (1, 2, 3))
A1, A2, A3 = (f"2606:4700::{number}" for number in (1, 2, 3))
GOOD: dict[tuple[str, str], Records] = {
    (HOST, "AAAA"): (V6,),
    (ZONE, "AAAA"): (V6,),
    (ZONE, "NS"): (NS1, NS2),
    (NS1, "AAAA"): (A1,),
    (NS2, "AAAA"): (A2,),
}


def judged(
    changed: dict[tuple[str, str], Records] | None = None,
    *,
    silent: tuple[str, ...] = (),
    proven: bool = True,
) -> Conclusion:
    answering = frozenset({A1, A2, A3} - set(silent))
    net = Tables(dns=GOOD | (changed or {}), servers=answering, proven=proven)
    return concluded(Ipv6Dns, net)


def told(found: Conclusion) -> list[tuple[str, str, Outcome]]:
    return sorted((one.message_id, one.target, one.outcome) for one in found.findings)


def test_all_in_order() -> None:
    found = judged()
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 4})


def test_no_record() -> None:
    assert told(judged({(HOST, "AAAA"): ()})) == [("no-aaaa", HOST, Outcome.FAILED)]


@pytest.mark.parametrize("address", INNER)
def test_addresses_that_are_not_global(address: str) -> None:
    for records in ((address,), (V6, address)):
        assert told(judged({(HOST, "AAAA"): records})) == [("not-global", HOST, Outcome.FAILED)]


@pytest.mark.parametrize("kind", [FailureKind.SERVFAIL, FailureKind.DNS_TIMEOUT, FailureKind.NXDOMAIN])
def test_no_answer_of_the_name_service(kind: FailureKind) -> None:
    found = judged({(HOST, "AAAA"): kind})
    assert told(found) == [("dns-failed", HOST, Outcome.UNTESTED)]
    assert not found.findings[0].parameters["failure"]["zh"].isascii()


def test_the_twin_without_www_is_judged_where_it_is_used() -> None:
    assert told(judged({(ZONE, "AAAA"): (), (ZONE, "A"): (V4,)})) == [("no-aaaa", ZONE, Outcome.FAILED)]


@pytest.mark.parametrize("records", [(), FailureKind.NXDOMAIN])
def test_the_twin_without_www_need_not_exist(records: Records) -> None:
    assert judged({(ZONE, "AAAA"): records, (ZONE, "A"): records}).findings == ()


def test_one_name_server_with_an_address() -> None:
    assert told(judged({(NS2, "AAAA"): ()})) == [("ns-few", ZONE, Outcome.FAILED)]
    (one,) = judged({(NS2, "AAAA"): ()}).findings
    assert one.parameters["count"] == 1


def test_two_of_three_will_do() -> None:
    assert judged({(ZONE, "NS"): (NS1, NS2, NS3), (NS3, "AAAA"): ()}).findings == ()


def test_a_silent_name_server() -> None:
    found = judged(silent=(A2,))
    assert told(found) == [("ns-silent", ZONE, Outcome.FAILED)]
    assert found.findings[0].weight is None


def test_a_silent_name_server_beside_two_that_answer() -> None:
    (one,) = judged({(ZONE, "NS"): (NS1, NS2, NS3), (NS3, "AAAA"): (A3,)}, silent=(A3,)).findings
    assert (one.message_id, one.weight) == ("ns-silent", Severity.NOTICE)


def test_one_of_two_addresses_of_a_name_server_is_enough() -> None:
    assert judged({(NS2, "AAAA"): (A3, A2)}, silent=(A3,)).findings == ()


def test_without_a_line_of_our_own_silence_is_untested() -> None:
    found = judged(silent=(A1, A2), proven=False)
    assert told(found) == [("no-line", NS1, Outcome.UNTESTED), ("no-line", NS2, Outcome.UNTESTED)]


def test_addresses_of_name_servers_that_could_not_be_asked_for() -> None:
    found = judged({(NS2, "AAAA"): FailureKind.DNS_TIMEOUT})
    assert told(found) == [("dns-failed", NS2, Outcome.UNTESTED)]


def test_name_servers_that_could_not_be_asked_for() -> None:
    for zone in (HOST, ZONE):
        found = judged({(zone, "NS"): FailureKind.SERVFAIL})
        assert told(found) == [("zone-unknown", HOST, Outcome.UNTESTED)]


def test_a_host_of_which_nothing_was_answered_is_told_once() -> None:
    found = judged({(HOST, "AAAA"): FailureKind.SERVFAIL, (HOST, "NS"): FailureKind.SERVFAIL})
    assert told(found) == [("dns-failed", HOST, Outcome.UNTESTED)]


def test_a_zone_of_its_own() -> None:
    delegated: dict[tuple[str, str], Records] = {(HOST, "NS"): (NS3,), (NS3, "AAAA"): (A3,)}
    assert told(judged(delegated)) == [("ns-few", HOST, Outcome.FAILED)]


def test_hosts_of_mobile_clients() -> None:
    listed = ("app.site.example",)
    dns: dict[tuple[str, str], Records] = {("app.site.example", "AAAA"): (V6,)}
    assert concluded(Ipv6Dns, Tables(dns=dns), apps=listed, options={"apps": True}).tally == {
        Outcome.PASSED: 1
    }
    found = concluded(Ipv6Dns, Tables(), apps=listed, options={"apps": True})
    assert told(found) == [("no-aaaa", "app.site.example", Outcome.FAILED)]


def test_no_hosts_of_mobile_clients_are_listed() -> None:
    found = concluded(Ipv6Dns, Tables(dns=GOOD), options={"apps": True})
    assert (found.findings, found.tally) == ((), {Outcome.UNTESTED: 1})
    assert found.remark is not None
