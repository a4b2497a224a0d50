"""The server serves the town over both families, and its name service leads there."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import dns.asyncquery
import dns.message
import dns.rcode
import pytest

from auditbot.demo.__main__ import how_to_scan
from auditbot.demo.serve import Served, serve
from auditbot.demo.sockets import has_ipv6
from auditbot.demo.town import Town
from auditbot.settings import ConnectTo

needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no ::1")


@pytest.fixture
async def served(town: Town) -> AsyncIterator[Served]:
    async with serve(town) as running:
        yield running


def port(served: Served, host: str, wanted: int = 80) -> int:
    ways = [ConnectTo.parse(text) for text in served.connect_to]
    return next(way.to_port for way in ways if (way.host, way.port) == (host, wanted))


@asynccontextmanager
async def asking() -> AsyncIterator[aiohttp.ClientSession]:
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=10)) as session:
        yield session


async def ask(
    served: Served, host: str, path: str, *, address: str = "127.0.0.1", method: str = "GET", cookie: str = ""
) -> tuple[int, bytes, dict[str, str]]:
    headers = {"Host": host, **({"Cookie": cookie} if cookie else {})}
    url = f"http://{address}:{port(served, host)}{path}"
    async with (
        asking() as session,
        session.request(method, url, headers=headers, allow_redirects=False) as reply,
    ):
        return reply.status, await reply.read(), dict(reply.headers)


async def look_up(served: Served, name: str, rdtype: str, address: str = "127.0.0.1") -> dns.message.Message:
    query = dns.message.make_query(name, rdtype)
    return await dns.asyncquery.udp(query, address, timeout=5, port=served.dns_server[1])


async def test_pages_over_ipv4(served: Served, town: Town) -> None:
    status, body, headers = await ask(served, "www.qinghe.example", "/zwdt/qhyw/")
    assert (status, body) == (200, town.answers["www.qinghe.example"]["/zwdt/qhyw/"].body)
    assert headers["Content-Type"] == "text/html; charset=utf-8"


@needs_ipv6
async def test_pages_over_ipv6(served: Served, town: Town) -> None:
    status, body, _ = await ask(served, "www.qinghe.example", "/zwdt/qhyw/", address="[::1]")
    assert (status, body) == (200, town.answers["www.qinghe.example"]["/zwdt/qhyw/"].body)
    assert served.requests[-1].family == 6


@needs_ipv6
async def test_homepage_differs_over_ipv6(served: Served) -> None:
    _, old, _ = await ask(served, "www.qinghe.example", "/")
    _, new, _ = await ask(served, "www.qinghe.example", "/", address="[::1]")
    assert old != new


async def test_head_has_no_body(served: Served) -> None:
    status, body, headers = await ask(served, "www.qinghe.example", "/", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 1000


@pytest.mark.parametrize(("host", "status"), [("sjj.xishan.example", 405), ("tyj.xishan.example", 404)])
async def test_hosts_that_refuse_head(served: Served, host: str, status: int) -> None:
    assert (await ask(served, host, "/", method="HEAD"))[0] == status
    assert (await ask(served, host, "/"))[0] == 200


async def test_unknown_paths_and_hosts(served: Served) -> None:
    assert (await ask(served, "www.qinghe.example", "/nowhere.html"))[0] == 404
    assert (await ask(served, "zwfw.qinghe.example", "/nowhere.html"))[0] == 200
    url = f"http://127.0.0.1:{port(served, 'www.qinghe.example')}/"
    async with asking() as session, session.get(url, headers={"Host": "www.other.example"}) as reply:
        assert reply.status == 421


async def test_other_methods_are_refused(served: Served) -> None:
    assert (await ask(served, "www.qinghe.example", "/", method="POST"))[0] == 405


async def test_cookie_wall(served: Served) -> None:
    path = "/zt/yhqs/cookie.html"
    status, _, headers = await ask(served, "www.qinghe.example", path)
    assert (status, headers["Location"]) == (302, path)
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert (await ask(served, "www.qinghe.example", path, cookie=cookie))[0] == 200


async def test_recovers_after_a_while(served: Served) -> None:
    host, path = "www.xishan.example", "/sjxw/8812.html"
    assert (await ask(served, host, path, method="HEAD"))[0] == 503
    await asyncio.sleep(1.6)
    assert (await ask(served, host, path))[0] == 200


async def test_first_connection_is_reset(served: Served) -> None:
    path = "/zt/video/once.html"
    reader, writer = await asyncio.open_connection("127.0.0.1", port(served, "www.qinghe.example"))
    writer.write(f"GET {path} HTTP/1.1\r\nHost: www.qinghe.example\r\n\r\n".encode())
    with pytest.raises(ConnectionResetError):
        await reader.read()
    writer.close()
    assert (await ask(served, "www.qinghe.example", path))[0] == 200


async def test_resets(served: Served) -> None:
    with pytest.raises(aiohttp.ClientOSError):
        await ask(served, "dfz.xishan.example", "/qhz/")


async def test_refuses(served: Served) -> None:
    with pytest.raises(aiohttp.ClientConnectorError):
        await ask(served, "kjj.xishan.example", "/kjzc/")


async def test_speaks_no_tls(served: Served) -> None:
    url = f"https://127.0.0.1:{port(served, 'gjj.xishan.example', 443)}/"
    async with asking() as session:
        with pytest.raises(aiohttp.ClientConnectorSSLError):
            await session.get(url, ssl=False)


async def test_silence(served: Served) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await ask(served, "wsjc.xishan.example", "/")


@needs_ipv6
async def test_hosts_that_fail_over_ipv6(served: Served) -> None:
    assert (await ask(served, "dt.qinghe.example", "/"))[0] == 200
    with pytest.raises(aiohttp.ClientConnectorError):
        await ask(served, "dt.qinghe.example", "/", address="[::1]")
    assert (await ask(served, "sp.qinghe.example", "/"))[0] == 200
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await ask(served, "sp.qinghe.example", "/", address="[::1]")


@needs_ipv6
async def test_port_that_is_missing_over_ipv6(served: Served) -> None:
    number = port(served, "xf.qinghe.example", 443)
    _, writer = await asyncio.open_connection("127.0.0.1", number)
    writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("::1", number)


async def test_addresses(served: Served) -> None:
    old = await look_up(served, "www.qinghe.example", "A")
    new = await look_up(served, "www.qinghe.example", "AAAA")
    assert [str(record) for record in old.answer[0]] == ["127.0.0.1"]
    assert [str(record) for record in new.answer[0]] == ["::1"]


@pytest.mark.parametrize(
    ("name", "rdtype", "code", "answered"),
    [
        ("img.qinghe.example", "AAAA", dns.rcode.NOERROR, False),
        ("img.qinghe.example", "A", dns.rcode.NOERROR, True),
        ("www.qhlvyou.example", "A", dns.rcode.NXDOMAIN, False),
        ("dag.qinghe.example", "AAAA", dns.rcode.SERVFAIL, False),
        ("dag.qinghe.example", "A", dns.rcode.NOERROR, True),
        ("qinghe.example", "NS", dns.rcode.NOERROR, True),
        ("qinghe.example", "SOA", dns.rcode.NOERROR, True),
        ("www.qinghe.example", "NS", dns.rcode.NOERROR, False),
        ("zwfw.qinghe.example", "NS", dns.rcode.NOERROR, True),
        ("ns2.zwfw.qinghe.example", "AAAA", dns.rcode.NOERROR, False),
        ("WWW.QingHe.Example", "A", dns.rcode.NOERROR, True),
    ],
)
async def test_names(served: Served, name: str, rdtype: str, code: dns.rcode.Rcode, answered: bool) -> None:
    reply = await look_up(served, name, rdtype)
    assert (reply.rcode(), bool(reply.answer)) == (code, answered)


async def test_names_over_tcp(served: Served) -> None:
    query = dns.message.make_query("www.qinghe.example", "AAAA")
    reply = await dns.asyncquery.tcp(query, "127.0.0.1", timeout=5, port=served.dns_server[1])
    assert reply.answer


@needs_ipv6
async def test_name_servers_over_ipv6(served: Served) -> None:
    query = dns.message.make_query("qinghe.example", "SOA")
    good = port(served, "ns1.qinghe.example", 53)
    assert (await dns.asyncquery.udp(query, "::1", timeout=5, port=good)).answer
    with pytest.raises(dns.exception.Timeout):
        await dns.asyncquery.udp(query, "::1", timeout=0.3, port=port(served, "ns2.qinghe.example", 53))


async def test_rubbish_is_not_answered(served: Served) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as talker:
        talker.setblocking(False)
        talker.connect(served.dns_server)
        await asyncio.get_running_loop().sock_sendall(talker, b"\0" * 7)
    assert (await look_up(served, "www.qinghe.example", "A")).answer


async def test_every_host_has_its_ways(served: Served, town: Town) -> None:
    known = {ConnectTo.parse(text).host for text in served.connect_to}
    assert known >= {host.name for host in town.hosts}


async def test_log_tells_what_was_asked(served: Served) -> None:
    await ask(served, "www.qinghe.example", "/ldzc/")
    assert (served.requests[-1].method, served.requests[-1].path) == ("GET", "/ldzc/")


async def test_two_towns_side_by_side(town: Town) -> None:
    async with serve(town) as one, serve(town) as two:
        assert one.dns_server != two.dns_server
        assert (await ask(one, "www.qinghe.example", "/"))[0] == 200
        assert (await ask(two, "www.qinghe.example", "/"))[0] == 200


async def test_command_that_audits_it(served: Served) -> None:
    told = how_to_scan(served)
    assert f"--dns-server 127.0.0.1:{served.dns_server[1]}" in told
    assert told.count("--connect-to") == len(served.connect_to)
    assert "auditbot scan http://www.qinghe.example/ --as-of 2026-11-22" in told
