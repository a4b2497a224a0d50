from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest

from auditbot.net.egress import addresses

INNER = {
    "0.0.0.0": "unspecified",
    "0.1.2.3": "unspecified",
    "10.0.0.1": "private",
    "10.255.255.255": "private",
    "100.64.0.1": "cgnat",
    "100.100.100.200": "cgnat",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "169.254.169.254": "link-local",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.8": "reserved",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4",
    "192.168.1.1": "private",
    "198.18.0.1": "benchmark",
    "198.19.255.255": "benchmark",
    "198.51.100.7": "documentation",
    "203.0.113.9": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "broadcast",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "loopback",
    "::8.8.8.8": "v4-compatible",
    "::ffff:10.0.0.1": "private",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:8.8.8.8": "v4-mapped",
    "::ffff:0:10.0.0.1": "reserved",
    "64:ff9b::10.0.0.1": "private",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b:1::1": "private",
    "100::1": "reserved",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe": "private",
    "2001:0:808:808:0:0:f7f7:f7f7": "teredo",
    "2001:2::1": "benchmark",
    "2001:10::1": "reserved",
    "2001:db8::1": "documentation",
    "2002:7f00:1::1": "loopback",
    "2002:a00:1::1": "private",
    "2002:808:808::1": "6to4",
    "3fff::1": "documentation",
    "5f00::1": "reserved",
    "fc00::1": "unique-local",
    "fd12:3456::1": "unique-local",
    "fe80::1": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "4000::1": "reserved",
}
PUBLIC = [
    "1.1.1.1",
    "100.63.255.255",
    "100.128.0.1",
    "128.0.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "192.167.255.255",
    "198.17.255.255",
    "223.5.5.5",
    "2400:3200::1",
    "240e::1",
    "2606:4700::1111",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize(("text", "reason"), INNER.items())
def test_inner_addresses_have_a_reason(text: str, reason: str) -> None:
    assert addresses.why_inner(ip_address(text)) == reason


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_have_none(text: str) -> None:
    assert addresses.why_inner(ip_address(text)) == ""


def test_embedded_addresses_are_unwrapped() -> None:
    assert addresses.embedded(IPv6Address("::ffff:1.2.3.4")) == (IPv4Address("1.2.3.4"),)
    assert addresses.embedded(IPv6Address("2002:102:304::")) == (IPv4Address("1.2.3.4"),)
    assert addresses.embedded(IPv6Address("::1")) == ()
    assert addresses.embedded(IPv6Address("2400::1")) == ()
    assert len(addresses.embedded(IPv6Address("2001:0:808:808::1"))) == 2


def test_texts_are_parsed_without_zone_and_never_raise() -> None:
    assert addresses.parse("fe80::1%eth0") == IPv6Address("fe80::1")
    assert addresses.parse("www.a.example") is None
    assert addresses.parse("1.2.3") is None
    assert addresses.parse("") is None
