"""Follows the links of the town as a browser would find them, without a server and without a browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from auditbot.demo.answers import Answer
from auditbot.demo.town import Town
from auditbot.url import Url, read, split

_OWN = ".qinghe.example"
_WRITTEN = re.compile(r"""(?:str_1 = |str4=|URL=|fetch\(|"url": )["']?([^"'<>]+)["'>]""")
_RECORD = re.compile(r"<record><!\[CDATA\[(.*?)\]\]></record>", re.DOTALL)
_NEXT = re.compile(r'<nextgroup><!\[CDATA\[<a href="([^"]+)">')
_PAGING = re.compile(r"createPageHTML\((\d+), \d+")


@dataclass
class Walk:
    """What was seen: pages by address, and where every dead address is carried."""

    pages: dict[str, str] = field(default_factory=dict)
    dead: dict[str, set[str]] = field(default_factory=dict)


def answer_at(town: Town, url: str) -> Answer | None:
    parts = split(Url(url))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return town.answers.get(parts.host, {}).get(path)


def text_of(answer: Answer) -> str:
    try:
        return answer.body.decode()
    except UnicodeDecodeError:
        return answer.body.decode("gb18030")


def references(html: str) -> Iterator[str]:
    """Everything that an element or a script of the page refers to."""
    tree = LexborHTMLParser(html)
    for name in ("href", "src"):
        yield from (node.attributes.get(name) or "" for node in tree.css(f"[{name}]"))
    yield from _WRITTEN.findall(html)
    yield from _NEXT.findall(html)
    for record in _RECORD.findall(html):
        yield from re.findall(r'href="([^"]+)"', record)
    paging = _PAGING.search(html)
    if paging:
        yield from (f"index_{page}.html" for page in range(1, int(paging[1])))


def targets(html: str, page: str) -> set[str]:
    """The addresses that a page refers to."""
    return {url for raw in references(html) if (url := read(raw, Url(page)).url)}


def walk(town: Town) -> Walk:
    """Everything that can be reached from the homepage."""
    seen: set[str] = set()
    found = Walk()
    ahead = [town.addresses["home"]]
    while ahead:
        page = ahead.pop()
        answer = answer_at(town, page)
        if page in seen or answer is None:
            continue
        seen.add(page)
        location = dict(answer.headers).get("Location")
        if location:
            ahead += [url] if (url := read(location, Url(page)).url) else []
        elif answer.type.startswith(("text/html", "text/xml", "application/json")):
            found.pages[page] = text_of(answer)
            for target in targets(found.pages[page], page):
                if answer_at(town, target) is None:
                    found.dead.setdefault(target, set()).add(page)
                elif split(Url(target)).host.endswith(_OWN):
                    ahead.append(target)
    return found
