"""The policies of a site, found by address, by number, and by title."""

from collections.abc import Iterable
from datetime import date

from auditbot.extract.columns.pages import place
from auditbot.extract.policies.papers import Paper
from auditbot.extract.policies.titles import LEAST, keys, nearly_same, same
from auditbot.extract.text.document_numbers import DocumentNumber, find, parse
from auditbot.model.policy import PolicyPage
from auditbot.url import Url


class PolicyIndex:
    """Made once, of all policies; copies of one document count as one."""

    def __init__(self, policies: Iterable[Paper]) -> None:
        self._places: dict[str, Paper] = {}
        self._titles: dict[str, list[Paper]] = {}
        self._edges: dict[str, list[str]] = {}
        """Titles by their first and by their last letters."""
        self._numbers: dict[tuple[int, int], list[tuple[DocumentNumber, Paper]]] = {}
        self._sources: dict[str, list[Paper]] = {}
        """Policies by the places that they link to."""
        for paper in policies:
            self._add(paper)

    def _add(self, paper: Paper) -> None:
        self._places[place(paper.page.url)] = paper
        for form in keys(paper.page.title):
            self._titles.setdefault(form, []).append(paper)
            for edge in (form[:LEAST], form[-LEAST:]):
                self._edges.setdefault(edge, []).append(form)
        number = parse(paper.page.number) if paper.page.number else None
        if number and number.year:
            self._numbers.setdefault((number.year, number.serial), []).append((number, paper))
        for target in {place(url) for url, _ in paper.links}:
            self._sources.setdefault(target, []).append(paper)

    def at(self, url: Url) -> Paper | None:
        """The policy at an address."""
        return self._places.get(place(url))

    def linking_to(self, url: Url) -> list[Paper]:
        """The policies with a link to an address."""
        return self._sources.get(place(url), [])

    def copies(self, policy: Paper) -> list[Paper]:
        """The policy itself first, then the other pages that show the same document."""
        alike = {id(one): one for form in keys(policy.page.title) for one in self._titles[form]}
        copies = [one for one in alike.values() if one is not policy and _is_copy(one.page, policy.page)]
        return [policy, *copies]

    def by_number(self, written: str) -> Paper | None:
        """The policy with this number; ``None`` if several bear it that are not copies."""
        wanted = next(find(written), None)
        if wanted is None:
            return None
        bearers = self._numbers.get((wanted.year, wanted.serial), [])
        found = [paper for number, paper in bearers if number.same(wanted)]
        if any(not same(one.page.title, found[0].page.title) for one in found[1:]):
            return None
        return found[0] if found else None

    def by_title(self, title: str, by: date | None) -> Paper | None:
        """The policy of that title; of several the one that came out last until the day ``by``."""
        wanted = keys(title)
        forms = [form for form in wanted if form in self._titles] or self._near(wanted)
        found = list({id(one): one for form in forms for one in self._titles[form]}.values())
        if found and all(_is_copy(one.page, found[0].page) for one in found):
            return found[0]
        newest = _newest(found, by)
        return newest[0] if len(newest) == 1 else None

    def _near(self, wanted: frozenset[str]) -> list[str]:
        """Titles that differ from the wanted one by a place or years alone."""
        edges = {edge for form in wanted for edge in (form[:LEAST], form[-LEAST:])}
        known = {form for edge in edges for form in self._edges.get(edge, ())}
        return sorted(form for form in known if any(nearly_same(form, own) for own in wanted))


def _is_copy(one: PolicyPage, other: PolicyPage) -> bool:
    """Two pages with one document: the same number, or neither has one and the day is the same."""
    if one.number or other.number:
        return one.number == other.number
    return one.published == other.published


def _newest(papers: list[Paper], by: date | None) -> list[Paper]:
    """Those published last until a day, copies once; all of them where days are unknown."""
    days = {one.page.published for one in papers if one.page.published}
    last = max((day for day in days if by and day <= by), default=None)
    newest = [one for one in papers if one.page.published == last] if last else papers
    return [
        one
        for place, one in enumerate(newest)
        if not any(_is_copy(one.page, other.page) for other in newest[:place])
    ]
