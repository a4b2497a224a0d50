"""Policies and interpretations, matched by link, by number, then by title; both directions told apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditbot.extract.columns.pages import place
from auditbot.extract.policies.index import PolicyIndex
from auditbot.extract.policies.levels import is_higher
from auditbot.extract.policies.papers import Name, Paper, claims_original, claims_related, paper
from auditbot.model.page import Link, PageFacts, PageKind
from auditbot.model.policy import MatchedBy, Pair, PolicyGraph
from auditbot.model.site import Site
from auditbot.url import Url

_DRAFT = re.compile(r"征求意见|草案|送审稿|吹风会|(?:发布会|解读).{0,4}预告")
_DRAFTED = re.compile(r"起草说明|编制说明")
"""Said of drafts, and of documents that are in force."""


@dataclass(slots=True)
class PolicyBuilder:
    """Takes the pages of a site one by one, in any order, and tells which interpret which policy."""

    site: Site
    _policies: dict[str, Paper] = field(default_factory=dict, init=False)
    _interpretations: dict[str, Paper] = field(default_factory=dict, init=False)
    _others: dict[str, Name] = field(default_factory=dict, init=False)
    """What the other pages are called: wrong links lead to them."""

    def add(self, facts: PageFacts, links: Iterable[Link], path: tuple[str, ...] = ()) -> None:
        """One page with its links. ``path``: its menu path; without it that of its breadcrumb."""
        where = place(facts.url)
        if facts.kind is PageKind.POLICY:
            self._policies[where] = paper(facts, links, path)
        elif facts.kind is PageKind.INTERPRETATION:
            self._interpretations[where] = paper(facts, links, path)
        elif facts.title:
            self._others[where] = Name(facts.title, facts.number)

    def build(self) -> PolicyGraph:
        """The pairs in order of the interpretations' addresses, and the policies that none was found for."""
        index = PolicyIndex(self._policies.values())
        pairs, interpreted = [], set()
        for one in sorted(self._interpretations.values(), key=lambda one: one.page.url):
            name = one.subject()
            policy, by = _match(one, name, index)
            copies = index.copies(policy) if policy else []
            interpreted |= {copy.page.url for copy in copies}
            pairs.append(self._pair(one, name, copies, by))
        alone = [one.page for one in self._policies.values() if one.page.url not in interpreted]
        return PolicyGraph(tuple(pairs), tuple(sorted(alone, key=lambda page: page.url)))

    def _pair(self, one: Paper, name: Name, copies: list[Paper], by: MatchedBy | None) -> Pair:
        """``copies``: the pages that show the policy, the one it was matched with first."""
        policy = copies[0] if copies else None
        places = [place(copy.page.url) for copy in copies]
        forward = next((url for where in places if (url := one.link_to(where))), None)
        wrong = self._wrong(one, name, places, forward)
        here = place(one.page.url)
        return Pair(
            interpretation=one.page,
            policy=policy.page if policy else None,
            named=str(name),
            by=by,
            forward=forward or self._claimed(one, name),
            back=next((url for copy in copies if (url := copy.link_to(here))), None),
            wrong=wrong,
            draft=_is_draft(one, name, policy),
            higher=self._is_higher(name, policy),
        )

    def _claimed(self, one: Paper, name: Name) -> Url | None:
        """A link that says to be the policy and leads to what is not known: elsewhere, a file, or nowhere."""
        claiming = (
            url
            for url, words in one.links
            if not self._is_known(place(url)) and name and (name.is_claimed(words) or claims_related(words))
        )
        return next(claiming, None)

    def _wrong(self, one: Paper, name: Name, places: list[str], forward: Url | None) -> Url | None:
        """A link with the policy's name, or a word such as 原文, that leads to a page of another name."""
        for url, words in one.links:
            where = place(url)
            if where in places or not (called := self._called(where)):
                continue
            claims = name.is_claimed(words) or (forward is None and claims_original(words))
            if claims and name.title and not name.is_in(called):
                return url
        return None

    def _is_known(self, where: str) -> bool:
        return where in self._interpretations or bool(self._called(where))

    def _called(self, where: str) -> Name:
        """What the page at a place is called, unless it is an interpretation or unknown."""
        policy = self._policies.get(where)
        if policy:
            return Name(policy.page.title, policy.page.number)
        return self._others.get(where, Name())

    def _is_higher(self, name: Name, policy: Paper | None) -> bool:
        if policy is None:
            return is_higher(self.site, name.title, name.number, "")
        page = policy.page
        return is_higher(self.site, page.title, page.number, page.issuer)


def _match(one: Paper, name: Name, index: PolicyIndex) -> tuple[Paper | None, MatchedBy | None]:
    """By a link, in either direction, that agrees with the name or is the only one; by number; by title."""
    leading = [found for url, _ in one.links if (found := index.at(url))]
    linked = list({id(found): found for found in (*leading, *index.linking_to(one.page.url))}.values())
    agreeing = [found for found in linked if found.is_called(name)]
    if agreeing or (len(linked) == 1 and not name):
        return (agreeing or linked)[0], MatchedBy.LINK
    if name.number and (found := index.by_number(name.number)):
        return found, MatchedBy.NUMBER
    if name.title and (found := index.by_title(name.title, one.page.published)):
        return found, MatchedBy.TITLE
    return None, None


def _is_draft(one: Paper, name: Name, policy: Paper | None) -> bool:
    """Whether it tells of what is not yet in force: a draft, or a briefing before the event."""
    if _DRAFT.search(one.page.title) or _DRAFT.search(name.title):
        return True
    if not _DRAFTED.search(one.page.title):
        return False
    ours, theirs = one.page.published, policy.page.published if policy else None
    return theirs is None or (ours is not None and ours < theirs)
