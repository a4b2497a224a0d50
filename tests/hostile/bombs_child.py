"""Asks for everything it is told to, with the product's own parts and limits, and notes what it costs.

Run by path, with a folder: ``asked.json`` there holds the port of the server and what is asked for, as pairs
of a kind (``page``, ``robots``, ``sitemap``) and an address. ``cost.json`` is written: by address the CPU
seconds, and what became of it.
"""

import asyncio
import json
import sys
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from time import process_time

from auditbot.audit.heap import give_back_freed_memory
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.http.client import Client, Request
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.robots import Robots
from auditbot.net.polite.sitemap import Remark, sitemap_urls
from auditbot.settings import ConnectTo, Reach, Settings
from auditbot.settings import Politeness as Manners
from auditbot.url import Url


async def became(kind: str, url: Url, client: Client, settings: Settings) -> str:
    """Ask for one thing; what came of it in a few words."""
    politeness = Politeness(settings.politeness, settings.limits)
    if kind == "robots":
        return (await Robots(client, politeness, settings.limits).rules(url)).state
    if kind == "sitemap":
        remarks: set[Remark] = set()
        count = 0
        async for _ in sitemap_urls(client, politeness, [url], settings.limits, remarks):
            count += 1
        return f"{count} {' '.join(sorted(remark.id for remark in remarks))}"
    reply = await client.fetch(Request(url))
    return str(reply.fetch.failure.kind) if reply.fetch.failure else f"ok {len(reply.body)}"


async def ask(place: Path) -> None:
    """Ask one thing after another, with memory kept as every audit keeps it."""
    give_back_freed_memory()
    told = json.loads((place / "asked.json").read_text("utf-8"))
    way = ConnectTo(host="", port=80, to_host="127.0.0.1", to_port=told["port"])
    settings = Settings(
        as_of=date(2026, 11, 22),
        politeness=Manners(rate=0),
        reach=Reach(allow=(ip_network("127.0.0.1/32"),), connect_to=(way,), dns_server=("127.0.0.1", 9)),
    )
    egress = Egress(Resolver(settings.reach, settings.limits), settings.reach, settings.limits)
    cost = {}
    async with Client(egress, settings, lambda _: True) as client:
        for kind, url in told["asked"]:
            began = process_time()
            words = await became(kind, Url(url), client, settings)
            cost[f"{kind} {url}"] = (process_time() - began, words)
    (place / "cost.json").write_text(json.dumps(cost), "utf-8")


if __name__ == "__main__":
    asyncio.run(ask(Path(sys.argv[1])))
