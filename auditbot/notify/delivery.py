"""The way out: the channels of a configuration, and one round of what is due over them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from auditbot.model.text import Lang
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.secure.tls import Trust
from auditbot.notify.channels import Channels
from auditbot.notify.config import NotifyConfig
from auditbot.notify.courier import Courier, Round
from auditbot.notify.outbox import Outbox
from auditbot.notify.posting import Poster
from auditbot.settings import Settings


@asynccontextmanager
async def channels(
    config: NotifyConfig, settings: Settings, clock: Callable[[], datetime]
) -> AsyncIterator[Channels]:
    """The channels, reaching what the settings or the configuration allow. Raises ConfigError."""
    reach = settings.reach
    reach = reach.model_copy(
        update={
            "allow": (*reach.allow, *config.allow_networks),
            "ca_file": reach.ca_file or config.ca_file,
        }
    )
    egress = Egress(Resolver(reach, settings.limits), reach, settings.limits)
    async with Poster(egress, settings.limits, Trust.load(reach.ca_file)) as poster:
        yield Channels(config, egress, poster, clock, reach.ca_file)


async def deliver(
    outbox: Outbox, config: NotifyConfig, settings: Settings, clock: Callable[[], datetime], lang: Lang
) -> Round:
    """Try once all that is due. Raises StoreError, and ConfigError where a secret is missing."""
    async with channels(config, settings, clock) as opened:
        return await Courier(outbox, opened.open(config.channels), clock, lang).round()
