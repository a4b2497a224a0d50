from collections.abc import Mapping
from typing import Any

import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress.egress import Destination, Egress, Endpoint
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import ConnectTo, Limits, Reach
from auditbot.url import Url, read
from tests.net.clock import Clock

SPELLINGS = """
127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0x7F.0.0.1 0177.0.0.1 017700000001 127.0.0.1.
１２７.0.0.1 127。0。0。1 ①②⑦.0.0.1 %31%32%37.0.0.1 127.0.0.01 0x7f.0x0.0x0.0x1 127.0x0.0.1
10.0.0.1 10.1 167772161 0xa000001 012.0.0.1 172.16.0.1 0xac.0x10.0.1 2886729729
192.168.1.1 192.168.257 3232235777 0xc0a80101 0300.0250.1.1 169.254.169.254 2852039166 0xa9fea9fe
169.254.43518 0251.0376.0251.0376 100.64.0.1 100.100.100.200 0.0.0.0 0 0x0 00 0.1.2.3
192.0.0.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 4294967295 0xffffffff 037777777777
[::1] [::] [0:0:0:0:0:0:0:1] [::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1]
[::127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::a00:1] [2002:7f00:1::] [2002:c0a8:101::1]
[2001:0:4136:e378:8000:63bf:f5ff:fffe] [fe80::1] [fec0::1] [fc00::1] [fd00::1] [ff02::1] [::ffff:10.0.0.1]
[::ffff:169.254.169.254] [100::1] [2001:db8::1] [64:ff9b:1::1]
localhost localhost. LOCALHOST inner.a.example InNeR.a.example. ｌｏｃａｌｈｏｓｔ
""".split()
"""Ways to write an inner address; the last row are names that resolve to one."""

NAMES = {
    "localhost": ("127.0.0.1",),
    "inner.a.example": ("10.0.0.5",),
    "both.a.example": ("10.0.0.5", "223.5.5.5", "fd00::1", "2400:3200::1"),
    "many.a.example": tuple(f"223.5.5.{i}" for i in range(1, 31)),
    "six.a.example": ("2400:3200::1",),
    "four.a.example": ("223.5.5.5",),
    "dual.a.example": ("2400:3200::1", "223.5.5.5"),
    "loop.a.example": ("127.0.0.2", "::1"),
}


class Table(Resolver):
    """A resolver with a table in place of the network."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(Reach(dns_server=("127.0.0.1", 9)), Limits())
        self.names = dict(names)
        self.asked: list[str] = []

    async def addresses(self, host: str, family: int = 0) -> tuple[str, ...] | Failure:
        self.asked.append(host)
        if host.rstrip(".") not in self.names:
            literal = await super().addresses(host, family) if host[-1:].isdigit() or ":" in host else None
            return literal or Failure(FailureKind.NXDOMAIN, host)
        found = self.names[host.rstrip(".")]
        kept = tuple(text for text in found if family in (0, 6 if ":" in text else 4))
        return kept or Failure(FailureKind.NO_ADDRESS, host)


def egress(names: Mapping[str, tuple[str, ...]] = NAMES, **reach: Any) -> Egress:
    return Egress(Table(names), Reach.model_validate(reach), Limits(), Clock())


async def decided(url: str, family: int = 0, **reach: Any) -> Destination | Failure:
    return await egress(**reach).decide(Url(url), family)


def test_there_are_many_spellings() -> None:
    assert len(SPELLINGS) >= 60


@pytest.mark.parametrize("host", SPELLINGS)
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_no_spelling_of_an_inner_address_is_connected_to(scheme: str, host: str) -> None:
    reference = read(f"{scheme}://{host}/")
    if reference.url is None:
        return
    decision = await decided(reference.url)
    assert isinstance(decision, Failure)
    assert decision.kind is FailureKind.PRIVATE


@pytest.mark.parametrize("host", SPELLINGS)
async def test_a_raw_spelling_that_nobody_canonicalised_is_refused_too(host: str) -> None:
    decision = await decided(f"http://{host}/")
    assert isinstance(decision, Failure)


@pytest.mark.parametrize(
    "host", ["[fe80::1%25eth0]", "[example.com]", "[::1", "1.2.3.4.5", "256.1.1.1", "0x1ffffffff"]
)
def test_what_is_no_host_is_no_address(host: str) -> None:
    assert read(f"http://{host}/").url is None


@pytest.mark.parametrize("url", ["ftp://four.a.example/", "file:///etc/passwd", "gopher://a/", "", "data:,x"])
async def test_other_schemes_are_refused(url: str) -> None:
    decision = await decided(url)
    assert isinstance(decision, Failure)
    assert decision.kind is FailureKind.SCHEME


async def test_a_public_address_is_a_destination() -> None:
    decision = await decided("https://four.a.example:8443/x?y")
    assert decision == Destination(
        Url("https://four.a.example:8443/x?y"), "four.a.example", 8443, (Endpoint("223.5.5.5", 8443, 4),)
    )


async def test_of_public_and_inner_addresses_only_the_public_ones_are_tried() -> None:
    decision = await decided("http://both.a.example/")
    assert isinstance(decision, Destination)
    assert [endpoint.address for endpoint in decision.endpoints] == ["223.5.5.5", "2400:3200::1"]


async def test_ipv4_comes_first_unless_a_family_is_wanted() -> None:
    decision = await decided("http://dual.a.example/")
    assert isinstance(decision, Destination)
    assert [endpoint.family for endpoint in decision.endpoints] == [4, 6]
    only = await decided("http://dual.a.example/", 6)
    assert isinstance(only, Destination)
    assert [endpoint.address for endpoint in only.endpoints] == ["2400:3200::1"]


async def test_a_host_without_the_wanted_family_has_no_address() -> None:
    for url in ("http://four.a.example/", "http://223.5.5.5/"):
        decision = await decided(url, 6)
        assert isinstance(decision, Failure)
        assert decision.kind is FailureKind.NO_ADDRESS


async def test_at_most_four_addresses_are_tried() -> None:
    decision = await decided("http://many.a.example/")
    assert isinstance(decision, Destination)
    assert len(decision.endpoints) == 4


async def test_allowed_networks_are_exact() -> None:
    allow = ("127.0.0.2/32", "::1/128")
    decision = await decided("http://loop.a.example/", allow=allow)
    assert isinstance(decision, Destination)
    assert [endpoint.address for endpoint in decision.endpoints] == ["127.0.0.2", "::1"]
    for url in ("http://127.0.0.1/", "http://[::ffff:127.0.0.2]/", "http://inner.a.example/"):
        refused = await decided(url, allow=allow)
        assert isinstance(refused, Failure)
        assert refused.kind is FailureKind.PRIVATE


async def test_connect_to_is_judged_as_any_address() -> None:
    entry = (ConnectTo.parse("four.a.example:80:127.0.0.1:8088"),)
    refused = await decided("http://four.a.example/", connect_to=entry)
    assert isinstance(refused, Failure)
    assert refused.kind is FailureKind.PRIVATE
    decision = await decided("http://four.a.example/", connect_to=entry, allow=("127.0.0.0/8",))
    assert isinstance(decision, Destination)
    assert decision.endpoints == (Endpoint("127.0.0.1", 8088, 4),)
    assert (decision.host, decision.port) == ("four.a.example", 80)


async def test_connect_to_may_change_only_the_port_and_match_any_host() -> None:
    entries = (ConnectTo.parse("four.a.example:80::8088"), ConnectTo.parse(":443:223.6.6.6:"))
    first = await decided("http://four.a.example/", connect_to=entries)
    assert isinstance(first, Destination)
    assert first.endpoints == (Endpoint("223.5.5.5", 8088, 4),)
    second = await decided("https://six.a.example/", connect_to=entries)
    assert isinstance(second, Destination)
    assert second.endpoints == (Endpoint("223.6.6.6", 443, 4),)


async def test_connect_to_entries_of_the_other_family_are_passed_over() -> None:
    entries = (ConnectTo.parse("a.example:80:223.6.6.6:1"), ConnectTo.parse("a.example:80:[2400:3200::9]:2"))
    decision = await decided("http://a.example/", 6, connect_to=entries)
    assert isinstance(decision, Destination)
    assert decision.endpoints == (Endpoint("2400:3200::9", 2, 6),)


@pytest.mark.parametrize(
    "host", ["a..b.example", ".a.example", "x" * 64 + ".example", ".".join(["abcdefghi"] * 30)]
)
async def test_names_that_cannot_exist_are_bad_names(host: str) -> None:
    decision = await decided(f"http://{host}/")
    assert isinstance(decision, Failure)
    assert decision.kind is FailureKind.BAD_NAME


async def test_underscores_are_asked_for_as_browsers_do() -> None:
    decision = await decided("http://a_b.example/", names={"a_b.example": ("223.5.5.5",)})
    assert isinstance(decision, Destination)


async def test_a_decision_holds_for_a_while_even_if_the_name_moves_inside() -> None:
    resolver, clock = Table({"a.example": ("223.5.5.5",)}), Clock()
    judge = Egress(resolver, Reach(), Limits(), clock)
    first = await judge.decide(Url("http://a.example/1"))
    resolver.names["a.example"] = ("127.0.0.1",)
    second = await judge.decide(Url("http://a.example/2"))
    assert isinstance(first, Destination)
    assert isinstance(second, Destination)
    assert first.endpoints == second.endpoints
    assert len(resolver.asked) == 1
    clock.now += 61
    third = await judge.decide(Url("http://a.example/3"))
    assert isinstance(third, Failure)


async def test_a_refusal_is_soon_asked_for_again() -> None:
    resolver, clock = Table({}), Clock()
    judge = Egress(resolver, Reach(), Limits(), clock)
    assert isinstance(await judge.decide(Url("http://a.example/")), Failure)
    resolver.names["a.example"] = ("223.5.5.5",)
    clock.now += 1.5
    assert isinstance(await judge.decide(Url("http://a.example/")), Destination)


def test_addresses_are_judged_with_the_reason() -> None:
    judge = egress(allow=("10.1.0.0/16",))
    assert judge.judge("10.2.0.1") == "private"
    assert judge.judge("10.1.0.1") == ""
    assert judge.judge("fe80::1%eth0") == "link-local"
    assert judge.judge("rubbish") == "malformed"
    assert judge.usable("223.5.5.5")
    assert not judge.public("10.1.0.1")
    assert judge.allowed("10.1.0.1")
