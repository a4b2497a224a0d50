"""Which address is asked next. The truth lies in the archive; here is only the head of each queue.

Every host has a lane of its own, so that a slow one holds up nobody else. A lane keeps its best entries in
memory; what does not fit stays on disk and is fetched when the lane runs low.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from auditbot.crawl.archive import Archive
from auditbot.crawl.scope import Task
from auditbot.model.fetch import FailureKind
from auditbot.url import Url

_KEPT = 2048


class Entry(NamedTuple):
    """One address in a queue."""

    rank: int
    id: int
    url: Url
    host: str
    task: Task
    depth: int
    element: str
    inbred: bool
    tries: int = 0
    not_before: float = 0.0


_COLUMNS = "rank, id, url, host, task, depth, element, inbred, tries, not_before"


@dataclass(slots=True)
class Lane:
    """The queue of one host: by rank, and what ranks alike in the order in which it was found.

    ``running`` counts those at work on it.
    """

    host: str
    own: bool
    heap: list[tuple[int, int, Entry]] = field(default_factory=list)
    spilled: bool = False
    running: int = 0


class Frontier:
    """The queues of all hosts, and every address that was ever found."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        known = archive.rows("SELECT id FROM url WHERE failure != ?", (FailureKind.GLANCE,))
        self._seen: set[int] = {row[0] for row in known}
        self._flying: set[int] = set()
        self._turns = count()
        self._queued: set[int] = set()
        """What lies in the heaps of lanes."""
        self.lanes: dict[str, Lane] = {}
        self.waiting = 0
        """Entries that are not done: queued, delayed or under way."""

    def is_new(self, identity: int) -> bool:
        """Whether an address was never found before; from now on it was."""
        if identity in self._seen:
            return False
        self._seen.add(identity)
        return True

    def __contains__(self, identity: int) -> bool:
        """Whether an address was found before, other than by a glance that passed it by."""
        return identity in self._seen

    def __len__(self) -> int:
        return len(self._seen)

    def lane(self, host: str, *, own: bool) -> Lane:
        """The lane of a host, made when first asked for."""
        lane = self.lanes.get(host)
        if lane is None:
            lane = self.lanes[host] = Lane(host, own)
        return lane

    def add(self, lane: Lane, entry: Entry) -> None:
        """Queue a new address, which is in the archive: a lane that ran low may have fetched it already."""
        self.waiting += 1
        if entry.id not in self._queued and entry.id not in self._flying:
            self.put_back(lane, entry)

    def put_back(self, lane: Lane, entry: Entry) -> None:
        """Queue an address again that was taken and is not done."""
        self._flying.discard(entry.id)
        self._queued.add(entry.id)
        heapq.heappush(lane.heap, (entry.rank, next(self._turns), entry))
        if len(lane.heap) > 2 * _KEPT:
            ordered = sorted(lane.heap)
            lane.heap = ordered[:_KEPT]
            self._queued.difference_update(other.id for *_, other in ordered[_KEPT:])
            lane.spilled = True

    def take(self, lane: Lane) -> Entry | None:
        """The next address of a host; from now on it is under way."""
        if not lane.heap and lane.spilled:
            self._refill(lane)
        if not lane.heap:
            return None
        *_, entry = heapq.heappop(lane.heap)
        self._queued.discard(entry.id)
        self._flying.add(entry.id)
        return entry

    def finish(self, entry: Entry) -> None:
        """The address is done, and that is committed."""
        self._flying.discard(entry.id)
        self.waiting -= 1

    def restore(self) -> Iterable[tuple[str, int]]:
        """Hosts with waiting addresses in the archive, with their number; their lanes know where to look."""
        rows = self._archive.rows(
            "SELECT host, count(*) FROM url WHERE done = 0 AND task < 2 GROUP BY host ORDER BY host"
        )
        for host, number in rows:
            self.waiting += number
            yield host, number

    def _refill(self, lane: Lane) -> None:
        rows = self._archive.rows(
            f"SELECT {_COLUMNS} FROM url WHERE host = ? AND done = 0 AND task < 2 ORDER BY rank, id LIMIT ?",
            (lane.host, _KEPT + len(self._flying)),
        )
        entries = [Entry(row[0], row[1], Url(row[2]), row[3], Task(row[4]), *row[5:]) for row in rows]
        waiting = [entry for entry in entries if entry.id not in self._flying]
        lane.heap = [(entry.rank, next(self._turns), entry) for entry in waiting]
        self._queued.update(entry.id for entry in waiting)
        lane.spilled = len(entries) >= _KEPT
