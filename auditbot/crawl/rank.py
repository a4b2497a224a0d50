"""In which order addresses are asked, and what is done with each."""

import re

from auditbot.crawl.scope import Task
from auditbot.model.page import Region
from auditbot.url import Url, extension, split

HOME = 0
REGISTERED = 4
SENT_ON = 8
MENU = 12
FRAME = 16
COLUMN = 20
PAGING = 30
ARTICLE = 40
FILE = 60
ASSET = 64
OUTSIDE = 70
CROWDED = 16
"""The most that a crowded shape is set back: below the articles, above the files."""

_PAGES = frozenset(
    "html htm shtml xhtml shtm jsp jspx asp aspx php php3 php5 do action cgi jhtml phtml psp txt".split()
)
_ASSETS = frozenset(
    "css js mjs map ico png jpg jpeg gif bmp webp svg tif tiff woff woff2 ttf eot otf json swf cur".split()
)
_ASSET_ELEMENTS = frozenset({"img", "script", "link", "input", "source", "video", "audio", "track", "embed"})
_PAGE_ELEMENTS = frozenset({"a", "area", "iframe", "frame", "meta", "option", "script-text"})
_COLUMN_PATH = re.compile(
    r"/(?:index|list|default|more)?(?:\.\w{2,5})?$|/col/col\d+|/channels?/|/node_?\d+|/class/\d+",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:index|list|default|col\w*|node\w*|channel\w*|/\d+)[_-]\d{1,4}\.\w{3,5}$", re.IGNORECASE
)
_PAGE_KEY = re.compile(r"(?:^|&)(?:p|page|pageno|pageindex|currentpage|start|pg|pagenum)=\d+", re.IGNORECASE)


def is_file(url: Url) -> bool:
    """Whether the name is that of a document to download: no page, no asset."""
    ending = extension(url)
    return bool(ending) and not ending.isdigit() and ending not in _PAGES and ending not in _ASSETS


def is_asset(url: Url, element: str) -> bool:
    """Whether it is a picture, style, script or font: part of a page."""
    return element in _ASSET_ELEMENTS or extension(url) in _ASSETS


def task(url: Url, element: str, inside: bool) -> Task:
    """Whether an address is read as a page or only asked whether it answers."""
    if not inside or element in _ASSET_ELEMENTS or element not in _PAGE_ELEMENTS:
        return Task.TARGET
    ending = extension(url)
    return Task.TARGET if ending in _ASSETS or is_file(url) else Task.PAGE


def is_later_page(url: Url) -> bool:
    """Whether the address numbers a page of a list: not a step deeper into the site, but along it."""
    parts = split(url)
    return bool(_PAGE_NUMBER.search(parts.path) or _PAGE_KEY.search(parts.query))


def rank(url: Url, element: str, region: Region, on_home: bool, crowd: int) -> int:
    """The place in the queue: menus and columns before articles; ``crowd`` is how many share the shape.

    A crowded shape waits behind the others, so that no part of a site, and no trap, starves the rest.
    """
    if element == "meta":
        return SENT_ON
    if element in ("iframe", "frame"):
        return FRAME
    parts = split(url)
    if is_later_page(url):
        base = PAGING
    elif region is Region.NAV:
        base = MENU
    elif _COLUMN_PATH.search(parts.path):
        base = MENU if on_home and region is not Region.FOOT else COLUMN
    else:
        base = ARTICLE
    return base + min(CROWDED, crowd // 100) + (2 if parts.query else 0)


def target_rank(url: Url, inside: bool) -> int:
    """The place in the queue of what is only verified."""
    if not inside:
        return OUTSIDE
    return FILE if is_file(url) else ASSET
