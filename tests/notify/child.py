"""Delivers what is due in an outbox to a webhook, and is killed between the sending and the mark.

    python child.py STORE PORT NOW MOMENT

MOMENT: ``before`` the sending, ``after`` it, or ``never``.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Collection
from datetime import datetime
from ipaddress import ip_network

from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.secure.tls import Trust
from auditbot.notify.courier import Courier
from auditbot.notify.posting import Poster
from auditbot.notify.store_outbox import StoreOutbox
from auditbot.notify.webhook import Webhook
from auditbot.settings import Limits, Reach
from auditbot.store.open import open_store
from auditbot.url import Url


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Killed(StoreOutbox):
    """Kills its process instead of marking."""

    moment = "never"

    def begin(self, ids: Collection[int], now: datetime) -> frozenset[int]:
        held = super().begin([*ids], now)
        if self.moment == "before":
            die()
        return held

    def delivered(self, ids: Collection[int], now: datetime) -> None:
        if self.moment == "after":
            die()
        super().delivered(ids, now)


async def main(named: str, port: str, at: str, moment: str) -> None:
    now = datetime.fromisoformat(at)
    reach, limits = Reach(allow=(ip_network("127.0.0.0/8"),)), Limits()
    egress = Egress(Resolver(reach, limits), reach, limits)
    with open_store(named) as store:
        outbox = Killed(store)
        outbox.moment = moment
        async with Poster(egress, limits, Trust.load()) as poster:
            hook = Webhook(poster, Url(f"http://127.0.0.1:{port}/hook"), "secret-1", (), lambda: now)
            done = await Courier(outbox, {"hook": hook}, lambda: now).round()
        states = [one.state.value for one in outbox.undelivered()]
        sys.stdout.write(f"{done.sent} {done.failed} {states}\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
