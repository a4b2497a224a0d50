"""Delivers what is due in an outbox to a webhook, and is killed between the sending and the mark.

    python child.py OUTBOX PORT NOW MOMENT

MOMENT: ``before`` the sending, ``after`` it, or ``never``.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Collection
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

from auditbot.net.egress import Egress
from auditbot.net.resolver import Resolver
from auditbot.net.tls import Trust
from auditbot.notify.courier import Courier
from auditbot.notify.file_outbox import FileOutbox
from auditbot.notify.outbox import Delivery
from auditbot.notify.posting import Poster
from auditbot.notify.webhook import Webhook
from auditbot.settings import Limits, Reach
from auditbot.url import Url


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Killed(FileOutbox):
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


async def main(path: str, port: str, at: str, moment: str) -> None:
    now = datetime.fromisoformat(at)
    reach, limits = Reach(allow=(ip_network("127.0.0.0/8"),)), Limits()
    egress = Egress(Resolver(reach, limits), reach, limits)
    with Killed.open(Path(path)) as outbox:
        outbox.moment = moment
        async with Poster(egress, limits, Trust.load()) as poster:
            hook = Webhook(poster, Url(f"http://127.0.0.1:{port}/hook"), "secret-1", (), lambda: now)
            done = await Courier(outbox, {"hook": hook}, lambda: now).round()
        states: tuple[Delivery, ...] = outbox.troubled()
        sys.stdout.write(f"{done.sent} {done.failed} {[one.state.value for one in states]}\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
