"""Conducts one audit from the first request to the result; also goes on with one that was cut off."""

import asyncio
import gc
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic

from pydantic import TypeAdapter

from auditbot.audit import folder as folders
from auditbot.audit.collect import Collector, Stopped
from auditbot.audit.garbage import collected_seldom
from auditbot.audit.heap import give_back_freed_memory
from auditbot.audit.judge import judge, manners, open_view
from auditbot.audit.judging import probe
from auditbot.audit.network import Network, open_network
from auditbot.audit.plan import Plan
from auditbot.audit.recorded import recorded
from auditbot.audit.room import require_room, watch_room
from auditbot.audit.start import Start, find_home
from auditbot.compare import compared
from auditbot.crawl.archive import Archive
from auditbot.crawl.discovery import address_row
from auditbot.crawl.progress import Progress
from auditbot.crawl.scope import SCOPE, Scope, Task, trusted
from auditbot.crawl.tools import Tools
from auditbot.crawl.writer import Batch, Writer
from auditbot.errors import StoreError
from auditbot.model.audit import Audit, StopReason
from auditbot.model.fetch import Fetch
from auditbot.model.sample import SAMPLES
from auditbot.model.site import Site
from auditbot.model.text import Text
from auditbot.net.polite.sitemap import Remark, sitemap_urls
from auditbot.url import Url, origin

_SITE = TypeAdapter(Site)
_PATIENCE = 10
"""Seconds that a measurement may take to end once it was asked to."""


class Conductor:
    """Runs one session of one audit. ``stop`` and ``kill`` may be called at any time from the same loop."""

    def __init__(self, plan: Plan, place: Path, progress: Progress, now: Callable[[], datetime]) -> None:
        self._plan = plan
        self._place = place
        self._progress = progress
        self._now = now
        self._starting: asyncio.Task[Start | Fetch] | None = None
        self._collector: Collector | None = None
        self._measuring: asyncio.Task[None] | None = None
        self._stopped = False

    def stop(self) -> None:
        """End the audit early; what is under way may end, what was seen is judged."""
        self._stopped = True
        if self._starting:
            self._starting.cancel()
        if self._collector:
            self._collector.stop(StopReason.INTERRUPTED)
        if self._measuring:
            asyncio.get_running_loop().call_later(_PATIENCE, self._measuring.cancel)

    async def kill(self) -> None:
        """End the audit at once; what was committed is judged."""
        self._stopped = True
        if self._starting:
            self._starting.cancel()
        if self._collector:
            await self._collector.kill()
        if self._measuring:
            self._measuring.cancel()

    async def run(self) -> Audit:
        """Collect, measure, judge. Raises StoreError when the archive cannot be written."""
        give_back_freed_memory()
        require_room(self._place, self._plan.settings.limits.disk_free)
        folders.mark_unfinished(self._place, unfinished=True)
        with collected_seldom(), self._archive() as archive:
            await self._session(archive)
            self._progress.stage = "judge"
            audit = judge(archive, self._plan)
        return compared(audit, folders.earlier(self._place))

    def _archive(self) -> Archive:
        path = self._place / folders.ARCHIVE
        plan = self._plan
        if path.is_file():
            archive = Archive.open(path)
            _refuse_another(archive, plan)
            return archive
        return Archive.create(
            path,
            {
                "id": folders.identity(self._place, glance=plan.settings.glance),
                "started": self._now().isoformat(),
                "site": plan.site.model_dump_json(),
                "settings": plan.settings.to_be_kept().model_dump_json(),
                "frameworks": json.dumps([json.loads(one.model_dump_json()) for one in plan.frameworks]),
                "sheet": plan.sheet.model_dump_json() if plan.sheet else "",
                "needs": str(plan.needs.value),
                "known": plan.known.model_dump_json(),
                "samples": SAMPLES.dump_json(plan.samples).decode() if plan.samples else "",
            },
        )

    async def _session(self, archive: Archive) -> None:
        began = monotonic()
        archive.put_meta("sessions", str(int(archive.meta("sessions", "0")) + 1))
        archive.put_meta("seconds before", archive.meta("seconds", "0"))
        if archive.meta("stopped") != StopReason.EXHAUSTED:
            archive.put_meta("stopped", StopReason.INTERRUPTED)  # unless it says otherwise in the end
        if not archive.meta("home"):
            archive.forget()
        scope = recorded(archive, "scope", SCOPE) if archive.meta("scope") else Scope.of(self._plan.site)
        async with open_network(self._plan.settings, scope, trusted(self._plan.site)) as network:
            archive.put_meta("vantage", network.vantage.model_dump_json())
            writer = Writer(archive.path, self._trouble)
            try:
                stopped = await self._collect(archive, writer, network, scope)
                gc.collect()  # the parts of the walk hold each other; their room is wanted for what follows
                self._note_end(archive, network, stopped, began)
                if stopped.reason in (StopReason.EXHAUSTED, StopReason.BUDGET, StopReason.DEADLINE):
                    if not await self._measured(archive, writer, network):
                        stopped = Stopped(StopReason.INTERRUPTED)
                    self._note_end(archive, network, stopped, began)
            finally:
                await writer.close()

    async def _collect(self, archive: Archive, writer: Writer, network: Network, scope: Scope) -> Stopped:
        start = await self._begun(archive, network, scope)
        if start is None:
            await _note_home(archive, writer, self._plan.site.home)
            return Stopped(StopReason.INTERRUPTED)
        if isinstance(start, Fetch):
            await _note_home(archive, writer, start.url, start)
            failure = start.failure
            return Stopped(
                StopReason.UNREACHABLE, f"{failure.kind} {failure.detail}".strip() if failure else ""
            )
        _note_manners(archive, network)
        network.client.own = start.scope.on_hosts
        browser = network.browser if network.browser.info else None
        self._collector = Collector(
            self._plan, archive, writer, network.visitor, browser, self._progress, self._now, start
        )
        if self._stopped:
            self._collector.stop(StopReason.INTERRUPTED)
        collector, least = self._collector, self._plan.settings.limits.disk_free
        watching = asyncio.create_task(
            watch_room(self._place, least, lambda: collector.stop(StopReason.DISK))
        )
        try:
            stopped = await collector.run()
        finally:
            watching.cancel()
            self._collector = None  # what the walk had to remember makes room for what is made of it
        await writer.commit(Batch(limits=list(network.robots.limits_hit())))
        return stopped

    async def _begun(self, archive: Archive, network: Network, scope: Scope) -> Start | Fetch | None:
        """Where to begin; ``None`` if that was still being asked when somebody wanted it to end."""
        self._starting = asyncio.create_task(self._start(archive, network, scope))
        if self._stopped and not archive.meta("home"):
            self._starting.cancel()
        try:
            return await self._starting
        except asyncio.CancelledError:
            if not self._stopped:
                raise
            return None
        finally:
            self._starting.cancel()
            self._starting = None

    async def _start(self, archive: Archive, network: Network, scope: Scope) -> Start | Fetch:
        """Where to begin: from the archive, or by asking for the homepage and the sitemap."""
        if archive.meta("home"):
            return Start(Url(archive.meta("home")), scope)
        self._progress.stage = "start"
        start = await find_home(self._plan.site.home, scope, network.visitor, self._plan.settings)
        if isinstance(start, Fetch):
            return start
        if self._plan.settings.glance:
            return start
        rules = await network.robots.rules(start.home)
        starts = rules.sitemaps or (Url(f"{origin(start.home)}/sitemap.xml"),)
        remarks: set[Remark] = set()
        urls = sitemap_urls(network.client, network.politeness, starts, self._plan.settings.limits, remarks)
        listed = [url async for url in urls if start.scope.holds(url)]
        hit = tuple((remark.limit, remark.sitemap) for remark in sorted(remarks) if remark.limit)
        return Start(start.home, start.scope, tuple(listed), hit)

    async def _measured(self, archive: Archive, writer: Writer, network: Network) -> bool:
        """Let the checks ask the network; whether nobody wanted it to end before."""
        self._measuring = asyncio.create_task(self._measure(archive, writer, network))
        try:
            await self._measuring
        except asyncio.CancelledError:
            if not self._stopped:
                raise
        finally:
            self._measuring.cancel()
        return not self._stopped

    async def _measure(self, archive: Archive, writer: Writer, network: Network) -> None:
        """What the checks measured is committed check by check."""
        self._progress.stage = "probe"
        view, _ = open_view(archive, self._plan)
        limits = self._plan.settings.limits
        for one in self._plan.assignments:
            if self._stopped or archive.meta(f"probed {one.key}"):
                continue
            rows, fault = await probe(
                one, network.probes, view, limits.check_probe_seconds, limits.check_visit_seconds
            )
            archive.end_reading()  # what a probe kept half read would hide what is written from now on
            batch = Batch(metas=[(f"probed {one.key}", self._now().isoformat())])
            batch.notes += [(row[0], None, *row[1:]) for row in rows]
            batch.faults += [(one.key, None, fault)] if fault else []
            await writer.commit(batch)

    def _note_end(self, archive: Archive, network: Network, stopped: Stopped, began: float) -> None:
        before = float(archive.meta("seconds before", "0"))
        archive.put_meta("stopped", stopped.reason)
        archive.put_meta("stop_detail", stopped.detail)
        archive.put_meta("finished", self._now().isoformat())
        archive.put_meta("seconds", str(before + monotonic() - began))
        archive.put_meta("vantage", network.vantage_now().model_dump_json())
        _note_manners(archive, network)

    def _trouble(self, said: Text) -> None:
        self._progress.trouble = said.of(self._plan.settings.lang)


async def _note_home(archive: Archive, writer: Writer, home: Url, fetch: Fetch | None = None) -> None:
    """The homepage's line in the ledger when it did not open, or was not waited for."""
    if archive.meta("home"):
        return  # it has its line
    identity = archive.id_of(home)
    row = address_row(identity, home, Task.PAGE, element="seed")
    done = [Tools.done_row(identity, fetch, outcome=None)] if fetch else []
    await writer.commit(Batch(urls=[row], done=done))


def _note_manners(archive: Archive, network: Network) -> None:
    """How each host was visited; what an earlier session knew of a host stays known."""
    known = {one.host: one for one in manners(archive)}
    for one in network.hosts():
        before = known.get(one.host, one)
        robots, slowed = one.robots or before.robots, max(one.slowed, before.slowed)
        known[one.host] = one.model_copy(update={"robots": robots, "slowed": slowed})
    archive.put_meta("hosts", json.dumps([one.model_dump(mode="json") for one in known.values()]))


def _refuse_another(archive: Archive, plan: Plan) -> None:
    """Go on with nothing but an audit of the same site."""
    site = recorded(archive, "site", _SITE)
    if (site.id, site.home) == (plan.site.id, plan.site.home):
        return
    archive.close()
    raise StoreError(
        Text(
            f"这个存档属于另一个网站：{site.home}（{archive.path}）",
            f"the archive is of another site: {site.home} ({archive.path})",
        ),
        Text(
            "请加 --fresh 重新检查，或用 --out 换一个目录",
            "audit afresh with --fresh, or choose another --out",
        ),
    )
