"""What the references on a page add to the archive: what they say, and addresses never found before."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditbot.crawl.archive import Archive, compact
from auditbot.crawl.frontier import Entry, Frontier, Lane
from auditbot.crawl.rank import COLUMN, PAGING, SENT_ON, is_file, is_later_page, rank, target_rank, task
from auditbot.crawl.scope import Scope, Task
from auditbot.crawl.shapes import basename, path_shape, without_session
from auditbot.crawl.traps import Traps
from auditbot.crawl.writer import Batch, Row
from auditbot.extract.personal.masking import NOTHING_KNOWN
from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.model.page import Link
from auditbot.net.polite.effects import has_effect
from auditbot.settings import External, Settings
from auditbot.url import BadHref, Url, literal, split

_NUMBERED = re.compile(r"\d")
_FORMS_KEPT = 12_000
_OURS = ("seed", "paging", "refresh")
"""Elements that no page holds: addresses we know of otherwise."""
_PER_LEVEL = 1000
"""Added to the rank a level when a depth was asked for: then the walk goes level by level."""


@dataclass(slots=True)
class Found:
    """What one page's references came to."""

    forms: "array[int]" = field(default_factory=lambda: array("q"))
    entries: list[Entry] = field(default_factory=list)
    """New addresses to be asked."""
    fresh: int = 0
    """New addresses of other shapes than the page's own."""


class Discovery:
    """Turns references into rows, and remembers which it has turned already."""

    def __init__(
        self, archive: Archive, frontier: Frontier, scope: Scope, traps: Traps, settings: Settings
    ) -> None:
        self._archive = archive
        self._frontier = frontier
        self._traps = traps
        self._settings = settings
        self._forms: dict[int, tuple[Link, int]] = {}
        """By identity, for a reader gives a repeated link as the same object; the link is held to keep it."""
        self._shallow_first = "depth" in settings.limits.model_fields_set
        self._glances = settings.glance
        self._left = settings.limits.glance_addresses - _asked(archive) if settings.glance else 0
        """Addresses that a glance may still ask."""
        self.scope = scope

    def references(self, page: Url, depth: int, links: Iterable[Link], batch: Batch, *, home: bool) -> Found:
        """Add the references of one page to ``batch``; ``depth`` is the page's own."""
        if len(self._forms) > _FORMS_KEPT:
            self._forms.clear()
        found = Found()
        for link in links:
            known = self._forms.get(id(link))
            if known is None:
                known = (link, self._new_form(link, page, depth, batch, found, home))
                self._forms[id(link)] = known
            found.forms.append(known[1])
        return found

    def pages_of_list(self, page: Url, depth: int, others: Iterable[Url], batch: Batch) -> list[Entry]:
        """Queue the other pages of a list, which often only a script links to. They are no references.

        First pages are left out: a list is reached by its first page, whose other names are guesses.
        """
        later = [url for url in others if _NUMBERED.search(basename(url) + split(url).query)]
        entries = [self._address(url, page, depth, "paging", PAGING, batch) for url in later]
        return [entry for entry in entries if entry]

    def sent_on(self, to: Url, page: Url, depth: int, batch: Batch, *, too_often: bool) -> list[Entry]:
        """Queue where a page sends its visitor by itself.

        ``too_often``: so many pages in a row have done so that the next one of the site is left out.
        """
        url = without_session(to)
        if not too_often or not self.scope.holds(url):
            entry = self._address(url, page, depth + 1, "refresh", SENT_ON, batch)
            return [entry] if entry else []
        self._never_asked(url, Task.PAGE, page, depth + 1, "refresh", FailureKind.TRAP, batch)
        return []

    def seed(
        self, url: Url, place: int, batch: Batch, *, depth: int = 1, element: str = "seed"
    ) -> Entry | None:
        """Add an address that no page referred to; ``None`` if it was known.

        ``element``: what refers to it, where that is known; it tells a page from a file.
        """
        return self._address(url, None, depth, element, place, batch)

    def look_at(self, urls: Iterable[Url], page: Url, depth: int, batch: Batch) -> list[Entry]:
        """Queue what a glance asks of the links of a page; ``references`` passes all of them by."""
        entries = [self._address(without_session(url), page, depth + 1, "a", COLUMN, batch) for url in urls]
        return [entry for entry in entries if entry]

    def _new_form(self, link: Link, page: Url, depth: int, batch: Batch, found: Found, home: bool) -> int:
        target = None
        if link.target is not None:
            url = without_session(link.target)
            target = self._archive.id_of(url)
            entry = self._follow(url, link, page, depth, batch, home)
            if entry:
                found.entries.append(entry)
                found.fresh += not entry.inbred
        elif link.bad in (BadHref.SCHEME, BadHref.LOCAL_FILE):
            scheme, nothing = FailureKind.SCHEME, Task.NOTHING
            target = self._never_asked(link.raw, nothing, page, depth + 1, link.element, scheme, batch)
        text = NOTHING_KNOWN(link.text)
        said = (link.raw, link.bad, link.fragment, text, link.element, link.attribute, link.region)
        form = self._archive.id_of(compact((target, *said)))
        batch.forms.append((form, target, *said))
        return form

    def _follow(self, url: Url, link: Link, page: Url, depth: int, batch: Batch, home: bool) -> Entry | None:
        if self._glances:
            self._pass_by(url, link.element, page, depth + 1, batch)
            return None
        crowd = self._traps.crowd.get(path_shape(url), 0)
        place = rank(url, link.element, link.region, home, crowd)
        deeper = depth if is_later_page(url) else depth + 1
        return self._address(url, page, deeper, link.element, place, batch)

    def _pass_by(self, url: Url, element: str, page: Url, depth: int, batch: Batch) -> None:
        """Write down an address that a glance does not ask, for it is what a link leads to."""
        identity = self._archive.id_of(url)
        if identity not in self._frontier:
            what, parent = task(url, element, self.scope.holds(url)), self._archive.id_of(page)
            kind = FailureKind.GLANCE
            row = address_row(identity, url, what, depth=depth, parent=parent, element=element, kind=kind)
            batch.urls.append(row)

    def _address(
        self, url: Url, page: Url | None, depth: int, element: str, place: int, batch: Batch
    ) -> Entry | None:
        identity = self._archive.id_of(url)
        if not self._frontier.is_new(identity):
            return None
        inside = self.scope.holds(url)
        what = Task.PAGE if element in _OURS and inside else task(url, element, inside)
        if what is Task.TARGET:
            place = target_rank(url, inside)
        elif self._shallow_first:
            place += _PER_LEVEL * depth
        kind = self._why_not(url, element, inside, depth, what, batch)
        inbred = (
            kind is None and page is not None and what is Task.PAGE and path_shape(page) == path_shape(url)
        )
        batch.urls.append(
            address_row(
                identity,
                url,
                what,
                place=place,
                depth=depth,
                parent=self._archive.id_of(page) if page else None,
                element=element,
                kind=kind,
                inbred=inbred,
            )
        )
        if kind:
            return None
        self._left -= 1
        return Entry(place, identity, url, split(url).host, what, depth, element, inbred)

    def _why_not(
        self, url: Url, element: str, inside: bool, depth: int, what: Task, batch: Batch
    ) -> FailureKind | None:
        if self._glances and self._left <= 0:
            batch.limits.append(("glance_addresses", url))
            return FailureKind.GLANCE
        if has_effect(url) and (element != "a" or not inside or is_file(url)):
            return FailureKind.EFFECT
        if not inside:
            skip = self._settings.links.external is External.SKIP and literal(split(url).host) is None
            return FailureKind.SCOPE if skip else None
        if what is Task.PAGE:
            refusal = self._traps.refuse_address(url, depth)
            if refusal:
                batch.traps.append(refusal)
                return FailureKind.TRAP
        return None

    def _never_asked(
        self, raw: str, what: Task, page: Url, depth: int, element: str, kind: FailureKind, batch: Batch
    ) -> int:
        identity = self._archive.id_of(raw)
        if self._frontier.is_new(identity):
            parent = self._archive.id_of(page)
            row = address_row(identity, raw, what, depth=depth, parent=parent, element=element, kind=kind)
            batch.urls.append(row)
        return identity

    def lane_of(self, entry: Entry) -> Lane:
        """The queue an entry belongs in."""
        return self._frontier.lane(entry.host, own=self.scope.on_hosts(entry.url))


def address_row(
    identity: int,
    url: str,
    what: Task,
    *,
    place: int = 0,
    depth: int = 0,
    parent: int | None = None,
    element: str,
    kind: FailureKind | None = None,
    inbred: bool = False,
) -> Row:
    """The row of an address that waits, or with ``kind`` of one that is never asked."""
    host = split(Url(url)).host if what is not Task.NOTHING else ""
    outcome = _SKIPPED.get(kind, PageOutcome.SKIPPED_TRAP) if kind else PageOutcome.PENDING
    done = kind is not None
    return (identity, url, host, what, place, depth, parent, element, inbred, done, outcome, kind or "")


def _asked(archive: Archive) -> int:
    """Addresses that earlier sessions asked, or queued."""
    rows = archive.rows("SELECT count(*) FROM url WHERE task < 2 AND (fetch IS NOT NULL OR NOT done)")
    return int(next(rows)[0])


_SKIPPED = {FailureKind.SCOPE: PageOutcome.SKIPPED_SCOPE}
