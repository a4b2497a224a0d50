"""Where the sites of a fleet live, as a test wants it."""

import asyncio
from collections.abc import Mapping

from auditbot.model.site import Site


class Map:
    """Where sites live."""

    def __init__(self, shared: Mapping[str, set[str]] | None = None) -> None:
        self._shared = shared or {}

    async def claims(self, site: Site) -> frozenset[str]:
        await asyncio.sleep(0)
        return self.known(site)

    def known(self, site: Site) -> frozenset[str]:
        return frozenset(self._shared.get(site.id, {site.id}))
