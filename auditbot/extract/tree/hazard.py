"""Pages that could stall or burst the parser, told apart by counting before they are parsed.

Measured on lexbor (selectolax 1.0.2): trees of any depth are built, searched, serialised and freed without
recursion, but four things grow with the square of the input, each as the HTML Standard demands it:

- depth: every start tag looks through the open elements; 20,000 nested ``div`` 0.5 s, 100,000 17 s;
- attributes of one tag, each compared with all before it: 128 K characters 1.2 s, 200,000 of them minutes;
- formatting elements left open (``b``, ``font`` …) are made anew in every following paragraph, with their
  attributes: 40 KB of markup can become 4.5 million elements and 1.5 GB;
- the adoption agency, which looks through both of those lists for every misnested end tag: 50 KB 4 s.

So the number of tags, the longest tag and what formatting elements could multiply to are bounded here. A page
within the bounds is parsed in at most about a second and 300 MB, however it was made; the others are tried
elsewhere first. Large attributes, texts, comments, entities and flat pages cost linear time.
"""

import re
from itertools import islice

from auditbot.extract.text.markup import ATTRIBUTES

MOST_TAGS = 20_000
LONGEST_TAG = 128 * 1024
"""Characters."""
MOST_COPIED = 128 * 1024 * 1024
"""Bytes that copies of formatting elements may take in all, at worst."""

_ELEMENT_BYTES = 170
_ATTRIBUTE_BYTES = 165
_ALIKE = 3
"""As many equal formatting elements are kept open, no more (the standard's “Noah's Ark clause”)."""
_READ_AGAIN = 4

_START = re.compile(r"<[A-Za-z][^\s/>]*+")
_REST = re.compile(ATTRIBUTES + ">?")
_FORMATTING = re.compile(
    r"<(?=[bBcCeEfFiInNsStTuU])(?:[bBiIsSuU]|[bB][iI][gG]|[cC][oO][dD][eE]|[eE][mM]|[fF][oO][nN][tT]|[tT]{2}"
    r"|[nN][oO][bB][rR]|[sS][mM][aA][lL]{2}|[sS][tT][rR](?:[iI][kK][eE]|[oO][nN][gG]))(?=[\s/>])" + ATTRIBUTES
)
_SEPARATOR = re.compile(r"[\s/\"']+")


def parsed_length(html: str, most: int) -> int:
    """So much of a page is parsed: all of it, or up to its tag number ``most``."""
    if html.count("<") <= most:
        return len(html)
    return next(islice(re.finditer("<", html), most, None)).start()


def suspicious(html: str) -> bool:
    """Whether parsing could take more than about a second or 300 MB. Linear, and cheap for real pages."""
    tags = html.count("<")
    if tags > MOST_TAGS:
        return True
    return _copied(html, tags) > MOST_COPIED or (len(html) > LONGEST_TAG and _has_long_tag(html))


def _copied(html: str, tags: int) -> int:
    """Bytes, at worst, if every tag made all formatting elements anew.

    What looks like a tag inside a comment or a value counts as well, and what it swallows counts by its size,
    so that nothing can be hidden that way.
    """
    texts = "".join(set(_FORMATTING.findall(html)))
    attributes = len(_SEPARATOR.findall(texts))
    once = _ELEMENT_BYTES * texts.count("<") + _ATTRIBUTE_BYTES * attributes + len(texts)
    return once * _ALIKE * tags


def _has_long_tag(html: str) -> bool:
    """Whether one tag is very long. Read from every place where one may begin, however they overlap."""
    left = _READ_AGAIN * len(html)
    for start in _START.finditer(html):
        rest = _REST.match(html, start.end())
        length = rest.end() - start.start() if rest else 0
        left -= length
        if length > LONGEST_TAG or left < 0:
            return True
    return False
