import asyncio
from pathlib import Path
from typing import Any

import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import Limits, Reach
from tests.net.clock import Clock
from tests.net.zone import Zone

RECORDS = {
    ("www.a.example", "A"): ["223.5.5.5", "223.6.6.6"],
    ("www.a.example", "AAAA"): ["2400:3200:0:0::1"],
    ("four.a.example", "A"): ["223.5.5.5"],
    ("six.a.example", "AAAA"): ["2400:3200::1"],
    ("text.a.example", "TXT"): ['"a b" "c"'],
    ("alias.a.example", "CNAME"): ["www.a.example."],
    ("loop.a.example", "CNAME"): ["pool.a.example."],
    ("pool.a.example", "CNAME"): ["loop.a.example."],
    ("a.example", "NS"): ["ns1.a.example.", "NS2.a.example."],
    ("a.example", "MX"): ["10 mail.a.example."],
    ("long.a.example", "A"): [f"223.5.{i}.1" for i in range(200)],
} | {(f"c{i}.a.example", "CNAME"): [f"c{i + 1}.a.example."] for i in range(20)}


def resolver(zone: Zone, clock: Clock | None = None, **limits: Any) -> Resolver:
    reach = Reach(dns_server=("127.0.0.1", zone.port))
    return Resolver(reach, Limits(**limits), clock or Clock())


async def test_records_come_as_text() -> None:
    async with Zone(RECORDS).run() as zone:
        ask = resolver(zone).ask
        assert (await ask("www.a.example", "A")).records == ("223.5.5.5", "223.6.6.6")
        assert (await ask("www.a.example.", "aaaa")).records == ("2400:3200::1",)
        assert (await ask("a.example", "NS")).records == ("ns1.a.example", "ns2.a.example")
        assert (await ask("a.example", "MX")).records == ("10 mail.a.example",)
        assert (await ask("text.a.example", "TXT")).records == ('"a b" "c"',)


@pytest.mark.parametrize(
    ("name", "kind", "asked"),
    [
        ("nothing.a.example", FailureKind.NXDOMAIN, 1),
        ("servfail.a.example", FailureKind.SERVFAIL, 2),
        ("refused.a.example", FailureKind.DNS_REFUSED, 1),
        ("notimp.a.example", FailureKind.SERVFAIL, 2),
        ("silent.a.example", FailureKind.DNS_TIMEOUT, 2),
        ("rubbish.a.example", FailureKind.DNS_TIMEOUT, 2),
        ("loop.a.example", FailureKind.DNS_LOOP, 1),
        ("c0.a.example", FailureKind.DNS_LOOP, 1),
    ],
)
async def test_failures_have_their_kind_and_number_of_questions(
    name: str, kind: FailureKind, asked: int
) -> None:
    async with Zone(RECORDS).run() as zone:
        seconds = 0.4 if kind is FailureKind.DNS_TIMEOUT else 5
        answer = await resolver(zone, dns_seconds=seconds).ask(name, "A")
        assert answer.failure is not None
        assert answer.failure.kind is kind
        assert zone.asked[name, "A"] == asked


async def test_a_name_without_this_type_is_no_failure() -> None:
    async with Zone(RECORDS).run() as zone:
        answer = await resolver(zone).ask("four.a.example", "AAAA")
        assert (answer.records, answer.failure) == ((), None)


@pytest.mark.parametrize(
    "name", ["a..b", "x" * 64 + ".example", ".".join(["abcdefghi"] * 30), "\udcff.example"]
)
async def test_a_bad_name_is_not_asked_for(name: str) -> None:
    async with Zone({}).run() as zone:
        answer = await resolver(zone).ask(name, "A")
        assert answer.failure is not None
        assert answer.failure.kind is FailureKind.BAD_NAME
        assert not zone.asked


async def test_silence_ends_in_time_and_keeps_nobody_else_waiting() -> None:
    async with Zone(RECORDS).run() as zone:
        ask = resolver(zone, dns_seconds=1).ask
        silent = [asyncio.create_task(ask(f"silent.{i}.example", "A")) for i in range(20)]
        assert (await ask("www.a.example", "A")).records
        assert not any(task.done() for task in silent)
        async with asyncio.timeout(15):  # one after the other they take twenty
            await asyncio.gather(*silent)


async def test_aliases_are_told() -> None:
    async with Zone(RECORDS).run() as zone:
        answer = await resolver(zone).ask("alias.a.example", "A")
        assert answer.chain == ("www.a.example",)
        assert answer.records == ("223.5.5.5", "223.6.6.6")


async def test_aliases_are_followed_where_the_server_does_not() -> None:
    async with Zone(RECORDS, recursive=False).run() as zone:
        ask = resolver(zone).ask
        assert (await ask("alias.a.example", "A")).records == ("223.5.5.5", "223.6.6.6")
        loop = await ask("loop.a.example", "A")
        assert loop.failure is not None
        assert loop.failure.kind is FailureKind.DNS_LOOP


async def test_long_answers_are_fetched_over_tcp_and_bounded() -> None:
    async with Zone(RECORDS).run() as zone:
        answer = await resolver(zone).ask("long.a.example", "A")
        assert zone.over_tcp == 1
        assert len(answer.records) == 32


async def test_answers_are_kept_and_equal_questions_sent_once() -> None:
    clock = Clock()
    async with Zone(RECORDS).run() as zone:
        ask = resolver(zone, clock).ask
        await asyncio.gather(*(ask("www.a.example", "A") for _ in range(5)))
        await ask("WWW.a.example.", "A")
        assert zone.asked["www.a.example", "A"] == 1
        clock.now += 61
        await ask("www.a.example", "A")
        assert zone.asked["www.a.example", "A"] == 2


async def test_failures_are_soon_asked_for_again() -> None:
    clock = Clock()
    async with Zone(RECORDS).run() as zone:
        ask = resolver(zone, clock).ask
        await ask("new.a.example", "A")
        zone.records["new.a.example", "A"] = ["223.5.5.5"]
        clock.now += 1.5
        assert (await ask("new.a.example", "A")).records == ("223.5.5.5",)


async def test_addresses_of_both_families_or_one() -> None:
    async with Zone(RECORDS).run() as zone:
        addresses = resolver(zone).addresses
        assert await addresses("www.a.example") == ("223.5.5.5", "223.6.6.6", "2400:3200::1")
        assert await addresses("www.a.example", 6) == ("2400:3200::1",)
        assert await addresses("six.a.example") == ("2400:3200::1",)
        assert await addresses("223.5.5.5") == ("223.5.5.5",)
        assert await addresses("::1") == ("::1",)


@pytest.mark.parametrize(
    ("host", "family", "kind"),
    [
        ("four.a.example", 6, FailureKind.NO_ADDRESS),
        ("a.example", 0, FailureKind.NO_ADDRESS),
        ("none.a.example", 0, FailureKind.NXDOMAIN),
        ("223.5.5.5", 6, FailureKind.NO_ADDRESS),
        ("servfail.example", 0, FailureKind.SERVFAIL),
    ],
)
async def test_no_address_is_a_failure(host: str, family: int, kind: FailureKind) -> None:
    async with Zone(RECORDS).run() as zone:
        found = await resolver(zone).addresses(host, family)
        assert isinstance(found, Failure)
        assert found.kind is kind


async def test_the_hosts_file_comes_first(tmp_path: Path) -> None:
    table = tmp_path / "hosts"
    table.write_text("# names\n10.0.0.7 Inner inner.a.example # x\n::1 six\nrubbish line\n\n10.0.0.8 inner\n")
    chosen = Resolver(Reach(), Limits(), hosts=table)
    assert await chosen.addresses("inner") == ("10.0.0.7", "10.0.0.8")
    assert await chosen.addresses("INNER.a.example.") == ("10.0.0.7",)
    assert await chosen.addresses("six", 6) == ("::1",)


async def test_with_a_name_server_given_the_hosts_file_is_not_read(tmp_path: Path) -> None:
    table = tmp_path / "hosts"
    table.write_text("10.0.0.7 www.a.example\n")
    async with Zone(RECORDS).run() as zone:
        chosen = Resolver(Reach(dns_server=("127.0.0.1", zone.port)), Limits(), hosts=table)
        assert chosen.servers == ("127.0.0.1",)
        found = await chosen.addresses("www.a.example")
        assert not isinstance(found, Failure)
        assert found[0] == "223.5.5.5"


async def test_without_any_name_server_there_is_a_value() -> None:
    chosen = Resolver(Reach(), Limits(), hosts=Path("/nonexistent"))
    chosen.servers = ()
    answer = await chosen.ask("www.a.example", "A")
    assert answer.failure is not None
    assert answer.failure.kind is FailureKind.LOCAL


async def test_a_name_server_is_asked_directly() -> None:
    async with Zone(RECORDS).run() as zone:
        chosen = resolver(zone)
        answer = await chosen.query_server("127.0.0.1", "a.example", "NS")
        assert answer.records == ("ns1.a.example", "ns2.a.example")
        hasty = resolver(zone, dns_seconds=0.4)
        silent = await hasty.query_server("127.0.0.1", "silent.example", "SOA")
        assert silent.failure is not None
        assert silent.failure.kind is FailureKind.DNS_TIMEOUT
        assert chosen.answered == {"127.0.0.1"}
