"""Which sites live together."""

from pathlib import Path

import pytest

from auditbot.fleet.neighbours import Neighbours
from auditbot.model.site import Site
from auditbot.settings import ConnectTo, Limits, Reach
from auditbot.url import Url
from tests.net.zone import Zone

ZONE = {
    ("www.a.example", "A"): ["127.0.0.1"],
    ("b.example", "A"): ["127.0.0.1", "127.0.0.2"],
    ("c.example", "A"): ["127.0.0.3"],
    ("c.example", "AAAA"): ["::1"],
    ("d.example", "A"): ["127.0.0.4"],
    ("d.example", "AAAA"): ["::1"],
    ("e.example", "A"): ["127.0.0.5"],
}


def site(home: str, **more: tuple[str, ...]) -> Site:
    return Site.model_validate({"id": "one", "home": home, **more})


async def claims(*sites: Site, connect_to: str = "") -> list[frozenset[str]]:
    async with Zone(ZONE).run() as zone:
        detours = (ConnectTo.parse(connect_to),) if connect_to else ()
        reach = Reach(dns_server=("127.0.0.1", zone.port), connect_to=detours)
        neighbours = Neighbours(reach, Limits(dns_seconds=2))
        return [await neighbours.claims(one.model_copy(update={"id": str(n)})) for n, one in enumerate(sites)]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("www.a.example", "b.example", True),
        ("www.a.example", "c.example", False),
        ("c.example", "d.example", True),
        ("d.example", "e.example", False),
        ("http://e.example:81/", "https://www.e.example/zhen/", True),
        ("none.example", "www.none.example", True),
        ("none.example", "nowhere.example", False),
        ("127.0.0.5", "e.example", True),
    ],
)
async def test_by_host_and_address(one: str, other: str, together: bool) -> None:
    first, second = await claims(site(one), site(other))
    assert bool(first & second) is together


async def test_all_hosts_of_a_site_count() -> None:
    wide, folder, e = await claims(
        site("x.example", hosts=("x.example", "E.example:8080")),
        site("y.example", prefixes=("http://e.example/zhen/",)),
        site("e.example"),
    )
    assert wide & e
    assert folder & e


async def test_a_detour_is_where_it_leads() -> None:
    x, e = await claims(site("x.example"), site("e.example"), connect_to="x.example:80:127.0.0.5:9")
    assert x & e


async def test_answers_hold_for_a_while() -> None:
    moment = [0.0]
    async with Zone(ZONE, later={("e.example", "A"): ["127.0.0.9"]}).run() as zone:
        reach = Reach(dns_server=("127.0.0.1", zone.port))
        neighbours = Neighbours(reach, Limits(dns_seconds=2), lambda: moment[0])
        one = Site(id="e", home=Url("http://e.example/"))
        assert "127.0.0.5" in await neighbours.claims(one)
        assert "127.0.0.5" in await neighbours.claims(one)
        moment[0] = 3600.0
        assert "127.0.0.9" in await neighbours.claims(one)


async def test_other_name_servers_of_the_machine_are_asked_as_soon_as_it_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "resolv.conf"
    one = Site(id="e", home=Url("http://e.example/"))
    async with Zone(ZONE).run() as zone, Zone({("e.example", "A"): ["127.0.0.9"]}).run() as other:
        ports = [zone.port, other.port]
        monkeypatch.setattr(
            "auditbot.net.egress.resolver._system_servers", lambda: (("127.0.0.1",), ports[file.exists()])
        )
        neighbours = Neighbours(Reach(), Limits(dns_seconds=2), files=[file])
        assert "127.0.0.5" in await neighbours.claims(one)
        file.write_text("nameserver 127.0.0.1", encoding="utf-8")
        assert "127.0.0.5" in neighbours.known(one)
        assert "127.0.0.9" in await neighbours.claims(one)
