"""Everything a crawl left in its archive, read when first asked for and kept: what all views share."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from auditbot.check import Page, Target
from auditbot.crawl.archive import Archive
from auditbot.crawl.linkindex import ALIASES, LinkIndex
from auditbot.crawl.partly import Parts
from auditbot.crawl.scope import Scope, Task
from auditbot.crawl.stored import StoredPages
from auditbot.crawl.tools import FETCH
from auditbot.extract.columns.gathered import ColumnBuilder
from auditbot.extract.policies.matching import PolicyBuilder
from auditbot.extract.tree.links import LinkReader
from auditbot.model.column import FoundColumn
from auditbot.model.fetch import Blame, FailureKind, PageOutcome
from auditbot.model.page import Dated, Link, PageKind, Region
from auditbot.model.policy import PolicyGraph
from auditbot.model.site import Site
from auditbot.settings import Settings
from auditbot.url import BadHref, Url

HOME_NAME = "首页"
_TOLD = (BadHref.LOCAL_FILE, BadHref.MALFORMED, BadHref.SCHEME, BadHref.TEMPLATE, BadHref.TOO_LONG)
"""Ways of writing that are faults: an empty or scripted reference is none."""
_CLICKED = ("a", "area", "iframe", "frame")
_PAIRED = (PageKind.POLICY, PageKind.INTERPRETATION)
_NAMED = (PageKind.CONSULTATION, PageKind.ARTICLE)
"""Pages of which the policy graph keeps no more than what they are called."""
_WORDS = (
    "(SELECT group_concat(DISTINCT element) FROM form WHERE target = url.id),"
    " (SELECT text FROM form WHERE target = url.id ORDER BY length(text) DESC, text LIMIT 1)"
)
"""The elements that refer to an address, and the longest words that do."""
_SAID = f"SELECT {_WORDS} FROM url"
_HOSTS = (
    "SELECT host, max(home) FROM (SELECT url.host AS host, page.url = ? AS home FROM page JOIN url USING (id)"
    f" UNION ALL SELECT host, 0 FROM url JOIN ({ALIASES}) AS alias USING (id))"
)
_TARGET = f"SELECT id, url, fetch, first, opening, soft_404, {_WORDS} FROM url"


class Collected:
    """The contents of one archive, with what follows from them."""

    def __init__(self, archive: Archive, site: Site, scope: Scope, settings: Settings, home: Url) -> None:
        self.stored = StoredPages(archive, settings.limits.page_tags)
        self.reader = LinkReader(settings.limits)
        self.scope = scope
        self._archive = archive
        self._site = site
        self._as_of = settings.as_of
        self._glance = settings.glance
        self._home = home

    def home(self) -> Page | None:
        """The homepage, if it could be read and is one of the site."""
        return None if self.home_replaced else self.stored.page(self._home)

    @cached_property
    def home_replaced(self) -> bool:
        """Whether the server shows something of its own in place of the homepage."""
        sql = "SELECT soft_404 FROM url WHERE id = ?"
        row = next(self._archive.rows(sql, (self._archive.id_of(self._home),)), ("",))
        return bool(row[0])

    @cached_property
    def index(self) -> LinkIndex:
        """Who refers to whom."""
        return LinkIndex(self._archive, self._archive.id_of(self._home))

    @cached_property
    def columns(self) -> Sequence[FoundColumn]:
        """The columns of the site."""
        builder = ColumnBuilder(self._site, self._as_of)
        menus = self._menus()
        for facts, forms in self.stored.facts_with_forms():
            home = facts.url == self._home
            shown = [menus[form] for form in forms if form in menus]
            builder.add(facts, shown, home)
            if not home:
                for form in forms:
                    menus.pop(form, None)
        columns = builder.build(self.stored.fetch)
        return Parts(self.stored, self.scope).marked(columns) if self._glance else columns

    @cached_property
    def graph(self) -> PolicyGraph:
        """Policies and interpretations, matched."""
        builder = PolicyBuilder(self._site)
        for facts, links in self.stored.facts_with_links(*_PAIRED):
            builder.add(facts, links)
        for facts in self.stored.facts(*_NAMED):
            builder.add(facts, ())
        return builder.build()

    def target(self, url: Url) -> Target | None:
        """What became of one address."""
        row = next(self._archive.rows(f"{_TARGET} WHERE id = ?", (self._archive.id_of(url),)), None)
        return self._target(row) if row else None

    def targets(self) -> Iterator[Target]:
        """Every http address that pages refer to, each once, in order; a page by one of its addresses."""
        left_out = f" AND failure != '{FailureKind.GLANCE}'" if self._glance else ""
        rows = self._archive.rows(f"{_TARGET} WHERE host != ''{left_out} ORDER BY url")
        named = (row for row in rows if row[0] not in self.index.aliases)
        return (target for target in map(self._target, named) if target.carriers)

    def _target(self, row: tuple[Any, ...]) -> Target:
        identity, url, fetch, first, opening, soft_404, *said = row
        elements, text = self._said(identity, *said)
        return Target(
            url=Url(url),
            fetch=FETCH.validate_json(fetch) if fetch else None,
            internal=self.scope.holds(Url(url)),
            elements=elements,
            carriers=self.index.count(identity),
            on_home=self.index.on_home(identity),
            soft_404=soft_404,
            first_failure=_kind(first),
            opening=opening or b"",
            text=text,
        )

    def _said(self, page: int, elements: str | None, text: str | None) -> tuple[tuple[str, ...], str]:
        """The elements that refer to an address, or to another one of its page, and the longest words."""
        kinds, words = set((elements or "").split(",")), [text or ""]
        for other in self._other_addresses.get(page, ()):
            more, longest = next(self._archive.rows(f"{_SAID} WHERE id = ?", (other,)))
            kinds |= set((more or "").split(","))
            words.append(longest or "")
        return tuple(sorted(kinds - {""})), max(words, key=len)

    @cached_property
    def _other_addresses(self) -> dict[int, list[int]]:
        """By page, the other addresses that it has."""
        others: dict[int, list[int]] = {}
        for alias, page in self.index.aliases.items():
            others.setdefault(page, []).append(alias)
        return others

    def also_at(self, page: Url) -> tuple[Url, ...]:
        """Other addresses of a page, in order."""
        others = self._other_addresses.get(self._archive.id_of(page), ())
        rows = (next(self._archive.rows("SELECT url FROM url WHERE id = ?", (other,))) for other in others)
        return tuple(sorted(Url(url) for (url,) in rows))

    def carriers(self, url: Url, limit: int) -> tuple[Url, ...]:
        """Pages that refer to an address: the homepage first, then columns, then by address."""
        return self.index.carriers(self._archive.id_of(url), limit)

    def bad_links(self) -> Iterator[tuple[Link, int, tuple[Url, ...]]]:
        """References that lead nowhere as they are written, with the pages that carry them."""
        marks = ",".join("?" * len(_TOLD))
        rows = self._archive.rows(
            f"SELECT id, target FROM form WHERE bad IN ({marks}) ORDER BY raw, id", _TOLD
        )
        seen: set[str] = set()
        for form, target in list(rows):
            link = self.stored.link(form)
            identity = -form if target is None else target
            if link.raw not in seen and self.index.count(identity):
                seen.add(link.raw)
                yield link, self.index.count(identity), self.index.carriers(identity, 50)

    def levels(self, deepest: int) -> list[tuple[Url, ...]]:
        """Pages of the site by clicks from the homepage."""
        urls = []
        for level in self.index.levels(deepest):
            rows = (
                next(self._archive.rows("SELECT url FROM url WHERE id = ? AND task = 0", (one,)), None)
                for one in level
            )
            urls.append(tuple(sorted(Url(row[0]) for row in rows if row)))
        return urls

    def hosts(self) -> tuple[str, ...]:
        """The site's own hosts from which pages were read; that of the homepage first."""
        rows = self._archive.rows(f"{_HOSTS} GROUP BY 1 ORDER BY 2 DESC, 1", (self._home,))
        return tuple(row[0] for row in rows)

    @cached_property
    def lists_cut(self) -> tuple[Url, ...]:
        """Lists that have later pages, made by script, none of which opened; in order of address."""
        rows = self._archive.rows(
            "SELECT list.url FROM url JOIN url AS list ON list.id = url.parent"
            " WHERE url.element = 'paging' AND url.task = ? GROUP BY url.parent"
            " HAVING sum(url.outcome = ? OR url.soft_404 != '') > 0"
            " AND sum(url.outcome IN (?, ?) AND url.soft_404 = '') = 0 ORDER BY list.url",
            (Task.PAGE, PageOutcome.HTTP_ERROR, PageOutcome.OK, PageOutcome.BAD_ENCODING_OK),
        )
        return tuple(Url(row[0]) for row in rows)

    def published(self, url: Url) -> Dated | None:
        """When the page that an address leads to was published."""
        facts = self.stored.facts_of(url)
        return facts.published if facts else None

    def path(self, page: Url) -> tuple[str, ...]:
        """The menu path to a page: by its breadcrumb, else by its column."""
        if page == self._home:
            return (HOME_NAME,)
        known = self._paths.get(page)
        if known:
            return known
        facts = self.stored.facts_of(page)
        if facts is None:
            return ()
        names = [name for name in ("".join(step.name.split()) for step in facts.crumbs) if name]
        if names and names[0].endswith((HOME_NAME, "主页")):
            names = names[1:]
        return (HOME_NAME, *names, facts.title) if facts.title not in names else (HOME_NAME, *names)

    @cached_property
    def _paths(self) -> dict[Url, tuple[str, ...]]:
        return {column.url: column.path for column in self.columns}

    def notes(self, assignment: str, kind: str) -> Iterator[tuple[Url | None, str]]:
        """What a check remembered, in the order of the pages' addresses."""
        return self._archive.rows(
            "SELECT page.url, note.data FROM note LEFT JOIN page ON page.id = note.page"
            " WHERE assignment = ? AND note.kind = ? ORDER BY page.url, note.id",
            (assignment, kind),
        )

    def _menus(self) -> dict[int, Link]:
        """References in menus and in the foot, by the id of their form."""
        marks = ",".join("?" * len(_CLICKED))
        rows = self._archive.rows(
            f"SELECT id FROM form WHERE region IN (?, ?) AND element IN ({marks})",
            (Region.NAV, Region.FOOT, *_CLICKED),
        )
        return {row[0]: self.stored.link(row[0]) for row in list(rows)}


def _kind(first: str | None) -> str:
    """How an address failed when it was first asked; a fault of our own says nothing of it."""
    failure = FETCH.validate_json(first).failure if first else None
    return str(failure.kind) if failure and failure.blame is not Blame.US else ""
