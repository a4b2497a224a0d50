"""Each case of the catalogue by itself, through the product's own client."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network

import pytest

from auditbot.model.fetch import Fetch
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.http.client import Client, Reply
from auditbot.net.http.request import Request
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.robots import Robots
from auditbot.net.visitor import Visitor
from auditbot.settings import ConnectTo, Limits, Reach, Settings
from auditbot.settings import Politeness as Manners
from auditbot.url import Url, parse, split
from tests.hostile.case import OWN, Case
from tests.hostile.certificates import Authority
from tests.hostile.reading import DAY, telling
from tests.hostile.registry import CASES
from tests.hostile.stage import SECRET, Stage, put_up

_BOUND = 12.0
"""Seconds that any case may take, two tries and a busy machine included."""
_READING = 25.0
"""Seconds of CPU that reading any page may take: three times what the dearest one takes."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


def settings_for(case: Case, stage: Stage) -> Settings:
    """Everything as in an audit, but for the limits that the case would take long to reach."""
    return Settings(
        as_of=DAY,
        limits=Limits.model_validate({"crawl_delay": 0.2, **case.limits}),
        politeness=Manners(rate=0, external_rate=1000),
        reach=Reach(
            allow=(ip_network("127.0.0.1/32"), ip_network("::1/128")),
            connect_to=tuple(map(ConnectTo.parse, stage.connect_to)),
            dns_server=("127.0.0.1", stage.zone.port),
            ca_file=stage.roots,
            headers=(("Authorization", SECRET),),
        ),
    )


def is_own(url: Url) -> bool:
    return split(url).host.endswith(f".{OWN}")


@asynccontextmanager
async def visitor_of(settings: Settings) -> AsyncIterator[Visitor]:
    egress = Egress(Resolver(settings.reach, settings.limits), settings.reach, settings.limits)
    async with Client(egress, settings, is_own) as client:
        politeness = Politeness(settings.politeness, settings.limits)
        yield Visitor(client, politeness, Robots(client, politeness, settings.limits))


def what_differs(case: Case, fetch: Fetch) -> dict[str, object]:
    """What is not as it should be, and what it is."""
    failure = fetch.failure
    said: dict[str, tuple[object, object]] = {
        "kind": (case.kind, failure.kind if failure else None),
        "status": (case.status or (failure.status if failure else None), failure.status if failure else None),
        "remarks": (set(case.remarks) - set(fetch.remarks), set()),
        "readable": (True, failure is None or failure.detail.isprintable()),
    }
    return {name: got for name, (wanted, got) in said.items() if wanted != got}


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_case_ends_as_it_has_to(case: Case, authority: Authority) -> None:
    async with put_up([case], authority) as stage:
        settings = settings_for(case, stage)
        began = time.monotonic()
        async with visitor_of(settings) as visitor:
            for path in case.before:
                before = parse(f"{case.scheme}://{case.host}{path}")
                assert before is not None
                await visitor.visit(Request(before), obey_robots=False)
            reply = await visitor.visit(case.request(), obey_robots=not case.outside)
        assert time.monotonic() - began < _BOUND
        assert what_differs(case, reply.fetch) == {}
        assert case.body is None or reply.body == case.body
        assert stage.asked(case.host, case.path) <= case.requests
        assert stage.sentinel.visits == []
        assert stage.leaks([case.host]) == []
        await _read(case, reply, settings.limits)


async def _read(case: Case, reply: Reply, limits: Limits) -> None:
    if not case.facts:
        return
    began = time.process_time()
    told = await telling(reply, limits)
    assert time.process_time() - began < _READING
    facts = dict(case.facts)
    if facts.pop("refused", False):
        assert str(told["unseen"]).startswith("parse-too-")
    assert str(facts.pop("lacks", "\0")) not in str(told["text"])
    assert {name: told[name] for name in facts} == facts
