"""Policies and interpretations as the matching needs them: what they say, name and link to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from auditbot.extract.columns.pages import place
from auditbot.extract.policies.titles import keys, same, subject
from auditbot.extract.text.document_numbers import find, parse
from auditbot.extract.text.words import key, squeeze
from auditbot.model.page import Link, Mention, PageFacts, Region
from auditbot.model.policy import PolicyPage
from auditbot.url import Url

MOST_LINKS = 300

_ORIGINAL = re.compile(r"原文|(?:政策|文件)(?:全文|链接)|全文链接")
_RELATED = re.compile(r"政策文件|相关(?:文件|政策)|查看文件|解读(?:文件|政策)|点击(?:查看|阅读)")
_LONGEST_CLAIM = 20


@dataclass(frozen=True, slots=True)
class Name:
    """What a policy is called: by its title, by its number, or both."""

    title: str = ""
    number: str = ""

    def __bool__(self) -> bool:
        return bool(self.title or self.number)

    def __str__(self) -> str:
        """As a text would name it: 《…办法》（…〔2026〕5号 without brackets)."""
        title = f"《{self.title}》" if self.title and not self.title.startswith("关于") else self.title
        return f"{title}{self.number}"

    def names(self, title: str, number: str) -> bool:
        """Whether a document with this title and number is meant."""
        own, wanted = parse(number) if number else None, next(find(self.number), None)
        if own and wanted and own.same(wanted):
            return True
        return bool(self.title and title) and same(title, self.title)

    def is_in(self, other: "Name") -> bool:
        """Whether a page of that other name is about this policy: itself, a notice of it, a consultation."""
        return self.names(other.title, other.number) or any(
            form in key(other.title) for form in keys(self.title)
        )

    def is_claimed(self, words: str) -> bool:
        """Whether the words of a link are this name."""
        return bool(self.number and self.number in squeeze(words)) or (
            bool(self.title and words) and same(words, self.title)
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A policy, or an interpretation of one."""

    page: PolicyPage
    mentions: tuple[Mention, ...]
    links: tuple[tuple[Url, str], ...]
    """Target and words of the links in its own part."""

    def link_to(self, where: str) -> Url | None:
        """The link that leads to a place."""
        return next((url for url, _ in self.links if place(url) == where), None)

    def is_called(self, name: Name) -> bool:
        """Whether this is the policy of that name."""
        return name.names(self.page.title, self.page.number)

    def subject(self) -> Name:
        """What it interprets: what its own title names, else the first policy that its text names."""
        title = subject(self.page.title)
        if title:
            numbers = (one.number for one in self.mentions if one.number and same(one.title, title))
            return Name(title, next(numbers, ""))
        first = next((one for one in self.mentions if one.title), None)
        first = first or next((one for one in self.mentions if one.number), None)
        return Name(first.title, first.number) if first else Name()


def paper(facts: PageFacts, links: Iterable[Link], path: tuple[str, ...]) -> Paper:
    """A page with its links. ``path``: its menu path; without it that of its breadcrumb."""
    own = [
        (link.target, link.text)
        for link in links
        if link.target and link.region is Region.BODY and link.element == "a"
    ]
    page = PolicyPage(
        url=facts.url,
        title=facts.title,
        number=facts.number,
        issuer=(facts.metadata.issuer if facts.metadata else None) or facts.source,
        published=facts.published.value if facts.published else None,
        path=path or tuple(step.name for step in facts.crumbs),
    )
    return Paper(page, facts.mentions, tuple(dict.fromkeys(own[:MOST_LINKS])))


def claims_original(words: str) -> bool:
    """Whether a link says that it leads to the very policy: 政策原文, 文件链接."""
    return len(words) <= _LONGEST_CLAIM and bool(_ORIGINAL.search(words))


def claims_related(words: str) -> bool:
    """Whether a link says that it leads to what is interpreted, or to something like it: 相关文件."""
    return len(words) <= _LONGEST_CLAIM and bool(_RELATED.search(words) or _ORIGINAL.search(words))
