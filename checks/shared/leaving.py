"""Links that leave government sites, and how a page tells its visitor that they do."""

import re
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatch
from itertools import islice
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from auditbot.check import Crawl, Page, Target
from auditbot.extract.text.markup import scripts
from auditbot.extract.tree.concealed import planted
from auditbot.url import Url, parse, split

_CLICKED = frozenset({"a", "area"})
_MOST_TARGETS = 2_000
_MOST_PAGES = 40
"""Pages on which links are looked at: feet and menus repeat most of them."""
_MOST_LINKS = 3_000
_MOST_SCRIPTS = 500
_ASKS = re.compile(
    r"confirm|leave|lik(?:ai|ou)|离开|跳转|jump|goto|go_?out|out_?link|outside|extern|wailian|tips?\b|prompt"
    r"|layer|dialog|open_?(?:url|link|win|out)",
    re.IGNORECASE,
)
_WORDS = (
    "即将离开",
    "离开本网站",
    "离开本站",
    "离开当前网站",
    "\\u5373\\u5c06\\u79bb\\u5f00",
    "\\u79bb\\u5f00\\u672c",
)
"""What such a notice says, as scripts write it too."""
_ADDRESS = re.compile(r"https?://[^\s&\"'<>]{4,300}")


def leaving(crawl: Crawl, inside: Collection[str]) -> dict[Url, Target]:
    """Targets of links that lead out, but to hosts that need no notice."""
    found: dict[Url, Target] = {}
    for target in crawl.targets():
        if target.internal or not _CLICKED & set(target.elements) or is_inside(target.url, inside):
            continue
        found[target.url] = target
        if len(found) == _MOST_TARGETS:
            break
    return found


def is_inside(url: Url, inside: Collection[str]) -> bool:
    """Whether an address lies on a host that needs no notice."""
    host = split(url).host
    return any(fnmatch(host, pattern) for pattern in inside)


def through_notice(crawl: Crawl, inside: Collection[str]) -> int:
    """How many links go through a page of the site that is told where its visitor wants to go."""
    targets = (target for target in crawl.targets() if target.internal and "?" in target.url)
    return sum(_leads_out(unquote(target.url.partition("?")[2]), inside) for target in targets)


def _leads_out(query: str, inside: Collection[str]) -> bool:
    match = _ADDRESS.search(query)
    url = parse(match[0]) if match else None
    return url is not None and not is_inside(url, inside)


def looked_at(crawl: Crawl, targets: Mapping[Url, Target]) -> Iterator[tuple[Page, dict[Url, bool]]]:
    """Pages that carry such links, with those they show and whether each asks before it leads out.

    What a break-in hid must go, and needs no notice.
    """
    left = set(targets)
    read = 0
    for url in sorted(targets, key=lambda url: (not targets[url].on_home, url)):
        if url not in left or read == _MOST_PAGES:
            continue
        read += 1
        carriers = crawl.carriers(url, 1)
        page = crawl.page(carriers[0]) if carriers else None
        found = _on(page, left) if page else {}
        left -= {url, *found}
        hidden = planted(page.document, found) if page else set()
        shown = {link: asks for link, asks in found.items() if link not in hidden}
        if page and shown:
            yield page, shown


def _on(page: Page, wanted: Collection[Url]) -> dict[Url, bool]:
    found: dict[Url, bool] = {}
    for node in page.document.tree.css("a[href], area[href]")[:_MOST_LINKS]:
        url = page.document.resolve((node.attributes.get("href") or "").strip())
        if url is not None and url in wanted:
            found[url] = found.get(url, True) and _asks(node)
    return found


def _asks(node: LexborNode) -> bool:
    """Whether a script of the link itself asks before the visitor leaves."""
    said = node.attributes.get("onclick") or ""
    return bool(_ASKS.search(said[:2_000]))


def announces(script: str) -> bool:
    """Whether a script holds the words of a notice that is shown to whoever leaves."""
    return any(words in script for words in _WORDS)


def page_announces(page: Page) -> bool:
    """Whether a script in the page itself does."""
    inline = islice(scripts(page.document.html), _MOST_SCRIPTS)
    return any(announces(script.text) for script in inline)
