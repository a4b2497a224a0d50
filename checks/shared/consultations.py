"""The consultations of a site as the checks of them need them: calls, outcomes, and which belong together."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from auditbot.check import Crawl, Note, Page
from auditbot.extract.policies.titles import keys
from auditbot.extract.text.words import key
from auditbot.model.consultation import Consultation, Role
from auditbot.url import Url

_SHORT = 14
"""Letters of a link such as 意见采纳情况, which names nothing."""


class Consulted(Note):
    """A page of a consultation, as it was seen."""

    url: Url
    title: str
    published: date | None
    unseen: bool
    """Its own content could not be seen without a browser."""
    told: Consultation


def remembered(page: Page) -> Iterator[Consulted]:
    """The note on a page, if it is one of a consultation."""
    facts = page.facts
    if facts.consultation:
        yield Consulted(
            url=facts.url,
            title=facts.title,
            published=facts.published.value if facts.published else None,
            unseen=bool(facts.unseen),
            told=facts.consultation,
        )


class Consultations:
    """All pages of consultations, found by what they are about and by the links between them."""

    def __init__(self, seen: Iterable[Consulted]) -> None:
        pages = list(seen)
        self.calls = [one for one in pages if one.told.role is Role.CALL]
        self._outcomes = [one for one in pages if one.told.role is Role.OUTCOME]
        self._by_url = {one.url: one for one in pages}
        self._by_name: dict[str, list[Consulted]] = {}
        self._linking: dict[Url, list[tuple[Consulted, str]]] = {}
        for one in pages:
            for name in _names(one.told.subject):
                self._by_name.setdefault(name, []).append(one)
            for target, words in one.told.links:
                self._linking.setdefault(target, []).append((one, words))

    @classmethod
    def of(cls, crawl: Crawl) -> "Consultations":
        """Those that were remembered on the pages of a crawl."""
        return cls(note for _, note in crawl.notes(Consulted))

    def at(self, url: Url) -> Consulted | None:
        """The page at an address, if it is one of a consultation."""
        return self._by_url.get(url)

    def outcomes_of(self, call: Consulted) -> list[Consulted]:
        """Pages that tell what came of a call: by a link, else by name and not before it."""
        subject = call.told.subject
        linked = [self._by_url.get(url) for url, words in call.told.links if may_mean(words, subject)]
        around = [one for one in linked if one] + list(self.linking_to(call.url, subject))
        alike = [one for one in self.about(subject) if not _before(one, call)]
        found = {one.url: one for one in (*around, *alike) if one.told.role is Role.OUTCOME}
        return list(found.values())

    def about(self, title: str) -> Sequence[Consulted]:
        """The pages of consultations about something of that title, each once."""
        found = {one.url: one for name in _names(title) for one in self._by_name.get(name, ())}
        return list(found.values())

    def linking_to(self, url: Url, title: str) -> Sequence[Consulted]:
        """The pages with a link to an address, the words of which may mean something of that title."""
        return [one for one, words in self._linking.get(url, ()) if may_mean(words, title)]


def may_mean(words: str, title: str) -> bool:
    """Whether a link is not that of a list of other things: it is short, or names the title."""
    said = key(words)
    return len(said) <= _SHORT or any(name in said for name in _names(title))


def _names(title: str) -> frozenset[str]:
    """What a title is compared by; one that is too short for a policy's counts whole."""
    return keys(title) or frozenset({key(title)} - {""})


def _before(one: Consulted, other: Consulted) -> bool:
    return bool(one.published and other.published and one.published < other.published)
