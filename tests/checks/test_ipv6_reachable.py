import pytest

from auditbot.check import Answer
from auditbot.model.fetch import FailureKind
from auditbot.model.outcome import Outcome
from auditbot.score import Conclusion
from auditbot.testing import HOME
from checks.ipv6_reachable import Ipv6Reachable
from tests.checks.net import HOST, V4, V6, Records, Tables, concluded, page

SECOND = "2606:2800:220:1::2"
SILENT = FailureKind.CONNECT_TIMEOUT
OPEN: dict[tuple[str, int], list[float | FailureKind]] = {
    (address, port): [0.02] for address in (V4, V6) for port in (80, 443)
}


def judged(
    ports: dict[tuple[str, int], list[float | FailureKind]] | None = None,
    *,
    addresses: Records = (V6,),
    front: FailureKind | int | None = None,
    proven: bool = True,
    **options: int,
) -> Conclusion:
    dns: dict[tuple[str, str], Records] = {(HOST, "AAAA"): addresses, (HOST, "A"): (V4,)}
    pages: dict[tuple[str, int], Answer | FailureKind | int] = {(HOME, 6): page() if front is None else front}
    net = Tables(dns=dns, ports=OPEN | (ports or {}), pages=pages, proven=proven)
    return concluded(Ipv6Reachable, net, options=options)


def told(found: Conclusion) -> list[tuple[str, str, Outcome]]:
    return sorted((one.message_id, one.target, one.outcome) for one in found.findings)


def test_all_in_order() -> None:
    found = judged()
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 3})


def test_an_address_without_service() -> None:
    found = judged({(V6, 80): [SILENT], (V6, 443): [SILENT]})
    assert told(found) == [("unreachable", HOST, Outcome.FAILED)] * 2
    assert len({one.id for one in found.findings}) == 2


def test_every_address_counts() -> None:
    found = judged({(SECOND, 80): [SILENT], (SECOND, 443): [SILENT]}, addresses=(V6, SECOND))
    assert {one.parameters["address"] for one in found.findings} == {SECOND}


def test_a_port_that_is_only_open_over_ipv4() -> None:
    found = judged({(V6, 443): [FailureKind.REFUSED]})
    assert told(found) == [("port-missing", HOST, Outcome.FAILED)]
    assert found.findings[0].parameters["port"] == 443


def test_a_port_that_is_closed_over_both() -> None:
    assert judged({(V4, 443): [SILENT], (V6, 443): [SILENT]}).findings == ()


def test_a_port_that_is_only_open_over_ipv6() -> None:
    assert judged({(V4, 443): [SILENT]}).findings == ()


def test_a_site_that_is_there_over_ipv6_alone() -> None:
    found = judged({(V4, 80): [SILENT], (V4, 443): [SILENT]})
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 3})


def test_visits_that_partly_fail_are_put_to_a_person() -> None:
    found = judged({(V6, 80): [0.02, SILENT, 0.04]})
    assert told(found) == [("unreachable", HOST, Outcome.CANT_TELL)]
    known = found.findings[0].parameters
    assert (known["good"], known["count"]) == (2, 3)
    assert known["seconds_v6"] == pytest.approx(0.03)
    assert known["seconds_v4"] == 0.02


def test_the_number_of_visits_is_an_option() -> None:
    assert judged({(V6, 80): [0.02, SILENT]}, visits=1).findings == ()


def test_without_a_line_of_our_own() -> None:
    closed: dict[tuple[str, int], list[float | FailureKind]] = {(V6, 80): [SILENT], (V6, 443): [SILENT]}
    assert told(judged(closed, proven=False)) == [("no-line", HOST, Outcome.UNTESTED)] * 2
    no_route: dict[tuple[str, int], list[float | FailureKind]] = {
        (V6, port): [FailureKind.NO_ROUTE] for port in (80, 443)
    }
    assert told(judged(no_route)) == [("no-line", HOST, Outcome.UNTESTED)] * 2


@pytest.mark.parametrize("front", [FailureKind.RESET, FailureKind.TLS_WRONG_HOST, 500, 404])
def test_a_page_that_does_not_open(front: FailureKind | int) -> None:
    assert told(judged(front=front)) == [("http-failed", HOST, Outcome.FAILED)]


def test_a_wall_is_untested() -> None:
    assert told(judged(front=FailureKind.BLOCKED)) == [("no-line", HOST, Outcome.UNTESTED)]


def test_no_address_to_dial() -> None:
    none = judged(addresses=())
    assert (none.findings, none.tally) == ((), {Outcome.INAPPLICABLE: 1})
    lost = judged(addresses=FailureKind.SERVFAIL)
    assert (lost.findings, lost.tally) == ((), {Outcome.UNTESTED: 1})


def test_addresses_that_must_not_be_dialled() -> None:
    assert judged(addresses=("fd12:3456:789a::10",)).tally == {Outcome.INAPPLICABLE: 1}


def test_no_hosts_of_mobile_clients_are_listed() -> None:
    assert concluded(Ipv6Reachable, Tables(), options={"apps": True}).tally == {Outcome.UNTESTED: 1}
