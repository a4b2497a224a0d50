"""Who refers to whom, over the whole site, read once from the archive."""

from array import array
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from auditbot.crawl.archive import Archive
from auditbot.model.finding import FOUND_ON_LIMIT
from auditbot.url import Url

PAGE_ORDER = "CASE kind WHEN 'home' THEN 0 WHEN 'column' THEN 1 ELSE 2 END, url"
"""The homepage first, then columns, then by address: the order in which people look."""

ALIASES = (
    "SELECT id, page FROM url"
    " WHERE page IS NOT NULL AND page != id AND json_extract(fetch, '$.final_url') = url"
)
"""Addresses that answered themselves, each with the page of another address that it is counted for.

What a redirect led elsewhere has a page of another address as well, but answered there.
"""

_ASKED_FOR = (
    "SELECT id FROM url WHERE outcome NOT IN ('ok', 'bad_encoding_ok') OR soft_404 != '' OR first IS NOT NULL"
    " UNION SELECT id FROM file"
)
"""Addresses of which findings will say where they are linked: what is wrong, and what was read as a file."""


class LinkIndex:
    """Counts the pages that refer to each address, and names some of them where findings will.

    All addresses of one page count as one.
    """

    def __init__(self, archive: Archive, home: int | None) -> None:
        self._archive = archive
        self._home = home

    @cached_property
    def aliases(self) -> dict[int, int]:
        """Other addresses of pages, each with the one that the page goes by."""
        return dict(self._archive.rows(ALIASES))

    @cached_property
    def _targets(self) -> dict[int, int]:
        """Form to target; a form that leads nowhere stands for itself, with a minus sign."""
        rows = self._archive.rows("SELECT id, target FROM form")
        one = self.aliases
        return {form: -form if target is None else one.get(target, target) for form, target in rows}

    @cached_property
    def _counted(self) -> tuple[Counter[int], dict[int, list[int]], frozenset[int]]:
        targets = self._targets
        wanted = {row[0] for row in self._archive.rows(_ASKED_FOR)}
        pages: Counter[int] = Counter()
        carriers: dict[int, list[int]] = {}
        on_home: frozenset[int] = frozenset()
        for page, forms in self.pages():
            led = {targets[form] for form in forms}
            pages.update(led)
            if page == self._home:
                on_home = frozenset(led)
            for target in led:
                if target < 0 or target in wanted:
                    known = carriers.setdefault(target, [])
                    if len(known) < FOUND_ON_LIMIT:
                        known.append(page)
        return pages, carriers, on_home

    def pages(self) -> Iterator[tuple[int, "array[int]"]]:
        """Every page with the ids of its forms, in the order in which people look."""
        for page, blob in self._archive.rows(f"SELECT id, links FROM page ORDER BY {PAGE_ORDER}"):
            forms = array("q")
            forms.frombytes(blob)
            yield page, forms

    def count(self, target: int) -> int:
        """How many pages refer to an address (or, negative, carry a form that leads nowhere)."""
        return self._counted[0].get(self.aliases.get(target, target), 0)

    def on_home(self, target: int) -> bool:
        """Whether the homepage refers to it."""
        return self.aliases.get(target, target) in self._counted[2]

    def carriers(self, target: int, limit: int) -> tuple[Url, ...]:
        """Pages that refer to an address; the first ``limit`` in the order in which people look."""
        target = self.aliases.get(target, target)
        known = self._counted[1].get(target)
        if known is None:
            known = self._search(target, limit)
        rows = (
            next(self._archive.rows("SELECT url FROM page WHERE id = ?", (page,)))[0]
            for page in known[:limit]
        )
        return tuple(Url(url) for url in rows)

    def _search(self, target: int, limit: int) -> list[int]:
        """Look for an address with which nothing is wrong."""
        wanted = {form for form, led in self._targets.items() if led == target}
        found: list[int] = []
        for page, forms in self.pages():
            if not wanted.isdisjoint(forms):
                found.append(page)
                if len(found) >= limit:
                    break
        return found

    def levels(self, deepest: int) -> list[set[int]]:
        """Addresses by the number of clicks from the homepage: level 1 is the homepage alone."""
        if self._home is None:
            return []
        found, levels = {self._home}, [{self._home}]
        while len(levels) < deepest and levels[-1]:
            following = {target for page in levels[-1] for target in self._clicks(page)} - found
            found |= following
            levels.append(following)
        return levels

    def _clicks(self, page: int) -> Iterator[int]:
        """Where the links (not the pictures and scripts) of the page behind an address lead."""
        row = next(
            self._archive.rows(
                "SELECT page.links FROM url JOIN page ON page.id = url.page WHERE url.id = ?", (page,)
            ),
            None,
        )
        if row is None:
            return
        forms = array("q")
        forms.frombytes(row[0])
        for form in forms:
            target = self._targets[form]
            if target >= 0 and form in self._clickable:
                yield target

    @cached_property
    def _clickable(self) -> frozenset[int]:
        rows = self._archive.rows(
            "SELECT id FROM form"
            " WHERE element IN ('a', 'area', 'iframe', 'frame', 'meta', 'refresh', 'script-text')"
        )
        return frozenset(row[0] for row in rows)
