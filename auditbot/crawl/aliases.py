"""Addresses that are proven to be those of one page: of a folder and its index file, http and https, www.

Decided when the walk is over, over everything that was read, so that it depends on no order in which answers
came: both were answered with success and without a redirect, and what they say is the same.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditbot.crawl.archive import Archive
from auditbot.crawl.stored import StoredPages
from auditbot.extract.columns.pages import place
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.hazard import suspicious
from auditbot.url import Url, origin, split

_PAGE = (
    "SELECT page.id, page.url, iif(rendered IS NULL, sha256, ''), title, text_digest, unseen, links"
    " FROM page JOIN url USING (id)"
    " WHERE page.id = ? AND url.soft_404 = '' AND json_extract(fetch, '$.status') = 200"
)
_TEMPORARY = (
    "CREATE TEMP TABLE IF NOT EXISTS alias (id INTEGER PRIMARY KEY, page INTEGER NOT NULL)",
    "DELETE FROM alias",
)
_LEADS = "UPDATE url SET page = (SELECT alias.page FROM alias WHERE alias.id = url.page)"
_FOLDING = (
    f"{_LEADS} WHERE page IN (SELECT id FROM alias)",
    "DELETE FROM note WHERE page IN (SELECT id FROM alias)",
    "DELETE FROM fault WHERE page IN (SELECT id FROM alias)",
    "DELETE FROM page WHERE id IN (SELECT id FROM alias)",
)
"""All at once: none of these columns but the last has an index."""
_UNSAID = ("script", "link")
"""Elements whose addresses change from load to load (``?v=…``) and say nothing to a visitor."""


class _Read(NamedTuple):
    """A page as it was read under one of its addresses."""

    id: int
    url: Url
    sha256: str
    """Of the body; empty where a browser filled it."""
    said: tuple[str, str] | None
    """Title and digest of the text; none where a script was to make it."""
    forms: "array[int]"


def fold(archive: Archive) -> None:
    """Leave one page of those that are one, with all addresses that lead to it. Raises StoreError."""
    aliases = list(_aliases(archive))
    if not aliases:
        return
    archive.execute("BEGIN IMMEDIATE")
    try:
        for statement in _TEMPORARY:
            archive.execute(statement)
        for pair in aliases:
            archive.execute("INSERT INTO alias VALUES (?, ?)", pair)
        for statement in _FOLDING:
            archive.execute(statement)
        archive.execute("COMMIT")
    except BaseException:
        if archive.database.in_transaction:
            archive.execute("ROLLBACK")
        raise


def _aliases(archive: Archive) -> Iterator[tuple[int, int]]:
    """Ids of pages to be dropped, each with that of the page it is."""
    for identities in _alike(archive):
        read = [page for page in (_read(archive, one) for one in identities) if page]
        while len(read) > 1:
            first = read[0]
            same = [page for page in read if page is first or _is_same(first, page, archive)]
            read = [page for page in read if page not in same]
            kept = _kept(same, archive)
            yield from ((page.id, kept.id) for page in same if page is not kept)


def _alike(archive: Archive) -> list[list[int]]:
    """Pages whose addresses may be those of one, where there are several; in order of address."""
    places: dict[str, list[int]] = defaultdict(list)
    for identity, url in archive.rows("SELECT id, url FROM page ORDER BY url"):
        places[place(Url(url))].append(identity)
    return [several for several in places.values() if len(several) > 1]


def _read(archive: Archive, identity: int) -> _Read | None:
    row = next(archive.rows(_PAGE, (identity,)), None)
    if row is None:
        return None
    _, url, sha256, title, digest, unseen, blob = row
    forms = array("q")
    forms.frombytes(blob)
    return _Read(identity, Url(url), sha256, None if unseen else (title, digest), forms)


def _is_same(one: _Read, other: _Read, archive: Archive) -> bool:
    """Whether the bodies are the same, or else title, text (but for its numbers) and references."""
    if one.sha256 and one.sha256 == other.sha256:
        return True
    if one.said is None or one.said != other.said:
        return False
    return one.forms == other.forms or _written(one, archive) == _written(other, archive)


def _written(page: _Read, archive: Archive) -> list[tuple[str, str]]:
    """The references of a page as they are written: the addresses share their folder, so they lead alike."""
    links = StoredPages(archive).links(page.forms)
    return [(link.element, link.raw) for link in links if link.element not in _UNSAID]


def _kept(same: Sequence[_Read], archive: Archive) -> _Read:
    """The address that stands for the page: as the homepage's begins, and by preference the homepage's own.

    Then the one that the page calls canonical, then the folder's.
    """
    home = Url(archive.meta("home"))
    near = [page for page in same if origin(page.url) == origin(home)] or same
    if len(near) == 1:
        return near[0]
    canonical = _canonical(StoredPages(archive).by_id(near[0].id).document)

    def standing(page: _Read) -> tuple[bool, bool, bool, str]:
        is_file = not split(page.url).path.endswith("/")
        return page.url != home, page.url != canonical, is_file, page.url

    return min(near, key=standing)


def _canonical(document: Document) -> Url | None:
    if suspicious(document.html):
        return None
    named = document.tree.css_first('link[rel="canonical" i]')
    return document.resolve(named.attributes.get("href") or "") if named else None
