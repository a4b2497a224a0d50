import pytest

from auditbot.model.audit import Line
from auditbot.net import vantage
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import Limits, Reach


def reach(*allow: str) -> Reach:
    return Reach.model_validate({"allow": allow, "dns_server": ("127.0.0.1", 9)})


def routes(monkeypatch: pytest.MonkeyPatch, *known: str) -> None:
    monkeypatch.setattr(vantage, "routed", lambda address: any(address.startswith(start) for start in known))


async def lines(chosen: Reach, *answered: str) -> tuple[Line, Line]:
    resolver = Resolver(chosen, Limits())
    resolver.answered.update(answered)
    return await vantage.line(resolver, chosen)


async def test_without_a_route_there_is_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    routes(monkeypatch)
    assert await lines(reach()) == (Line.NO_ROUTE, Line.NO_ROUTE)


async def test_a_route_alone_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    routes(monkeypatch, "198.", "2001:")
    assert await lines(reach()) == (Line.UNPROVEN, Line.UNPROVEN)


async def test_a_public_name_server_that_answered_proves_its_family(monkeypatch: pytest.MonkeyPatch) -> None:
    routes(monkeypatch, "198.", "2001:")
    assert await lines(reach(), "223.5.5.5", "fd00::1") == (Line.WORKS, Line.UNPROVEN)


async def test_an_allowed_loopback_works(monkeypatch: pytest.MonkeyPatch) -> None:
    routes(monkeypatch, "127.", "::1")
    assert await lines(reach("127.0.0.0/8", "::1/128")) == (Line.WORKS, Line.WORKS)


async def test_an_allowed_network_needs_a_route_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    routes(monkeypatch, "10.")
    assert await lines(reach("10.0.0.0/8", "fd00::/8")) == (Line.UNPROVEN, Line.NO_ROUTE)


def test_loopback_is_routed_and_rubbish_is_not() -> None:
    assert vantage.routed("127.0.0.1")
    assert not vantage.routed("no address")
