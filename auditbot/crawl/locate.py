"""The exact place on a page: found again in the archived page when a finding needs it."""

import re

from selectolax.lexbor import LexborNode

from auditbot.extract.tree.document import Document
from auditbot.extract.tree.links import LinkReader
from auditbot.model.finding import Locator
from auditbot.model.page import Link

_EXCERPT = 120
_SELECTOR = 300
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w-]{0,40}$")


def place_of_link(document: Document, links: LinkReader, target: str) -> tuple[Locator | None, str, str]:
    """The first link that leads to ``target`` or is written so: its place, an excerpt, the words to mark."""
    for ordinal, (link, node) in enumerate(links.with_nodes(document), start=1):
        if target in (link.target, link.raw):
            locator = Locator(region=link.region, selector=selector(node), ordinal=ordinal)
            return locator, _around(node, link), link.text
    return None, "", ""


def place_of_words(document: Document, words: str) -> str:
    """An excerpt around words of the page's text; the words alone where the text does not have them."""
    text, words = document.masking(document.full_text), document.masking(words)
    at = text.find(words)
    return text[max(0, at - _EXCERPT) : at + len(words) + _EXCERPT] if at >= 0 else words[: 2 * _EXCERPT]


def selector(node: LexborNode) -> str:
    """A CSS path that leads to an element, from the nearest ancestor with an id."""
    steps: list[str] = []
    current: LexborNode | None = node
    while current is not None and current.tag not in ("html", "-undef", "#document"):
        identity = (current.attributes.get("id") or "") if current.attributes else ""
        if _PLAIN_NAME.match(identity):
            steps.append(f"#{identity}")
            break
        steps.append(_step(current))
        if current.tag == "body" or len(steps) > 12:
            break
        current = current.parent
    return " > ".join(reversed(steps))[-_SELECTOR:]


def _step(node: LexborNode) -> str:
    before = 0
    same = 0
    parent = node.parent
    if parent is not None:
        for sibling in parent.iter():
            if sibling.tag == node.tag:
                same += 1
                if sibling.mem_id == node.mem_id:
                    before = same
    return f"{node.tag}:nth-of-type({before})" if same > 1 else str(node.tag)


def _around(node: LexborNode, link: Link) -> str:
    """The words of the smallest surrounding block that says more than the link itself."""
    current: LexborNode | None = node
    said = link.text
    for _ in range(4):
        current = current.parent if current is not None else None
        if current is None or current.tag in ("body", "html"):
            break
        text = " ".join(current.text(separator=" ").split())
        if len(text) > 2 * _EXCERPT:
            break
        said = text or said
    return said[: 2 * _EXCERPT]
