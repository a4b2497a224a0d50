"""Parts of a site that make addresses without end, found out by what they teach: nothing new.

Addresses are counted by shape (numbers taken out). A shape is suspected for its barren pages only: pages that
say what was said before, or carry nothing of their own and lead nowhere but to their like. Articles by the
thousand share one shape and are no trap.
"""

from collections import Counter
from typing import NamedTuple

from auditbot.crawl.shapes import basename, folder, path_shape, repeats, shape
from auditbot.extract.columns.pages import place
from auditbot.model.page import DateSource, PageFacts, PageKind
from auditbot.settings import Limits
from auditbot.url import Url, split

_COUNTED = 20_000
_SHORT = 80
"""Characters of own text below which an undated page says nothing."""


class Refusal(NamedTuple):
    """Why an address is not asked: the kind of trap and the pattern that names it in the report."""

    kind: str
    pattern: str


def content_of(body: str, text: str, *, rendered: bool) -> str:
    """What tells the content of a page from another's: the digest of its body, or of the text in a browser.

    One shell, which scripts fill, may be the body of any number of pages.
    """
    return f"rendered {text}" if rendered else body


class Traps:
    """The memory of what the shapes of a site gave. Bounded; rebuilt from the archive on resuming."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._digests: set[int] = set()
        self._barren: Counter[str] = Counter()
        self._thinned: Counter[str] = Counter()
        self._same: Counter[str] = Counter()
        self._failing: Counter[str] = Counter()
        self._answering: Counter[str] = Counter()
        self._read: dict[str, tuple[str, str]] = {}
        """What pages said, by what all addresses of a page have in common: the digests of body and text."""
        self.crowd: Counter[str] = Counter()
        """How many addresses of each path shape were found."""

    def refuse_address(self, url: Url, depth: int) -> Refusal | None:
        """Judge an address by its form alone, when it is found."""
        limits = self._limits
        path = split(url).path
        if len(url) > limits.url_length:
            return Refusal("too-long", folder(url))
        if path.count("/") > limits.path_segments:
            return Refusal("too-many-segments", folder(url))
        if repeats(url) > limits.segment_repeats:
            return Refusal("repeated-segment", folder(url))
        if depth > limits.depth:
            return Refusal("too-deep", path_shape(url))
        if len(self.crowd) < _COUNTED:
            self.crowd[path_shape(url)] += 1
        return None

    def refuse_turn(self, url: Url) -> Refusal | None:
        """Judge an address by what its like have taught, just before it is asked."""
        limits = self._limits
        for pattern, low, high in (
            (shape(url), limits.shape_urls, limits.shape_urls_thinned),
            (path_shape(url), limits.shape_urls * 2, limits.shape_urls_thinned * 2),
        ):
            barren = self._barren.get(pattern, 0)
            if barren >= high:
                return Refusal("shape", pattern)
            if barren >= low:
                self._thinned[pattern] += 1
                if self._thinned[pattern] % 10:
                    return Refusal("shape", pattern)
        inside = folder(url)
        if self._same.get(inside, 0) >= limits.same_content:
            return Refusal("same-content", inside)
        name = basename(url)
        most = limits.name_failures * (1 + self._answering.get(name, 0))
        if name and self._failing.get(name, 0) >= most:
            return Refusal("failing-name", name)
        return None

    def learn(self, facts: PageFacts, content: str, *, inbred: bool, fresh: int) -> str:
        """Remember what a page gave; return why it is barren, or nothing.

        ``content`` is as ``content_of`` says; ``inbred``: it was found on a page of its own shape; ``fresh``:
        how many new addresses of other shapes it led to.
        """
        url = facts.url
        self._bump(self._answering, basename(url))
        if self._is_read(url, content, facts.digest):
            return ""
        same = self._known(content)
        barren = "same-text" if facts.digest and self._known(facts.digest) else _poverty(facts, inbred, fresh)
        if barren:
            self._count_barren(url)
        if same:
            self._bump(self._same, path_shape(url) if split(url).query else folder(url))
        return barren

    def remember(self, url: Url, content: str, text: str, *, barren: bool) -> None:
        """Take in a page of an earlier session."""
        self._bump(self._answering, basename(url))
        if self._is_read(url, content, text):
            return
        if self._known(content):
            self._bump(self._same, path_shape(url) if split(url).query else folder(url))
        if text:
            self._known(text)
        if barren:
            self._count_barren(url)

    def found_before(self, url: Url) -> None:
        """Take in an address of an earlier session."""
        self._bump(self.crowd, path_shape(url))

    def _is_read(self, url: Url, content: str, text: str) -> bool:
        """Whether this page was read under another of its addresses: it is nothing new, and no trap."""
        where = place(url)
        known = self._read.get(where)
        if known is None and len(self._read) < _COUNTED:
            self._read[where] = (content, text)
        return known is not None and (content == known[0] or (bool(text) and text == known[1]))

    def _count_barren(self, url: Url) -> None:
        self._bump(self._barren, shape(url))
        if split(url).query:
            self._bump(self._barren, path_shape(url))

    def failed(self, url: Url) -> None:
        """Count a failure of a file name: its server answered that there is nothing.

        A name that most columns share (``index.html``) is often dead and more often alive: each page that was
        read under it makes up for as many failures as are allowed.
        """
        name = basename(url)
        if name:
            self._bump(self._failing, name)

    def _known(self, digest: str) -> bool:
        number = hash(digest)  # the text itself would take three times as much, page after page
        known = number in self._digests
        if len(self._digests) < _COUNTED:
            self._digests.add(number)
        return known

    @staticmethod
    def _bump(counter: Counter[str], key: str) -> None:
        if key in counter or len(counter) < _COUNTED:
            counter[key] += 1


_PLAIN = frozenset({PageKind.OTHER, PageKind.COLUMN, PageKind.ARTICLE})


def _poverty(facts: PageFacts, inbred: bool, fresh: int) -> str:
    """Why a page has nothing of its own; empty when it has."""
    dated = facts.published is not None and facts.published.source in (DateSource.LABEL, DateSource.META)
    if dated or facts.number or facts.attachments or facts.kind not in _PLAIN:
        return ""
    if inbred:
        return "" if fresh else "leads-to-its-like"
    listed = any(part.items for part in facts.listings)
    return "" if listed or facts.text_length >= _SHORT else "nothing-of-its-own"
