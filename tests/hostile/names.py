"""D01–D13: what name servers answer, and addresses that must not be asked."""

from auditbot.model.fetch import FailureKind
from tests.hostile.case import OUTSIDE, OWN, Case, healthy
from tests.net.world import HASTY

SENTINEL = "127.0.0.2"
"""Where somebody listens whom nobody may visit."""
_PRIVATE = FailureKind.PRIVATE
_RCODES = {
    "servfail": FailureKind.SERVFAIL,
    "refused": FailureKind.DNS_REFUSED,
    "silent": FailureKind.DNS_TIMEOUT,
}
_CARRIED = {
    "v4 mapped": "::ffff:10.0.0.1",
    "nat64": "64:ff9b::127.0.0.2",
    "6to4": "2002:7f00:2::1",
    "teredo": "2001:0:4136:e378:8000:63bf:80ff:fffd",
    "v4 compatible": "::127.0.0.2",
}
_SIX = {
    "link local": "fe80::1",
    "unique local": "fd00::1",
    "multicast": "ff02::1",
    "unspecified": "::",
    "site local": "fec0::1",
}
_FOUR = """10.0.0.1 172.16.0.1 192.168.1.1 127.0.0.2 169.254.169.254 100.64.0.1 192.0.0.8 198.18.0.1 0.0.0.0
240.0.0.1 255.255.255.255""".split()
_CHAIN = {"CNAME": [f"c1.{OWN}."]}
_LONG_NAME = ".".join(["abcdefghi"] * 30)


def _named(case: str, what: str, kind: FailureKind | None, **records: list[str]) -> Case:
    return Case(case, what, kind=kind, records=records, limits={"dns_seconds": 1})


def _bad_name(what: str, name: str) -> Case:
    return Case("D12", what, kind=FailureKind.BAD_NAME, name=name, records={}, outside=True)


CASES = (
    Case("D01", "no such name", kind=FailureKind.NXDOMAIN, records={}),
    *(
        Case(
            "D02" if word == "silent" else "D01",
            word,
            kind=kind,
            name=f"{word}.d.{OWN}",
            records={},
            limits={"dns_seconds": 1},
        )
        for word, kind in _RCODES.items()
    ),
    _named("D01", "no address", FailureKind.NO_ADDRESS, MX=["10 mail.case.example."]),
    _named("D03", "alias loop", FailureKind.DNS_LOOP, CNAME=[f"d03-alias-loop.{OWN}."]),
    _named("D03", "twenty aliases", FailureKind.DNS_LOOP, **_CHAIN),
    Case("D04", "v6 unreachable", records={"A": ["127.0.0.1"], "AAAA": ["::1"]}),
    *(_named("D05", what, _PRIVATE, AAAA=[address]) for what, address in _CARRIED.items()),
    *(_named("D06", what, _PRIVATE, AAAA=[address]) for what, address in _SIX.items()),
    *(_named("D07", address, _PRIVATE, A=[address]) for address in _FOUR),
    Case("D08", "one good one inner", records={"A": [SENTINEL, "127.0.0.1"]}),
    Case("D09", "rebinding", later={"A": [SENTINEL]}),
    Case("D10", "hexadecimal", kind=_PRIVATE, name="0x7f000002", records={}, outside=True),
    Case(
        "D11",
        "two hundred addresses",
        name=f"long.d11.{OWN}",
        records={"A": ["127.0.0.1", *(f"127.7.{number}.1" for number in range(200))]},
    ),
    _bad_name("long label", f"{'x' * 64}.{OUTSIDE}"),
    _bad_name("long name", f"{_LONG_NAME}.{OUTSIDE}"),
    _bad_name("empty label", f"a..b.{OUTSIDE}"),
    Case("D12", "underscore", name=f"under_score.{OWN}", serve=healthy()),
    Case(
        "D13",
        "random below a wildcard",
        name=f"r4nd0m.wild.{OUTSIDE}",
        records={},
        outside=True,
        limits=HASTY,
        most=4,
    ),
)
ALIASES = {(f"c{step}.{OWN}", "CNAME"): [f"c{step + 1}.{OWN}."] for step in range(1, 21)}
