"""What is planted on hosts and name servers."""

from auditbot.demo.hosts import HOSTS, ZONES, Https, Over6
from auditbot.demo.town import Town
from tests.demo.reading import html, rows
from tests.demo.walking import answer_at, targets

HOST = {host.name: host for host in HOSTS}


def test_ipv6_faults_stand_in_the_tables(town: Town) -> None:
    assert [HOST[name].v6 for name in rows(town, "ipv6-dns", "no-aaaa")] == [""]
    assert [HOST[name].over6 for name in rows(town, "ipv6-reachable", "unreachable")] == [Over6.CLOSED]
    assert [HOST[name].https for name in rows(town, "ipv6-reachable", "port-missing")] == [Https.ONLY_V4]
    assert [HOST[name].over6 for name in rows(town, "ipv6-reachable", "http-failed")] == [Over6.HANGS_UP]
    assert [HOST[name].v6 for name in rows(town, "ipv6-links", "skylight")] == [""]
    assert [HOST[name].broken6 for name in rows(town, "ipv6-dns", "dns-failed")] == [True]


def test_name_server_faults_stand_in_the_tables(town: Town) -> None:
    zones = {zone.name: zone for zone in ZONES}
    few = zones[rows(town, "ipv6-dns", "ns-few")[0]]
    assert sum(server.v6 for server in few.servers) == 1
    silent = zones[rows(town, "ipv6-dns", "ns-silent")[0]]
    assert [server.name for server in silent.servers if server.silent6] == ["ns2.qinghe.example"]


def test_hosts_at_fault_belong_to_the_site(town: Town) -> None:
    for row in town.planted:
        if row.check in ("ipv6-dns", "ipv6-reachable") and row.message not in ("ns-few", "ns-silent"):
            assert row.target in town.site.hosts
            assert f"http://{row.target}/" in targets(html(town, "home"), town.addresses["home"])


def test_homepage_differs_over_ipv6(town: Town) -> None:
    home = answer_at(town, town.addresses["home"])
    assert home is not None
    assert home.over6 is not None
    assert len(home.over6) < len(home.body) / 4
